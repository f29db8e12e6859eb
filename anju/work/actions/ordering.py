"""How jobs find their person in a community: who decides that, and how long an answer may take."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.standards.choices import Priority
from anju.work import events
from anju.work.choices import DispatchMode, JobState
from anju.work.models import DispatchRules, Job

MOST_MINUTES = 24 * 60


def change_dispatch(
    *, actor: Actor, community_id: int, mode: str, minutes: Mapping[str, int]
) -> DispatchRules:
    """Change the way and the minutes (by priority, ``P1`` … ``P4``). What waits already goes the new way.

    ``Invalid`` names ``mode`` or ``p1`` … ``p4``; without a difference nothing is told.
    """
    actor.check("settings.manage", community_id)
    if mode not in DispatchMode.values:
        raise Invalid(fields={"mode": _("没有这种派单方式。")})
    wrong = {
        priority.lower(): _("请写 1 到 1440 之间的分钟数。")
        for priority in Priority.values
        if not 1 <= minutes.get(priority, 0) <= MOST_MINUTES
    }
    if wrong:
        raise Invalid(fields=wrong)
    with transaction.atomic():
        # Jobs before the rules, as everybody locks them
        waiting = Job.objects.of(community_id).filter(state=JobState.WAITING).select_for_update()
        ids = list(waiting.order_by("id").values_list("id", flat=True))
        DispatchRules.objects.bulk_create([DispatchRules(community_id=community_id)], ignore_conflicts=True)
        order = DispatchRules.objects.of(community_id).select_for_update().get()
        before_mode, before = order.mode, [order.minutes_for(priority) for priority in Priority.values]
        after = [minutes[priority] for priority in Priority.values]
        if (before_mode, before) == (mode, after):
            return order
        order.mode = mode
        order.p1_minutes, order.p2_minutes, order.p3_minutes, order.p4_minutes = after
        order.save()
        if mode != before_mode:
            _send_what_waits_the_new_way(order, ids)
        fact = events.DispatchRulesChanged(
            mode=mode, before_mode=before_mode, minutes=after, before_minutes=before
        )
        record(fact, actor=actor, about=order)
    return order


def _send_what_waits_the_new_way(order: DispatchRules, job_ids: Collection[int]) -> None:
    """The clock job looks at the waiting jobs at once where they take turns, after their minutes where they are
    grabbed, and not at all where the desk sends."""
    waiting = Job.objects.of(order.community_id).filter(id__in=job_ids)
    for priority in Priority.values:
        respond_by = {
            DispatchMode.ASSIGN: None,
            DispatchMode.ROTATE: clock.now(),
            DispatchMode.GRAB: clock.now() + timedelta(minutes=order.minutes_for(priority)),
        }[DispatchMode(order.mode)]
        waiting.filter(priority=priority).update(respond_by=respond_by)
