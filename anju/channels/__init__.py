"""Channels: the other ways a request comes in and its answer goes out. E-mail, the log of calls, Open311.

Owns mails that came and letters that went, calls, and what a city's hotline sent along. Stands on requests (files and
continues them by its actions), standards, notices, connect (tokens), people, places.
"""
