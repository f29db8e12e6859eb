"""The fixed words of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    REPAIR = "repair", _("报修")
    COMPLAINT = "complaint", _("投诉")
    ENQUIRY = "enquiry", _("咨询")
    SUGGESTION = "suggestion", _("建议")
    PRAISE = "praise", _("表扬")
    SERVICE = "service", _("办事")
    INCIDENT = "incident", _("突发")


class Priority(models.TextChoices):
    P1 = "P1", _("危险或重要服务中断")
    P2 = "P2", _("紧急")
    P3 = "P3", _("一般")
    P4 = "P4", _("可约定")


class CalendarCode(models.TextChoices):
    """On which hours a promise runs."""

    ALWAYS = "always", _("全天 24 小时")
    DESK = "desk", _("前台服务时间")
    OFFICE = "office", _("办公室工作日")


class Step(models.TextChoices):
    """The parts of a promise, each with its own clock."""

    ANSWER = "answer", _("回应")
    ARRIVE = "arrive", _("到场")
    SAFE = "safe", _("险情控制住")
    FINISH = "finish", _("办完")


class Level(models.IntegerChoices):
    """Service levels of a community. The catalogue's convention: one is the highest."""

    FIRST = 1, _("一级")
    SECOND = 2, _("二级")
    THIRD = 3, _("三级")


class HoldReason(models.TextChoices):
    """The only reasons for which a clock may stand (facts §9). The last two are the resident's side."""

    PART = "part", _("等配件到货")
    OUTSIDE = "outside", _("等外部单位")
    WEATHER = "weather", _("天气不允许")
    ABSENT = "absent", _("住户不在家")
    ACCESS = "access", _("进不了门，等住户方便")


RESIDENTS_SIDE = frozenset({HoldReason.ABSENT, HoldReason.ACCESS})


class Chargeable(models.TextChoices):
    NO = "no", _("不收费")
    YES = "yes", _("收费，先报价")
    IF_PRIVATE = "if_private", _("自家部分收费，先报价")
    IF_OUT_OF_WARRANTY = "if_out_of_warranty", _("过了保修期才收费，先报价")
    CHECK = "check", _("看合同，先说清再动工")


class PhotoHint(models.TextChoices):
    NO = "no", _("不用拍照")
    OPTIONAL = "optional", _("有照片更好")
    REQUIRED = "required", _("请拍照片")


class CheckKind(models.TextChoices):
    """How a step is answered."""

    DONE = "done", _("做了打勾")
    YES_NO = "yes_no", _("是或否")
    NUMBER = "number", _("填读数")
    CHOICE = "choice", _("选一个")
    WORDS = "words", _("写一句")


class DueFrom(models.TextChoices):
    """What the minutes of a step run from."""

    TRIGGER = "trigger", _("从接到这件事起")
    PREVIOUS = "previous", _("从上一步做完起")
    FINISH = "finish", _("从办完起")
    SHIFT_START = "shift_start", _("从上班起")
    SHIFT_END = "shift_end", _("到下班前")
    DUE_DATE = "due_date", _("从账单到期日起")


class FailOpens(models.TextChoices):
    """What a step opens that does not pass. ``fail_to`` names the category, the post or the reason to wait."""

    FOLLOW_JOB = "follow_job", _("另开一张工单")
    HOLD_REASON = "hold_reason", _("说明原因，先等一等")
    ESCALATE = "escalate", _("告诉负责人")
    NOTE = "note", _("如实记下")


class Risk(models.TextChoices):
    """Why a step needs evidence always."""

    HEIGHT = "height", _("登高")
    HOT_WORK = "hot_work", _("动火")
    ELECTRICITY = "electricity", _("带电部位")
    PRESSURE = "pressure", _("带压水路")
    GAS = "gas", _("燃气")
