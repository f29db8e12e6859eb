"""The demo's houses and households, as the Excel file that a property company would bring along."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import xlsxwriter

from anju.config.demo.stories import read

HOMES = ["楼栋", "单元", "楼层(物理)", "楼层显示", "房号", "建筑面积"]
AREAS = ["楼栋", "类别", "名称", "楼层"]
RESIDENTS = ["房屋编号", "姓名", "手机", "身份", "起", "止", "车牌", "邮箱"]

GROUNDS = [
    ("出入口", "南门"),
    ("出入口", "东门"),
    ("绿地", "中心花园"),
    ("绿地", "西侧绿化带"),
    ("活动场地", "儿童活动区"),
    ("活动场地", "健身广场"),
    ("车库", "地下车库 A 区"),
    ("车库", "地下车库 B 区"),
    ("道路", "环路"),
    ("道路", "南门主路"),
    ("垃圾投放点", "1 号垃圾房"),
    ("垃圾投放点", "2 号垃圾房"),
    ("水泵房", "生活水泵房"),
    ("配电房", "1 号配电房"),
    ("消控室", "消控中心"),
    ("客服中心", "客服中心"),
]


@dataclass(frozen=True)
class Estate:
    """How a demo community is built. ``skips`` are levels whose number the lift does not show."""

    slug: str
    name: str
    address: str
    hotline: str
    buildings: int
    entrances: int
    floors: int
    per_floor: int
    lifts: bool
    grounds: int
    skips: tuple[int, ...] = ()


ESTATES = [
    Estate("cuihu", "翠湖花园", "翠湖路 88 号", "0571-88886666", 12, 2, 17, 3, True, 16, skips=(4, 14)),
    Estate("laohuai", "老槐里", "槐树巷 12 号", "0571-88887777", 5, 3, 6, 2, False, 12),
]
COMPANY = "安居物业服务有限公司"


def workbook_of(estate: Estate, seed: str, today: date) -> bytes:
    """The file to import: homes, public areas and households of the estate."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "in_memory": True}) as book:
        homes = list(_homes(estate))
        for title, head, rows in (
            ("房屋", HOMES, [row for _code, row in homes]),
            ("公共区域", AREAS, list(_areas(estate))),
            ("住户", RESIDENTS, list(_residents(estate, [code for code, _row in homes], seed, today))),
        ):
            sheet = book.add_worksheet(title)
            for number, row in enumerate([head, *rows]):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def _homes(estate: Estate) -> Iterator[tuple[str, list[object]]]:
    dice = Random(estate.slug)
    for building in range(1, estate.buildings + 1):
        sizes = [round(dice.uniform(58, 143), 2) for _ in range(estate.per_floor)]
        for entrance in range(1, estate.entrances + 1):
            for floor in range(1, estate.floors + 1):
                shown = _shown(floor, estate.skips)
                for door in range(1, estate.per_floor + 1):
                    room = f"{shown}{door:02d}"
                    code = f"{building}-{entrance}-{room}"
                    yield code, [building, entrance, floor, str(shown), room, sizes[door - 1]]


def _shown(floor: int, skips: tuple[int, ...]) -> int:
    """The number that the lift shows for a physical floor, where numbers are skipped."""
    shown = floor
    for skipped in skips:
        if shown >= skipped:
            shown += 1
    return shown


def _areas(estate: Estate) -> Iterator[list[object]]:
    for building in range(1, estate.buildings + 1):
        for entrance in range(1, estate.entrances + 1):
            yield [building, "大堂", f"{entrance}单元大堂", ""]
            yield [building, "楼道", f"{entrance}单元楼道", ""]
            if estate.lifts:
                yield [building, "电梯", f"{entrance}单元电梯", ""]
        yield [building, "屋面", "屋面", ""]
    for kind, name in GROUNDS[: estate.grounds]:
        yield ["", kind, name, ""]


def _residents(estate: Estate, codes: list[str], seed: str, today: date) -> Iterator[list[object]]:
    dice = Random(f"{seed} {estate.slug} people")
    phones, plates = _phones(dice), _plates(dice)
    for code in codes:
        if dice.random() < 0.06:
            continue  # nobody lives there yet
        since = today - timedelta(days=dice.randrange(200, 3600))
        family = dice.choice(read("names")["surnames"])
        plate = next(plates) if dice.random() < 0.55 else ""
        yield [code, _name(dice, family), next(phones), "业主", since.isoformat(), "", plate, ""]
        if dice.random() < 0.22:
            moved = today - timedelta(days=dice.randrange(10, 190))
            yield [code, _name(dice), next(phones), "租户", moved.isoformat(), "", "", ""]
        names = {
            _name(dice, family if dice.random() < 0.6 else None)
            for _ in range(dice.choice([0, 1, 1, 2, 2, 3]))
        }
        for name in sorted(names):
            phone = next(phones) if dice.random() < 0.7 else ""
            yield [code, name, phone, "家人", since.isoformat(), "", "", ""]


def _name(dice: Random, family: str | None = None) -> str:
    names = read("names")
    if family is None and dice.random() < 0.02:
        return dice.choice(names["long"])
    return (family or dice.choice(names["surnames"])) + dice.choice(names["given"])


def _phones(dice: Random) -> Iterator[str]:
    """Numbers of a range that is not given out to anybody (190 0000 …)."""
    for number in dice.sample(range(10_000_000), 9_000):
        yield f"1900{number:07d}"


def _plates(dice: Random) -> Iterator[str]:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    for number in dice.sample(range(100_000), 9_000):
        green = dice.random() < 0.3
        tail = f"{dice.choice('DF')}{number:05d}" if green else f"{dice.choice(letters)}{number % 10_000:04d}"
        yield f"浙{letters[number // 10_000]}{tail}"
