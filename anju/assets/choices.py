"""The fixed words and measures of stores, tools and warranties."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoreKind(models.TextChoices):
    WAREHOUSE = "warehouse", _("仓库")
    VAN = "van", _("维修车")
    BAG = "bag", _("随身工具包")


class End(models.TextChoices):
    """Where a piece can come from and go to. Only a store counts what it holds."""

    STORE = "store", _("仓库")
    SUPPLIER = "supplier", _("供应商")
    JOB = "job", _("工单")
    SCRAP = "scrap", _("报废")
    COUNT = "count", _("盘点差异")


class ToolKind(models.TextChoices):
    PRESSURE = "pressure", _("压力表")
    INSULATION = "insulation", _("绝缘用具")
    METER = "meter", _("仪表")
    LADDER = "ladder", _("登高用具")
    POWER = "power", _("电动工具")
    HAND = "hand", _("手工具")
    OTHER = "other", _("其他")


# Months from one calibration to the next (practice of the trade); the others are looked at, not calibrated.
CALIBRATED_EVERY = {ToolKind.PRESSURE: 6, ToolKind.INSULATION: 6, ToolKind.METER: 12}


class ToolState(models.TextChoices):
    READY = "ready", _("好用")
    UNSAFE = "unsafe", _("不安全，停用")
    RETIRED = "retired", _("已报废")


class PartClass(models.TextChoices):
    """What of a building the builder warrants, each for its own time."""

    WATERPROOF = "waterproof", _("防水")
    HEATING = "heating", _("供热与供冷")
    WIRING = "wiring", _("电气管线")
    PIPES = "pipes", _("给排水管道")
    EQUIPMENT = "equipment", _("设备")
    FINISHES = "finishes", _("装修与门窗")


# The legal minimum of the builder's warranty in years (Regulation on the quality of construction, article 40);
# heating and cooling are warranted for two seasons instead.
WARRANTED_YEARS = {
    PartClass.WATERPROOF: 5,
    PartClass.WIRING: 2,
    PartClass.PIPES: 2,
    PartClass.EQUIPMENT: 2,
    PartClass.FINISHES: 2,
}

MOST_QUANTITY = Decimal(9999)
MOST_PRICE = Decimal(1_000_000)
CENT = Decimal("0.01")
