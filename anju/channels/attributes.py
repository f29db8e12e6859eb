"""What Open311 asks besides for some kinds of service (its attributes), by the codes of our catalogue."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
LISTS = ("singlevaluelist", "multivaluelist")


@dataclass(frozen=True)
class Attribute:
    """One thing to be asked. ``variable`` is False where it only tells something; ``values`` are (key, name)."""

    code: str
    datatype: Datatype
    description: str | Promise
    required: bool = False
    variable: bool = True
    hint: str | Promise = ""
    values: tuple[tuple[str, str | Promise], ...] = ()

    def as_wire(self, order: int) -> dict[str, Any]:
        wire: dict[str, Any] = {
            "variable": self.variable,
            "code": self.code,
            "datatype": self.datatype,
            "required": self.required,
            "datatype_description": str(self.hint) or None,
            "order": order,
            "description": str(self.description),
        }
        if self.datatype in LISTS:
            wire["values"] = [{"key": key, "name": str(name)} for key, name in self.values]
        return wire


_SINCE = Attribute("SINCE", "datetime", _("从什么时候开始的？"), hint=_("例如 2026-11-23T09:00:00+08:00"))

ATTRIBUTES: dict[str, tuple[Attribute, ...]] = {
    "0201": (
        Attribute(
            "LAMP",
            "singlevaluelist",
            _("灯怎么了？"),
            required=True,
            values=(
                ("OUT", _("不亮")),
                ("BLINK", _("闪")),
                ("ALWAYS", _("一直亮着")),
                ("BROKEN", _("灯具坏了、掉了")),
            ),
        ),
        Attribute("COUNT", "number", _("大约几盏？"), hint=_("整数")),
    ),
    "0210": (
        Attribute("SIZE", "number", _("破损大约多少厘米宽？"), hint=_("厘米")),
        Attribute("DETAIL", "text", _("还有什么要我们知道的？")),
    ),
    "0302": (
        Attribute("SAFE", "string", _("轿厢里有人请马上打电话，不要只在网上报。"), variable=False),
        Attribute(
            "INSIDE",
            "singlevaluelist",
            _("里面有人吗？"),
            required=True,
            values=(("NO", _("没有人")), ("YES", _("有人")), ("UNKNOWN", _("不知道"))),
        ),
        Attribute("CAR", "string", _("哪一部电梯？"), hint=_("例如 2 单元客梯")),
    ),
    "0502": (
        Attribute(
            "WASTE",
            "multivaluelist",
            _("是哪些垃圾？"),
            values=(
                ("KITCHEN", _("厨余垃圾")),
                ("OTHER", _("其他垃圾")),
                ("RECYCLE", _("可回收物")),
                ("HAZARD", _("有害垃圾")),
                ("BULKY", _("大件")),
            ),
        ),
        _SINCE,
    ),
    "0605": (
        Attribute(
            "RISK",
            "singlevaluelist",
            _("会伤到人或车吗？"),
            required=True,
            values=(("YES", _("会")), ("NO", _("不会")), ("UNKNOWN", _("不知道"))),
        ),
    ),
}


def attributes_of(code: str) -> tuple[Attribute, ...]:
    return ATTRIBUTES.get(code, ())
