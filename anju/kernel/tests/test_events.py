"""Events: written with the change they tell of, or not at all; reactions are queued with them."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from anju.kernel import events
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.clock import MovedClock, now
from anju.kernel.errors import Refused
from anju.kernel.events import Fact, Recorded, history, inline_reactions, known_kinds, on, on_any, record
from tests.cast import Cast, people

Event = apps.get_model("kernel.Event")
Person = apps.get_model("people.Person")
Job = apps.get_model("procrastinate.ProcrastinateJob")


@pytest.fixture
def cup(monkeypatch: pytest.MonkeyPatch) -> type[Fact]:
    """A fact of this test only, and room for its reactions."""
    for registry in ("_facts", "_reactions", "_listeners", "_by_name"):
        monkeypatch.setattr(events, registry, copy(getattr(events, registry)))

    @dataclass(frozen=True)
    class TeaCupBroken(Fact):
        pieces: int
        price: Decimal = Decimal("0.50")
        since: date | None = None

    return TeaCupBroken


def jobs() -> list[tuple[str, dict[str, Any]]]:
    return list(Job.objects.order_by("id").values_list("task_name", "args"))


def test_the_kind_follows_from_the_name(cup: Any) -> None:
    assert cup.kind == "tests.tea_cup.broken"
    assert cup.kind in known_kinds()
    assert "requests.request.reported" in known_kinds()
    assert known_kinds() == sorted(known_kinds())


def test_a_fact_keeps_who_what_when_and_what_about(cast: Cast, cup: Any, clock: MovedClock) -> None:
    person, actor = cast.person("王小明"), cast.actor("赵敏")
    with transaction.atomic():
        made = record(cup(pieces=3, since=date(2026, 1, 2)), actor=actor, about=person)
    event = Event.objects.of(cast.cuihu.id).get(id=made.id)
    assert (event.kind, event.at, event.about_type, event.about_id) == (
        "tests.tea_cup.broken",
        now(),
        "people.person",
        person.id,
    )
    assert (event.actor_kind, event.person_id, event.account_id) == (
        "person",
        cast.person("赵敏").id,
        cast.account("赵敏").id,
    )
    assert event.facts == {"pieces": 3, "price": "0.50", "since": "2026-01-02"}


def test_a_fact_of_an_older_version_is_still_read(cast: Cast, cup: Any) -> None:
    with transaction.atomic():
        made = record(cup(pieces=3), actor=SYSTEM, about=cast.person("王小明"))
    old = Recorded(**{**vars(made), "facts": {"pieces": 2, "colour": "blue"}})
    assert (old.fact.pieces, old.fact.price) == (2, Decimal("0.50"))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(cast: Cast, cup: Any) -> None:
    before = Event.objects.across().count()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(cup(pieces=1), actor=SYSTEM, about=cast.person("王小明"))
    assert Event.objects.across().count() == before


def test_a_rolled_back_change_leaves_neither_event_nor_job(cast: Cast, cup: Any) -> None:
    @on(cup)
    def sweep_up(event: Recorded) -> None: ...

    before = Event.objects.across().count()
    with pytest.raises(Refused), transaction.atomic():
        record(cup(pieces=1), actor=SYSTEM, about=cast.person("王小明"))
        assert len(jobs()) == 1
        raise Refused()
    assert (Event.objects.across().count(), jobs()) == (before, [])


def test_an_action_that_fails_in_the_database_records_nothing(cast: Cast) -> None:
    before = Event.objects.across().count()
    with pytest.raises(IntegrityError), transaction.atomic():
        people.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="新人")
        Person.objects.create(id=cast.person("王小明").id, community_id=cast.cuihu.id, name="同号")
    assert Event.objects.across().count() == before


def test_each_reaction_is_a_job_of_its_own_in_the_same_transaction(cast: Cast, cup: Any) -> None:
    heard: list[tuple[str, int]] = []

    @on(cup)
    def sweep_up(event: Recorded) -> None:
        heard.append(("sweep_up", event.fact.pieces))

    @on_any(lambda community_id, kind: community_id == cast.cuihu.id and kind.endswith("broken"))
    def write_down(event: Recorded) -> None:
        heard.append(("write_down", event.fact.pieces))

    @on_any(lambda community_id, kind: False)
    def never(event: Recorded) -> None:
        heard.append(("never", 0))

    with transaction.atomic():
        record(cup(pieces=4), actor=SYSTEM, about=cast.person("王小明"))
        record(cup(pieces=5), actor=SYSTEM, about=cast.person("钱进"))  # in the other community
    assert heard == []
    assert [name for name, _ in jobs()] == ["anju.kernel.jobs.react"] * 3
    assert {Job.objects.get(id=one).queue_name for one in Job.objects.values_list("id", flat=True)} == {
        "reactions"
    }
    for _, args in jobs():
        events.react(**args)
    assert sorted(heard) == [("sweep_up", 4), ("sweep_up", 5), ("write_down", 4)]


def test_inline_reactions_run_at_once_and_queue_nothing(cast: Cast, cup: Any) -> None:
    heard: list[int] = []

    @on(cup)
    def sweep_up(event: Recorded) -> None:
        heard.append(event.fact.pieces)

    with inline_reactions(), transaction.atomic():
        record(cup(pieces=6), actor=SYSTEM, about=cast.person("王小明"))
        assert heard == [6]
    assert jobs() == []


def test_the_history_of_some_records_comes_in_order(cast: Cast, cup: Any, clock: MovedClock) -> None:
    ours, other = cast.person("王小明"), cast.person("李芳")
    with transaction.atomic():
        for pieces, about in ((1, ours), (2, other), (3, ours), (4, ours)):
            record(cup(pieces=pieces), actor=SYSTEM, about=about)  # within one moment of a standing clock
    told = history(cast.cuihu.id, [("people.person", ours.id)])
    assert [event.facts["pieces"] for event in told if event.kind == cup.kind] == [1, 3, 4]
    both = history(cast.cuihu.id, [("people.person", ours.id), ("people.person", other.id)])
    assert [event.facts["pieces"] for event in both if event.kind == cup.kind] == [1, 2, 3, 4]
    assert history(cast.laohuai.id, [("people.person", ours.id)]) == []


def test_the_person_behind_a_token_or_nobody(cast: Cast, cup: Any) -> None:
    guest = Actor(kind="guest")
    with transaction.atomic():
        made = record(cup(pieces=1), actor=guest, about=cast.person("王小明"))
    assert (made.actor_kind, made.person_id, made.account_id) == ("guest", None, None)
