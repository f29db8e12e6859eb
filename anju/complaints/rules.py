"""Pure decisions about complaints: who may hold one and why, which clock runs, when an appeal is possible.

Source: the way of complaints in the catalogue (SOP08: never by the person or their line alone), first reply within
24 hours and an end within three working days (published company practice).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from anju.complaints.models import Complaint
from anju.kernel.errors import Refused
from anju.people.rules import post_title
from anju.requests.choices import Subject
from anju.standards.rules import ServiceHours, add_service_minutes

REPLY_DAYS = 1  # of the desk, from when it opens: 24 hours where it is always open
OUTCOME_DAYS = {"P1": 1, "P2": 2, "P3": 3, "P4": 7}
APPEAL_WITHIN = timedelta(days=30)
APPEAL_DAYS = 5
MOST_AHEAD = timedelta(days=90)  # how far ahead a next step or a remedy may lie

# Who leads whom directly. The company stands above the project and is nobody's line.
LEADERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("ENG_TECH", "ENG_ELEC", "LIFT_SAFETY", "LIFT_VENDOR", "FIRE_VENDOR"), ("ENG_LEADER",)),
    **dict.fromkeys(("SEC_GUARD", "CCTV_OP"), ("SEC_LEADER",)),
    "CLEANER": ("CLEAN_LEADER", "ENV_MANAGER"),
    "GARDENER": ("ENV_MANAGER",),
    "CLEAN_LEADER": ("ENV_MANAGER",),
    **dict.fromkeys(("CS_AGENT", "STEWARD", "FINANCE"), ("CS_LEADER",)),
    **dict.fromkeys(("ENG_LEADER", "SEC_LEADER", "ENV_MANAGER", "CS_LEADER", "VENDOR"), ("PM",)),
}
# Who holds complaints, in this order.
HOLDERS = ("CS_LEADER", "PM", "COMPANY")
SERVICE_COMPLAINTS = "10"  # the group of categories that complain of the service and of its people


@dataclass(frozen=True)
class Colleague:
    """A person of the staff with the posts held today."""

    id: int
    name: str
    posts: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.name}（{post_title(self.posts[0])}）" if self.posts else self.name


def leads(one: Colleague, other: Colleague) -> bool:
    """Whether the one is a direct leader of the other."""
    return any(post in LEADERS.get(theirs, ()) for theirs in other.posts for post in one.posts)


def obstacle(person: Colleague, named: Collection[Colleague], had_part: Collection[int] = ()) -> str:
    """Why the person may not hold the case, in words; empty when they may. ``had_part`` counts for an appeal."""
    for other in named:
        if person.id == other.id:
            return _("投诉说的就是%(name)s。") % {"name": person.name}
    for other in named:
        if leads(person, other):
            words = _("%(name)s是%(other)s的直接领导，可以参与，但要由管理线以外的人负责。")
            return words % {"name": person.name, "other": other.name}
        if leads(other, person):
            return _("%(name)s归%(other)s管，不能处理对他的投诉。") % {
                "name": person.name,
                "other": other.name,
            }
    if person.id in had_part:
        return _("%(name)s参与过原来的处理，申诉要由没有参与过的人来复核。") % {"name": person.name}
    return ""


def chosen(
    staff: Sequence[Colleague],
    named: Collection[Colleague],
    load: Mapping[int, int],
    had_part: Collection[int] = (),
) -> Colleague | None:
    """Who is to hold the case: customer service first, then the project, then the company; whoever has fewest."""
    free = [
        (
            min(HOLDERS.index(post) for post in one.posts if post in HOLDERS),
            load.get(one.id, 0),
            one.name,
            one,
        )
        for one in staff
        if set(one.posts) & set(HOLDERS) and not obstacle(one, named, had_part)
    ]
    return min(free, key=lambda row: row[:3])[3] if free else None


def why(holder: Colleague, named: Sequence[Colleague], *, on_appeal: bool) -> str:
    """Why this person holds it, in words that anybody may read."""
    if on_appeal:
        return _("%(who)s没有参与过原来的处理，由他复核。") % {"who": holder.title}
    if not named:
        return _("%(who)s负责投诉；还没有写明说的是谁。") % {"who": holder.title}
    names = "、".join(one.name for one in named)
    return _("%(who)s不是被投诉的人，也不在%(names)s的管理线上。") % {"who": holder.title, "names": names}


def needs_outcome(subject: str, category: str, *, named: bool, sealed: bool) -> bool:
    """Whether only a reasoned outcome ends it. Dirt that was cleared is ended by the work itself."""
    serious = subject in {Subject.DEED, Subject.PERSON, Subject.MONEY, Subject.RULE}
    return serious or named or sealed or category.startswith(SERVICE_COMPLAINTS)


def after_days(start: datetime, days: int, hours: ServiceHours) -> datetime:
    """So many days of the desk after ``start``: a day is as long as the desk is open."""
    noon = date(2026, 1, 1)
    opens, closes = datetime.combine(noon, hours.opens), datetime.combine(noon, hours.closes)
    length = (closes - opens) % timedelta(days=1) or timedelta(days=1)
    return add_service_minutes(start, days * int(length.total_seconds()) // 60, hours)


def next_due(case: Complaint) -> datetime | None:
    """The clock that runs: to the holding reply, then to the outcome; None when nothing is to be decided."""
    if case.ended_at is not None:
        return None
    if case.replied_at is None:
        return min(case.reply_by, case.decide_by)
    return case.decide_by


def check_open(case: Complaint) -> None:
    if case.ended_at is not None:
        raise Refused(_("这件投诉已经有结论了。报事人说还没解决，或提出申诉，才会再打开。"))


def may_appeal(case: Complaint, last: datetime | None, at: datetime) -> bool:
    """``last``: when it was last decided."""
    return case.appealed_at is None and last is not None and at <= last + APPEAL_WITHIN


def check_may_appeal(case: Complaint, last: datetime | None, at: datetime) -> None:
    """``Refused`` in words that say where else to go."""
    if case.appealed_at is not None:
        raise Refused(
            _(
                "这件投诉已经申诉过一次，物业内部不再复核。您还可以找业主委员会、街道办（物业管理科），或打 12345。"
            )
        )
    if last is None:
        raise Refused(_("还没有结论，暂时不用申诉。有要补充的，请写在“补充事实”里。"))
    if at > last + APPEAL_WITHIN:
        raise Refused(
            _("结论已超过 30 天，不能再申诉。您还可以找业主委员会、街道办（物业管理科），或打 12345。")
        )
