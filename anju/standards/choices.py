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
