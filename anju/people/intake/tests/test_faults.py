"""Every bad cell is named by its address, with what stands there and how to mend it; nothing is written."""

import io
from datetime import date

import pytest
from xlsxwriter import Workbook

from anju.people.choices import IntakeState
from anju.people.intake.tests.stories import everything, faults_of, hand_in, kinds_of
from anju.people.intake.tests.workbooks import HOMES, TITLES, workbook
from anju.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# Row by row what is wrong; row 2 is always good. The sheet's own row numbers begin at 2.
BAD_HOMES = [
    (["7", "1", 1, "", "101", 89.5], {}),
    (["7", "1", 0, "", "102", 80], {"C": "floor_zero"}),
    (["7", "1", 1.5, "", "103", 80], {"C": "floor_unreadable"}),
    (["7", "1", "十楼", "", "104", 80], {"C": "floor_unreadable"}),
    (["7", "1", 300, "", "105", 80], {"C": "floor_far"}),
    (["7", "1", 1, "太长的楼层显示写法不行", "106", 80], {"D": "too_long"}),
    (["7", "1", 1, "", "107", -89.5], {"F": "size_not_positive"}),
    (["7", "1", 1, "", "108", "八十九"], {"F": "size_unreadable"}),
    (["7", "1", 1, "", "109", 8950000], {"F": "size_far"}),
    (["", "1", 1, "", "110", 80], {"A": "empty"}),
    (["7", "1", "", "", "111", 80], {"C": "empty"}),
    (["7", "1", 1, "", "", 80], {"E": "empty"}),
    (["7", "1", 1, "", "7-1-112", 80], {"E": "odd_signs"}),
    (["7#", "1", 1, "", "113", 80], {"A": "odd_signs"}),
    (["7", "1", 1, "", date(2003, 2, 1), 80], {"E": "became_date"}),
    (["7", "1", 1, "", "101", 80], {"E": "place_twice"}),
    (["７", "１", "１", "", "１０１", 80], {"E": "place_twice"}),
    (["7号楼", "1", 1, "", "114", 80], {"A": "building_two_names"}),
    (["7", "1", 1, "", "\x01115", 80], {"E": "hidden_signs"}),
    (["7", "1", 1, "", "=cmd|'/C calc'!A0", 80], {"E": "like_formula"}),
    (["7", "1", 1, "", "116", "#DIV/0!"], {"F": "broken_formula"}),
    (["7", "1", 1, "", "\f=A1", 80], {"E": "uncounted_formula"}),
    (["7", "1", 1, "", True, 80], {"E": "not_words"}),
    (["7", "", 1, "", "1", 80], {"E": "code_taken"}),
]
BAD_AREAS = [
    (["7", "电梯", "1单元客梯", ""], {}),
    (["7", "游泳馆", "泳池", ""], {"B": "kind_unknown"}),
    (["77", "电梯", "客梯", ""], {"A": "building_unknown"}),
    (["7", "电梯", "1单元客梯", ""], {"C": "place_twice"}),
    (["7", "楼道", "", 2], {"C": "empty"}),
    (["7", "楼道", "这个公共区域的名称实在是写得太长太长太长了吧", 2], {"C": "too_long"}),
    (["7", "楼道", "楼道", 0], {"D": "floor_zero"}),
]
BAD_RESIDENTS = [
    (["7-1-101", "孙丽", "13911110001", "业主", "2020-01-01", "", "浙A12345", "sunli@example.com"], {}),
    (["", "甲一", "13911110002", "业主", "", "", "", ""], {"A": "empty"}),
    ([date(2003, 2, 1), "甲二", "", "业主", "", "", "", ""], {"A": "became_date"}),
    (["7-1-101", "", "13911110003", "业主", "", "", "", ""], {"B": "empty"}),
    (["7-1-101", "甲" * 61, "", "业主", "", "", "", ""], {"B": "too_long"}),
    (["7-1-101", "=1+1", "", "业主", "", "", "", ""], {"B": "like_formula"}),
    (["7-1-101", "甲三\u202e", "", "业主", "", "", "", ""], {"B": "hidden_signs"}),
    (["7-1-101", "甲四", "1391111000", "业主", "", "", "", ""], {"C": "phone_short"}),
    (["7-1-101", "甲五", 139111100011.0, "业主", "", "", "", ""], {"C": "phone_long"}),
    (["7-1-101", "甲六", "13911110001/13911110002", "业主", "", "", "", ""], {"C": "phone_wrong"}),
    (["7-1-101", "甲七", "没有", "业主", "", "", "", ""], {"C": "phone_wrong"}),
    (["7-1-101", "甲八", "13911110001", "业主", "", "", "", ""], {"C": "phone_two_names"}),
    (["7-1-101", "冒名", "13800000001", "业主", "", "", "", ""], {"C": "phone_taken"}),
    (["7-1-101", "甲九", "", "房东", "", "", "", ""], {"D": "role_unknown"}),
    (["7-1-101", "乙一", "", "业主", "去年", "", "", ""], {"E": "date_unreadable"}),
    (["7-1-101", "乙二", "", "业主", "24-1-5", "", "", ""], {"E": "date_unreadable"}),
    (["7-1-101", "乙三", "", "业主", "2026-02-30", "", "", ""], {"E": "date_unreadable"}),
    (["7-1-101", "乙四", "", "业主", "1900-01-01", "", "", ""], {"E": "date_far"}),
    (["7-1-101", "乙五", "", "业主", "2026-02-01", "2026-01-31", "", ""], {"F": "until_first"}),
    (["7-1-101", "乙六", "", "业主", "", "2020-01-01", "", ""], {"F": "until_first"}),
    (["7-1-101", "乙七", "", "业主", "", "", "浙A1234", ""], {"G": "plate_wrong"}),
    (["7-1-101", "乙八", "", "业主", "", "", "浙AO2345", ""], {"G": "plate_wrong"}),
    (["7-1-101", "乙九", "", "业主", "", "", "浙AX123456", ""], {"G": "plate_wrong"}),
    (["7-1-101", "丙一", "", "业主", "", "", "无牌", ""], {"G": "plate_bare"}),
    (["7-1-101", "丙二", "", "业主", "", "", "浙A·12345", ""], {"G": "plate_twice"}),
    (["7-1-101", "丙三", "", "业主", "", "", "", "sunli@example"], {"H": "email_wrong"}),
    (["7-1-101", "孙丽", "13911110001", "业主", "", "", "", ""], {"B": "role_twice"}),
    (["7-1-101", "孙丽", "13911110001", "家人", "", "", "", "other@example.com"], {"H": "email_two"}),
]


def expected(sheet: str, rows: list[tuple[list[object], dict[str, str]]]) -> dict[str, str]:
    return {
        f"{sheet}!{column}{n}": kind for n, (_, bad) in enumerate(rows, 2) for column, kind in bad.items()
    }


def rows_of(rows: list[tuple[list[object], dict[str, str]]]) -> list[list[object]]:
    return [row for row, _ in rows]


def test_each_bad_cell_is_named_by_its_address(cast: Cast) -> None:
    before = everything(cast)

    intake = hand_in(cast, workbook(rows_of(BAD_HOMES), rows_of(BAD_AREAS), rows_of(BAD_RESIDENTS)))

    wanted = expected("房屋", BAD_HOMES) | expected("公共区域", BAD_AREAS) | expected("住户", BAD_RESIDENTS)
    assert kinds_of(intake) == wanted
    assert len(set(wanted.values())) >= 30
    assert intake.state == IntakeState.FAULTY
    assert everything(cast) == before


def test_a_fault_says_what_stands_there_why_not_and_what_to_do(cast: Cast) -> None:
    faults = faults_of(
        hand_in(cast, workbook(rows_of(BAD_HOMES), rows_of(BAD_AREAS), rows_of(BAD_RESIDENTS)))
    )

    short = faults["住户!C9"]
    assert (short.found, short.why) == ("1391111000", "手机号少了 1 位。")
    assert "11 位" in short.how
    twice = faults["房屋!E17"]
    assert twice.why == "“7栋1单元101”在 E2 已经写过。"
    taken = faults["住户!C14"]
    assert taken.why == "这个号码已经登记在“王小明”名下。"


def test_a_resident_of_a_home_that_is_nowhere(cast: Cast) -> None:
    rows = [[home, "甲一", "", "业主", "", "", "", ""] for home in ("7-9-999", "7-1-101", "1-1-101")]

    intake = hand_in(cast, workbook(residents=rows))

    # The last one stands in the other community only.
    assert kinds_of(intake) == {"住户!A2": "home_unknown", "住户!A4": "home_unknown"}


def test_a_home_whose_own_row_is_bad_is_not_blamed_on_its_residents(cast: Cast) -> None:
    homes = [["7", "1", 0, "", "101", ""], ["7", "1", 1, "", "1-02", ""]]
    rows = [["7-1-101", "甲一", "", "业主", "", "", "", ""], ["7-1-102", "甲二", "", "业主", "", "", "", ""]]

    intake = hand_in(cast, workbook(homes, None, rows))

    assert kinds_of(intake) == {"房屋!C2": "floor_zero", "房屋!E3": "odd_signs"}


def test_merged_cells_are_named_as_a_range(cast: Cast) -> None:
    intake = hand_in(cast, merged_workbook())

    assert kinds_of(intake) == {"房屋!A2:A3": "merged"}


def test_titles_may_stand_lower_and_in_another_order_but_not_be_missing(cast: Cast) -> None:
    titles = ["房号*", "面积（㎡）", "备注", "楼层", "栋", "单元号"]
    good = [["翠湖花园房屋清单"], [], titles, ["101", 89.5, "朝南", 1, "7", "1"]]
    assert kinds_of(hand_in(cast, workbook(None, None, None, 房屋=good))) == {}

    intake = hand_in(cast, workbook(None, None, None, 房屋=[["楼栋", "单元", "房号"], ["7", "1", "101"]]))
    assert kinds_of(intake) == {"房屋!A1": "column_missing"}
    assert "楼层(物理)" in faults_of(intake)["房屋!A1"].why

    double = [[*TITLES["房屋"], "房号"], [*HOMES[0], "101"]]
    assert kinds_of(hand_in(cast, workbook(None, None, None, 房屋=double))) == {"房屋!G1": "column_twice"}


def test_a_file_without_rows_says_so(cast: Cast) -> None:
    example = [["例：3", "2", 10, "10", "1001", 89.5]]

    intake = hand_in(cast, workbook(example, [], []))

    assert [fault["kind"] for fault in intake.faults] == ["nothing_inside"]


def test_sheets_we_do_not_know_are_named_but_do_not_disturb(cast: Cast) -> None:
    intake = hand_in(cast, workbook(说明=[["怎么填"]], 草稿=[["x"]]))

    assert (intake.state, intake.unread_sheets) == (IntakeState.READY, ["草稿"])


def test_two_of_one_name_in_a_home_want_a_number(cast: Cast) -> None:
    residents = [
        ["3-2-302", "李明", "13911110011", "业主", "", "", "", ""],
        ["3-2-302", "李明", "13911110012", "家人", "", "", "", ""],
        ["3-2-302", "李明", "", "租户", "", "", "", ""],
    ]

    assert kinds_of(hand_in(cast, workbook(None, None, residents))) == {"住户!C4": "person_unclear"}


def test_who_was_deactivated_is_not_brought_back_in_silence(cast: Cast) -> None:
    Person.objects.of(cast.cuihu.id).filter(name="李芳").update(is_active=False)
    row = ["3-2-1002", "李芳", "13800000002", "租户", "", "", "", ""]

    assert kinds_of(hand_in(cast, workbook(None, None, [row]))) == {"住户!C2": "person_inactive"}


def test_a_person_may_leave_and_come_back(cast: Cast) -> None:
    residents = [
        ["3-2-302", "李明", "13911110011", "租户", "2020-01-01", "2021-12-31", "", ""],
        ["3-2-302", "李明", "13911110011", "租户", "2023-01-01", "", "", ""],
    ]

    intake = hand_in(cast, workbook(None, None, residents))

    assert (intake.state, intake.counts["roles"]) == (IntakeState.READY, [2, 0, 0])


def test_words_of_sql_and_html_are_only_words(cast: Cast) -> None:
    row = ["3-2-302", "<b>李'); DROP TABLE people_person;--</b>", "", "租户", "", "", "", ""]

    assert hand_in(cast, workbook(None, None, [row])).state == IntakeState.READY


def test_the_list_of_faults_has_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anju.people.intake.faults.MOST_FAULTS", 3)

    intake = hand_in(cast, workbook(rows_of(BAD_HOMES)))

    assert (len(intake.faults), intake.more_faults) == (3, True)


def test_too_many_rows_are_refused_before_they_are_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anju.people.intake.tables.MOST_ROWS", 5)
    rows = [["3-2-302", f"李{n}", "", "租户", "", "", "", ""] for n in range(40)]

    assert kinds_of(hand_in(cast, workbook(residents=rows))) == {"住户": "too_many_rows"}


def merged_workbook() -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("房屋")
        sheet.write_row(0, 0, TITLES["房屋"])
        sheet.merge_range(1, 0, 2, 0, "7")
        sheet.write_row(1, 1, HOMES[0][1:])
        sheet.write_row(2, 1, HOMES[1][1:])
    return out.getvalue()
