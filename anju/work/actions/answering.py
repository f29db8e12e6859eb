"""The answer to a job: yes, no, first come first served, or none in time."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.work import events, rules
from anju.work.actions.giving import drop_handover, give, leave_waiting
from anju.work.actions.keeping import keep_note, locked, my_locked, worker_of
from anju.work.choices import DispatchMode, JobState
from anju.work.models import Job, JobNote
from anju.work.queries import dispatch_rules

AT_ONCE = 200


def accept_job(*, actor: Actor, job: Job) -> Job:
    with transaction.atomic():
        job = my_locked(actor, job, "accept")
        _accept(actor, job)
    return job


def refuse_job(*, actor: Actor, job: Job, words: str) -> Job:
    """Give the job back with the reason; it waits for another to be found."""
    words = clean(words, field="words", most=300, least=2)
    with transaction.atomic():
        job = my_locked(actor, job, "refuse")
        note = keep_note(actor, job, JobNote.Purpose.REFUSAL, words)
        refused_by = worker_of(job)
        drop_handover(actor, job)
        _take_from(job)
        record(events.JobRefused(note_id=note.id, assignee_id=refused_by), actor=actor, about=job)
        leave_waiting(job)
    return job


def grab_job(*, actor: Actor, job: Job) -> Job:
    """Take a waiting job from the pool; it counts as accepted. Who comes second is told who was first.

    Only where jobs are grabbed; ``Refused`` for who lacks a skill or paper, or is barred from it.
    """
    actor.check("work.do", job.community_id)
    person_id = actor.at(job.community_id).person_id
    if person_id is None:
        raise NotAllowed()
    with transaction.atomic():
        job = locked(job)
        if dispatch_rules(job.community_id).mode != DispatchMode.GRAB:
            raise Refused(_("这个小区的工作由前台来派，不用抢。"))
        if job.assignee_id == person_id and job.state == JobState.ACCEPTED:
            return job  # the phone sent it twice
        if job.state != JobState.WAITING and job.assignee is not None:
            words = _("晚了一步，{name}刚刚接走了。谢谢您响应，还有别的活等着。")
            raise Refused(format_lazy(words, name=job.assignee.name))
        rules.check_may("grab", job)
        give(actor, job, person_id, how="grab")
        _accept(actor, job)
    return job


def take_back_unanswered(*, community_id: int) -> int:
    """Take back the jobs whose answer has not come in time, at most ``AT_ONCE``; how many there were.

    Rows that another worker or an accepting hand holds are left for the next minute; safe to run twice.
    """
    with transaction.atomic():
        late = Job.objects.of(community_id).filter(respond_by__lte=clock.now()).order_by("respond_by", "id")
        claimed = list(late.select_for_update(skip_locked=True)[:AT_ONCE])
        for job in claimed:
            _lapse(job)
    return len(claimed)


def _lapse(job: Job) -> None:
    asked, job.respond_by = job.assignee_id, None
    if job.state == JobState.WAITING:
        leave_waiting(job)  # perhaps somebody has come on duty meanwhile
        if job.state != JobState.WAITING:
            return
    _take_from(job)
    job.lapses += 1
    if job.lapses >= rules.MOST_LAPSES:
        job.respond_by = None
    job.save(update_fields=["lapses", "respond_by"])
    record(events.JobLapsed(assignee_id=asked, times=job.lapses), actor=SYSTEM, about=job)
    if asked is not None and job.lapses < rules.MOST_LAPSES:
        leave_waiting(job)


def _accept(actor: Actor, job: Job) -> None:
    job.state, job.accepted_at, job.respond_by = JobState.ACCEPTED, clock.now(), None
    job.save(update_fields=["state", "accepted_at", "respond_by"])
    record(events.JobAccepted(assignee_id=worker_of(job)), actor=actor, about=job)


def _take_from(job: Job) -> None:
    """Nobody has the job any more; who was asked is not asked again while there is another."""
    if job.assignee_id is not None:
        job.passed_by_id, job.respond_by = job.assignee_id, None
    job.state, job.assignee, job.accepted_at = JobState.WAITING, None, None
    job.save(update_fields=["state", "assignee", "accepted_at", "passed_by", "respond_by"])
