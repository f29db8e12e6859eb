"""What the doctor found: one thing, right or wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``what`` was looked at; ``advice`` says what to do when it is not ok."""

    ok: bool
    what: str
    advice: str = ""


def fine(what: str) -> Finding:
    return Finding(True, what)


def bad(what: str, advice: str) -> Finding:
    return Finding(False, what, advice)
