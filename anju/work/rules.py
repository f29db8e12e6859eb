"""Pure decisions about jobs: which step may follow, what a job must have before it counts as done."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import NotAllowed, Refused
from anju.work.choices import JobState
from anju.work.models import Job

NO_PROMISE = datetime.max.replace(tzinfo=UTC)

# From which states a step may be taken.
MAY = {
    "assign": {JobState.WAITING, JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY},
    "grab": {JobState.WAITING},
    "accept": {JobState.ASSIGNED},
    "refuse": {JobState.ASSIGNED, JobState.ACCEPTED},
    "set_out": {JobState.ACCEPTED},
    "arrive": {JobState.ACCEPTED, JobState.ON_WAY},
    "work": {JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED},
    "secure": {JobState.ARRIVED},
    "hold": {JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED},
    "finish": {JobState.ARRIVED},
    "hand_over": {JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED},
    "lend_a_hand": {JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED},
    "labour": {JobState.ARRIVED},
    "cancel": {JobState.WAITING, JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED},
}

_WHY_NOT = {
    JobState.WAITING: _("这件工作还没有派给人。"),
    JobState.ASSIGNED: _("请先接单。"),
    JobState.ACCEPTED: _("这件工作已经接单了。"),
    JobState.ON_WAY: _("已经在路上了。"),
    JobState.ARRIVED: _("已经到场，不能再做这一步。"),
    JobState.FINISHED: _("这件工作已经完成了。"),
    JobState.CANCELLED: _("这件工作已经取消了。"),
}

# The next step of the one button on the technician's phone.
NEXT_STEP = {
    JobState.ASSIGNED: "accept",
    JobState.ACCEPTED: "set_out",
    JobState.ON_WAY: "arrive",
    JobState.ARRIVED: "finish",
}


def check_may(step: str, job: Job) -> None:
    """``Refused`` with the reason when the step cannot follow the job's state."""
    if job.state not in MAY[step]:
        if step == "finish" and job.state in (JobState.ACCEPTED, JobState.ON_WAY):
            raise Refused(_("请先点“我已到达”，再填写完成情况。"))
        if step == "labour" and job.state in (JobState.ACCEPTED, JobState.ON_WAY):
            raise Refused(_("到现场以后才开始计工时。"))
        raise Refused(_WHY_NOT[JobState(job.state)])


def as_seen(job: Job) -> str:
    """A mark of how the job stands and with whom, for a form to bring back (see ``check_seen``)."""
    return f"{job.state}-{job.assignee_id or ''}"


def check_seen(job: Job, seen: str) -> None:
    """``Refused`` when somebody has changed the job since the actor looked; an empty mark checks nothing."""
    if seen and seen != as_seen(job):
        raise Refused(_("您看的时候，这件工作刚刚有了变化。请先看一下，再决定要不要改派。"))


def check_is_mine(job: Job, person_id: int | None) -> None:
    """Only the assignee takes the steps of a job."""
    if person_id is None or job.assignee_id != person_id:
        raise NotAllowed(_("这件工作不在您名下。"))


def next_due(job: Job) -> datetime | None:
    """The promise that runs now: to be there, from arriving on to make it safe, then to be done. None where nothing was
    promised."""
    if job.state == JobState.ARRIVED:
        return job.safe_by if job.safe_by and job.safe_at is None else job.finish_by
    return job.arrive_by or job.finish_by


def pressing_order(job: Job) -> tuple[Any, ...]:
    """Sorts a worker's jobs: what waits to be accepted first, then by urgency, then by what is due next."""
    return (job.state != JobState.ASSIGNED, job.priority, next_due(job) or NO_PROMISE, job.id)


def wants_photo(evidence: str) -> bool:
    """Whether a step asks for a photo as its evidence (the procedures write 照片 or 拍照)."""
    return "照片" in evidence or "拍照" in evidence


# Lapses: the dispatchers hear of each, the leader of the post from the second on, the manager of the third. After that
# nobody else is asked: it waits for a person's decision.
MOST_LAPSES = 3


def whole_minutes(seconds: float) -> int:
    """Seconds as whole minutes, rounded half up."""
    return int(seconds + 30) // 60


def labour_minutes(spans: Iterable[tuple[datetime, datetime | None]], corrections: int, now: datetime) -> int:
    """Somebody's time on a job in whole minutes: their spans (one without an end runs until ``now``) and the minutes
    of the corrections; never negative."""
    seconds = sum(max(0.0, ((stopped or now) - started).total_seconds()) for started, stopped in spans)
    return max(0, whole_minutes(seconds) + corrections)
