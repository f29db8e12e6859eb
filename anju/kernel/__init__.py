"""The kernel: events, actor, clock, ids, base records, files, numbers, errors, the queue.

It knows no word of property service and shows no page. Every app stands on it; it stands on nothing of ours.
"""
