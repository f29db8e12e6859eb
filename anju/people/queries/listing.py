"""The persons of a community as the desk lists them: searched, filtered, page by page in the order of pinyin."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from anju.kernel.actor import Actor
from anju.kernel.ids import id_in
from anju.people.models import HomeRole, Person, StaffPost
from anju.people.queries.dates import holding, today
from anju.people.queries.search import FoundPerson, as_found, matching_persons

PAGE = 50
_BATCH = 1000
ROLES = HomeRole.Role.choices
STAFF = "staff"
GONE = "gone"


@dataclass(frozen=True)
class Wanted:
    """What to list. ``role`` is one of ``HomeRole.Role``, ``staff``, ``gone`` (deactivated) or empty for all."""

    text: str = ""
    role: str = ""
    building: int | None = None


@dataclass(frozen=True)
class PersonsPage:
    """``before`` and ``after`` are the cursors of the pages around this one, empty where there is none."""

    persons: list[FoundPerson]
    before: str
    after: str


def persons_page(
    actor: Actor, community_id: int, wanted: Wanted, *, after: str = "", before: str = ""
) -> PersonsPage:
    """One page of the wanted persons; ``NotAllowed`` without ``people.see``."""
    found = _wanted(actor, community_id, wanted)
    back = bool(before)
    if cursor := _read(before or after):
        pinyin, last = cursor
        found = found.filter(
            Q(pinyin__lt=pinyin) | Q(pinyin=pinyin, id__lt=last)
            if back
            else Q(pinyin__gt=pinyin) | Q(pinyin=pinyin, id__gt=last)
        )
    ordered = found.order_by("-pinyin", "-id") if back else found.order_by("pinyin", "id")
    rows = list(ordered.values(*_FIELDS)[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE][::-1] if back else rows[:PAGE]
    has_before, has_after = (more, True) if back else (bool(cursor), more)
    return PersonsPage(
        persons=as_found(rows),
        before=_write(rows[0]) if rows and has_before else "",
        after=_write(rows[-1]) if rows and has_after else "",
    )


def all_persons(actor: Actor, community_id: int, wanted: Wanted) -> Iterator[FoundPerson]:
    """All wanted persons in the same order, fetched in batches: for an export."""
    after = ""
    while True:
        found = _wanted(actor, community_id, wanted)
        if cursor := _read(after):
            found = found.filter(Q(pinyin__gt=cursor[0]) | Q(pinyin=cursor[0], id__gt=cursor[1]))
        rows = list(found.order_by("pinyin", "id").values(*_FIELDS)[:_BATCH])
        yield from as_found(rows)
        if len(rows) < _BATCH:
            return
        after = _write(rows[-1])


_FIELDS = ("id", "community_id", "name", "phone", "pinyin", "is_active")


def _wanted(actor: Actor, community_id: int, wanted: Wanted) -> QuerySet[Person]:
    actor.check("people.see", community_id)
    found = Person.objects.of(community_id).filter(is_active=wanted.role != GONE)
    roles = HomeRole.objects.of(community_id).filter(holding(today()), person_id=OuterRef("id"))
    if wanted.role in HomeRole.Role.values:
        roles = roles.filter(role=wanted.role)
    if wanted.building is not None:
        roles = roles.filter(home__building_id=wanted.building)
    if wanted.role == STAFF:
        posts = StaffPost.objects.of(community_id).filter(holding(today()), person_id=OuterRef("id"))
        found = found.filter(Exists(posts))
    if wanted.building is not None or wanted.role in HomeRole.Role.values:
        found = found.filter(Exists(roles))
    return matching_persons(found, wanted.text)


def _read(cursor: str) -> tuple[str, int] | None:
    pinyin, _, last = cursor.rpartition("~")
    row_id = id_in(last)
    return (pinyin, row_id) if row_id else None


def _write(row: dict[str, object]) -> str:
    return f"{row['pinyin']}~{row['id']}"
