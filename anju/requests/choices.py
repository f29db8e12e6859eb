"""The fixed words of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    NEW = "new", _("待受理")
    OPEN = "open", _("处理中")
    DONE = "done", _("待您确认")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已撤销")
    MERGED = "merged", _("已合并")


class Verdict(models.TextChoices):
    """What the person says of the result. Silence is silence, never satisfaction; a praise that reached whom
    it was for is passed on, and nobody is asked."""

    SOLVED = "solved", _("已解决")
    MESSY = "messy", _("解决了，但现场没收拾好")
    HALF = "half", _("只解决了一部分")
    NOT = "not", _("没有解决")
    SILENT = "silent", _("没有答复")
    PASSED = "passed", _("已转达")


class HoldState(models.TextChoices):
    """A hold is asked for first where it is on the resident's side, and falls away when they do not want it."""

    ASKED = "asked", _("等住户同意")
    RUNNING = "running", _("暂停中")
    ENDED = "ended", _("已恢复")
    VOID = "void", _("不算数")


class Word(models.TextChoices):
    """How the resident's word on a hold was given."""

    NOT_NEEDED = "none", _("不用住户同意")
    SAID = "said", _("住户口头同意")
    TAPPED = "tapped", _("住户自己同意")
    WAITING = "waiting", _("还没有答复")


class Subject(models.TextChoices):
    """What a complaint is about."""

    THING = "thing", _("事情没办好")
    DEED = "deed", _("做法不对")
    PERSON = "person", _("某个人")
    MONEY = "money", _("收费和钱")
    RULE = "rule", _("规定不合理")


class VerdictVia(models.TextChoices):
    """Where the verdict was said. On the phone of who did the work somebody may have been pressed."""

    OWN = "own", _("本人")
    STAFF = "staff", _("前台代记")
    DOER = "doer", _("在师傅手机上签的")
    VISIT = "visit", _("回访时说的")


class Channel(models.TextChoices):
    APP = "app", _("住户页面")
    QR = "qr", _("扫码")
    PHONE = "phone", _("电话")
    DESK = "desk", _("前台")
    API = "api", _("接口")
    EMAIL = "email", _("邮件")
    OPEN311 = "open311", _("城市热线")


OPEN_STATES = (RequestState.NEW, RequestState.OPEN, RequestState.DONE)
