"""The fixed words and measures of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    BUILDING = "building", _("楼栋")
    ENTRANCE = "entrance", _("单元")
    HOME = "home", _("房屋")
    AREA = "area", _("公共区域")


class AreaKind(models.TextChoices):
    """Kinds of public area; the names of the catalogue's ``place_type``."""

    LOBBY = "LOBBY", _("大堂")
    CORRIDOR = "CORRIDOR", _("楼道")
    STAIR = "STAIR", _("楼梯间")
    LIFT_CAR = "LIFT_CAR", _("电梯")
    GARAGE = "GARAGE", _("车库")
    ROAD = "ROAD", _("道路")
    GARDEN = "GARDEN", _("绿地")
    GATE = "GATE", _("出入口")
    PLAYGROUND = "PLAYGROUND", _("活动场地")
    WASTE_POINT = "WASTE_POINT", _("垃圾投放点")
    PUMP_ROOM = "PUMP_ROOM", _("水泵房")
    POWER_ROOM = "POWER_ROOM", _("配电房")
    CONTROL_ROOM = "CONTROL_ROOM", _("消控室")
    ROOF = "ROOF", _("屋面")
    SERVICE_DESK = "SERVICE_DESK", _("客服中心")
    OTHER = "OTHER", _("其他")


# Physical levels: the ground floor is 1, the cellar below it -1; there is no 0.
LOWEST_FLOOR = -9
HIGHEST_FLOOR = 200

# The longest of each part of a name, so that a code or a label made of them always fits.
MOST_STEP = 12
MOST_AREA_NAME = 20
MOST_FLOOR_LABEL = 10
