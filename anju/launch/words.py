"""How the launcher speaks: one line at a time, and troubles in words a newcomer can act on."""

import sys


class Trouble(Exception):
    """What stops the launcher, with what to do about it. Its text is shown to a person as it is."""


def say(text: str = "", end: str = "\n") -> None:
    """Write a line for the person at the terminal, at once, whatever the terminal can show."""
    out = sys.stdout
    try:
        out.write(text + end)
    except UnicodeEncodeError:
        out.write((text + end).encode(out.encoding or "ascii", "replace").decode(out.encoding or "ascii"))
    out.flush()
