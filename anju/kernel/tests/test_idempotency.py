"""A key creates once, however often and by however many at once it is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from anju.kernel import jobs
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, Refused
from anju.kernel.idempotency import create_once, fingerprint
from tests.cast import Cast
from tests.threads import at_once

Person = apps.get_model("people.Person")
IdempotencyKey = apps.get_model("kernel.IdempotencyKey")


@pytest.fixture
def once(cast: Cast) -> Callable[..., Any]:
    """Make a person under a key, as a door would."""

    def make(key: str, name: str = "新人", *, owner: str = "account:1", door: str = "api /people") -> Any:
        return create_once(
            owner=owner,
            door=door,
            key=key,
            content={"name": name},
            create=lambda: Person.objects.of(cast.cuihu.id).create(name=name),
            find=lambda community_id, person_id: Person.objects.of(community_id).get(id=person_id),
        )

    return make


def made(cast: Cast) -> int:
    return Person.objects.of(cast.cuihu.id).filter(name__startswith="新人").count()


def test_the_same_key_answers_with_the_same_record(cast: Cast, once: Any) -> None:
    first, second, other = once("k1"), once("k1"), once("k2")
    assert first.id == second.id != other.id
    assert made(cast) == 2


def test_another_owner_or_door_has_keys_of_its_own(cast: Cast, once: Any) -> None:
    once("k1"), once("k1", owner="account:2"), once("k1", door="api /other")
    assert made(cast) == 3


def test_without_a_key_each_call_creates(cast: Cast, once: Any) -> None:
    once(""), once("")
    assert made(cast) == 2
    assert IdempotencyKey.objects.count() == 0


def test_the_same_key_with_other_content_is_refused(cast: Cast, once: Any) -> None:
    once("k1")
    with pytest.raises(Invalid):
        once("k1", "新人乙")
    assert made(cast) == 1


def test_a_refused_call_leaves_the_key_free(cast: Cast, once: Any) -> None:
    def refuse() -> Any:
        raise Refused()

    with pytest.raises(Refused):
        create_once(owner="account:1", door="api /people", key="k1", content={}, create=refuse, find=refuse)
    once("k1")
    assert made(cast) == 1


def test_the_order_of_what_was_sent_does_not_matter() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1}) != fingerprint({"a": 1, "b": 3})


def test_keys_are_forgotten_after_a_month(cast: Cast, once: Any, clock: MovedClock) -> None:
    once("old")
    clock.forward(days=20)
    once("new")
    clock.forward(days=11)
    jobs.forget_old_keys.func(timestamp=0)
    assert set(IdempotencyKey.objects.values_list("key", flat=True)) == {"new"}


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one(cast: Cast, once: Any) -> None:
    ids = at_once(20, lambda _thread: once("k1").id)
    assert len(set(ids)) == 1
    assert made(cast) == 1


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_one_that_fails_creates_itself(cast: Cast, once: Any) -> None:
    """The first transaction rolls back while the others wait for its key: one of them takes over."""

    def act(thread: int) -> int | None:
        try:
            with transaction.atomic():
                person = once("k1")
                if thread == 0:
                    raise Refused()
                return int(person.id)
        except Refused:
            return None

    ids = {one for one in at_once(6, act) if one is not None}
    assert len(ids) == 1
    assert made(cast) == 1
