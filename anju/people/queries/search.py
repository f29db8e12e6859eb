"""Finding a person or a place by what somebody has at hand: a name, its initials, a phone's tail, a plate, a room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Q, QuerySet, TextField
from django.utils.functional import Promise

from anju.kernel.actor import Actor
from anju.people.models import HomeRole, Person, StaffPost
from anju.people.queries.dates import holding, today
from anju.people.rules import grams, mask_phone, post_title, search_pieces
from anju.places.queries import communities_by_id, places_for

# Of so many matching persons the best are shown; more words are needed to tell more apart.
_LOOKED_AT = 400


@dataclass(frozen=True)
class FoundPerson:
    """A person as a list of hits shows them; ``phone`` is whole and must be masked where it is shown."""

    id: int
    community_id: int
    community: str
    slug: str
    name: str
    phone: str
    homes: list[str]
    posts: list[str]
    is_active: bool = True

    @property
    def masked(self) -> str:
        return mask_phone(self.phone)


@dataclass(frozen=True)
class Hit:
    """Something found: what a row of the search's page shows."""

    url: str
    title: str
    sub: str = ""
    icon: str = "circle"


Finder = Callable[[Actor, int, str], list[Hit]]
_finders: list[tuple[str | Promise, Finder]] = []


def finds(title: str | Promise) -> Callable[[Finder], Finder]:
    """Mark a query of an app above that finds more for the desk's search: ``query(actor, community_id, text)``."""

    def mark(finder: Finder) -> Finder:
        _finders.append((title, finder))
        return finder

    return mark


def found_elsewhere(actor: Actor, community_id: int, text: str) -> list[tuple[str, list[Hit]]]:
    """What the apps above find, by the title of each group; empty groups are left out."""
    groups = [(str(title), finder(actor, community_id, text)) for title, finder in _finders]
    return [(title, hits) for title, hits in groups if hits]


def matching_persons(persons: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of ``persons`` in whose search text every piece of ``text`` is found; all where nothing was typed."""
    pieces = search_pieces(text)
    if not pieces:
        return persons.none() if text.strip() else persons
    wanted = sorted({gram for piece in pieces for gram in grams(piece)})
    found = persons.alias(
        grams=Func("haystack", function="people_grams", output_field=ArrayField(TextField()))
    ).filter(Q(grams__contains=wanted))
    for piece in pieces:
        found = found.filter(haystack__contains=piece)
    return found


def search_people(
    actor: Actor, community_ids: Collection[int], text: str, limit: int = 20
) -> list[FoundPerson]:
    """The best hits among the active persons of those communities in which the actor may see people."""
    allowed = [one for one in community_ids if actor.may("people.see", one)]
    if not allowed or not search_pieces(text):
        return []
    persons = Person.objects.across(allowed).filter(is_active=True)
    rows = matching_persons(persons, text).values("id", "community_id", "name", "phone", "pinyin", "haystack")
    best = sorted(rows[:_LOOKED_AT], key=lambda row: (_rank(row["haystack"], text), row["pinyin"], row["id"]))
    return as_found(best[:limit])


@dataclass(frozen=True)
class FoundPlace:
    id: int
    kind: str
    label: str
    kind_words: str

    @property
    def icon(self) -> str:
        return {"building": "building", "entrance": "door", "home": "home"}.get(self.kind, "map-pin")


def search_places(actor: Actor, community_id: int, text: str, limit: int = 8) -> list[FoundPlace]:
    """Homes and other places that the words name, as people count them."""
    pieces = search_pieces(text)
    if not pieces:
        return []
    found = places_for(actor, community_id)
    for piece in pieces:
        found = found.filter(_named(piece))
    return [
        FoundPlace(place.id, place.kind, place.label, str(place.get_kind_display()))
        for place in found[:limit]
    ]


def homes_named(actor: Actor, community_id: int, text: str) -> list[FoundPlace]:
    """The homes that the words may mean: the one whose code or label they are, else those they fit, at most 9."""
    words = text.strip()
    homes = places_for(actor, community_id).filter(kind="home")
    exact = homes.filter(Q(code__iexact=words) | Q(label=words))[:1]
    if exact:
        return [FoundPlace(exact[0].id, "home", exact[0].label, "")]
    return [found for found in search_places(actor, community_id, words, 60) if found.kind == "home"][:9]


def _named(piece: str) -> Q:
    if piece.startswith("|") and piece.endswith("-"):
        # A public area has a code of its own (LT-3-2); its label says the building.
        inside = Q(label__startswith=f"{piece[1:-1]}栋")
        return Q(code__startswith=piece[1:]) | Q(code=piece[1:-1]) | inside
    if piece.startswith("|"):
        return Q(code__istartswith=piece[1:]) | Q(label__startswith=piece[1:])
    if piece.startswith("-"):
        return Q(code__iendswith=piece)
    return Q(code__icontains=piece) | Q(label__icontains=piece)


def _rank(haystack: str, text: str) -> int:
    """0 for a whole field, 1 for the beginning of one, 2 for the end (a phone's tail, a room), else 3."""
    typed, fields = text.strip().lower(), f"{haystack}|"
    if f"|{typed}|" in fields:
        return 0
    if f"|{typed}" in fields:
        return 1
    return 2 if f"{typed}|" in fields else 3


def as_found(rows: Sequence[Mapping[str, Any]]) -> list[FoundPerson]:
    """The rows (id, community_id, name, phone) with the homes and posts of today, in three queries."""
    ids = [row["id"] for row in rows]
    communities = communities_by_id({row["community_id"] for row in rows})
    homes: dict[int, list[str]] = defaultdict(list)
    lived = HomeRole.objects.across(communities).filter(holding(today()), person_id__in=ids)
    for role in lived.select_related("home").order_by("id"):
        homes[role.person_id].append(f"{role.home.label} {role.get_role_display()}")
    posts: dict[int, list[str]] = defaultdict(list)
    held = StaffPost.objects.across(communities).filter(holding(today()), person_id__in=ids)
    for person_id, post in held.order_by("id").values_list("person_id", "post"):
        posts[person_id].append(post_title(post))
    return [
        FoundPerson(
            id=row["id"],
            community_id=row["community_id"],
            community=communities[row["community_id"]].name,
            slug=communities[row["community_id"]].slug,
            name=row["name"],
            phone=row["phone"],
            homes=homes[row["id"]],
            posts=posts[row["id"]],
            is_active=row.get("is_active", True),
        )
        for row in rows
    ]
