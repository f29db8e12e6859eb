"""Keep what has ended: the words and the final category of a record of the apps above."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anju.kernel.bulk import add_rows, change_rows
from anju.learning.models import PastReport


@dataclass(frozen=True)
class Ended:
    """A record that has ended, as it is learned from."""

    source_id: int
    words: str
    category_id: int
    place_id: int
    opened_at: datetime
    closed_at: datetime | None


def keep_ended(*, community_id: int, source_type: str, ended: Iterable[Ended]) -> int:
    """Keep them as past reports; one that was kept before takes its category of now. Returns how many are new."""
    by_mark = {_mark(source_type, one.source_id): one for one in ended}
    with transaction.atomic():
        rows = PastReport.objects.of(community_id).filter(mark__in=list(by_mark))
        known = {mark: (id, category) for mark, id, category in rows.values_list("mark", "id", "category_id")}
        moved = [
            {"id": id, "category_id": by_mark[mark].category_id}
            for mark, (id, category) in known.items()
            if category != by_mark[mark].category_id
        ]
        change_rows(PastReport, community_id, moved)
        new = [
            {**vars(one), "source_type": source_type, "mark": mark}
            for mark, one in by_mark.items()
            if mark not in known
        ]
        add_rows(PastReport, community_id, new)
    return len(new)


def _mark(source_type: str, source_id: int) -> str:
    return hashlib.sha256(f"{source_type} {source_id}".encode()).hexdigest()
