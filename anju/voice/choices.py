"""The fixed words of return visits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VisitState(models.TextChoices):
    SPARED = "spared", _("没抽中")
    DUE = "due", _("待回访")
    DONE = "done", _("问到了")
    UNREACHED = "unreached", _("未联系上")
    DROPPED = "dropped", _("不用了")


class VisitAnswer(models.TextChoices):
    """What the person says now. Who was reached and did not say is none of the others."""

    SOLVED = "solved", _("好了")
    MESSY = "messy", _("好了，没收拾干净")
    HALF = "half", _("好了一部分")
    NOT = "not", _("没好")
    UNSAID = "unsaid", _("没有说")


class Outcome(models.TextChoices):
    REACHED = "reached", _("问到了")
    NOT_REACHED = "not_reached", _("没联系上")
    LATER = "later", _("请晚点再打")


class Why(models.TextChoices):
    """Why somebody is perhaps asked again."""

    PRESSING = "pressing", _("紧急的事")
    COMPLAINT = "complaint", _("投诉")
    REOPENED = "reopened", _("重新打开过")
    CARE = "care", _("需要多关照")
    CHARGE = "charge", _("收费较高")
    DOER = "doer", _("在师傅手机上签的")
    SILENCE = "silence", _("没有答复")
    DRAW = "draw", _("随机抽查")
    PRAISE = "praise", _("表扬，不回访")
    NO_PHONE = "no_phone", _("没有留电话")
