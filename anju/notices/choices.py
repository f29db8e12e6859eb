"""What a notice can be about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """What a notice is about; preferences are kept per topic."""

    PROGRESS = "progress", _("我报的事的进展")
    DIALOGUE = "dialogue", _("回复和留言")
    WORK = "work", _("派给我的工作")
    DESK = "desk", _("前台新来的事")
    LATE = "late", _("快超时和已超时")
    DANGER = "danger", _("危险和紧急")
