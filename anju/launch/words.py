"""How the launcher speaks: one line at a time, and troubles in words a newcomer can act on."""

import sys


class Trouble(Exception):
    """What stops the launcher, with what to do about it. Its text is shown to a person as it is."""


def say(text: str = "", end: str = "\n") -> None:
    """Write a line for the person at the terminal, at once, whatever the terminal can show.

    A terminal that was closed is no reason to stop: what is being stopped must still be stopped in order.
    """
    out = sys.stdout
    encoding = out.encoding or "ascii"
    try:
        out.write((text + end).encode(encoding, "replace").decode(encoding))
        out.flush()
    except OSError:
        pass
