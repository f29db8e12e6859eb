"""The states of a job of work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("待派")
    ASSIGNED = "assigned", _("待接单")
    ACCEPTED = "accepted", _("已接单")
    ON_WAY = "on_way", _("在路上")
    ARRIVED = "arrived", _("已到场")
    FINISHED = "finished", _("已完成")
    CANCELLED = "cancelled", _("已取消")


OPEN_STATES = (JobState.WAITING, JobState.ASSIGNED, JobState.ACCEPTED, JobState.ON_WAY, JobState.ARRIVED)
UNACCEPTED = (JobState.WAITING, JobState.ASSIGNED)

# How each state looks wherever jobs are listed: tone and icon of the component ``state``.
LOOKS = {
    JobState.WAITING: ("wait", "user-question"),
    JobState.ASSIGNED: ("wait", "hourglass"),
    JobState.ACCEPTED: ("run", "user-check"),
    JobState.ON_WAY: ("run", "walk"),
    JobState.ARRIVED: ("run", "map-pin-check"),
    JobState.FINISHED: ("calm", "check"),
    JobState.CANCELLED: ("off", "circle-off"),
}


class PlanState(models.TextChoices):
    """How far a plan of the day is."""

    WORKING = "working", _("正在排")
    READY = "ready", _("排好了")
    BROKEN = "broken", _("没有排成")
