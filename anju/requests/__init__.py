"""Requests 诉求: what somebody asks for, reports or complains of, until they say it is settled.

Owns requests, their dialogue and the person's verdict. Stands on work (opens jobs, hears of them by events),
standards (categories, promises), notices, people, places.
"""
