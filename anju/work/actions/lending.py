"""Work for two or more: colleagues who lend a hand on somebody's job."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.people.queries import person_named, staff_with_grant
from anju.work import events, rules
from anju.work.actions.keeping import check_holds_or_leads, locked
from anju.work.actions.labour import stop_labour
from anju.work.models import Job, JobMate

MOST_MATES = 8


def add_mate(*, actor: Actor, job: Job, person_id: int) -> JobMate:
    """Ask a colleague to lend a hand. By who has the job, or who assigns work; once more changes nothing."""
    with transaction.atomic():
        job = locked(job)
        check_holds_or_leads(actor, job)
        rules.check_may("lend_a_hand", job)
        if person_id not in {person.id for person in staff_with_grant(job.community_id, "work.do")}:
            raise Refused(_("这位同事现在不能接这里的工作。"))
        person = person_named(job.community_id, person_id)
        if person_id in job.barred:
            raise Refused(format_lazy(_("按规定这件事不能由{name}去，请派别的同事。"), name=person.name))
        if person_id == job.assignee_id:
            raise Refused(_("这件工作本来就在这位同事手上。"))
        mates = JobMate.objects.of(job.community_id).filter(job=job)
        there = {mate.person_id: mate for mate in mates}
        if person_id in there:
            return there[person_id]
        if len(there) >= MOST_MATES:
            raise Refused(_("一件工作最多 8 位同事协助，人再多请另开一张工单。"))
        mate: JobMate = mates.create(job=job, person=person, since=clock.now())
        record(events.JobMateAdded(mate_id=person_id), actor=actor, about=job)
    return mate


def remove_mate(*, actor: Actor, job: Job, person_id: int) -> None:
    """They no longer lend a hand; their time on it stops and stays. Doing it again changes nothing."""
    with transaction.atomic():
        job = locked(job)
        if person_id != actor.person_in(job.community_id):  # everybody may leave by themselves
            check_holds_or_leads(actor, job)
        there = JobMate.objects.of(job.community_id).filter(job=job, person_id=person_id)
        if there.exists():
            stop_labour(actor=actor, job=job, person_id=person_id)
            there.delete()
            record(events.JobMateRemoved(mate_id=person_id), actor=actor, about=job)
