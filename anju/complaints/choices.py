"""The fixed words of complaints."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    UPHELD = "upheld", _("属实")
    PARTLY = "partly", _("部分属实")
    NOT = "not", _("不属实")


class Side(models.TextChoices):
    """Whose words they are."""

    COMPLAINANT = "complainant", _("投诉人")
    CONCERNED = "concerned", _("被投诉的人")
    WITNESS = "witness", _("知道情况的同事")


class RemedyKind(models.TextChoices):
    """What is made good, and how."""

    APOLOGY = "apology", _("道歉")
    VISIT = "visit", _("登门拜访")
    MONEY = "money", _("退费或补偿")
    REDO = "redo", _("重新做")
    EXPLAIN = "explain", _("说明规定")
    RECONSIDER = "reconsider", _("规定要改进")
    TRAINING = "training", _("培训")


class Due(models.TextChoices):
    """What the desk looks for among the complaints that are not decided."""

    REPLY = "reply", _("等初步答复")
    OUTCOME = "outcome", _("等结论")
    LATE = "late", _("已经晚了")
    APPEAL = "appeal", _("申诉中")
    REMEDY = "remedy", _("有答应没做完的")
    DECIDED = "decided", _("已有结论")
