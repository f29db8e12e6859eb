"""The fixed words of the import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    CHECKING = "checking", _("正在检查")
    FAULTY = "faulty", _("有内容要改")
    READY = "ready", _("等您确认")
    APPLYING = "applying", _("正在导入")
    APPLIED = "applied", _("已导入")
    BROKEN = "broken", _("没有做成")
    DROPPED = "dropped", _("已放弃")


UNDER_WAY = (State.CHECKING, State.APPLYING)
LEFT_BEHIND = (State.FAULTY, State.READY, State.BROKEN)
