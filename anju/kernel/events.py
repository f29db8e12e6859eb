"""Events: what happened, written in the action's transaction, and the reactions that follow.

An app states its facts as frozen dataclasses in ``events.py``::

    @dataclass(frozen=True)
    class RequestReported(Fact):          # stored as "requests.request.reported"
        category: str

An action writes one with ``record(RequestReported(...), actor=actor, about=request)``. Functions marked
``@on(RequestReported)`` in any ``reactions.py`` are queued as one job each in the same transaction, and may
run twice.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar

from django.db import transaction

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.models import Event
from anju.kernel.queue import queue
from anju.kernel.records import CommunityOwned


@dataclasses.dataclass(frozen=True)
class Fact:
    """The base of all facts. The stored kind is derived: app, noun and the verb in the past tense."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        app = cls.__module__.split(".")[-2]
        *noun, verb = re.findall(r"[A-Z][a-z0-9]*", cls.__name__)
        cls.kind = f"{app}.{'_'.join(noun).lower()}.{verb.lower()}"
        _facts[cls.kind] = cls


FactType = TypeVar("FactType", bound=Fact)


@dataclasses.dataclass(frozen=True)
class Recorded(Generic[FactType]):
    """A fact as it stands in the history, handed to reactions and time lines."""

    id: int
    community_id: int
    at: datetime
    kind: str
    actor_kind: str
    person_id: int | None
    account_id: int | None
    about_type: str
    about_id: int
    facts: dict[str, Any]

    @property
    def fact(self) -> FactType:
        """The fact as its dataclass; unknown keys of an older version are left out, new ones take defaults."""
        cls = _facts[self.kind]
        names = {field.name for field in dataclasses.fields(cls)}
        return cls(**{name: value for name, value in self.facts.items() if name in names})  # type: ignore[return-value]


Reaction = Callable[[Recorded[Any]], None]
_facts: dict[str, type[Fact]] = {}
_reactions: dict[str, list[Reaction]] = {}
_listeners: list[tuple[Callable[[int, str], bool], Reaction]] = []
_by_name: dict[str, Reaction] = {}
_inline: ContextVar[bool] = ContextVar("inline_reactions", default=False)


def on(*facts: type[Fact]) -> Callable[[Reaction], Reaction]:
    """Mark a reaction to one or more facts. It gets a ``Recorded`` and must be safe to run twice."""

    def mark(reaction: Reaction) -> Reaction:
        for fact in facts:
            _reactions.setdefault(fact.kind, []).append(reaction)
        _by_name[name_of(reaction)] = reaction
        return reaction

    return mark


def on_any(wanted: Callable[[int, str], bool]) -> Callable[[Reaction], Reaction]:
    """Mark a reaction to every fact for which ``wanted(community_id, kind)`` says yes when it is recorded."""

    def mark(reaction: Reaction) -> Reaction:
        _listeners.append((wanted, reaction))
        _by_name[name_of(reaction)] = reaction
        return reaction

    return mark


def name_of(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__name__}"


def known_kinds() -> list[str]:
    """Every kind of event the product can record, in alphabetical order."""
    return sorted(kind for kind in _facts if kind)


def record(fact: Fact, *, actor: Actor, about: CommunityOwned) -> Recorded[Any]:
    """Write the fact about a record and queue its reactions. Must run inside the action's transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record an event inside the transaction of the change it tells of")
    event = Event.objects.of(about.community_id).create(
        at=clock.now(),
        kind=fact.kind,
        actor_kind=actor.kind,
        person_id=actor.person_in(about.community_id),
        account_id=actor.account_id,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        facts=_plain(dataclasses.asdict(fact)),
    )
    recorded = as_recorded(event)
    reactions = [*_reactions.get(fact.kind, [])]
    reactions += [reaction for wanted, reaction in _listeners if wanted(event.community_id, event.kind)]
    if _inline.get():
        for reaction in reactions:
            reaction(recorded)
    elif reactions:
        queue.configure_task("anju.kernel.jobs.react").batch_defer(
            *(
                {"community_id": event.community_id, "event_id": event.id, "reaction": name_of(r)}
                for r in reactions
            )
        )
    return recorded


def as_recorded(event: Event) -> Recorded[Any]:
    return Recorded(**{field.name: getattr(event, field.name) for field in dataclasses.fields(Recorded)})


def react(*, community_id: int, event_id: int, reaction: str) -> None:
    """Run one reaction to one event: the body of the queued job."""
    event = Event.objects.of(community_id).get(id=event_id)
    _by_name[reaction](as_recorded(event))


def history(community_id: int, about: list[tuple[str, int]]) -> list[Recorded[Any]]:
    """The events about the given records (type, id), oldest first. The caller answers for who may see them."""
    by_type: dict[str, list[int]] = {}
    for about_type, about_id in about:
        by_type.setdefault(about_type, []).append(about_id)
    found: list[Event] = []
    for about_type, ids in by_type.items():
        found += Event.objects.of(community_id).filter(about_type=about_type, about_id__in=ids)
    return [as_recorded(event) for event in sorted(found, key=lambda event: event.id)]


@contextmanager
def inline_reactions() -> Iterator[None]:
    """Run reactions at once instead of queueing them: for the demo's moved clock and for stories in tests."""
    token = _inline.set(True)
    try:
        yield
    finally:
        _inline.reset(token)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
