"""Suggestions: quality on rows held back, seconds of training, milliseconds of an answer. SYNTHETIC rows unless --file.

Without a file 10,000 rows are drawn from our own catalogue's keywords and the demo's stories, with noise: fillers,
places, dropped and doubled characters, wrong labels. They show that it works and how fast, NOT how well it does on a
community's real words: for that ``python -m benchmarks suggest --file PAST.csv`` (a column of text, one of category).
"""

import hashlib
import random
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from anju.config.demo.stories import all_stories
from anju.learning.actions.learning import train_apart
from anju.learning.artifact import read_model
from anju.learning.reading.tables import cell_words, read_table
from anju.learning.rules.weighing import Learned, judged
from anju.standards.catalogue import delivered
from benchmarks.results import Result

ROWS, SHOWN_LABELS = 10_000, 15
LIMIT_MS, LIMIT_SECONDS = 20.0, 300.0
MOST_WRONG_WHEN_SURE = 12.0
FILLERS = [
    "你好",
    "麻烦看一下",
    "师傅",
    "请尽快",
    "已经说过两次了",
    "老人不方便",
    "好几天了",
    "怎么回事",
    "谢谢",
    "急",
    "又来了",
]
WHERE = ["3栋2单元", "地下车库", "我家", "楼下", "电梯口", "1201", "厨房", "阳台", "门口", "西门"]
WRONG_LABELS = 0.03

Rows = list[tuple[str, str]]


def run() -> list[Result]:
    file = _given_file()
    rows = _rows_of(file) if file else synthetic(ROWS)
    random.Random(3).shuffle(rows)
    learned_from, asked = rows[: len(rows) * 4 // 5], rows[len(rows) * 4 // 5 :]
    began = time.perf_counter()
    content = train_apart(*map(list, zip(*learned_from, strict=True)), [[] for _row in learned_from])
    seconds = time.perf_counter() - began
    model, _figures = read_model(content, hashlib.sha256(content).hexdigest())
    answers, took = _asked(model, asked)
    took.sort()
    _show(file, learned_from, asked, answers, model, len(content))
    sure = [
        (found[0][0] == label)
        for found, (_text, label) in _pairs(answers, asked)
        if found[0][1] >= model.threshold
    ]
    wrong = 100 * (1 - statistics.mean(sure)) if sure else 0.0
    return [
        Result(
            f"training on {len(learned_from)} rows, {len(model.labels)} labels", seconds, LIMIT_SECONDS, "s"
        ),
        Result("an answer, p50", 1000 * took[len(took) // 2], LIMIT_MS, "ms"),
        Result("an answer, p95", 1000 * took[len(took) * 95 // 100], LIMIT_MS, "ms"),
        Result("wrong though sure, of rows held back", wrong, MOST_WRONG_WHEN_SURE, "%"),
    ]


def _given_file() -> Path | None:
    words = sys.argv[1:]
    return Path(words[words.index("--file") + 1]) if "--file" in words else None


def _rows_of(file: Path) -> Rows:
    table = read_table(file.read_bytes(), file.name)
    cells = [
        (cell_words(line.cells.get("words", "")), cell_words(line.cells.get("label", "")))
        for line in table.lines
    ]
    return [(text, label) for text, label in cells if text and label]


def synthetic(count: int, seed: int = 1) -> Rows:
    """Rows with labels as uneven as in life: a few kinds make most of them."""
    dice = random.Random(seed)
    told: dict[str, list[str]] = {}
    for story in all_stories():
        told.setdefault(story.code, []).extend(story.words)
    for leaf in delivered().categories:
        if leaf["parent"] and leaf["keywords"]:
            told.setdefault(leaf["code"], []).extend(leaf["keywords"].split())
    labels = sorted(told)
    dice.shuffle(labels)
    weights = [1 / (rank + 3) for rank in range(len(labels))]
    rows = []
    for label in dice.choices(labels, weights, k=count):
        said = dice.sample(told[label], k=min(len(told[label]), dice.choice((1, 1, 2))))
        parts = [*said, *dice.sample(FILLERS, k=dice.randrange(3)), *dice.sample(WHERE, k=dice.randrange(2))]
        dice.shuffle(parts)
        kept = label if dice.random() > WRONG_LABELS else dice.choice(labels)
        rows.append((_noisy("，".join(parts).replace("+", ""), dice), kept))
    return rows


def _noisy(text: str, dice: random.Random) -> str:
    return "".join(
        "" if (chance := dice.random()) < 0.02 else sign * 2 if chance < 0.03 else sign for sign in text
    )


def _asked(model: Learned, asked: Rows) -> tuple[list[list[tuple[str, float]]], list[float]]:
    answers, took = [], []
    for text, _label in asked:
        began = time.perf_counter()
        answers.append(judged(text, model, [])[:3])
        took.append(time.perf_counter() - began)
    return answers, took


def _pairs(
    answers: list[list[tuple[str, float]]], asked: Rows
) -> list[tuple[list[tuple[str, float]], tuple[str, str]]]:
    return [(found, row) for found, row in zip(answers, asked, strict=True) if found]


def _show(
    file: Path | None,
    learned_from: Rows,
    asked: Rows,
    answers: list[list[tuple[str, float]]],
    model: Learned,
    size: int,
) -> None:
    pairs = _pairs(answers, asked)
    asked_of, given, hit = Counter(label for _text, label in asked), Counter[str](), Counter[str]()
    for found, (_text, label) in pairs:
        given[found[0][0]] += 1
        hit[label] += found[0][0] == label
    recalls = {label: hit[label] / asked_of[label] for label in asked_of}
    precisions = {label: hit[label] / given[label] if given[label] else 0.0 for label in asked_of}
    in_three = sum(label in [name for name, _worth in found] for found, (_text, label) in pairs)
    sure = [found[0][0] == label for found, (_text, label) in pairs if found[0][1] >= model.threshold]
    majority = Counter(label for _text, label in learned_from).most_common(1)[0][0]
    right, common = sum(hit.values()) / len(asked), asked_of[majority] / len(asked)
    precision, recall = statistics.mean(precisions.values()), statistics.mean(recalls.values())
    when_sure = statistics.mean(sure) if sure else 0.0
    _say(f"  rows: {file.name if file else 'SYNTHETIC, drawn from our own catalogue and demo'}")
    _say(f"  learned from {len(learned_from)}, held back {len(asked)}; the model is {size / 1e6:.1f} MB")
    _say(f"  first right (micro)    {right:7.1%}   (always the commonest: {common:.1%})")
    _say(f"  in the best three      {in_three / len(asked):7.1%}")
    _say(f"  macro precision/recall {precision:7.1%} {recall:7.1%}")
    _say(
        f"  sure (from {model.threshold:.2f} on)    {len(sure) / len(asked):7.1%}   of these right {when_sure:.1%}"
    )
    _say(f"  {'label':24} {'rows':>5} {'precision':>9} {'recall':>7}")
    for label, count in asked_of.most_common(SHOWN_LABELS):
        _say(f"  {label[:24]:24} {count:>5} {precisions[label]:>9.1%} {recalls[label]:>7.1%}")


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201
