"""The demo communities: 翠湖花园 (cuihu, 12 buildings) and 老槐里 (laohuai), with 90 days of life.

Everything is made through the product's own doors (the import, the actions) with a moved clock, so the demo also
proves them. The same seed and the same day give the same life.
"""
