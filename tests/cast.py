"""The standing people and places: every test is a small story with them.

Two communities of one company on Monday 2026-11-23, 09:00 in Shanghai. Made through the same actions that the
product uses, by the system. Names and codes are keys: ``cast.person("王小明")``,
``cast.client_of("赵敏")``, ``cast.place("3-2-1001")``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from anju.kernel import clock as kernel_clock
from anju.kernel import events, partitions
from anju.kernel.actor import SYSTEM, Actor
from anju.people import actions as people
from anju.people.middleware import SEEN, this_hour
from anju.people.models import Account, Person
from anju.people.queries import actor_of
from anju.places import actions as places
from anju.places.models import Community, Place

MORNING = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LONG_AGO = date(2022, 3, 1)

# name, phone, community, homes with role, posts
PEOPLE: list[tuple[str, str, str, dict[str, str], list[str]]] = [
    ("王小明", "13800000001", "cuihu", {"3-2-1001": "owner"}, []),
    ("李芳", "13800000002", "cuihu", {"3-2-1002": "tenant"}, []),
    ("欧阳慧敏", "13800000003", "cuihu", {"3-2-1001": "family"}, []),
    ("赵敏", "13800000004", "cuihu", {}, ["CS_AGENT"]),
    ("张强", "13800000005", "cuihu", {}, ["ENG_TECH"]),
    ("刘工", "13800000006", "cuihu", {}, ["ENG_LEADER"]),
    ("陈静", "13800000007", "cuihu", {}, ["PM"]),
    ("老周", "13800000008", "cuihu", {}, ["SEC_GUARD"]),
    ("何丽", "13800000009", "cuihu", {}, ["CS_LEADER"]),
    ("何丽", "13800000009", "laohuai", {}, ["STEWARD"]),
    ("钱进", "13800000010", "laohuai", {"1-1-101": "owner"}, []),
    ("马超", "13800000011", "laohuai", {}, ["ENG_TECH"]),
]
BOTH = "何丽"  # holds posts in both communities
OUTSIDER = "钱进"  # lives in the other community


@dataclass
class Cast:
    """The people and places, by name and code."""

    communities: dict[str, Community] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    persons: dict[tuple[str, str], Person] = field(default_factory=dict)

    @property
    def cuihu(self) -> Community:
        return self.communities["cuihu"]

    @property
    def laohuai(self) -> Community:
        return self.communities["laohuai"]

    def place(self, code: str, community: str = "cuihu") -> Place:
        return self.places[community, code]

    def person(self, name: str, community: str = "") -> Person:
        """The person; of somebody known in both communities the one in ``community``, else in the first."""
        slugs = [community] if community else list(self.communities)
        return next(self.persons[slug, name] for slug in slugs if (slug, name) in self.persons)

    def account(self, name: str) -> Account:
        account = self.person(name).account
        assert account is not None
        return Account.objects.get(id=account.id)

    def actor(self, name: str) -> Actor:
        """The person as an actor, with what they may do now."""
        return actor_of(self.account(name))

    def client_of(self, name: str) -> Client:
        """A browser in which the person signed in a moment ago."""
        client = Client()
        client.force_login(self.account(name))
        session = client.session
        session[SEEN] = this_hour()
        session.save()
        return client


def build() -> Cast:
    """Make everybody and everything. The accounts have no password: they sign in by code or ``client_of``."""
    partitions.ensure_ahead()
    cast = Cast()
    for slug, name in (("cuihu", "翠湖花园"), ("laohuai", "老槐里")):
        cast.communities[slug] = places.add_community(
            company="安心物业服务有限公司", slug=slug, name=name, hotline="0571-88001234"
        )
    for number in ("3", "5"):
        _building(cast, "cuihu", number, entrances={"3": "2", "5": "1"}[number])
    for number in ("1",):
        _building(cast, "laohuai", number, entrances="1", rooms=("101", "201"))
    add = _adder(cast, "cuihu")
    add("LT-3-2", "area", "2单元客梯", "3栋2单元客梯", parent="3-2", area_kind="LIFT_CAR")
    add("DT-3-2", "area", "2单元大堂", "3栋2单元大堂", parent="3-2", area_kind="LOBBY", floor=1)
    add("HY-1", "area", "中心花园", "中心花园", area_kind="GARDEN")
    for name, phone, slug, homes, posts in PEOPLE:
        person = people.add_person(
            actor=SYSTEM, community_id=cast.communities[slug].id, name=name, phone=phone
        )
        people.open_account(actor=SYSTEM, person=person)
        for code, role in homes.items():
            people.give_home_role(
                actor=SYSTEM, person=person, home_id=cast.place(code, slug).id, role=role, since=LONG_AGO
            )
        for post in posts:
            people.give_post(actor=SYSTEM, person=person, post=post, since=LONG_AGO)
        cast.persons[slug, name] = person
    return cast


def _adder(cast: Cast, slug: str) -> Callable[..., None]:
    def add(code: str, kind: str, name: str, label: str, parent: str = "", **more: Any) -> None:
        cast.places[slug, code] = places.add_place(
            actor=SYSTEM,
            community_id=cast.communities[slug].id,
            kind=kind,
            code=code,
            name=name,
            label=label,
            parent=cast.place(parent, slug) if parent else None,
            **more,
        )

    return add


def _building(
    cast: Cast, slug: str, number: str, *, entrances: str, rooms: tuple[str, ...] = ("302", "1001", "1002")
) -> None:
    add = _adder(cast, slug)
    add(number, "building", f"{number}栋", f"{number}栋")
    for entrance in entrances:
        at = f"{number}-{entrance}"
        add(at, "entrance", f"{entrance}单元", f"{number}栋{entrance}单元", parent=number)
        for room in rooms:
            floor = int(room[:-2])
            add(f"{at}-{room}", "home", room, f"{number}栋{entrance}单元{room}", parent=at, floor=floor)


@pytest.fixture
def clock() -> Iterator[kernel_clock.MovedClock]:
    """The hands of a clock that stands at Monday 2026-11-23, 09:00 in Shanghai."""
    with kernel_clock.moved(MORNING) as hands:
        yield hands


@pytest.fixture
def cast(db: None, clock: kernel_clock.MovedClock) -> Cast:
    """Everybody, on that morning."""
    return build()


@pytest.fixture
def inline_reactions() -> Iterator[None]:
    """Reactions run at once within the story instead of waiting for the worker."""
    with events.inline_reactions():
        yield
