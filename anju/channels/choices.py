"""The fixed words of channels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailState(models.TextChoices):
    """What became of a mail."""

    FILED = "filed", _("已登记")
    ADDED = "added", _("接到原来的事上")
    IGNORED = "ignored", _("没有处理")
    REFUSED = "refused", _("退回了")


class Reason(models.TextChoices):
    """Why a mail was not taken on."""

    AUTOMATIC = "automatic", _("自动回复或系统邮件")
    BULK = "bulk", _("群发邮件")
    AWAY = "away", _("外出自动回复")
    BOUNCE = "bounce", _("退信")
    OURS = "ours", _("我们自己发的")
    NOBODY = "nobody", _("没有写发件人")
    OFTEN = "often", _("这个地址一小时内来信太多")
    EMPTY = "empty", _("没有内容")
    LARGE = "large", _("邮件太大")
    NOWHERE = "nowhere", _("小区还没有公共区域，不知道登记在哪里")
