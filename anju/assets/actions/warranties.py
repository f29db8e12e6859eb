"""Until when the builder warrants what."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.assets import events, rules
from anju.assets.choices import PartClass
from anju.assets.models import Warranty
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid
from anju.kernel.events import record
from anju.people.queries import today

if TYPE_CHECKING:
    from anju.places.models import Place


def set_warranty(*, actor: Actor, place: "Place", part_class: str, until: date) -> Warranty:
    """What the contract says of a home, a building or an area, or what was agreed later."""
    actor.check("stores.manage", place.community_id)
    if part_class not in PartClass.values:
        raise Invalid(fields={"part_class": _("请选一下保修哪一部分。")})
    with transaction.atomic():
        kept = Warranty.objects.of(place.community_id).select_for_update()
        row = kept.filter(place=place, part_class=part_class).first()
        before = row.until if row else None
        if row is None:
            row = Warranty(community_id=place.community_id, place=place, part_class=part_class, until=until)
        elif row.until == until:
            return row
        row.until = until
        row.save()
        fact = events.WarrantySet(part_class=part_class, until=until, before=before)
        record(fact, actor=actor, about=row)
    return row


def record_delivery(*, actor: Actor, place: "Place", delivered_on: date) -> list[Warranty]:
    """The day a home or building was handed over: the legal minimum runs from then for each class of parts."""
    if delivered_on > today():
        raise Invalid(fields={"delivered_on": _("交付日期不能在今天以后。")})
    with transaction.atomic():
        return [
            set_warranty(
                actor=actor,
                place=place,
                part_class=part_class,
                until=rules.warranted_until(part_class, delivered_on),
            )
            for part_class in PartClass.values
        ]
