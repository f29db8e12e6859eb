"""The states of a job of work and the fixed words of what belongs to it: steps, sign-off, ways of dispatch, quotes,
liability, charges."""

from decimal import Decimal

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


class QuoteState(models.TextChoices):
    WAITING = "waiting", _("等住户答复")
    ACCEPTED = "accepted", _("住户同意了")
    REFUSED = "refused", _("住户不同意")
    WITHDRAWN = "withdrawn", _("已撤回")
    REPLACED = "replaced", _("已换成新报价")


QUOTE_LOOKS = {
    QuoteState.WAITING: ("wait", "hourglass"),
    QuoteState.ACCEPTED: ("kept", "circle-check"),
    QuoteState.REFUSED: ("late", "circle-x"),
    QuoteState.WITHDRAWN: ("off", "arrow-back"),
    QuoteState.REPLACED: ("off", "replace"),
}


class LineKind(models.TextChoices):
    LABOUR = "labour", _("人工")
    PART = "part", _("配件")
    OTHER = "other", _("其他")


class AnswerWay(models.TextChoices):
    """How the resident answered. Each leaves who it was and when."""

    OWN = "own", _("在自己手机上")
    SIGNED = "signed", _("在师傅手机上签字")
    CALL = "call", _("电话里说的，前台记下")


class Party(models.TextChoices):
    """Who bears the cost (facts §9: decided early)."""

    OWN = "own", _("自用部分，住户承担")
    COMMON = "common", _("共用部分，物业费或维修资金")
    BUILDER = "builder", _("建设单位保修")
    UTILITY = "utility", _("专业单位")
    CULPRIT = "culprit", _("责任人承担")
    OURS = "ours", _("我们承担")


# From these a job may be charged; from nobody else.
PAYING = (Party.OWN, Party.CULPRIT)

MOST_LINES = 50
MOST_TOTAL = Decimal(1_000_000)
REWORK_DAYS = 30


class PlanState(models.TextChoices):
    """How far a plan of the day is."""

    WORKING = "working", _("正在排")
    READY = "ready", _("排好了")
    BROKEN = "broken", _("没有排成")
