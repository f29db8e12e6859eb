"""Quotes: what a job costs, who pays, and that it is agreed before paid work begins.

Owns quotes with their lines, who is liable, what is recognised as rework, and the charges that finished jobs leave
behind. Part of ``work``; the rest of it asks ``gates`` before a step and tells ``charging`` when a job is done.
"""
