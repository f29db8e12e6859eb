"""Tools: lent and given back, calibrated, locked out."""

import re
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anju.assets import events, rules
from anju.assets.choices import CALIBRATED_EVERY, ToolKind, ToolState
from anju.assets.models import Tool, ToolLoan
from anju.assets.queries.tools import who_can_help
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean_line
from anju.people.queries import person_named, staff_with_grant, today

LENT_FOR = timedelta(hours=12)  # where nothing else is said: until the end of the shift
JOB_NUMBER = re.compile(r"[A-Z]{2}-\d{8}-\d{4,9}")
LENT_AT_MOST = timedelta(days=31)


def add_tool(
    *,
    actor: Actor,
    community_id: int,
    code: str,
    name: str,
    kind: str,
    calibrated_on: date | None = None,
    keeper_id: int | None = None,
) -> Tool:
    """A tool that is lent; where its kind is calibrated, it is lent only while a calibration holds."""
    actor.check("stores.manage", community_id)
    if kind not in ToolKind.values:
        raise Invalid(fields={"kind": _("请选一下是哪一种工具。")})
    if keeper_id is not None and keeper_id not in {
        one.id for one in staff_with_grant(community_id, "work.do")
    }:
        raise Invalid(fields={"keeper": _("这位同事现在不能管这里的工具。")})
    if calibrated_on is not None:
        _check_calibrated(community_id, calibrated_on)
    tool = Tool(
        community_id=community_id,
        code=clean_line(code, field="code", most=20, least=1).upper(),
        name=clean_line(name, field="name", most=60, least=1),
        kind=kind,
        keeper_id=keeper_id,
        calibrated_on=calibrated_on if ToolKind(kind) in CALIBRATED_EVERY else None,
        due_on=rules.next_calibration(kind, calibrated_on) if calibrated_on else None,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                tool.save()
        except IntegrityError:
            raise Invalid(fields={"code": _("这个编号已经用过了。")}) from None
        record(events.ToolAdded(code=tool.code), actor=actor, about=tool)
    return tool


def lend_tool(
    *,
    actor: Actor,
    tool: Tool,
    person_id: int,
    back_by: datetime | None = None,
    job_number: str = "",
) -> ToolLoan:
    """Give it to a colleague (or take it oneself) until ``back_by``, for the job of that number if one is named.

    ``Refused`` with the reason and who can help when it is locked out or already with somebody.
    """
    community_id = tool.community_id
    if person_id != actor.person_in(community_id):
        actor.check("stores.manage", community_id)
    able = {person.id for person in staff_with_grant(community_id, "work.do")}
    if person_id not in able:
        raise Refused(_("这位同事现在不能领这里的工具。"))
    number = clean_line(job_number, field="job", most=24).upper()
    if number and not JOB_NUMBER.fullmatch(number):
        raise Invalid(fields={"job": _("工单号像 GD-20261125-0007 这样。")})
    now = clock.now()
    until = back_by or now + LENT_FOR
    if not now < until <= now + LENT_AT_MOST:
        raise Invalid(fields={"back_by": _("归还时间要在以后，最长一个月。")})
    with transaction.atomic():
        tool = _locked(tool)
        if why := rules.why_locked(tool, today()):
            raise Refused(f"{tool.name}：{why}{who_can_help(tool)}")
        out = ToolLoan.objects.of(community_id).filter(tool=tool, back_at__isnull=True).first()
        if out is not None:
            name = person_named(community_id, out.person_id).name
            raise Refused(_("这件工具在%(name)s手上，还没有还。") % {"name": name})
        loan = ToolLoan.objects.of(community_id).create(
            tool=tool,
            person_id=person_id,
            job_number=number,
            out_at=now,
            back_by=until,
        )
        record(events.ToolLent(loan_id=loan.id, to_id=person_id), actor=actor, about=tool)
    return loan


def return_tool(*, actor: Actor, tool: Tool, unsafe: bool = False, words: str = "") -> Tool:
    """It is back; ``unsafe`` (with words) locks it out at once. Again changes nothing."""
    words = clean_line(words, field="words", most=200, least=2 if unsafe else 0)
    with transaction.atomic():
        tool = _locked(tool)
        loan = ToolLoan.objects.of(tool.community_id).filter(tool=tool, back_at__isnull=True).first()
        if loan is None:
            return tool
        if loan.person_id != actor.person_in(tool.community_id):
            actor.check("stores.manage", tool.community_id)
        loan.back_at, loan.back_words = clock.now(), words
        loan.save(update_fields=["back_at", "back_words"])
        record(events.ToolReturned(loan_id=loan.id, unsafe=unsafe), actor=actor, about=tool)
        if unsafe:
            _lock(actor, tool, words)
    return tool


def calibrate_tool(*, actor: Actor, tool: Tool, on: date) -> Tool:
    """It was calibrated on that day; until when it holds follows from its kind."""
    actor.check("stores.manage", tool.community_id)
    _check_calibrated(tool.community_id, on)
    due = rules.next_calibration(tool.kind, on)
    if due is None:
        raise Refused(_("这类工具不用校验。"))
    with transaction.atomic():
        tool = _locked(tool)
        tool.calibrated_on, tool.due_on = on, due
        tool.save(update_fields=["calibrated_on", "due_on"])
        record(events.ToolCalibrated(on=on, due=due), actor=actor, about=tool)
    return tool


def lock_tool(*, actor: Actor, tool: Tool, why: str) -> Tool:
    """Whoever works here can say that a tool is unsafe: from then on nobody gets it."""
    if not actor.may("work.do", tool.community_id):
        actor.check("stores.manage", tool.community_id)
    why = clean_line(why, field="why", most=200, least=2)
    with transaction.atomic():
        tool = _locked(tool)
        if tool.state == ToolState.RETIRED:
            raise Refused(_("已经报废，不能再用。"))
        _lock(actor, tool, why)
    return tool


def unlock_tool(*, actor: Actor, tool: Tool) -> Tool:
    """It was looked after and is safe again."""
    actor.check("stores.manage", tool.community_id)
    with transaction.atomic():
        tool = _locked(tool)
        if tool.state == ToolState.RETIRED:
            raise Refused(_("已经报废，不能再用。"))
        tool.state, tool.why = ToolState.READY, ""
        tool.save(update_fields=["state", "why"])
        record(events.ToolUnlocked(), actor=actor, about=tool)
    return tool


def retire_tool(*, actor: Actor, tool: Tool, why: str) -> Tool:
    """It is thrown away; while somebody has it, it cannot be."""
    actor.check("stores.manage", tool.community_id)
    why = clean_line(why, field="why", most=200, least=2)
    with transaction.atomic():
        tool = _locked(tool)
        if ToolLoan.objects.of(tool.community_id).filter(tool=tool, back_at__isnull=True).exists():
            raise Refused(_("还在同事手上，请先收回来。"))
        tool.state, tool.why = ToolState.RETIRED, why
        tool.save(update_fields=["state", "why"])
        record(events.ToolRetired(), actor=actor, about=tool)
    return tool


def _lock(actor: Actor, tool: Tool, why: str) -> None:
    tool.state, tool.why = ToolState.UNSAFE, why
    tool.save(update_fields=["state", "why"])
    record(events.ToolLocked(), actor=actor, about=tool)


def _check_calibrated(community_id: int, on: date) -> None:
    if on > today():
        raise Invalid(fields={"calibrated_on": _("校验日期不能在今天以后。")})


def _locked(tool: Tool) -> Tool:
    found: Tool = Tool.objects.of(tool.community_id).select_for_update().get(id=tool.id)
    return found
