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


class HoldReason(models.TextChoices):
    """Why the work can wait for somebody else, as procedures name it."""

    RESIDENT_ABSENT = "resident_absent", _("住户不在家")
    PART = "part", _("等配件")
    OUTSIDE_BODY = "outside_body", _("等外单位")
    WEATHER = "weather", _("等天气")
    ACCESS = "access", _("进不了门")
