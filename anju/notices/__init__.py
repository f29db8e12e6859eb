"""Notices: words that reach a person. Inbox, e-mail and text message, by preference, in quiet hours silent.

Owns messages, their deliveries and everybody's preferences. Stands on people, places, ui and kernel. It does not
know why something is said: the apps above call ``send``.
"""
