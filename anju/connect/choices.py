"""The fixed words of connect."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("待发")
    SENT = "sent", _("已送达")
    FAILED = "failed", _("没有送达")
