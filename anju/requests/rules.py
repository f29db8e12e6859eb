"""Pure decisions about requests: which step may follow, which promise is next, who counts as the reporter."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Refused
from anju.requests.choices import RequestState, Verdict
from anju.requests.models import Request

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
}

_WHY_NOT = {
    RequestState.NEW: _("这件事还没有受理。"),
    RequestState.OPEN: _("这件事正在处理中。"),
    RequestState.DONE: _("已经处理完，正在等报事人确认。"),
    RequestState.CLOSED: _("这件事已经结束了。"),
    RequestState.CANCELLED: _("这件事已经撤销了。"),
    RequestState.MERGED: _("这件事已经并入另一件一起处理。"),
}

# "Bad" never closes a request, nor does "half" or "messy": somebody comes again.
CLOSING_VERDICTS = frozenset({Verdict.SOLVED})
REOPENING_VERDICTS = frozenset({Verdict.MESSY, Verdict.HALF, Verdict.NOT})


def may(step: str, request: Request) -> bool:
    return request.state in MAY[step]


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


def next_due(request: Request) -> datetime | None:
    """The next promise that is not yet kept; None when none is open."""
    if request.state not in (RequestState.NEW, RequestState.OPEN):
        return None
    if request.answered_at is None and request.answer_by is not None:
        return request.answer_by
    if request.arrived_at is None and request.arrive_by is not None:
        return request.arrive_by
    return request.finish_by
