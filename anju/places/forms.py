"""What people type about places."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid
from anju.places.choices import (
    HIGHEST_FLOOR,
    LOWEST_FLOOR,
    MOST_AREA_NAME,
    MOST_FLOOR_LABEL,
    AreaKind,
)
from anju.places.rules import LEAST_RADIUS, MOST_LAT, MOST_LON, MOST_RADIUS, check_floor
from anju.ui.forms import Form
from anju.ui.printing.sheets import LAYOUTS

GROUNDS = "grounds"


class AreaForm(forms.Form):
    """One public area. The building is asked for only when the area is new."""

    name = forms.CharField(
        label=_("名称"),
        max_length=MOST_AREA_NAME,
        help_text=_("大家平常怎么叫就怎么写，例如 2单元客梯、南门。"),
    )
    area_kind = forms.ChoiceField(label=_("类别"), choices=[("", _("请选择")), *AreaKind.choices])
    building = forms.ChoiceField(label=_("在哪栋楼"))
    floor = forms.IntegerField(
        label=_("楼层"),
        required=False,
        help_text=_("地面一层写 1，地下一层写 -1；不分楼层就留空。"),
        min_value=LOWEST_FLOOR,
        max_value=HIGHEST_FLOOR,
    )
    floor_label = forms.CharField(
        label=_("楼层显示"),
        required=False,
        max_length=MOST_FLOOR_LABEL,
        help_text=_("电梯里按的那个字，和真实层数不同时才填。"),
    )

    def __init__(self, *args: Any, buildings: Iterable[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if buildings is None:
            del self.fields["building"]
            return
        chosen = [(str(building.id), building.label) for building in buildings]
        self.fields["building"].choices = [(GROUNDS, _("小区里，不属于哪栋楼")), *chosen]  # type: ignore[attr-defined]

    def clean_floor(self) -> int | None:
        floor: int | None = self.cleaned_data["floor"]
        try:
            check_floor(floor, field="floor")
        except Invalid as wrong:
            raise ValidationError(wrong.words) from None
        return floor


class PositionForm(Form):
    """Where a place is on the map; both empty takes it off."""

    lat = forms.DecimalField(
        label=_("纬度"),
        required=False,
        min_value=-MOST_LAT,
        max_value=MOST_LAT,
        help_text=_("例如 30.274150，来自 GPS 或地图（WGS 84）。"),
    )
    lon = forms.DecimalField(
        label=_("经度"),
        required=False,
        min_value=-MOST_LON,
        max_value=MOST_LON,
        help_text=_("例如 120.155150；两个都留空就是不定位。"),
    )


class BorderForm(PositionForm):
    """The middle of the community, and how far it reaches."""

    radius = forms.IntegerField(
        label=_("从中心到边界有多少米"),
        min_value=LEAST_RADIUS,
        max_value=MOST_RADIUS,
        help_text=_("城市热线转来的事，位置在这个圈外就不收。"),
    )


class CodesForm(forms.Form):
    """Which codes to print, and how many on a page."""

    what = forms.ChoiceField(
        label=_("印哪些"), choices=[("homes", _("房屋")), ("areas", _("公共区域"))], widget=forms.RadioSelect
    )
    building = forms.ChoiceField(label=_("哪栋楼"), required=False)
    area_kind = forms.ChoiceField(
        label=_("哪一类"), required=False, choices=[("", _("全部类别")), *AreaKind.choices]
    )
    per_page = forms.TypedChoiceField(
        label=_("一页几张"),
        coerce=int,
        choices=[(count, count) for count in LAYOUTS],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, buildings: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(str(building.id), building.label) for building in buildings]
        self.fields["building"].choices = [("", _("全部")), (GROUNDS, _("小区里的公共区域")), *chosen]  # type: ignore[attr-defined]
        sizes = {2: _("2 张，贴大厅"), 6: _("6 张，贴电梯"), 12: _("12 张，常用"), 24: _("24 张，贴门边")}
        self.fields["per_page"].choices = [(count, sizes[count]) for count in LAYOUTS]  # type: ignore[attr-defined]
