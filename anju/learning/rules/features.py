"""The pieces of a text that a category is learned from: characters of Chinese, words and parts of words of the rest.

The same pieces are counted when a model is trained and when it answers, and when two texts are compared.
"""

import re
import unicodedata
from itertools import pairwise

MOST_CHARACTERS = 400  # what matters is said early; a pasted page must not cost a second

_RUNS = re.compile(
    r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]+|[^\W\d_\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]+|\d+"
)
_WIDE = re.compile(r"[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
LONGEST_WIDE = 3
PARTS_OF_WORDS = (3, 4)


def plain(text: str) -> str:
    """Half width, lower case, at most ``MOST_CHARACTERS``."""
    return unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]).lower()


def pieces_of(text: str) -> list[str]:
    """All pieces in their order, the same one as often as it occurs; numbers count as one and the same piece.

    >>> pieces_of("漏水 tap")
    ['漏', '水', '漏水', 'tap ', '<ta', 'tap', 'ap>', '<tap', 'tap>']
    """
    found: list[str] = []
    words: list[str] = []
    for run in _RUNS.findall(plain(text)):
        if _WIDE.match(run):
            for size in range(1, LONGEST_WIDE + 1):
                found += [run[at : at + size] for at in range(len(run) - size + 1)]
        elif run.isdigit():
            found.append("0 ")
        else:
            words.append(run)
            marked = f"<{run}>"
            found.append(f"{run} ")
            for size in PARTS_OF_WORDS:
                found += [marked[at : at + size] for at in range(len(marked) - size + 1)]
    found += [f"{one} {other}" for one, other in pairwise(words)]
    return found
