"""Parts and what the stores hold of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from anju.assets.models import Move, Part, Reservation, Stock, Store
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import MAX_ID

ROWS = 50
AT_HAND = 6


@dataclass(frozen=True)
class StockFilter:
    """What is looked for: words (code, name or pinyin), a store, only what runs short, also what is no longer used."""

    text: str = ""
    store_id: int | None = None
    short: bool = False
    also_unused: bool = False


@dataclass(frozen=True)
class PartRow:
    """A part with what each store holds of it."""

    part: Part
    stocks: list[Stock] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((stock.quantity for stock in self.stocks), Decimal(0))

    @property
    def is_short(self) -> bool:
        return any(stock.is_short for stock in self.stocks)


def stores_for(actor: Actor, community_id: int, *, also_closed: bool = False) -> list[Store]:
    """The stores, everybody's first."""
    actor.check("stores.see", community_id)
    found = Store.objects.of(community_id).select_related("keeper")
    found = found if also_closed else found.filter(is_active=True)
    return list(found.order_by(F("keeper_id").asc(nulls_first=True), "name"))


def store_for(actor: Actor, community_id: int, store_id: int) -> Store:
    actor.check("stores.see", community_id)
    return store_named(community_id, store_id)


def store_named(community_id: int, store_id: int) -> Store:
    """A store, without a check: for an action that checks itself who takes from it."""
    found = Store.objects.of(community_id).filter(id=min(store_id, MAX_ID)).select_related("keeper").first()
    if found is None:
        raise NotFound()
    return found


def stores_named(community_id: int, store_ids: Collection[int | None]) -> dict[int, Store]:
    wanted = [store_id for store_id in store_ids if store_id is not None]
    return {store.id: store for store in Store.objects.of(community_id).filter(id__in=wanted)}


def part_for(actor: Actor, community_id: int, part_id: int) -> Part:
    actor.check("stores.see", community_id)
    return part_named(community_id, part_id)


def part_named(community_id: int, part_id: int) -> Part:
    """A part of the price list, without a check: the list is everybody's who works here."""
    found = Part.objects.of(community_id).filter(id=min(part_id, MAX_ID)).first()
    if found is None:
        raise NotFound()
    return found


def parts_named(community_id: int, part_ids: Collection[int | None]) -> dict[int, Part]:
    wanted = [part_id for part_id in part_ids if part_id is not None]
    return {part.id: part for part in Part.objects.of(community_id).filter(id__in=wanted)}


def matching_parts(community_id: int, text: str) -> QuerySet[Part]:
    """The parts in use whose code, name or pinyin holds each of the words."""
    found = Part.objects.of(community_id).filter(is_active=True)
    for word in text.lower().split()[:4]:
        found = found.filter(haystack__contains=word)
    return found.order_by("code")


def part_rows(
    actor: Actor, community_id: int, looking: StockFilter, *, after: str = "", most: int = ROWS
) -> list[PartRow]:
    """The rows of the stock list in the order of codes, from behind the code ``after``."""
    actor.check("stores.see", community_id)
    found = matching_parts(community_id, looking.text)
    if looking.also_unused:
        found = Part.objects.of(community_id).order_by("code")
    if looking.store_id is not None or looking.short:
        here: QuerySet[Stock] = Stock.objects.across([community_id]).filter(part_id=OuterRef("id"))
        here = _short(here) if looking.short else here.filter(quantity__gt=0)
        if looking.store_id is not None:
            here = here.filter(store_id=min(looking.store_id, MAX_ID))
        found = found.filter(Exists(here))
    parts = list((found.filter(code__gt=after) if after else found)[:most])
    stocks = stock_of(community_id, [part.id for part in parts])
    return [PartRow(part, stocks.get(part.id, [])) for part in parts]


def stock_of(community_id: int, part_ids: Collection[int]) -> dict[int, list[Stock]]:
    """What each store holds of the parts (or wants to hold), by part; everybody's stores first."""
    found: dict[int, list[Stock]] = defaultdict(list)
    rows = Stock.objects.of(community_id).filter(part_id__in=list(part_ids)).select_related("store__keeper")
    held = rows.filter(Q(quantity__gt=0) | Q(minimum__gt=0))
    for stock in held.order_by(F("store__keeper_id").asc(nulls_first=True), "store__name"):
        found[stock.part_id].append(stock)
    return dict(found)


def short_count(community_id: int) -> int:
    """How many stock rows are below their minimum: the desk's badge."""
    return _short(Stock.objects.of(community_id)).count()


def _short(rows: QuerySet[Stock]) -> QuerySet[Stock]:
    return rows.filter(quantity__lt=F("minimum"))


def moves_of(part: Part, *, before: int | None = None, most: int = ROWS) -> list[Move]:
    """The moves of a part, newest first; ``before`` is the id of the last row of the page before."""
    found = Move.objects.of(part.community_id).filter(part=part)
    if before is not None:
        found = found.filter(id__lt=before)
    return list(found.select_related("from_store", "to_store", "person").order_by("-id")[:most])


def moves_shown(community_id: int, about: tuple[str, int]) -> list[Move]:
    """The moves that were made for a record, oldest first; its app has checked who sees it."""
    found = Move.objects.of(community_id).filter(about_type=about[0], about_id=about[1])
    return list(found.select_related("part", "from_store", "to_store").order_by("id"))


def reserved_for(community_id: int, about: tuple[str, int]) -> list[Reservation]:
    """What still waits in the stores for a record."""
    found = Reservation.objects.of(community_id).filter(
        about_type=about[0], about_id=about[1], quantity__gt=0
    )
    return list(found.select_related("part", "store").order_by("id"))


@dataclass(frozen=True)
class AtHand:
    """A part that somebody can take now: from which store, and how many are free there."""

    part: Part
    store: Store
    free: Decimal

    @property
    def key(self) -> str:
        return f"{self.part.id}:{self.store.id}"


def at_hand(actor: Actor, community_id: int, text: str = "", most: int = AT_HAND) -> list[AtHand]:
    """What the actor can take for a job: from the stores they keep, then from everybody's. Each part once."""
    person_id = actor.at(community_id).person_id
    rows = Stock.objects.of(community_id).filter(
        Q(store__keeper_id=person_id) | Q(store__keeper_id__isnull=True),
        store__is_active=True,
        part__is_active=True,
        quantity__gt=F("reserved"),
    )
    for word in text.lower().split()[:4]:
        rows = rows.filter(part__haystack__contains=word)
    own_first = rows.select_related("part", "store").order_by(
        F("store__keeper_id").asc(nulls_last=True), "part__code", "store__name"
    )
    found: dict[int, AtHand] = {}
    for stock in own_first[: most * 4]:
        found.setdefault(stock.part_id, AtHand(stock.part, stock.store, stock.quantity - stock.reserved))
    return list(found.values())[:most]


def move_named(community_id: int, move_id: int) -> Move:
    """A move with this id, without a check: for a door whose caller holds the key that made it."""
    return Move.objects.of(community_id).get(id=move_id)
