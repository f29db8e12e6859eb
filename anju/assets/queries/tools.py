"""Tools, who has them, and who can help when one is locked out."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from anju.assets.choices import CALIBRATED_EVERY, ToolState
from anju.assets.models import Tool, ToolLoan
from anju.assets.rules import why_locked
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound, Words
from anju.kernel.ids import MAX_ID
from anju.people.queries import person_named, staff_with_grant, today

ROWS = 50
WANTED = ("all", "out", "late", "due", "unsafe")


@dataclass(frozen=True)
class ToolFilter:
    """``wanted`` is one of ``WANTED``: out with somebody, out longer than agreed, calibration past, locked out."""

    text: str = ""
    wanted: str = "all"


@dataclass(frozen=True)
class ToolRow:
    """A tool, who has it now, and why it cannot be lent (empty where it can)."""

    tool: Tool
    loan: ToolLoan | None
    locked: Words

    @property
    def is_late(self) -> bool:
        return self.loan is not None and self.loan.back_by < clock.now()


def tool_rows(
    actor: Actor, community_id: int, looking: ToolFilter, *, after: str = "", most: int = ROWS
) -> list[ToolRow]:
    """The tools in the order of codes, from behind the code ``after``; thrown-away ones are left out."""
    actor.check("stores.see", community_id)
    found = Tool.objects.of(community_id).exclude(state=ToolState.RETIRED).select_related("keeper")
    out = ToolLoan.objects.across([community_id]).filter(tool_id=OuterRef("id"), back_at__isnull=True)
    if looking.wanted == "out":
        found = found.filter(Exists(out))
    elif looking.wanted == "late":
        found = found.filter(Exists(out.filter(back_by__lt=clock.now())))
    elif looking.wanted == "due":
        kinds = [kind.value for kind in CALIBRATED_EVERY]
        found = found.filter(Q(due_on__lt=today()) | Q(due_on__isnull=True, kind__in=kinds))
    elif looking.wanted == "unsafe":
        found = found.filter(state=ToolState.UNSAFE)
    if looking.text.strip():
        found = found.filter(
            Q(code__icontains=looking.text.strip()) | Q(name__icontains=looking.text.strip())
        )
    if after:
        found = found.filter(code__gt=after)
    tools = list(found.order_by("code")[:most])
    loans = _loans_out(community_id, [tool.id for tool in tools])
    return [ToolRow(tool, loans.get(tool.id), why_locked(tool, today())) for tool in tools]


def tool_for(actor: Actor, community_id: int, tool_id: int) -> ToolRow:
    """One tool: for who sees the stores, and for whoever works here (they may take it)."""
    if not actor.may("work.do", community_id):
        actor.check("stores.see", community_id)
    found = Tool.objects.of(community_id).filter(id=min(tool_id, MAX_ID)).select_related("keeper").first()
    if found is None:
        raise NotFound()
    return ToolRow(found, _loans_out(community_id, [found.id]).get(found.id), why_locked(found, today()))


def loans_of(tool: Tool, most: int = 20) -> list[ToolLoan]:
    """Who had it, newest first."""
    found = ToolLoan.objects.of(tool.community_id).filter(tool=tool).select_related("person")
    return list(found.order_by("-id")[:most])


def tools_with(community_id: int, person_id: int | None) -> list[ToolLoan]:
    """What somebody has on their hands, what is due back first."""
    if person_id is None:
        return []
    found = ToolLoan.objects.of(community_id).filter(person_id=person_id, back_at__isnull=True)
    return list(found.select_related("tool").order_by("back_by"))


def who_can_help(tool: Tool) -> Words:
    """Whom to ask about a tool that is locked out: its keeper, else who manages the stores."""
    if tool.keeper_id:
        names = [person_named(tool.community_id, tool.keeper_id).name]
    else:
        names = [person.name for person in staff_with_grant(tool.community_id, "stores.manage")[:2]]
    return _("请找%(names)s处理，或换一件。") % {"names": "、".join(names)} if names else ""


def _loans_out(community_id: int, tool_ids: Collection[int]) -> dict[int, ToolLoan]:
    found = ToolLoan.objects.of(community_id).filter(tool_id__in=list(tool_ids), back_at__isnull=True)
    return {loan.tool_id: loan for loan in found.select_related("person")}


def tools_to_take(community_id: int, text: str, most: int) -> list[ToolRow]:
    """What lies in the stores for whoever works here, also what is locked out, with the reason."""
    found = Tool.objects.of(community_id).exclude(state=ToolState.RETIRED).select_related("keeper")
    out = ToolLoan.objects.across([community_id]).filter(tool_id=OuterRef("id"), back_at__isnull=True)
    if text.strip():
        found = found.filter(Q(code__icontains=text.strip()) | Q(name__icontains=text.strip()))
    tools = found.filter(~Exists(out)).order_by("code")[:most]
    return [ToolRow(tool, None, why_locked(tool, today())) for tool in tools]
