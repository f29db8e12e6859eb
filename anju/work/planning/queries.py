"""Plans of the day and who may see them."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.work.choices import PlanState
from anju.work.models import DayPlan, PlannedVisit

LOST_AFTER = timedelta(minutes=2)  # no plan takes so long: the worker was ended in the middle


def plans_for(actor: Actor, community_id: int) -> QuerySet[DayPlan]:
    """The community's plans, newest first."""
    actor.check("work.assign", community_id)
    return DayPlan.objects.of(community_id).select_related("person").order_by("-id")


def plan_for(actor: Actor, community_id: int, plan_id: int) -> DayPlan:
    found = plans_for(actor, community_id).filter(id=plan_id).first()
    if found is None:
        raise NotFound()
    return found


def is_under_way(plan: DayPlan, now: datetime) -> bool:
    return plan.state == PlanState.WORKING and plan.at > now - LOST_AFTER


def newest_plan_under_way(community_id: int, now: datetime) -> DayPlan | None:
    found = DayPlan.objects.of(community_id).filter(state=PlanState.WORKING).order_by("-id").first()
    return found if found is not None and is_under_way(found, now) else None


def lines_of(plan: DayPlan) -> list[PlannedVisit]:
    """The lines with their jobs and people: each person's in their order, what was not placed by what is due."""
    found = PlannedVisit.objects.of(plan.community_id).filter(plan=plan)
    found = found.select_related("job__place", "job__category", "job__assignee", "person")
    return list(found.order_by("number", "job__arrive_by", "id"))
