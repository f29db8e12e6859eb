"""Parts that go into a job."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.work import events
from anju.work.actions.keeping import my_locked
from anju.work.models import Job, PartUsed
from anju.work.parts import put_back
from anju.work.quotes.gates import check_may_start


def use_part(*, actor: Actor, job: Job, name: str, quantity: Decimal, unit: str = "个") -> PartUsed:
    name = clean_line(name, field="name", most=60, least=1)
    if not Decimal("0") < quantity <= Decimal("9999"):
        raise Invalid(fields={"quantity": _("数量要大于 0，不超过 9999。")})
    with transaction.atomic():
        job = my_locked(actor, job, "work")
        check_may_start(job)
        part = PartUsed.objects.of(job.community_id).create(
            job=job, name=name, quantity=quantity, unit=clean_line(unit, field="unit", most=10) or "个"
        )
        record(events.JobPartUsed(part_id=part.id), actor=actor, about=job)
    return part


def drop_part(*, actor: Actor, job: Job, part_id: int) -> None:
    """Take back a part that was noted by mistake: one out of a store goes back there. Again changes nothing."""
    with transaction.atomic():
        job = my_locked(actor, job, "work")
        dropped = PartUsed.objects.of(job.community_id).filter(job=job, id=part_id)
        for row in dropped.select_related("part", "store"):
            put_back(actor, job, row, row.quantity)
            dropped.delete()
            record(events.JobPartDropped(part_id=part_id), actor=actor, about=job)
