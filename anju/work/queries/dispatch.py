"""How jobs find their person here, the pool of those that wait for a volunteer, and what nobody has answered."""

from datetime import datetime

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.work import rules
from anju.work.choices import DispatchMode, JobState
from anju.work.models import DispatchRules, Job
from anju.work.queries.candidates import could_do

MOST_IN_POOL = 60


def dispatch_rules(community_id: int) -> DispatchRules:
    """The rules in force: the community's row, else the product's own."""
    found: DispatchRules | None = DispatchRules.objects.of(community_id).first()
    return found or DispatchRules(community_id=community_id)


def pool_for(actor: Actor, community_id: int) -> list[Job]:
    """The waiting jobs that the actor could take by themselves, most pressing first; [] where nobody grabs."""
    person_id = actor.person_in(community_id)
    if person_id is None or not actor.may("work.do", community_id):
        return []
    if dispatch_rules(community_id).mode != DispatchMode.GRAB:
        return []
    waiting = Job.objects.of(community_id).filter(state=JobState.WAITING).select_related("place", "category")
    jobs = [job for job in waiting.order_by("arrive_by", "id")[:MOST_IN_POOL] if person_id not in job.barred]
    able = could_do(community_id, person_id, {job.category for job in jobs}) if jobs else set()
    return sorted((job for job in jobs if job.category_id in able), key=rules.pressing_order)


def job_to_grab(actor: Actor, community_id: int, number: str) -> Job:
    """A job that is, or a moment ago was, in the actor's pool; ``NotFound`` for any other."""
    person_id = actor.at(community_id).person_id
    job = Job.objects.of(community_id).filter(number=number).select_related("place", "category").first()
    if job is None or person_id is None or person_id in job.barred:
        raise NotFound()
    if dispatch_rules(community_id).mode != DispatchMode.GRAB:
        raise NotFound()
    if job.category_id not in could_do(community_id, person_id, [job.category]):
        raise NotFound()
    return job


def communities_with_unanswered(now: datetime) -> list[int]:
    """Where something waits for an answer that should have come by ``now``."""
    late = Job.objects.across().filter(respond_by__lte=now)
    return list(late.order_by().values_list("community_id", flat=True).distinct())
