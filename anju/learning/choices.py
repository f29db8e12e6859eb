"""The fixed words of learning."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """What became of a file of past reports."""

    CHECKING = "checking", _("正在检查")
    READY = "ready", _("等您确认")
    FAULTY = "faulty", _("用不了")
    APPLYING = "applying", _("正在写入")
    APPLIED = "applied", _("已导入")
    BROKEN = "broken", _("没有做成")
    DROPPED = "dropped", _("已放弃")


FILES_UNDER_WAY = (FileState.CHECKING, FileState.APPLYING)
FILES_LEFT_BEHIND = (FileState.READY, FileState.FAULTY, FileState.BROKEN)
