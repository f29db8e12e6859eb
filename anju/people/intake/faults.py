"""Everything that can be wrong with a cell: why it cannot be used, and how to mend it.

A fault is kept as plain data (kind and facts), so that it is read in the language of who looks at it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MOST_FAULTS = 20_000
MOST_FOUND = 60

# kind: (why, how). The words in %(…)s are the fault's facts.
KINDS = {
    # The workbook and its sheets
    "nothing_inside": (_("文件里没有要导入的内容。"), _("请按模板填写“房屋”“公共区域”或“住户”工作表。")),
    "too_many_rows": (
        _("这个工作表有 %(rows)s 行，一次最多 %(most)s 行。"),
        _("请拆成几个文件分次导入；如果下面只是空行，请把它们删掉。"),
    ),
    "column_missing": (_("没有找到“%(column)s”这一列。"), _("请保留模板的表头，不要改列名。")),
    "column_twice": (_("“%(column)s”这一列出现了两次。"), _("请只留一列。")),
    "merged": (_("这几格合并成了一格。"), _("请取消合并，每一行都写全。")),
    "broken_formula": (_("这一格的公式算不出结果。"), _("请改成直接填写的内容。")),
    "uncounted_formula": (
        _("这一格是公式，文件里没有存下结果。"),
        _("请在 Excel 里打开并保存一次，或直接填写内容。"),
    ),
    # Any cell
    "empty": (_("这里还没有填。"), _("请填写“%(column)s”。")),
    "too_long": (_("太长了，现在有 %(now)s 个字。"), _("请写在 %(most)s 个字以内。")),
    "hidden_signs": (_("里面有看不见的字符。"), _("请清空这一格，重新输入一遍。")),
    "like_formula": (_("内容以“%(sign)s”开头，像是公式。"), _("请去掉开头的符号，直接写文字。")),
    "became_date": (
        _("Excel 把内容变成了日期。"),
        _("请把这一列的格式改成“文本”，再重新输入，例如 3-2-1001。"),
    ),
    "not_words": (_("这里是“是/否”或时间，不是文字。"), _("请重新输入文字。")),
    # Homes and areas
    "odd_signs": (
        _("里面有“%(sign)s”。"),
        _("只写汉字、字母和数字；楼栋、单元、房号分三列填，不要用横线连起来。"),
    ),
    "floor_unreadable": (_("看不出是第几层。"), _("请写整数：地面一层写 1，地下一层写 -1。")),
    "floor_zero": (_("没有 0 层。"), _("地面一层写 1，地下一层写 -1。")),
    "floor_far": (_("楼层超出了 %(low)s 到 %(high)s。"), _("请检查是不是填错了列。")),
    "size_unreadable": (_("看不出是多少平方米。"), _("请只写数字，例如 89.50。")),
    "size_not_positive": (_("面积不能是零或负数。"), _("请填大于 0 的数；暂时不知道就留空。")),
    "size_far": (_("面积超出了 %(most)s 平方米。"), _("请检查是不是多写了几位。")),
    "kind_unknown": (_("没有这个类别。"), _("请从下拉里选：%(choices)s。")),
    "place_twice": (_("“%(words)s”在 %(other)s 已经写过。"), _("请删掉重复的一行。")),
    "building_two_names": (_("同一栋楼在 %(other)s 写的是“%(words)s”。"), _("请统一成一种写法。")),
    "code_taken": (_("编号和“%(words)s”重复了。"), _("请换一个房号或名称，或检查单元有没有漏填。")),
    "building_unknown": (
        _("没有“%(words)s”这栋楼。"),
        _("请先在“房屋”表里写上这栋楼的房屋，或检查楼栋的写法。"),
    ),
    # People
    "home_unknown": (
        _("没有编号为“%(words)s”的房屋。"),
        _("请写成 楼栋-单元-房号，例如 3-2-1001，并确认它在“房屋”表里。"),
    ),
    "phone_short": (_("手机号少了 %(count)s 位。"), _("请核对后补全，应是 11 位。")),
    "phone_long": (_("手机号多了 %(count)s 位。"), _("请核对后改正，应是 11 位；一格只写一个号码。")),
    "phone_wrong": (_("这不像是电话号码。"), _("请写 11 位手机号；国外号码以 + 开头。没有就留空。")),
    "phone_two_names": (
        _("这个号码在 %(other)s 写的是“%(words)s”。"),
        _("一个号码只能属于一个人：家人共用时，只在一个人那里写。"),
    ),
    "phone_taken": (
        _("这个号码已经登记在“%(words)s”名下。"),
        _("请核对姓名和号码；如果换了人用，请先在住户页面改掉原来的号码。"),
    ),
    "person_inactive": (_("“%(words)s”已经停用。"), _("请先在住户页面恢复，或删掉这一行。")),
    "person_unclear": (_("这套房里有几位都叫“%(words)s”。"), _("请写上手机号，好分清是哪一位。")),
    "role_unknown": (_("没有这种身份。"), _("请写：%(choices)s。")),
    "date_unreadable": (_("看不出是哪一天。"), _("请写成 2026-11-23 这样，年份写四位。")),
    "date_far": (_("日期不在 1950 年到 2100 年之间。"), _("请检查年份。")),
    "until_first": (_("“止”比“起”早。"), _("“止”写最后一天，不能早于“起”。")),
    "role_twice": (
        _("这个人在这套房的同一身份，在 %(other)s 已经写过。"),
        _("请删掉一行，或让两行的起止日期错开。"),
    ),
    "plate_wrong": (
        _("车牌的写法不对。"),
        _("普通车 7 位，新能源 8 位；还没有车牌的，以“无牌”开头写特征，例如“无牌白色三轮”。"),
    ),
    "plate_bare": (_("只写“无牌”分不清是哪辆车。"), _("请在后面写上特征，例如“无牌白色三轮”。")),
    "plate_twice": (_("这块车牌在 %(other)s 写给了另一个人。"), _("一块车牌只能属于一个人，请留一处。")),
    "email_wrong": (_("邮箱的写法不对。"), _("请检查，例如 wang@example.com；没有就留空。")),
    "email_two": (_("同一个人在 %(other)s 写了另一个邮箱。"), _("请只留一个。")),
}


@dataclass(frozen=True)
class Fault:
    """``cell`` is “C17”, a range “B2:B9”, or "" for the whole sheet; ``sheet`` "" stands for the whole file."""

    kind: str
    sheet: str = ""
    cell: str = ""
    found: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """The address as one says it: 住户!C17."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def why(self) -> str:
        return str(KINDS[self.kind][0]) % self.facts

    @property
    def how(self) -> str:
        return str(KINDS[self.kind][1]) % self.facts


def from_dict(kept: Mapping[str, Any]) -> Fault:
    return Fault(**kept)


class Bad(Exception):
    """What stands in a cell cannot be used."""

    def __init__(self, kind: str, **facts: Any) -> None:
        self.kind = kind
        self.facts = facts
        super().__init__(kind)


class Findings:
    """The faults of one file, at most ``MOST_FAULTS``; ``more`` says that there are others beyond."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.more = False

    def add(self, kind: str, sheet: str = "", cell: str = "", found: object = "", **facts: Any) -> None:
        if len(self.faults) >= MOST_FAULTS:
            self.more = True
            return
        self.faults.append(Fault(kind, sheet, cell, _shown(found), facts))

    def as_dicts(self) -> list[dict[str, Any]]:
        """The faults as plain data, in the order in which one goes through the file."""
        sheets = list(dict.fromkeys(fault.sheet for fault in self.faults))
        ordered = sorted(self.faults, key=lambda fault: (sheets.index(fault.sheet), _position(fault.cell)))
        return [asdict(fault) for fault in ordered]

    def __bool__(self) -> bool:
        return bool(self.faults)


def _shown(found: object) -> str:
    """What stands in a cell, as the spreadsheet shows it: 10 rather than 10.0."""
    if isinstance(found, bool):
        return str(found).upper()
    if isinstance(found, float) and found.is_integer() and abs(found) < 1e15:
        found = int(found)
    return str(found)[:MOST_FOUND].replace("\x00", "")


def _position(cell: str) -> tuple[int, int, str]:
    """Row, then column: B10 comes after C9, AA9 after Z9."""
    first = cell.partition(":")[0]
    letters = first.rstrip("0123456789")
    return (int(first[len(letters) :] or 0), len(letters), letters)
