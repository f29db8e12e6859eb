"""The three sheets: their columns, what each wants, and the words around them in the template."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anju.people.intake import cells
from anju.people.intake.cells import Raw
from anju.people.intake.faults import Bad
from anju.people.intake.plates import read_plates
from anju.people.models import HomeRole
from anju.places.choices import MOST_AREA_NAME, MOST_FLOOR_LABEL, MOST_STEP, AreaKind

# A row whose first cell begins so is an example of the template and is left out.
EXAMPLE = "例："


@dataclass(frozen=True)
class Column:
    """``read`` turns a cell into its value or raises ``Bad``; ``also`` are other words for the title."""

    key: str
    title: str
    read: Callable[[Raw], Any]
    required: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str | float = ""
    note: str = ""
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[Column, ...]
    note: str


AREA_KINDS = {str(kind.label): kind.value for kind in AreaKind}
AREA_KINDS_ALSO = {
    "客梯": "LIFT_CAR",
    "货梯": "LIFT_CAR",
    "走廊": "CORRIDOR",
    "过道": "CORRIDOR",
    "停车场": "GARAGE",
}
AREA_KINDS_ALSO |= {"地下车库": "GARAGE", "花园": "GARDEN", "大门": "GATE", "屋顶": "ROOF", "楼顶": "ROOF"}

ROLES = {str(role.label): role.value for role in HomeRole.Role}
ROLES_ALSO = {"户主": "owner", "产权人": "owner", "租客": "tenant", "承租人": "tenant", "家属": "family"}
ROLES_ALSO |= {"家庭成员": "family", "同住人": "family", "代办人": "helper"}


def _step(raw: Raw) -> str:
    return cells.read_step(raw, most=MOST_STEP)


def _one_of(words: dict[str, str], also: dict[str, str], kind: str) -> Callable[[Raw], str]:
    def read(raw: Raw) -> str:
        said = cells.read_text(raw, most=20, narrow=True).replace(" ", "")
        try:
            return (words | also)[said]
        except KeyError:
            raise Bad(kind, choices="、".join(words)) from None

    return read


HOMES = Sheet(
    "房屋",
    (
        Column(
            "building",
            "楼栋",
            _step,
            required=True,
            also=("栋", "楼号", "楼栋号"),
            example=f"{EXAMPLE}3",
            note="写 3、3栋、3号楼 或 A座 都可以；同一栋楼只用一种写法。",
        ),
        Column(
            "entrance",
            "单元",
            _step,
            also=("单元号",),
            example="2",
            note="写 2 或 2单元；不分单元的楼留空。",
        ),
        Column(
            "floor",
            "楼层(物理)",
            cells.read_floor,
            required=True,
            also=("楼层", "物理楼层", "实际楼层"),
            example=10,
            note="从地面数的真实层数：地面一层写 1，地下一层写 -1。没有 0 层。",
        ),
        Column(
            "floor_label",
            "楼层显示",
            lambda raw: cells.read_text(raw, most=MOST_FLOOR_LABEL, narrow=True),
            also=("显示楼层", "电梯显示"),
            example="10",
            note="电梯里按的那个字，和真实层数不同时才填，例如跳过 4 层的楼，或 B1、G。",
        ),
        Column(
            "room",
            "房号",
            _step,
            required=True,
            also=("房间号", "室号", "门牌"),
            example="1001",
            note="只写房号，例如 1001；不用带楼栋和单元。",
        ),
        Column(
            "built_area",
            "建筑面积",
            cells.read_size,
            also=("面积",),
            example=89.5,
            note="平方米，只写数字；不知道就留空。",
        ),
    ),
    "一行一套房。编号自动生成：楼栋-单元-房号，例如 3-2-1001。",
)

AREAS = Sheet(
    "公共区域",
    (
        Column("building", "楼栋", _step, example=f"{EXAMPLE}3", note="属于哪栋楼；小区里的地方留空。"),
        Column(
            "area_kind",
            "类别",
            _one_of(AREA_KINDS, AREA_KINDS_ALSO, "kind_unknown"),
            required=True,
            choices=tuple(AREA_KINDS),
            example="电梯",
            note="从下拉里选。",
        ),
        Column(
            "name",
            "名称",
            lambda raw: cells.read_text(raw, most=MOST_AREA_NAME),
            required=True,
            example="2单元客梯",
            width=18,
            note="大家平常怎么叫就怎么写，例如 2单元客梯、南门、中心花园。",
        ),
        Column("floor", "楼层", cells.read_floor, example=1, note="在哪一层；不分楼层就留空。"),
    ),
    "一行一处公共区域，每处会有自己的二维码。",
)

RESIDENTS = Sheet(
    "住户",
    (
        Column(
            "home",
            "房屋编号",
            lambda raw: cells.read_text(raw, most=40, narrow=True).replace(" ", ""),
            required=True,
            also=("房号", "房屋", "房产"),
            example=f"{EXAMPLE}3-2-1001",
            width=16,
            note="楼栋-单元-房号，例如 3-2-1001；也可以写 3栋2单元1001。",
        ),
        Column(
            "name",
            "姓名",
            lambda raw: cells.read_text(raw, most=60),
            required=True,
            also=("住户姓名", "业主姓名"),
            example="王小明",
            note="",
        ),
        Column(
            "phone",
            "手机",
            cells.read_phone,
            also=("手机号", "电话", "联系电话", "手机号码"),
            example="13800000000",
            width=15,
            note="一个号码只属于一个人；没有就留空。",
        ),
        Column(
            "role",
            "身份",
            _one_of(ROLES, ROLES_ALSO, "role_unknown"),
            required=True,
            choices=tuple(ROLES),
            example="业主",
            note="从下拉里选。",
        ),
        Column(
            "since",
            "起",
            cells.read_day,
            also=("开始日期", "起始日期"),
            example="2022-03-01",
            note="从哪天起；留空就从导入当天算起。",
        ),
        Column(
            "until",
            "止",
            cells.read_day,
            also=("结束日期", "截止日期"),
            note="到哪天为止，含这一天；还住着就留空。",
        ),
        Column(
            "plates",
            "车牌",
            read_plates,
            also=("车牌号",),
            example="浙A12345",
            width=16,
            note="几块车牌用顿号分开；没有车牌的写“无牌”加特征，例如 无牌白色三轮。",
        ),
        Column("email", "邮箱", cells.read_email, also=("电子邮箱", "邮件"), width=20, note="没有就留空。"),
    ),
    "一行是一个人在一套房里的一种身份；一个人有几套房就写几行。",
)

SHEETS = (HOMES, AREAS, RESIDENTS)
NOTES_SHEET = "说明"


def plain_title(words: str) -> str:
    """A title without brackets, stars and spaces: ``*建筑面积（㎡）`` → ``建筑面积``."""
    return re.sub(r"\(.*?\)|[*\s:]", "", unicodedata.normalize("NFKC", words))


def titles_of(column: Column) -> set[str]:
    return {plain_title(title) for title in (column.title, *column.also)}
