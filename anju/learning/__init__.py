"""Learning: what a community has reported before, and what that says about the words of today.

Owns the past reports (imported files, own ended requests), the labels they came with and the models learned from them;
says which category words mean and how sure that is, and how alike two reports are. Stands on standards (categories),
places, people; requests above ask it and hand it what has ended.
"""
