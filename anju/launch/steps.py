"""The numbered steps a person sees while Anju starts, each with its seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from anju.launch.words import say

TOTAL = 6


class Step:
    """One running step; ``note`` tells more about it on a line of its own."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.noted = False
        self.result = ""

    def note(self, text: str) -> None:
        if not self.noted:
            say()
        self.noted = True
        say(f"      {text.strip()}")


@contextmanager
def step(number: int, chinese: str, english: str, others_speak: bool = False) -> Iterator[Step]:
    """Show a step: its name at once, its seconds at the end. ``result`` set inside is shown in between.

    ``others_speak``: other programs write to the terminal meanwhile, so the seconds get a line of their own.
    """
    running = Step()
    running.noted = others_speak
    say(f"[{number}/{TOTAL}] {chinese} · {english} … ", end="\n" if others_speak else "")
    try:
        yield running
    except BaseException:
        say()
        raise
    seconds = f"{time.monotonic() - running.begun:.1f} s"
    end = f"{running.result}，{seconds}" if running.result else seconds
    say(f"      {end}" if running.noted else end)
