"""The fixed words of people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeState(models.TextChoices):
    """What became of a file that was handed in."""

    CHECKING = "checking", _("正在检查")
    FAULTY = "faulty", _("有内容要改")
    READY = "ready", _("等您确认")
    APPLYING = "applying", _("正在导入")
    APPLIED = "applied", _("已导入")
    BROKEN = "broken", _("没有做成")
    DROPPED = "dropped", _("已放弃")


INTAKES_UNDER_WAY = (IntakeState.CHECKING, IntakeState.APPLYING)
INTAKES_LEFT_BEHIND = (IntakeState.FAULTY, IntakeState.READY, IntakeState.BROKEN)
