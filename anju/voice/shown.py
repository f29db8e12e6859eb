"""Visits as the desk's pages show them."""

from dataclasses import dataclass
from typing import Any

from anju.kernel import clock
from anju.people.rules import mask_phone
from anju.voice.choices import VisitAnswer, VisitState, Why

# Tone and icon of the component ``state``. Green only where the person said so.
STATES = {
    VisitState.SPARED: ("off", "dice"),
    VisitState.DUE: ("wait", "phone-call"),
    VisitState.DONE: ("calm", "message-check"),
    VisitState.UNREACHED: ("off", "phone-off"),
    VisitState.DROPPED: ("off", "circle-off"),
}
ANSWERS = {
    VisitAnswer.SOLVED: ("kept", "mood-smile"),
    VisitAnswer.MESSY: ("wait", "mood-neutral"),
    VisitAnswer.HALF: ("wait", "mood-empty"),
    VisitAnswer.NOT: ("late", "mood-sad"),
    VisitAnswer.UNSAID: ("off", "message-off"),
}


@dataclass(frozen=True)
class ShownVisit:
    visit: Any
    look: tuple[str, str, str]
    who: str
    phone: str
    reasons: list[str]
    chance: str
    late: bool


def shown(visit: Any) -> ShownVisit:
    found = visit.request
    reporter = found.reporter
    number = reporter.phone if reporter else found.guest_phone
    return ShownVisit(
        visit=visit,
        look=look_of(visit),
        who=reporter.name if reporter else found.guest_name,
        phone=mask_phone(number) if number else "",
        reasons=reasons_of(visit),
        chance=chance_of(visit),
        late=visit.state == VisitState.DUE and visit.due_at < clock.now(),
    )


def look_of(visit: Any) -> tuple[str, str, str]:
    """The state in a word, tone and icon: of what was answered the answer."""
    if visit.answer:
        return str(VisitAnswer(visit.answer).label), *ANSWERS[VisitAnswer(visit.answer)]
    return str(VisitState(visit.state).label), *STATES[VisitState(visit.state)]


def reasons_of(visit: Any) -> list[str]:
    return [str(Why(why).label) for why in visit.reasons]


def chance_of(visit: Any) -> str:
    """The draw, to be checked: drawn 7.31 of 10."""
    return f"{visit.drawn / 100:.2f} / {visit.percent}"
