"""What follows from a move: who fills the stores up hears that something runs short."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from anju.assets.actions.moving import said
from anju.assets.events import PartMoved, ToolLocked
from anju.assets.models import Move, Stock, Tool
from anju.kernel.events import Recorded, on
from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.people.queries import staff_with_grant
from anju.places.queries import community_named


@on(PartMoved)
def tell_of_running_short(event: Recorded[PartMoved]) -> None:
    """Only the move that brought it below the minimum says so; the next ones are silent."""
    move = Move.objects.of(event.community_id).select_related("part", "from_store").get(id=event.fact.move_id)
    if move.from_store is None:
        return
    stock = Stock.objects.of(event.community_id).filter(part=move.part, store=move.from_store).first()
    if stock is None or not stock.is_short or stock.quantity + move.quantity < stock.minimum:
        return
    slug = community_named(event.community_id).slug
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=staff_with_grant(event.community_id, "stores.manage"),
            topic=Topic.DESK,
            key=f"short-{event.id}",
            title=format_lazy(
                _("{part}快用完了：{store}只剩 {left} {unit}"),
                part=move.part.name,
                store=move.from_store.name,
                left=said(stock.quantity),
                unit=move.part.unit,
            ),
            body=format_lazy(
                _("说好至少留 {minimum} {unit}"), minimum=said(stock.minimum), unit=move.part.unit
            ),
            link=f"/desk/{slug}/stores/parts/{move.part_id}/",
        )


@on(ToolLocked)
def tell_of_unsafe_tool(event: Recorded[ToolLocked]) -> None:
    tool = Tool.objects.of(event.community_id).get(id=event.about_id)
    slug = community_named(event.community_id).slug
    able = staff_with_grant(event.community_id, "stores.manage")
    with transaction.atomic():
        send(
            community_id=event.community_id,
            to=[person for person in able if person.id != event.person_id],
            topic=Topic.DESK,
            key=f"unsafe-{event.id}",
            title=format_lazy(_("{tool} 不安全，已停用"), tool=tool.name),
            body=tool.why,
            link=f"/desk/{slug}/tools/{tool.id}/",
        )
