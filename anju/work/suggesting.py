"""Who is suggested for a job, in which order, and the reasons in a few words each. Pure: everything is given.

The order: who may go and can do it, who is on duty (else who begins soonest), whose post it is, who does not lead; on
the third time who was not there before; who speaks the resident's language; then the least cost in minutes. The minutes
are our proposal: an open job costs 30, each building in between 3, knowing the place spares 10.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anju.people.rules import post_title
from anju.ui import humane

PER_OPEN_JOB = 30
PER_BUILDING = 3
FAR = 10  # buildings; further is no worse
KNOWS_THE_PLACE = 10


@dataclass(frozen=True)
class Reason:
    """A few words for or against somebody. ``tone``: run speaks for, calm is as usual, wait and late speak against."""

    icon: str
    words: str
    tone: str = "calm"


@dataclass(frozen=True)
class Candidate:
    """Somebody a job could go to.

    ``lacks_skills`` and ``lacks_papers`` are names of what is wanted and not validly held today; without a paper
    nobody may go. ``able``: can do what the category wants, or holds its post where it wants nothing. ``apart`` is
    the number of buildings between the place and where they are or last were today (0: the same one; None: not
    known). ``speaks`` is None where the language is no question. ``been_there`` counts finished jobs at the place,
    ``tried_before`` says that two attempts at this very thing failed and they made one of them.
    """

    person_id: int
    name: str
    posts: list[str]
    open_jobs: int
    fits: bool
    leads: bool = False
    able: bool = True
    lacks_skills: tuple[str, ...] = ()
    lacks_papers: tuple[str, ...] = ()
    on_duty: bool = True
    until: datetime | None = None
    next_duty: datetime | None = None
    apart: int | None = None
    speaks: bool | None = None
    been_there: int = 0
    tried_before: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def titles(self) -> list[str]:
        """The names of the posts."""
        return [post_title(post) for post in self.posts]

    @property
    def may_go(self) -> bool:
        return not self.lacks_papers

    @property
    def is_ready(self) -> bool:
        """Whether the system may send them by itself."""
        return self.may_go and self.able and self.on_duty and not self.tried_before


def order_of(one: Candidate) -> tuple[Any, ...]:
    """Sorts candidates, the suggested one first."""
    return (
        not one.may_go,
        not one.able,
        0.0 if one.on_duty else _begins(one),
        not one.fits,
        one.leads,
        one.tried_before,
        one.speaks is False,
        cost_of(one),
        one.name,
        one.person_id,
    )


def _begins(one: Candidate) -> float:
    return one.next_duty.timestamp() if one.next_duty else float("inf")


def cost_of(one: Candidate) -> int:
    """What sending them costs, in minutes of somebody's time; see the head of this file."""
    apart = FAR if one.apart is None else min(one.apart, FAR)
    known = KNOWS_THE_PLACE if one.been_there else 0
    return one.open_jobs * PER_OPEN_JOB + apart * PER_BUILDING - known


def reasons_for(one: Candidate, now: datetime, zone: ZoneInfo, language: str) -> tuple[Reason, ...]:
    """Why, and why not, in the order in which they weigh. ``language`` is the name of the resident's."""
    said = [Reason("certificate-off", _("没有有效的%s") % name, "late") for name in one.lacks_papers]
    said += [Reason("help", _("没登记会%s") % name, "wait") for name in one.lacks_skills]
    said += _duty(one, now, zone)
    if one.fits:
        said.append(Reason("star", _("正管这类事"), "run"))
    if one.tried_before:
        said.append(Reason("repeat", _("前几次去的有他"), "wait"))
    if one.speaks is not None:
        words = _("会说%s") if one.speaks else _("没登记会说%s")
        said.append(Reason("language", words % language, "run" if one.speaks else "wait"))
    said.append(_load(one.open_jobs))
    if one.apart is not None:
        said.append(_distance(one.apart))
    if one.been_there:
        words = ngettext("来过这里 %d 次", "来过这里 %d 次", one.been_there) % one.been_there
        said.append(Reason("home-check", words, "run"))
    return tuple(said)


def _duty(one: Candidate, now: datetime, zone: ZoneInfo) -> list[Reason]:
    if one.on_duty and one.until is not None:
        return [Reason("clock-check", _("在班，到 %s") % f"{one.until.astimezone(zone):%H:%M}", "run")]
    if one.on_duty:
        return [Reason("clock-check", _("在班"), "run")]
    if one.next_duty is None:
        return [Reason("clock-off", _("不在班"), "wait")]
    return [Reason("clock-off", _("不在班，%s 上班") % humane.when(one.next_duty, now, zone), "wait")]


def _load(jobs: int) -> Reason:
    if not jobs:
        return Reason("mug", _("手上没有活"))
    return Reason("stack-2", ngettext("手上 %d 件", "手上 %d 件", jobs) % jobs)


def _distance(apart: int) -> Reason:
    if apart == 0:
        return Reason("map-pin", _("就在这栋楼"), "run")
    return Reason("map-pin", ngettext("离这里 %d 栋", "离这里 %d 栋", apart) % apart)
