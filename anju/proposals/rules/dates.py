"""Until when an answer is due, and who hears when it is not there."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.proposals.models import Proposal
from anju.standards.choices import RequestKind
from anju.standards.rules import ServiceHours, add_service_minutes

if TYPE_CHECKING:
    from datetime import date

# Where the category promises no end itself. Published practice answers within 24 hours; 聊城 wants a reply with reasons
# in 7 days when a proposal is not taken.
USUAL = {RequestKind.ENQUIRY: timedelta(hours=24), RequestKind.SUGGESTION: timedelta(days=7)}
MOST_STUDY = timedelta(days=90)
# An overdue one climbs to each of these posts once, the second a day after the first.
CLIMBS = ("CS_LEADER", "PM")
CLIMB_AFTER = timedelta(days=1)


def answer_date(kind: str, promised: datetime | None, at: datetime, hours: ServiceHours) -> datetime:
    """When the answer is due: what the request was promised already, else the usual time from ``at``, moved on to the
    next opening of the desk where it falls outside."""
    if promised is not None and promised > at:
        return promised
    return add_service_minutes(at + USUAL[RequestKind(kind)], 0, hours)


def check_new_date(until: "date | None", at: datetime, hours: ServiceHours) -> datetime:
    """The end of the desk's day ``until``; ``Invalid`` where there is none, it has passed or is too far."""
    if until is None:
        raise Invalid(fields={"until": _("请写上研究到哪一天。")})
    zone = ZoneInfo(hours.zone)
    closes = hours.closes if hours.opens < hours.closes else time(23, 59)
    moment = datetime.combine(until, closes, zone)
    if moment <= at:
        raise Invalid(fields={"until": _("这一天已经过了。")})
    if moment > at + MOST_STUDY:
        raise Invalid(fields={"until": _("最长研究 90 天，请写近一点的日期。")})
    return moment


def next_climb(proposal: Proposal, at: datetime) -> str:
    """The post whose holders are to be told now; "" for nobody."""
    before = proposal.climbed_at + CLIMB_AFTER if proposal.climbed_at else proposal.answer_by
    if proposal.climbed >= len(CLIMBS) or at < before:
        return ""
    return CLIMBS[proposal.climbed]
