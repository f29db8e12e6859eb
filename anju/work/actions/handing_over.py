"""Handing a job over between shifts: proposed with a note, and with the first until the other says yes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.people.queries import person_named
from anju.work import events, rules
from anju.work.actions.giving import check_may_carry_on, drop_handover
from anju.work.actions.keeping import check_holds_or_leads, keep_note, locked, worker_of
from anju.work.actions.labour import stop_labour
from anju.work.choices import HandoverState, JobState
from anju.work.models import Handover, Job, JobMate, JobNote
from anju.work.queries import handover_of


def propose_handover(*, actor: Actor, job: Job, taker_id: int, words: str) -> Handover:
    """Ask a colleague to carry on, with a note on how things stand. By who has the job, or who assigns work."""
    words = clean(words, field="words", most=300, least=2)
    with transaction.atomic():
        job = locked(job)
        check_holds_or_leads(actor, job)
        rules.check_may("hand_over", job)
        if taker_id == job.assignee_id:
            raise Refused(_("这件工作本来就在这位同事手上。"))
        if handover_of(job) is not None:
            raise Refused(_("已经请了一位同事接手，等他答复，或者先撤回。"))
        check_may_carry_on(job, taker_id)
        handover: Handover = Handover.objects.of(job.community_id).create(
            job=job,
            giver_id=worker_of(job),
            taker=person_named(job.community_id, taker_id),
            words=words,
            at=clock.now(),
        )
        record(events.JobHandoverProposed(**_ids(handover)), actor=actor, about=job)
    return handover


def accept_handover(*, actor: Actor, job: Job) -> Job:
    """The taker says yes: from now on it is theirs, and they have yet to come to the place."""
    with transaction.atomic():
        job = locked(job)
        handover = _asked_of(actor, job)
        rules.check_may("hand_over", job)
        check_may_carry_on(job, handover.taker_id)
        stop_labour(actor=actor, job=job)
        _answer(handover, HandoverState.ACCEPTED)
        JobMate.objects.of(job.community_id).filter(job=job, person_id=handover.taker_id).delete()
        job.assignee = handover.taker
        job.state, job.accepted_at = JobState.ACCEPTED, clock.now()
        job.save(update_fields=["assignee", "state", "accepted_at"])
        record(events.JobHandoverAccepted(**_ids(handover)), actor=actor, about=job)
    return job


def decline_handover(*, actor: Actor, job: Job, words: str) -> Job:
    """The taker cannot, with the reason; it stays with who has it."""
    words = clean(words, field="words", most=300, least=2)
    with transaction.atomic():
        job = locked(job)
        handover = _asked_of(actor, job)
        note = keep_note(actor, job, JobNote.Purpose.REFUSAL, words)
        _answer(handover, HandoverState.DECLINED)
        record(events.JobHandoverDeclined(**_ids(handover), note_id=note.id), actor=actor, about=job)
    return job


def withdraw_handover(*, actor: Actor, job: Job) -> Job:
    """Take the proposal back before it is answered; doing it again changes nothing."""
    with transaction.atomic():
        job = locked(job)
        check_holds_or_leads(actor, job)
        drop_handover(actor, job)
    return job


def _asked_of(actor: Actor, job: Job) -> Handover:
    handover = handover_of(job)
    if handover is None:
        raise Refused(_("这次交接已经撤回，或者已经有人答复了。"))
    if handover.taker_id != actor.at(job.community_id).person_id:
        raise NotAllowed(_("这次交接请的不是您。"))
    return handover


def _answer(handover: Handover, state: HandoverState) -> None:
    handover.state, handover.answered_at = state, clock.now()
    handover.save(update_fields=["state", "answered_at"])


def _ids(handover: Handover) -> dict[str, int]:
    return {
        "handover_id": handover.id,
        "giver_id": handover.giver_id,
        "taker_id": handover.taker_id,
    }
