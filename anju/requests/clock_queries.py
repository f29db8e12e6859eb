"""The clock of a request, recomputed from its events: what was promised when, what was held, what is left."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from anju.kernel import clock
from anju.kernel.events import Recorded, history
from anju.requests import events, rules
from anju.requests.choices import HoldState
from anju.requests.models import Hold, Request
from anju.standards.queries import Calendars, calendars_of, danger_lists, level_of, terms_now
from anju.standards.rules import (
    ARRIVE,
    FINISH,
    STEPS,
    Change,
    Face,
    Promise,
    Term,
    Terms,
    UnknownYear,
    danger_in,
    history_of,
    promise_for,
    promise_of,
    read,
)

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.standards.models import Category

Histories = dict[str, list[Change]]


def plain_terms(terms: Terms) -> dict[str, list[int | str]]:
    """Terms as the facts of an event hold them."""
    return {step: [term.minutes, term.calendar] for step, term in terms.items()}


def clock_of(request: Request, calendars: Calendars | None = None) -> Histories:
    """The history of each step's clock, read from the events of the request.

    A request from before terms were kept is taken to have been promised what its category promises today.
    """
    told = history(request.community_id, [(request._meta.label_lower, request.id)])
    void = {event.facts["hold_id"] for event in told if event.kind == events.RequestHoldDeclined.kind}
    found: Histories = {step: [] for step in STEPS}
    for event in told:
        for step, changes in _changes(event, request, void, calendars).items():
            found[step] += changes
    return found


def _changes(
    event: Recorded[Any], request: Request, void: set[int], calendars: Calendars | None
) -> Histories:
    """What an event means for the clocks."""
    if event.kind == events.RequestReported.kind:
        return history_of(_terms(event, request, calendars), request.opened_at)
    if event.kind == events.RequestClassified.kind:
        terms = _terms(event, request, calendars)
        return {step: [Change(event.at, term=terms.get(step), term_changed=True)] for step in STEPS}
    if event.kind == events.RequestHeld.kind and event.facts["hold_id"] not in void:
        since, until = (datetime.fromisoformat(event.facts[name]) for name in ("since", "until"))
        return {step: [Change(since, held_until=until)] for step in STEPS}
    if event.kind == events.RequestResumed.kind and event.facts["hold_id"] not in void:
        at = datetime.fromisoformat(event.facts["at"])
        return {step: [Change(at, resumed=True)] for step in STEPS}
    if event.kind == events.RequestEndAgreed.kind:
        until = datetime.fromisoformat(event.facts["until"])
        return {FINISH: [Change(event.at, agreed=until)]}
    if event.kind == events.RequestReopened.kind:
        return {ARRIVE: [Change(event.at, restart=True)]}
    return {}


def _terms(event: Recorded[Any], request: Request, calendars: Calendars | None) -> Terms:
    plain = event.facts.get("terms")
    if plain:
        return {step: Term(int(minutes), str(code)) for step, (minutes, code) in plain.items()}
    return terms_now(
        request.category,
        event.facts["priority"],
        request.place,
        at=event.at,
        calendars=calendars or calendars_of(request.community_id),
        level=request.level,
    )


def promise_now(request: Request, at: datetime) -> Promise:
    """The due times of the request by its history until ``at``."""
    calendars = calendars_of(request.community_id)
    return promise_of(clock_of(request, calendars), calendars, at)


def faces_of(request: Request, at: datetime) -> dict[str, Face]:
    """What each step's clock shows at the moment: run, left, due. ``UnknownYear`` where holidays are missing."""
    calendars = calendars_of(request.community_id)
    histories = clock_of(request, calendars)
    return {step: read(histories[step], calendars, at) for step in STEPS}


def steps_now(request: Request, at: datetime) -> list[dict[str, Any]]:
    """Each promised step as plain values: minutes and calendar promised, seconds run and left, due, when it was kept.

    A step that leads into a year without a list of holidays has no time left and no due time.
    """
    calendars = calendars_of(request.community_id)
    histories, kept = clock_of(request, calendars), {step: at for step, _by, at in rules.promises(request)}
    found = []
    for step in STEPS:
        term = next((one.term for one in reversed(histories[step]) if one.term_changed), None)
        if term is None:
            continue
        try:
            face = read(histories[step], calendars, kept[step] or at)
            run, due = face.elapsed, face.due
        except UnknownYear:
            run, due = timedelta(), None
        left = timedelta(minutes=term.minutes) - run
        found.append(
            {
                "step": step,
                "minutes": term.minutes,
                "calendar": term.calendar,
                "run": int(run.total_seconds()),
                "left": None if due is None else int(left.total_seconds()),
                "due": due,
                "kept_at": kept[step],
            }
        )
    return found


def holds_of(request: Request) -> list[Hold]:
    """All holds of the request, the oldest first."""
    return list(Hold.objects.of(request.community_id).filter(request=request).order_by("id"))


def open_hold(request: Request) -> Hold | None:
    """The hold that runs or is asked for."""
    return next(iter(open_holds(request.community_id, [request.id]).values()), None)


def open_holds(community_id: int, request_ids: list[int]) -> dict[int, Hold]:
    """The holds that run or are asked for, by request id."""
    found = Hold.objects.of(community_id).filter(
        request_id__in=request_ids, state__in=[HoldState.ASKED, HoldState.RUNNING]
    )
    return {hold.request_id: hold for hold in found}


@dataclass(frozen=True)
class Foreseen:
    """What would be promised to a request that is not filed yet."""

    priority: str
    danger: bool
    level: int
    terms: Terms = field(repr=False)
    promise: Promise


def foresee(
    category: "Category", words: str, place: "Place | None" = None, *, at: datetime | None = None
) -> Foreseen:
    """The priority and the promises of a request with these words, were it filed at ``at`` (None: now)."""
    at = at or clock.now()
    danger = danger_in(words, danger_lists(category.community_id)) is not None
    priority = "P1" if danger else category.priority
    calendars, level = calendars_of(category.community_id), level_of(category.community_id, at)
    terms = terms_now(category, priority, place, at=at, calendars=calendars, level=level)
    return Foreseen(priority, danger, level, terms, promise_for(terms, calendars, at))


def due_for_checking(at: datetime, most: int) -> list[tuple[int, int]]:
    """(community, id) of requests whose clock wants a look at the moment, the oldest first: one scan of a small index
    over all communities."""
    found = Request.objects.across().filter(check_at__lte=at).order_by("check_at")
    return list(found.values_list("community_id", "id")[:most])


def undated(years: list[int], most: int) -> list[tuple[int, int]]:
    """(community, id) of requests that wait for the holidays of one of these years."""
    found = Request.objects.across().filter(unknown_year__in=years).order_by("id")
    return list(found.values_list("community_id", "id")[:most])
