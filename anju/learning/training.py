"""Training: a linear model over the pieces of past reports, measured on rows that were held back.

``python -m anju.learning.training GIVEN MADE`` reads JSON and writes one file of plain arrays. It runs as a process of
its own, so that neither the worker nor a web process ever carries scikit-learn. Which model and why, with figures:
docs/decisions/0010-learned-suggestions.md.
"""

import hashlib
import io
import json
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.isotonic import IsotonicRegression
from sklearn.svm import LinearSVC

from anju.learning.rules.features import pieces_of, plain
from anju.learning.rules.weighing import STRANGE, Blend, Floats, blended, chances

FOLDS = 5
MOST_PIECES = 60_000
RARE_FROM = 3_000  # rows; from here on a piece must occur twice
STRENGTHS = (0.3, 1.0, 3.0)
SHARPNESS = np.geomspace(0.5, 40, 24)
SHARES_OF_OURS = (1.0, 0.9, 0.75, 0.5, 0.25, 0.0)
RIGHT_OFTEN = 0.9
SPARE = 0.015  # so that what comes later holds it too
LEAST_SURE = 20  # answers; a precision of fewer says nothing
MOST_ROUNDS = 400
STRANGEST = 0.02

Bag = tuple[Floats, Floats]  # which pieces, how often each


def train(texts: Sequence[str], labels: Sequence[str], keywords: Sequence[Sequence[str]]) -> bytes:
    """The model of these rows, as ``learning.artifact`` reads it. ``keywords``: what the catalogue guesses for each."""
    pieces, bags = _counted(texts)
    names = sorted(set(labels))
    number = {name: place for place, name in enumerate(names)}
    target = np.array([number[label] for label in labels])
    fold = np.array([_fold(text) for text in texts])
    strength, margins, known = _held_back(bags, target, fold, len(names))
    blend = _blend(margins, labels, names, keywords)
    answers = [
        blended(chances(row, blend.sharpness), names, guess, blend)
        for row, guess in zip(margins, keywords, strict=True)
    ]
    blend = _made_honest(blend, answers, labels)
    worth = np.interp([found[0][1] for found in answers], blend.said, blend.true)
    right = np.array([found[0][0] == label for found, label in zip(answers, labels, strict=True)])
    # The strangest few of what was answered well: what is stranger still is of another kind.
    nearest = margins.max(axis=1)
    floors = [0.6 * _least(known, right), _least(nearest, right)]
    strange = (known < floors[0]) | (nearest < floors[1])
    worth = np.where(strange, worth * STRANGE, worth)
    threshold = max(threshold_for(worth[~strange], right[~strange]), STRANGE)
    every = np.arange(len(bags))
    kept, rarity, table = _table(bags, every, every)
    pieces = [pieces[place] for place in kept]
    weights, bias = _fitted(table, target, strength, len(names))
    figures = _figures(answers, labels, worth, right, threshold) | {"strength": strength}
    return _packed(pieces, rarity, weights, bias, names, blend, (threshold, *floors), figures)


def _least(measured: Floats, right: Floats) -> float:
    """What all but the strangest few of the right answers reach."""
    return float(np.quantile(measured[right], STRANGEST)) if right.any() else 0.0


def _fold(text: str) -> int:
    """The same words are never both learned and asked."""
    return hashlib.sha256("".join(plain(text).split()).encode()).digest()[0] % FOLDS


def _held_back(bags: list[Bag], target: Floats, fold: Floats, labels: int) -> tuple[float, Floats, Floats]:
    """The strength that was right most often, its margins, and how much of each row was known: each row judged by a
    model that did not see it."""
    margins = np.full((len(bags), labels), -1e3, dtype=np.float32)
    known = np.zeros(len(bags))
    best = STRENGTHS[len(STRENGTHS) // 2]
    first = True
    for number in range(FOLDS):
        asked, seen = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        there = np.unique(target[seen])
        if not len(asked) or len(there) < 2:
            continue
        _pieces, _rarity, table, asked_table = _table(bags, seen, seen, asked)
        known[asked] = np.diff(asked_table.indptr) / [max(len(bags[row][0]), 1) for row in asked]
        given = {}
        for strength in STRENGTHS if first else (best,):  # the first part decides, for the time's sake
            weights, bias = _fitted(table, target[seen], strength, labels)
            given[strength] = asked_table @ weights + bias
        if first:
            right = {
                one: float((found.argmax(axis=1) == target[asked]).mean()) for one, found in given.items()
            }
            best, first = max(right, key=lambda one: (round(right[one], 3), -abs(np.log(one)))), False
        margins[np.ix_(asked, there)] = given[best][:, there]
    return best, margins, known


def _counted(texts: Sequence[str]) -> tuple[list[str], list[Bag]]:
    """All pieces, and for each text which of them it has, how often: as arrays, or long texts would fill the memory."""
    places: dict[str, int] = {}
    bags = []
    for text in texts:
        bag = Counter(pieces_of(text))
        at = [places.setdefault(piece, len(places)) for piece in bag]
        bags.append((np.array(at, dtype=np.int32), np.array(list(bag.values()), dtype=np.float32)))
    return list(places), bags


def _table(bags: list[Bag], learned: Floats, *wanted: Floats) -> Any:
    """Which pieces of the rows ``learned`` are kept, their rarity, and a sparse table for each of ``wanted``."""
    size = 1 + max((int(at.max()) for at, _often in bags if len(at)), default=0)
    often = np.bincount(np.concatenate([bags[row][0] for row in learned]), minlength=size)
    least = 2 if len(learned) >= RARE_FROM else 1
    commonest = np.argsort(-often, kind="stable")[:MOST_PIECES]
    kept = np.sort(commonest[often[commonest] >= least])
    rarity = (np.log((1 + len(learned)) / (1 + often[kept])) + 1).astype(np.float32)
    places = np.full(size, -1, dtype=np.int32)
    places[kept] = np.arange(len(kept))
    return kept, rarity, *(_rows([bags[row] for row in rows], places, rarity) for rows in wanted)


def _rows(bags: list[Bag], places: Floats, rarity: Floats) -> csr_matrix:
    """Each row a unit vector, as ``rules.weighing.weighed`` makes it for one text."""
    known = [(places[at][places[at] >= 0], often[places[at] >= 0]) for at, often in bags]
    at = np.concatenate([at for at, _often in known])
    weight = (1 + np.log(np.concatenate([often for _at, often in known]))) * rarity[at]
    ends = np.concatenate([[0], np.cumsum([len(at) for at, _often in known])])
    table = csr_matrix((weight, at, ends), shape=(len(bags), len(rarity)), dtype=np.float32)
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    table.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(table.indptr))
    return table


def _fitted(table: csr_matrix, target: Floats, strength: float, labels: int) -> tuple[Floats, Floats]:
    """Weights (pieces × labels) and bias; a label without a row can never win."""
    weights = np.zeros((table.shape[1], labels), dtype=np.float32)
    bias = np.full(labels, -1e3, dtype=np.float32)
    known = np.unique(target)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        judge = LinearSVC(C=strength, max_iter=MOST_ROUNDS, random_state=0).fit(table, target)
    if len(known) == 2:  # one plane between the two
        weights[:, known[1]], weights[:, known[0]] = judge.coef_[0], -judge.coef_[0]
        bias[known[1]], bias[known[0]] = judge.intercept_[0], -judge.intercept_[0]
    else:
        weights[:, known], bias[known] = judge.coef_.T, judge.intercept_
    return weights, bias


def _blend(
    margins: Floats, labels: Sequence[str], names: list[str], keywords: Sequence[Sequence[str]]
) -> Blend:
    """Sharpness by likelihood; then the share of ours by how often the first answer is right."""
    number = {name: place for place, name in enumerate(names)}
    rows, own = np.arange(len(labels)), np.array([number[label] for label in labels])
    sharpness = max(
        SHARPNESS,
        key=lambda sharp: float(np.log(np.maximum(chances(margins, sharp)[rows, own], 1e-4)).mean()),
    )
    ranks = tuple(_right_at(rank, labels, keywords) for rank in range(3))
    shares = chances(margins, float(sharpness))
    curve = np.array([0.0, 1.0])
    best = Blend(float(sharpness), 1.0, ranks, curve, curve)
    if not ranks[0]:
        return best
    tried = [Blend(float(sharpness), ours, ranks, curve, curve) for ours in SHARES_OF_OURS]
    return max(tried, key=lambda one: (round(_right(shares, names, labels, keywords, one), 3), one.ours))


def _right_at(rank: int, labels: Sequence[str], keywords: Sequence[Sequence[str]]) -> float:
    """How often the keywords' guess at this rank was right, of the rows for which there is one."""
    hits = [guess[rank] == label for guess, label in zip(keywords, labels, strict=True) if len(guess) > rank]
    return float(np.mean(hits)) if hits else 0.0


def _right(
    shares: Floats, names: list[str], labels: Sequence[str], keywords: Sequence[Sequence[str]], blend: Blend
) -> float:
    answers = (blended(row, names, guess, blend) for row, guess in zip(shares, keywords, strict=True))
    return float(np.mean([found[0][0] == label for found, label in zip(answers, labels, strict=True)]))


def _made_honest(blend: Blend, answers: list[list[tuple[str, float]]], labels: Sequence[str]) -> Blend:
    """The curve from what is said to how often it held, never falling, between at most forty points."""
    said = np.array([found[0][1] for found in answers])
    held = np.array([found[0][0] == label for found, label in zip(answers, labels, strict=True)], dtype=float)
    curve = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(said, held)
    points = np.unique(np.quantile(said, np.linspace(0, 1, 40)))
    return Blend(blend.sharpness, blend.ours, blend.ranks, points, curve.predict(points))


def threshold_for(worth: Floats, right: Floats) -> float:
    """The lowest worth from which on nine of ten answers were right; above all (1.01) where that is never so."""
    order = np.argsort(-worth, kind="stable")
    behind = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last_of_equal = np.append(np.diff(worth[order]) != 0, True)
    good = (behind >= RIGHT_OFTEN + SPARE) & last_of_equal & (np.arange(len(order)) + 1 >= LEAST_SURE)
    return float(worth[order][np.flatnonzero(good).max()]) if good.any() else 1.01


def _figures(
    answers: list[list[tuple[str, float]]],
    labels: Sequence[str],
    worth: Floats,
    right: Floats,
    threshold: float,
) -> dict[str, Any]:
    """What the held-back rows say, for the page and the benchmark."""
    asked, hit = Counter(labels), Counter(label for label, good in zip(labels, right, strict=True) if good)
    given = Counter(found[0][0] for found in answers)
    best_three = [
        label in [name for name, _chance in found[:3]] for found, label in zip(answers, labels, strict=True)
    ]
    sure = worth >= threshold
    by_label = {
        name: [asked[name], hit[name] / given[name] if given[name] else 0.0, hit[name] / asked[name]]
        for name in asked
    }
    return {
        "rows": len(labels),
        "right": float(right.mean()),
        "right_in_three": float(np.mean(best_three)),
        "macro_precision": float(np.mean([precision for _n, precision, _recall in by_label.values()])),
        "macro_recall": float(np.mean([recall for _n, _precision, recall in by_label.values()])),
        "sure": float(sure.mean()),
        "right_when_sure": float(right[sure].mean()) if sure.any() else 0.0,
        "by_label": by_label,
    }


def _packed(
    pieces: list[str],
    rarity: Floats,
    weights: Floats,
    bias: Floats,
    names: list[str],
    blend: Blend,
    limits: Sequence[float],
    figures: dict[str, Any],
) -> bytes:
    out = io.BytesIO()
    facts = {
        "pieces": pieces,
        "labels": names,
        "limits": limits,
        "sharpness": blend.sharpness,
        "ours": blend.ours,
        "ranks": blend.ranks,
        "figures": figures,
    }
    np.savez_compressed(
        out,
        facts=np.frombuffer(json.dumps(facts, ensure_ascii=False).encode(), dtype=np.uint8),
        rarity=rarity,
        weights=weights.astype(np.float16),
        bias=bias,
        said=blend.said,
        true=blend.true,
    )
    return out.getvalue()


def main(given: Path, made: Path) -> None:
    rows = json.loads(given.read_text("utf-8"))
    made.write_bytes(train(rows["texts"], rows["labels"], rows["keywords"]))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
