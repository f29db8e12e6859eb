"""Parts of a job that come out of a store: each is a move, and giving one back is its counter-move."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.assets.actions import give_back, reserve_parts, take_for
from anju.assets.queries import part_named, store_named
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Refused
from anju.kernel.events import record
from anju.kernel.ids import id_in
from anju.work import events, rules
from anju.work.models import Job, PartUsed
from anju.work.quotes.gates import check_may_start
from anju.work.quotes.keeping import check_concerns, check_open, locked

if TYPE_CHECKING:
    from anju.assets.models import Part, Reservation, Store


def take_part(*, actor: Actor, job: Job, part: "Part", store: "Store", quantity: Any) -> PartUsed:
    """The assignee takes a part out of their store (or everybody's) for the job. ``Refused`` where there is too
    little; then nothing is noted either."""
    with transaction.atomic():
        job = _mine(actor, job)
        check_may_start(job)
        move = take_for(actor=actor, part=part, store=store, quantity=quantity, about=_about(job))
        row = PartUsed.objects.of(job.community_id).filter(job=job, part=part, store=store).first()
        if row is None:
            row = PartUsed(
                community_id=job.community_id,
                job=job,
                part=part,
                store=store,
                name=part.name,
                unit=part.unit,
                quantity=Decimal(0),
            )
        row.quantity += move.quantity
        row.save()
        record(events.JobPartUsed(part_id=row.id), actor=actor, about=job)
    return row


def return_part(*, actor: Actor, job: Job, used_id: int, quantity: Any) -> PartUsed | None:
    """Some of what was taken was not needed: it goes back into its store. None when nothing of it is left."""
    with transaction.atomic():
        job = _mine(actor, job)
        row = PartUsed.objects.of(job.community_id).filter(job=job, id=used_id).first()
        if row is None:
            raise NotFound()
        if row.part_id is None:
            raise Refused(_("这一样没有走库存，直接去掉就行。"))
        back = put_back(actor, job, row, quantity)
        record(events.JobPartReturned(part_id=row.id, quantity=back), actor=actor, about=job)
        if back == row.quantity:
            row.delete()
            return None
        row.quantity -= back
        row.save(update_fields=["quantity"])
    return row


def keep_part(*, actor: Actor, job: Job, part: "Part", store: "Store", quantity: Any) -> "Reservation":
    """Keep some of a part for the job until it is taken or the job ends; by the assignee or who sends people out."""
    with transaction.atomic():
        job = locked(job)
        check_concerns(actor, job)
        check_open(job)
        return reserve_parts(actor=actor, part=part, store=store, quantity=quantity, about=_about(job))


def chosen_part(community_id: int, choice: str) -> dict[str, Any]:
    """The part and the store that a form names as ``part:store``; empty where it names none."""
    part, _colon, store = choice.partition(":")
    part_id, store_id = id_in(part), id_in(store)
    if part_id is None or store_id is None:
        return {}
    return {"part": part_named(community_id, part_id), "store": store_named(community_id, store_id)}


def put_back(actor: Actor, job: Job, row: PartUsed, quantity: Any) -> Decimal:
    """The counter-move of a part that was taken; what was written by hand moves nothing."""
    if row.part is None or row.store is None:
        return row.quantity
    move = give_back(actor=actor, part=row.part, store=row.store, quantity=quantity, about=_about(job))
    return move.quantity


def _mine(actor: Actor, job: Job) -> Job:
    found = locked(job)
    rules.check_is_mine(found, actor.at(job.community_id).person_id)
    rules.check_may("work", found)
    return found


def _about(job: Job) -> tuple[str, int]:
    return job._meta.label_lower, job.id
