"""The states of a job of work, the ways in which it finds its person, the words of its steps and its sign-off."""

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


class StepResult(models.TextChoices):
    OK = "ok", _("通过")
    FAILED = "failed", _("没通过")
    SKIPPED = "skipped", _("这次用不上")


class EvidenceWhy(models.TextChoices):
    """Why a photo of a step is wanted."""

    PRIORITY = "priority", _("紧急的活，步骤要留照片")
    RISK = "risk", _("有危险的步骤，要留照片")
    DRAW = "draw", _("这件抽中留照片")


class Opinion(models.TextChoices):
    """What the resident says of the result, standing beside who did it."""

    SOLVED = "solved", _("好了")
    MESSY = "messy", _("好了，没收拾干净")
    HALF = "half", _("只好了一部分")
    NOT = "not", _("没好")


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


class DispatchMode(models.TextChoices):
    """How a waiting job finds its person in a community."""

    ASSIGN = "assign", _("前台指派")
    GRAB = "grab", _("师傅抢单")
    ROTATE = "rotate", _("轮流自动派")


class HandoverState(models.TextChoices):
    ASKED = "asked", _("等对方答复")
    ACCEPTED = "accepted", _("已接手")
    DECLINED = "declined", _("不能接手")
    WITHDRAWN = "withdrawn", _("已撤回")
