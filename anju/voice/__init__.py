"""Voice: asking again. Return visits by somebody who did not do the work, chosen by risk and by a draw.

Owns visits and their tries. Stands on requests, which it hears of by events and re-opens through their actions, and on
people, places and notices.
"""
