"""The import of 10,000 homes and 25,000 persons from one Excel file, beside bare SQL of the same rows.

Ours: the file checked cell by cell, then checked once more and written, as the worker does it; and the same file
again, when nothing is new. Peer: the rows that it made, put in once more by one INSERT … SELECT per table. All in one
transaction that is rolled back, with the deferred constraints checked inside each time taken.
"""

import io
import random
import time
from collections.abc import Callable
from uuid import uuid4

from django.db import connection, transaction
from xlsxwriter import Workbook

from anju.kernel.actor import SYSTEM
from anju.kernel.partitions import ensure_ahead
from anju.people.choices import IntakeState
from anju.people.intake import actions
from anju.people.models import HomeRole, Person, Vehicle
from anju.places.actions import add_community
from anju.places.models import Place
from benchmarks.results import Result

HOMES, PERSONS = 10_000, 25_000
LIMIT_SECONDS = 30.0
MOST_TIMES_BARE = 10.0
TABLES = (Place, Person, HomeRole, Vehicle)

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红文博宇轩"


def run() -> list[Result]:
    ensure_ahead()
    with transaction.atomic():
        community_id = add_community(company="基准物业", slug=f"bench-{uuid4().hex[:8]}", name="基准小区").id
        content = _workbook()
        check, write = _import(community_id, content)
        bare = _timed(lambda: _copy_rows(community_id))
        again = sum(_import(community_id, content))
        transaction.set_rollback(True)
    return [
        Result("check and write", check + write, LIMIT_SECONDS, "s"),
        Result("check alone (the dry run)", check, LIMIT_SECONDS, "s"),
        Result("write, beside 10 × bare SQL of its rows", write, bare * MOST_TIMES_BARE, "s"),
        Result("the bare SQL, beside the write", bare, write, "s"),
        Result("the same file again", again, LIMIT_SECONDS, "s"),
    ]


def _import(community_id: int, content: bytes) -> tuple[float, float]:
    """Seconds for the check, and for the writing."""
    intake = actions.open_intake(
        actor=SYSTEM, community_id=community_id, content=content, file_name="bench.xlsx"
    )
    where = {"community_id": community_id, "intake_id": intake.id}
    check = _timed(lambda: actions.check_intake(**where))
    intake.refresh_from_db()
    assert intake.state == IntakeState.READY, intake.faults[:3]
    actions.confirm_intake(actor=SYSTEM, intake=intake)
    write = _timed(lambda: actions.apply_intake(actor=SYSTEM, **where))
    return check, write


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return time.perf_counter() - began


def _copy_rows(community_id: int) -> None:
    """The community's rows once more for another one; ids and what points to them turn negative."""
    other = add_community(company="基准物业", slug=f"bench-{uuid4().hex[:8]}", name="基准小区").id
    with connection.cursor() as cursor:
        for model in TABLES:
            columns = [str(field.column) for field in model._meta.concrete_fields]
            values = [
                "%s"
                if name == "community_id"
                else f"-{name}"
                if name == "id" or name.endswith("_id")
                else f"'-' || substr({name}, 2)"
                if name == "token"
                else name
                for name in columns
            ]
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) "
                f"SELECT {', '.join(values)} FROM {model._meta.db_table} WHERE community_id = %s",
                [other, community_id],
            )


def _workbook() -> bytes:
    dice = random.Random(1)
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        homes, residents = book.add_worksheet("房屋"), book.add_worksheet("住户")
        homes.write_row(0, 0, ["楼栋", "单元", "楼层(物理)", "房号", "建筑面积"])
        residents.write_row(0, 0, ["房屋编号", "姓名", "手机", "身份", "起", "车牌"])
        for number in range(HOMES):
            building, entrance = number // 200 + 1, number // 100 % 2 + 1
            floor, room = number // 4 % 25 + 1, number % 4 + 1
            homes.write_row(
                number + 1, 0, [f"{building}栋", str(entrance), floor, f"{floor}{room:02d}", 80.5 + room]
            )
            for person in range(number * PERSONS // HOMES, (number + 1) * PERSONS // HOMES):
                name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
                plate = f"浙A{person:05d}" if person % 4 == 0 else ""
                code = f"{building}-{entrance}-{floor}{room:02d}"
                row = [code, name, f"139{person:08d}", "业主", "2022-03-01", plate]
                residents.write_row(person + 1, 0, row)
    return out.getvalue()
