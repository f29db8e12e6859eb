"""The fixed words of proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProposalState(models.TextChoices):
    OPEN = "open", _("等决定")
    DECIDED = "decided", _("有了决定")
    DROPPED = "dropped", _("不用决定了")


class Decision(models.TextChoices):
    """What was decided. Only ``study`` ends nothing: it names a new date, once."""

    ANSWERED = "answered", _("已答复")
    TAKEN = "taken", _("采纳")
    PARTLY = "partly", _("采纳一部分")
    NOT_TAKEN = "not_taken", _("不采纳")
    OWNERS = "owners", _("需要业主共同决定")
    STUDY = "study", _("还要研究")
