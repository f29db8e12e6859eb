"""The fixed words of mass incidents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncidentState(models.TextChoices):
    RUNNING = "running", _("正在发生")
    COMING = "coming", _("计划中")
    OVER = "over", _("已恢复")
    CALLED_OFF = "off", _("没有发生")
