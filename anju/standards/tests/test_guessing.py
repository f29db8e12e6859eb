"""What residents write, and the category they mean."""

import csv
import time
from collections import Counter
from pathlib import Path

from anju.standards.catalogue import delivered
from anju.standards.rules.guessing import best_of

SENTENCES = Path(__file__).parent / "sentences.csv"
LEAVES = [row for row in delivered().categories if row["parent"]]
CANDIDATES = [(f"{row['name']} {row['resident_name']}", row["keywords"]) for row in LEAVES]


def guessed(words: str, most: int = 3) -> list[str]:
    return [LEAVES[position]["code"] for position in best_of(CANDIDATES, words, most)]


def rates(known: str) -> tuple[int, float, float]:
    """How many sentences, and the parts of them where the first guess and one of three guesses is right."""
    counts: Counter[str] = Counter()
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["known"] == known:
                found = guessed(row["words"])
                counts["all"] += 1
                counts["first"] += found[:1] == [row["code"]]
                counts["three"] += row["code"] in found
    return counts["all"], counts["first"] / counts["all"], counts["three"] / counts["all"]


def test_sentences_that_the_keywords_were_written_with() -> None:
    count, first, three = rates("yes")
    assert count == 196
    assert (first, three) == (1.0, 1.0)


def test_sentences_that_the_keywords_have_never_seen() -> None:
    """Written after the keywords and never used to better them: keep it so, or the figure says nothing."""
    count, first, three = rates("no")
    assert count == 102
    assert first >= 0.82
    assert three >= 0.97


def test_the_first_guess_of_common_sentences() -> None:
    assert guessed("水龙头一直滴水")[0] == "0101"
    assert guessed("卫生间天花板往下漏水")[0] == "0108"
    assert guessed("电梯困人了")[0] == "0301"
    assert guessed("楼道灯不亮")[0] == "0201"
    assert guessed("楼上半夜吵")[0] == "1302"


def test_nothing_is_guessed_from_nothing() -> None:
    for words in ("", "  ", "你好", "在吗", "asdf", "12345", "，。！", "\x00", "😀"):
        assert guessed(words) == []


def test_parts_joined_by_plus_may_stand_apart() -> None:
    rows = [("狗", "狗+咬"), ("猫", "猫+咬"), ("水", "漏水")]
    assert best_of(rows, "三楼的狗没拴，把我咬了", 3) == [0]
    assert best_of(rows, "咬", 3) == []
    assert best_of([("a", "+ ++ x+")], "plus + and nothing", 3) == []


def test_a_changed_keyword_is_used_at_once() -> None:
    assert best_of([("甲", "彩虹"), ("乙", "")], "出彩虹了", 1) == [0]
    assert best_of([("甲", ""), ("乙", "彩虹")], "出彩虹了", 1) == [1]


def test_a_guess_takes_no_time() -> None:
    """A long text among all categories, a hundred times: far below 5 ms each, on a busy machine too."""
    words = "师傅你好，我家卫生间天花板往下漏水，楼上说不是他家的问题，麻烦来看看，谢谢。" * 5
    guessed(words)
    begin = time.perf_counter()
    for _ in range(100):
        guessed(words)
    assert (time.perf_counter() - begin) / 100 < 0.005
