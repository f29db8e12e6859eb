"""What is known of past reports, and what the words of a new one probably mean."""

import logging
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db.models import Count, Max, QuerySet

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.learning.artifact import Unfit, read_model
from anju.learning.models import Label, Model, PastFile, PastReport
from anju.learning.rules.weighing import Learned, judged
from anju.standards.queries import categories_coded, guess_categories, guess_codes

if TYPE_CHECKING:
    from anju.standards.models import Category

logger = logging.getLogger(__name__)

MOST_LOADED = 8  # models in the memory of one process; 5 to 15 MB each
LEAST_REPORTS = 40  # with fewer there is nothing to learn, and the catalogue's keywords answer as always
LEAST_WORTH = 0.2  # below it the catalogue's keywords are heard first
CATEGORY, LABEL = "category:", "label:"


@dataclass(frozen=True)
class Suggestion:
    """What the words may mean: a category of ours, or what the community's files call it. ``confidence`` is how often
    such an answer was right, from 0 to 1; None where nothing was learned yet. ``sure``: right nine times of ten."""

    category: "Category | None"
    label: str
    confidence: float | None = None
    sure: bool = False

    @property
    def percent(self) -> int:
        """The confidence for people: whole percent, never 100, as nothing is certain."""
        return min(99, round(100 * (self.confidence or 0)))


def suggest(
    community_id: int, words: str, most: int = 3, kinds: Collection[str] | None = None
) -> list[Suggestion]:
    """What the words probably mean, best first; [] when nothing fits. ``kinds``: only categories of these kinds.

    Without a history this is the catalogue's guess. None of the answers being ``sure`` means that a person decides.
    """
    if not words.strip():
        return []
    model = newest_model(community_id)
    learned = _loaded(model) if model else None
    if learned is None:
        return [_from_catalogue(one) for one in guess_categories(community_id, words, most, kinds)]
    keywords = [f"{CATEGORY}{code}" for code in guess_codes(community_id, words, 3, kinds)]
    found = _shown(community_id, judged(words, learned, keywords), learned.threshold, most, kinds)
    return found or [_from_catalogue(one) for one in guess_categories(community_id, words, most, kinds)]


def suggest_categories(
    community_id: int, words: str, most: int = 3, kinds: Collection[str] | None = None
) -> "list[Category]":
    """The categories of ours in ``suggest``, filled up with what the catalogue's keywords say."""
    return categories_in(suggest(community_id, words, most, kinds), community_id, words, most, kinds)


def categories_in(
    found: list[Suggestion],
    community_id: int,
    words: str,
    most: int = 3,
    kinds: Collection[str] | None = None,
) -> "list[Category]":
    """The categories of ours among suggestions for the words that are worth saying, filled up with what the catalogue's
    keywords say."""
    learned = any(one.confidence is not None for one in found)
    ours = [one.category for one in found if one.category and (one.confidence or 0) >= LEAST_WORTH * learned]
    if len(ours) < most and learned:
        known = {category.id for category in ours}
        more = guess_categories(community_id, words, most, kinds)
        ours += [category for category in more if category.id not in known]
    return ours[:most]


def _from_catalogue(category: "Category") -> Suggestion:
    return Suggestion(category, category.name)


def _shown(
    community_id: int,
    answers: list[tuple[str, float]],
    threshold: float,
    most: int,
    kinds: Collection[str] | None,
) -> list[Suggestion]:
    """Targets as rows of today: a label that was mapped meanwhile counts for its category."""
    labels = _labels_named([target for target, _worth in answers], community_id)
    codes = {target: _code_of(target, labels) for target, _worth in answers}
    found = categories_coded(community_id, {code for code in codes.values() if code})
    sums: dict[str, tuple[Category | None, str, float]] = {}
    for target, worth in answers:
        category = found.get(codes[target])
        label = labels.get(target)
        if codes[target] and (category is None or not category.is_active or not category.priority):
            continue  # no longer offered
        if category and category.parent and not category.parent.is_active:
            continue
        if kinds is not None and (category is None or category.kind not in kinds):
            continue
        if category is None and label is None:
            continue
        key = category.code if category else target
        before = sums[key][2] if key in sums else 0.0
        sums[key] = (category, category.name if category else label.name if label else "", before + worth)
    best = sorted(sums.values(), key=lambda one: -one[2])[:most]
    return [Suggestion(category, name, round(worth, 3), worth >= threshold) for category, name, worth in best]


def _labels_named(targets: Iterable[str], community_id: int) -> dict[str, Label]:
    ids = [int(target.removeprefix(LABEL)) for target in targets if target.startswith(LABEL)]
    rows = Label.objects.of(community_id).filter(id__in=ids).select_related("category") if ids else []
    return {f"{LABEL}{row.id}": row for row in rows}


def _code_of(target: str, labels: dict[str, Label]) -> str:
    if target.startswith(CATEGORY):
        return target.removeprefix(CATEGORY)
    label = labels.get(target)
    return label.category.code if label and label.category else ""


def newest_model(community_id: int) -> Model | None:
    return Model.objects.of(community_id).defer("figures").order_by("-version").first()


_models: "OrderedDict[int, Learned | None]" = OrderedDict()
_reading = Lock()


def _loaded(model: Model) -> Learned | None:
    """The model in memory, read once per process; None for a file that is gone or not what we wrote."""
    if model.id in _models:
        return _models[model.id]
    with _reading:
        try:
            with default_storage.open(model.path) as file:
                learned, _figures = read_model(file.read(), model.sha256)
        except (OSError, Unfit) as error:
            logger.error("model %s of community %s is not used: %s", model.version, model.community_id, error)
            learned = None
        _models[model.id] = learned
        while len(_models) > MOST_LOADED:
            _models.popitem(last=False)
    return learned


def forget_loaded() -> None:
    """Read models anew from their files."""
    _models.clear()


def model_with_figures(community_id: int) -> Model | None:
    return Model.objects.of(community_id).order_by("-version").first()


def files_for(actor: Actor, community_id: int) -> QuerySet[PastFile]:
    """The files of past reports, newest first."""
    actor.check("settings.manage", community_id)
    return PastFile.objects.of(community_id).select_related("person").order_by("-id")


def file_for(actor: Actor, community_id: int, file_id: int) -> PastFile:
    found = files_for(actor, community_id).filter(id=file_id).first()
    if found is None:
        raise NotFound()
    return found


def labels_for(actor: Actor, community_id: int) -> list[Label]:
    """What files call categories, with ``reports`` (how many came with it): those nobody has mapped first."""
    actor.check("settings.manage", community_id)
    counts = dict(
        PastReport.objects.of(community_id)
        .filter(label__isnull=False)
        .order_by()
        .values("label_id")
        .annotate(found=Count("id"))
        .values_list("label_id", "found")
    )
    rows = list(Label.objects.of(community_id).select_related("category"))
    for row in rows:
        row.reports = counts.get(row.id, 0)  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: (row.category_id is not None, -counts.get(row.id, 0), row.name))


def label_for(actor: Actor, community_id: int, label_id: int) -> Label:
    actor.check("settings.manage", community_id)
    found = Label.objects.of(community_id).filter(id=label_id).select_related("category").first()
    if found is None:
        raise NotFound()
    return found


def reports_kept(community_id: int) -> int:
    """How many past reports there are to learn from."""
    return PastReport.objects.of(community_id).count()


def newest_kept(source_type: str) -> datetime:
    """When the last of our own records that are kept ended; long ago where there is none."""
    kept = PastReport.objects.across().filter(source_type=source_type, closed_at__isnull=False)
    found = kept.aggregate(newest=Max("closed_at"))["newest"]
    return found or datetime(2000, 1, 1, tzinfo=UTC)


def files_left_before(moment: object) -> list[PastFile]:
    """Files of all communities that were handed in before ``moment`` and neither imported nor dropped."""
    ended = ["applied", "dropped"]
    return list(PastFile.objects.across().filter(at__lt=moment).exclude(state__in=ended).order_by("id"))


def worth_training() -> list[int]:
    """Communities with so many new reports since they were last trained that it is worth it: a twentieth more, and 20
    at least."""
    trained: dict[int, int] = {}
    for community_id, rows in Model.objects.across().order_by("version").values_list("community_id", "rows"):
        trained[community_id] = rows
    there = PastReport.objects.across().order_by().values("community_id").annotate(found=Count("id"))
    return [
        row["community_id"]
        for row in there
        if row["found"] >= LEAST_REPORTS
        and row["found"] - (before := trained.get(row["community_id"], 0)) >= max(20, before // 20)
    ]
