"""Insight: how it goes today and what a human should decide now. Reads the apps below, owns nothing.

Each number is counted with the filter that its link opens, so that it equals the rows behind it.
"""
