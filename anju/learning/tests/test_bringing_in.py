"""A file of past reports: checked, confirmed, written once; at the desk and from the command line."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from anju.kernel.errors import Refused
from anju.learning import actions
from anju.learning.choices import FileState
from anju.learning.models import Label, Model, PastFile, PastReport
from anju.learning.tests.stories import brought_in, csv_of, history, kept
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/desk/cuihu/history/"


def test_what_was_reported_is_kept_with_label_times_and_place(cast: Cast) -> None:
    file = brought_in(cast, csv_of())

    assert file.counts == {"rows": 3, "new": 3, "known": 0, "labels": 3, "new_labels": 3, "left_out": 0}
    first = PastReport.objects.of(cast.cuihu.id).select_related("label").order_by("id")[0]
    assert first.label is not None and first.label.name == "水暖"
    assert first.place_id == cast.place("3-2-1001").id
    assert first.opened_at is not None and first.opened_at.isoformat() == "2025-03-01T01:10:00+00:00"


def test_the_same_file_again_adds_nothing(cast: Cast) -> None:
    brought_in(cast, csv_of())
    before = kept(cast)

    again = brought_in(cast, csv_of().encode("gbk"), "同一份.csv")

    assert (again.counts["new"], again.counts["known"]) == (0, 3)
    assert kept(cast) == before


def test_a_label_that_is_called_like_a_category_of_ours_is_joined(cast: Cast) -> None:
    brought_in(cast, csv_of("没水,0101,,,", "灯不亮,水龙头、角阀、软管漏水,,,", "别的,自己的叫法,,,"))
    labels = Label.objects.of(cast.cuihu.id).select_related("category").order_by("id")
    assert [label.category.code if label.category else "" for label in labels] == ["0101", "0101", ""]


def test_a_workbook_is_read_with_its_dates(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "往年.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("记录")
        sheet.write_row(0, 0, ["2025 年报修台账"])
        sheet.write_row(1, 0, ["报修内容", "报修类型", "报修时间"])
        sheet.write_row(2, 0, ["灯不亮", "照明"])
        sheet.write_datetime(2, 2, date(2025, 3, 1))
    brought_in(cast, path.read_bytes(), path.name)
    assert kept(cast) == [("灯不亮", "照明")]


def test_at_the_desk_nothing_is_written_before_it_is_confirmed(cast: Cast) -> None:
    client = cast.client_of("陈静")
    upload = SimpleUploadedFile(
        "往年.csv", csv_of(*(["坏的,照明,三月,,"] + ["灯不亮,照明,,,"] * 3)).encode("gbk")
    )
    page = client.post(PAGE, {"file": upload}, follow=True)
    file = PastFile.objects.of(cast.cuihu.id).get()
    assert "正在一行一行地看" in page.content.decode()

    actions.check_file(community_id=cast.cuihu.id, file_id=file.id)
    said = client.get(f"{PAGE}{file.id}/").content.decode()
    assert "等您确认" in said and "看不出是哪天报的" in said and "三月" in said
    assert kept(cast) == []

    client.post(f"{PAGE}{file.id}/confirm/")
    actions.apply_file(actor=cast.actor("陈静"), community_id=cast.cuihu.id, file_id=file.id)
    assert len(kept(cast)) == 3
    assert "都写进去了" in client.get(f"{PAGE}{file.id}/").content.decode()


def test_a_file_that_cannot_be_read_is_said_beside_the_field_and_not_kept(cast: Cast, media: Path) -> None:
    upload = SimpleUploadedFile("坏.csv", "内容,类别\n灯".encode() + b"\xff\xfe,x\n")
    page = cast.client_of("陈静").post(PAGE, {"file": upload})
    assert page.status_code == 422 and "第 2 行读不出来" in page.content.decode()
    assert not PastFile.objects.of(cast.cuihu.id).exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_who_may_not_change_settings_hands_nothing_in(cast: Cast) -> None:
    upload = SimpleUploadedFile("往年.csv", csv_of().encode())
    assert cast.client_of("赵敏").post(PAGE, {"file": upload}).status_code == 403
    assert not PastFile.objects.of(cast.cuihu.id).exists()


def test_a_file_that_was_let_go_is_not_written_any_more(cast: Cast, media: Path) -> None:
    file = actions.open_file(
        actor=cast.actor("陈静"), community_id=cast.cuihu.id, content=csv_of().encode(), file_name="a.csv"
    )
    actions.check_file(community_id=cast.cuihu.id, file_id=file.id)
    cast.client_of("陈静").post(f"{PAGE}{file.id}/drop/")
    with pytest.raises(Refused):
        actions.confirm_file(actor=cast.actor("陈静"), file=file)
    assert PastFile.objects.of(cast.cuihu.id).get().state == FileState.DROPPED
    assert kept(cast) == [] and not [path for path in media.rglob("*") if path.is_file()]


def run(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command(*words, "--community", "cuihu", stdout=said, stderr=said)
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


def test_the_command_shows_first_and_writes_and_learns_with_yes(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "往年.csv"
    path.write_bytes((history(120) + "坏的,照明,三月,,\n").encode("gb18030"))

    code, said = run("import_requests", str(path))
    assert code == 0 and "120  能用的" in said and "往年.csv:122" in said
    assert kept(cast) == []

    code, said = run("import_requests", str(path), "--yes")
    assert code == 0 and len(kept(cast)) == 120 and "held-back rows" in said
    assert Model.objects.of(cast.cuihu.id).get().rows == 120

    code, said = run("import_requests", str(path), "--yes")
    assert code == 0 and len(kept(cast)) == 120
    assert Model.objects.of(cast.cuihu.id).count() == 1


def test_the_command_says_where_a_broken_file_is_broken(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes("内容,类别\n灯不亮,照明\n".encode() + b"\xe7\x81,x\n")
    code, said = run("import_requests", str(path), "--yes")
    assert code == 1 and "坏.csv" in said and "第 3 行" in said and kept(cast) == []


def test_the_command_prints_guesses_for_a_file(cast: Cast, tmp_path: Path) -> None:
    past, asked = tmp_path / "往年.csv", tmp_path / "新的.txt"
    past.write_text(history(), "utf-8")
    run("import_requests", str(past), "--yes")
    asked.write_text("麻烦看下，感应灯不灵\n\nqwerty\n", "utf-8")

    code, said = run("suggest", str(asked))

    head, first, second = said.strip().splitlines()
    assert code == 0 and head == "text,guess1,confidence1,guess2,confidence2,guess3,confidence3,sure"
    assert first.split(",")[1] == "照明" and first.endswith("有把握/sure")
    assert second.startswith("qwerty,") and second.endswith("不确定/not sure")
