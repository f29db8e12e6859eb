"""Pure decisions about requests: which step may follow, which promise is next, who counts as the reporter."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Refused
from anju.requests.choices import RequestState, Verdict
from anju.requests.models import Request
from anju.standards.choices import RequestKind
from anju.standards.rules import ANSWER, ARRIVE, FINISH, SAFE

REOPEN_WITHIN = timedelta(days=30)  # facts: re-opening within 30 days counts as rework
OTHERS_FROM = 3  # on the third re-opening somebody else goes
URGE_EVERY = timedelta(minutes=30)
SILENCE_AFTER = timedelta(days=7)
GUEST_FOLLOWS = timedelta(days=90)

# From which states a step may be taken.
MAY = {
    "take": {RequestState.NEW},
    "answer": {RequestState.NEW, RequestState.OPEN, RequestState.DONE, RequestState.CLOSED},
    "comment": {RequestState.NEW, RequestState.OPEN, RequestState.DONE, RequestState.CLOSED},
    "classify": {RequestState.NEW, RequestState.OPEN},
    "dispatch": {RequestState.NEW, RequestState.OPEN},
    "urge": {RequestState.NEW, RequestState.OPEN},
    "cancel": {RequestState.NEW, RequestState.OPEN},
    "finish": {RequestState.NEW, RequestState.OPEN},
    "judge": {RequestState.DONE},
    "reopen": {RequestState.CLOSED},
    "merge": {RequestState.NEW, RequestState.OPEN},
    "hold": {RequestState.OPEN},
}

_WHY_NOT = {
    RequestState.NEW: _("这件事还没有受理。"),
    RequestState.OPEN: _("这件事正在处理中。"),
    RequestState.DONE: _("已经处理完，正在等报事人确认。"),
    RequestState.CLOSED: _("这件事已经结束了。"),
    RequestState.CANCELLED: _("这件事已经撤销了。"),
    RequestState.MERGED: _("这件事已经并入另一件一起处理。"),
}

# What an app above settles in its own way (a suggestion by a decision with its reason, a praise by passing it on):
# neither the last job nor a plain word of the desk finishes it.
SETTLED_ABOVE = frozenset({RequestKind.SUGGESTION, RequestKind.PRAISE})
# Whose reporter is told of the end by the app above, with what was decided or answered.
TOLD_ABOVE = SETTLED_ABOVE | {RequestKind.ENQUIRY}
_SETTLE_SO = {
    RequestKind.SUGGESTION: _("建议要写明采不采纳和理由，请用“决定”。"),
    RequestKind.PRAISE: _("表扬转给本人就结束，请用“要表扬谁”。"),
}

# "Bad" never closes a request, nor does "half" or "messy": somebody comes again.
CLOSING_VERDICTS = frozenset({Verdict.SOLVED})
REOPENING_VERDICTS = frozenset({Verdict.MESSY, Verdict.HALF, Verdict.NOT})


def may(step: str, request: Request) -> bool:
    if step == "reopen" and request.verdict == Verdict.PASSED:
        return False  # what has been said cannot be taken back
    return request.state in MAY[step]


def check_settled_here(request: Request) -> None:
    """``Refused`` for a kind that an app above settles."""
    if request.kind in SETTLED_ABOVE:
        raise Refused(_SETTLE_SO[RequestKind(request.kind)])


def check_may(step: str, request: Request) -> None:
    """``Refused`` with the reason when the step cannot follow the request's state."""
    if not may(step, request):
        raise Refused(_WHY_NOT[RequestState(request.state)])


def check_may_send(request: Request, assignee_id: int | None, before: set[int]) -> None:
    """``Refused`` where those who could not mend it (``before``) would be sent once more."""
    if request.reopened >= OTHERS_FROM and assignee_id in before:
        raise Refused(_("这件事已经重新打开 %d 次，请派一位没去过的同事。") % request.reopened)


def check_may_reopen(request: Request, at: datetime) -> None:
    check_may("reopen", request)
    if request.closed_at is not None and at > request.closed_at + REOPEN_WITHIN:
        raise Refused(_("结束已超过 30 天，请重新报一件，我们会看到之前的记录。"))


def check_may_urge(request: Request, at: datetime) -> None:
    check_may("urge", request)
    if request.urged_at is not None and at < request.urged_at + URGE_EVERY:
        raise Refused(_("刚刚已经催过，同事已收到提醒；半小时后可以再催。"))


def is_reporter(actor: Actor, request: Request, at: datetime) -> bool:
    """The reporter: the person themselves, or who holds the link of a request filed without an account."""
    if actor.kind == "guest":
        return bool(
            actor.secret
            and actor.secret == request.follow_token
            and request.follow_until is not None
            and at < request.follow_until
        )
    person_id = actor.person_in(request.community_id)
    return person_id is not None and person_id == request.reporter_id


def check_is_reporter(actor: Actor, request: Request, at: datetime) -> None:
    if not is_reporter(actor, request, at):
        raise NotFound()


def promises(request: Request) -> list[tuple[str, datetime | None, datetime | None]]:
    """Each step with when it is due and when it was kept. Who mends it has made it safe."""
    return [
        (ANSWER, request.answer_by, request.answered_at),
        (ARRIVE, request.arrive_by, request.arrived_at),
        (SAFE, request.safe_by, request.safe_at or request.finished_at),
        (FINISH, request.finish_by, request.finished_at),
    ]


def next_step(request: Request) -> str | None:
    """The step whose promise is the next to be kept: the one due first of those that are not; None when none is open.

    After re-opening the end may be due before the second visit.
    """
    if request.state not in (RequestState.NEW, RequestState.OPEN):
        return None
    due = [(by, number, step) for number, (step, by, kept) in enumerate(promises(request)) if by and not kept]
    return min(due)[2] if due else None


def next_due(request: Request) -> datetime | None:
    """When the next promise is due that is not yet kept; None when none is open."""
    step = next_step(request)
    return next((by for name, by, _kept in promises(request) if name == step), None)
