"""Who else is on a job: proposed hand-overs, those who lend a hand, and everybody's time on it."""

from collections import defaultdict
from dataclasses import dataclass, field

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.queries import persons_named
from anju.work import rules
from anju.work.choices import HandoverState
from anju.work.models import Handover, Job, JobMate, LabourCorrection, LabourSpan
from anju.work.queries.jobs import MINE


def handover_of(job: Job) -> Handover | None:
    """The hand-over of the job that waits for an answer."""
    asked = Handover.objects.of(job.community_id).filter(job=job, state=HandoverState.ASKED)
    return asked.select_related("giver", "taker").first()


def handovers_of(job: Job) -> list[Handover]:
    """All hand-overs of the job, oldest first."""
    found = Handover.objects.of(job.community_id).filter(job=job)
    return list(found.select_related("giver", "taker").order_by("id"))


def handover_named(community_id: int, handover_id: int) -> Handover:
    found = Handover.objects.of(community_id).filter(id=handover_id).select_related("giver", "taker").first()
    if found is None:
        raise NotFound()
    return found


def asked_to_take_over(actor: Actor, community_id: int) -> list[Handover]:
    """What the actor is asked to carry on with, the oldest first, with job and giver."""
    person_id = actor.at(community_id).person_id or 0
    asked = Handover.objects.of(community_id).filter(taker_id=person_id, state=HandoverState.ASKED)
    return list(asked.select_related("job__place", "job__category", "giver").order_by("id"))


def mates_of(job: Job) -> list[JobMate]:
    """Who lends a hand, in the order in which they came."""
    found = JobMate.objects.of(job.community_id).filter(job=job)
    return list(found.select_related("person").order_by("id"))


def is_mate(job: Job, person_id: int | None) -> bool:
    if person_id is None:
        return False
    return JobMate.objects.of(job.community_id).filter(job=job, person_id=person_id).exists()


def jobs_lent_a_hand(actor: Actor, community_id: int) -> list[Job]:
    """The open jobs of others on which the actor lends a hand, most pressing first."""
    mine = JobMate.objects.of(community_id).filter(person_id=actor.at(community_id).person_id or 0)
    found = Job.objects.of(community_id).filter(id__in=mine.values("job_id"), state__in=MINE)
    return sorted(found.select_related("place", "category", "assignee"), key=rules.pressing_order)


@dataclass
class Labour:
    """Somebody's time on a job, in whole minutes; ``is_running`` says that the clock runs now."""

    person_id: int
    name: str
    minutes: int = 0
    is_running: bool = False
    corrections: list[LabourCorrection] = field(default_factory=list)


def labour_of(job: Job) -> list[Labour]:
    """Everybody's time on the job, in the order in which they began."""
    spans: dict[int, list[LabourSpan]] = defaultdict(list)
    for span in LabourSpan.objects.of(job.community_id).filter(job=job).order_by("id"):
        spans[span.person_id].append(span)
    corrections: dict[int, list[LabourCorrection]] = defaultdict(list)
    kept = LabourCorrection.objects.of(job.community_id).filter(job=job).select_related("by")
    for correction in kept.order_by("id"):
        corrections[correction.person_id].append(correction)
    people = persons_named(job.community_id, [*spans, *corrections])
    return [
        Labour(
            person_id=person_id,
            name=people[person_id].name,
            minutes=rules.labour_minutes(
                [(span.started_at, span.stopped_at) for span in spans[person_id]],
                sum(correction.minutes for correction in corrections[person_id]),
                clock.now(),
            ),
            is_running=any(span.stopped_at is None for span in spans[person_id]),
            corrections=corrections[person_id],
        )
        for person_id in dict.fromkeys([*list(spans), *list(corrections)])
    ]


def correction_named(community_id: int, correction_id: int) -> LabourCorrection:
    found = LabourCorrection.objects.of(community_id).filter(id=correction_id).first()
    if found is None:
        raise NotFound()
    return found
