"""Answers to start from: blanks filled in."""

BLANKS = ("number", "name", "place", "by")


def filled_answer(words: str, *, number: str = "", name: str = "", place: str = "", by: str = "") -> str:
    """``words`` with ``{number}``, ``{name}``, ``{place}`` and ``{by}`` filled in.

    Plain replacement and not ``str.format``: staff write these words, so nothing in braces may reach into objects,
    and a lone brace is no error. A blank whose value is empty stays to be seen and written by hand.
    """
    for blank, value in zip(BLANKS, (number, name, place, by), strict=True):
        if value:
            words = words.replace(f"{{{blank}}}", value)
    return words
