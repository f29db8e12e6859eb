"""Requests as the desk reads them: the state as word, icon and tone, the promise that runs, who is at work."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.requests import rules
from anju.requests.choices import OPEN_STATES, RequestState, Verdict, VerdictVia
from anju.requests.forms.board import STATE_NAMES
from anju.requests.queries import NEARLY_LATE, waiting_for_words, working_on
from anju.standards.choices import Step
from anju.work.choices import LOOKS, JobState

Shown = tuple[str, str, str]  # word, tone, icon

_STATES = {
    RequestState.NEW: ("wait", "inbox"),
    RequestState.OPEN: ("run", "progress"),
    RequestState.DONE: ("wait", "message-question"),
    RequestState.CANCELLED: ("off", "circle-off"),
    RequestState.MERGED: ("off", "git-merge"),
}


def state_of(request: Any) -> Shown:
    """The state of a request as the desk says it."""
    if request.state == RequestState.CLOSED:
        if request.verdict == Verdict.SOLVED:
            if request.verdict_via == VerdictVia.DOER:
                return _("签字说好了"), "kept", "writing-sign"
            return _("住户说好了"), "kept", "circle-check"
        return _("没有答复，已结束"), "off", "clock-off"
    tone, icon = _STATES[request.state]
    return str(STATE_NAMES[request.state]), tone, icon


def job_state_of(job: Any) -> Shown:
    tone, icon = LOOKS[JobState(job.state)]
    return str(JobState(job.state).label), tone, icon


def promise_of(request: Any) -> str:
    """Which promise is next: to answer, to be there, to have it done. Empty when none runs."""
    step = rules.next_step(request)
    if step is None:
        return ""
    if step == Step.ARRIVE:
        return _("上门") if request.category.needs_home_visit else _("到场")
    return {Step.ANSWER: _("答复"), Step.SAFE: _("控制险情"), Step.FINISH: _("办完")}[Step(step)]


def pressing(due: datetime | None, now: datetime, *, held: bool = False) -> str:
    """How the time left is shown: late, soon (within the hour), run, held, or empty without a promise."""
    if due is None:
        return ""
    if held and due >= now:
        return "held"
    if due < now:
        return "late"
    return "soon" if due < now + NEARLY_LATE else "run"


@dataclass(frozen=True)
class Row:
    """One request on the board."""

    request: Any
    state: Shown
    promise: str
    pressing: str
    unanswered: bool
    jobs: Sequence[Any] = field(default_factory=list)

    @property
    def who(self) -> str:
        return str(self.request.reporter.name if self.request.reporter else self.request.guest_name)

    @property
    def assignees(self) -> list[str]:
        return list(dict.fromkeys(job.assignee.name for job in self.jobs if job.assignee))

    @property
    def unaccepted(self) -> str:
        """What is missing on the way to somebody: a person, or their yes. Empty when nothing is."""
        states = {job.state for job in self.jobs}
        if JobState.WAITING in states:
            return _("等派人")
        return _("等接单") if JobState.ASSIGNED in states else ""


def rows_of(community_id: int, requests: Sequence[Any]) -> list[Row]:
    """The requests as rows, with their open jobs and who waits for an answer: two queries for all."""
    now, ids = clock.now(), [request.id for request in requests]
    jobs = working_on(community_id, ids)
    unanswered = waiting_for_words(community_id, ids)
    return [
        Row(
            request=request,
            state=state_of(request),
            promise=promise_of(request),
            pressing=pressing(request.due_at, now, held=request.held_until is not None),
            unanswered=request.id in unanswered and request.state in OPEN_STATES,
            jobs=jobs.get(request.id, []),
        )
        for request in requests
    ]
