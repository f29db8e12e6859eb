"""The fixed words of the knowledge base."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已公布")
    RETIRED = "retired", _("已撤下")


class Audience(models.TextChoices):
    RESIDENT = "resident", _("给住户")
    STAFF = "staff", _("给员工")
    BOTH = "both", _("住户和员工")


class ReadingEnd(models.TextChoices):
    """How a reading ended. Who read what was offered and then sent nothing did not need to ask: that is kept apart
    from those who said that it helped."""

    HELPED = "helped", _("说有帮助")
    UNHELPED = "unhelped", _("说没帮上")
    ASKED = "asked", _("看完还是问了")
    QUIET = "quiet", _("看完没有再问")
