"""Learn from the past reports of a community: a training in a process of its own, its result kept as a version."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.kernel.events import record
from anju.kernel.ids import new_id
from anju.learning.artifact import read_model
from anju.learning.events import ModelTrained
from anju.learning.models import Model, PastReport
from anju.learning.queries import CATEGORY, LABEL, LEAST_REPORTS
from anju.learning.rules.features import pieces_of
from anju.standards.queries import guesser

MOST_REPORTS = 40_000  # the newest; more make the training longer and the answers hardly better
MOST_LABELS = 500
KEPT_VERSIONS = 3
LONGEST = 60 * 60  # seconds; a training of 10,000 rows takes about one minute
PACKAGE_FOLDER = Path(__file__).resolve().parents[3]


def learn(*, community_id: int) -> Model | None:
    """Train on what is kept and put the result in force. None where there is too little to learn from: fewer than
    ``LEAST_REPORTS`` usable reports, or all of one kind."""
    began = time.monotonic()
    texts, targets = _examples(community_id)
    if len(texts) < LEAST_REPORTS or len(set(targets)) < 2:
        return None
    content = train_apart(texts, targets, _keywords(community_id, texts, targets))
    digest = hashlib.sha256(content).hexdigest()
    _learned, figures = read_model(content, digest)
    id = new_id()
    path = default_storage.save(f"{community_id}/learning/{id}.npz", ContentFile(content))
    try:
        with transaction.atomic():
            last = Model.objects.of(community_id).select_for_update().order_by("-version").first()
            model = Model.objects.of(community_id).create(
                id=id,
                version=last.version + 1 if last else 1,
                path=path,
                sha256=digest,
                rows=PastReport.objects.of(community_id).count(),
                labels=len(set(targets)),
                seconds=round(time.monotonic() - began, 1),
                figures=figures,
                at=clock.now(),
            )
            fact = ModelTrained(version=model.version, rows=model.rows, labels=model.labels)
            record(fact, actor=SYSTEM, about=model)
    except BaseException:
        default_storage.delete(path)
        raise
    _forget_old(community_id, model.version)
    return model


def _examples(community_id: int) -> tuple[list[str], list[str]]:
    """Words and targets of the newest reports whose words say anything; of the commonest labels only."""
    rows = PastReport.objects.of(community_id).order_by("-id")
    named = rows.values_list("words", "category__code", "label__category__code", "label_id")[:MOST_REPORTS]
    texts, targets = [], []
    for words, code, mapped, label_id in named:
        if pieces_of(words):
            texts.append(words)
            targets.append(f"{CATEGORY}{code or mapped}" if code or mapped else f"{LABEL}{label_id}")
    counts: dict[str, int] = {}
    for target in targets:
        counts[target] = counts.get(target, 0) + 1
    kept = set(sorted(counts, key=lambda target: (-counts[target], target))[:MOST_LABELS])
    pairs = [(text, target) for text, target in zip(texts, targets, strict=True) if target in kept]
    return [text for text, _target in pairs], [target for _text, target in pairs]


def _keywords(community_id: int, texts: list[str], targets: list[str]) -> list[list[str]]:
    """What the catalogue guesses for each text; nothing where no report has a category of ours."""
    if not any(target.startswith(CATEGORY) for target in targets):
        return [[] for _text in texts]
    guess = guesser(community_id)
    return [[f"{CATEGORY}{code}" for code in guess(text[:400], 3)] for text in texts]


def train_apart(texts: list[str], targets: list[str], keywords: list[list[str]]) -> bytes:
    """``learning.training`` in a process of its own, behind everything else."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.json", Path(folder) / "made.npz"
        given.write_text(
            json.dumps({"texts": texts, "labels": targets, "keywords": keywords}), encoding="utf-8"
        )
        subprocess.run(
            [sys.executable, "-m", "anju.learning.training", str(given), str(made)],
            check=True,
            cwd=PACKAGE_FOLDER,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            timeout=LONGEST,
            preexec_fn=lambda: os.nice(5),
        )
        return made.read_bytes()


def _forget_old(community_id: int, version: int) -> None:
    """Files of older versions; their rows stay, they say how it was."""
    old = Model.objects.of(community_id).filter(version__lte=version - KEPT_VERSIONS).exclude(path="")
    for model in old:
        default_storage.delete(model.path)
    old.update(path="")
