"""The import's pages: who comes in, what they see at each state, and who is turned away."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from anju.kernel.events import history
from anju.people.actions import give_post
from anju.people.choices import IntakeState
from anju.people.intake import jobs
from anju.people.intake.tests.stories import IMPORTER, bring_in, everything, fresh, hand_in
from anju.people.intake.tests.workbooks import HOMES, workbook
from anju.people.models import Intake
from anju.places.models import Place
from tests.cast import OUTSIDER, Cast

pytestmark = pytest.mark.django_db

INTAKES = "/desk/cuihu/places/intake/"
RESIDENT, TECHNICIAN, AGENT = "王小明", "张强", "赵敏"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def upload(client: Client, content: bytes, name: str = "翠湖.xlsx"):
    return client.post(INTAKES, {"file": SimpleUploadedFile(name, content, XLSX)})


def only(cast: Cast) -> Intake:
    return Intake.objects.of(cast.cuihu.id).get()


def test_the_whole_way_through_the_pages(cast: Cast) -> None:
    client = cast.client_of(IMPORTER)
    assert "下载模板" in client.get(INTAKES).content.decode()

    answer = upload(client, workbook())

    intake = only(cast)
    page = f"{INTAKES}{intake.id}/"
    assert (answer.status_code, answer["Location"]) == (302, page)
    waiting = client.get(page).content.decode()
    assert 'hx-trigger="every 1s"' in waiting and "排队中" in waiting

    jobs.check_intake(community_id=cast.cuihu.id, intake_id=intake.id)
    part = client.get(page, headers={"HX-Request": "true", "HX-Target": "intake"}).content.decode()
    assert "<html" not in part and "every 1s" not in part
    assert "确认导入" in part

    assert client.post(f"{page}confirm/").status_code == 302
    jobs.apply_intake(community_id=cast.cuihu.id, intake_id=intake.id, account_id=cast.account(IMPORTER).id)
    assert "都写进去了" in client.get(page).content.decode()
    assert Place.objects.of(cast.cuihu.id).filter(code="7-1-101").exists()
    assert "已导入" in client.get(INTAKES).content.decode()
    assert not default_storage.exists(intake.path)


def test_faults_are_listed_and_downloaded(cast: Cast) -> None:
    client = cast.client_of(IMPORTER)
    intake = hand_in(cast, workbook([[*HOMES[0][:2], 0, *HOMES[0][3:]]] * 130))

    shown = client.get(f"{INTAKES}{intake.id}/").content.decode()
    answer = client.get(f"{INTAKES}{intake.id}/faults.xlsx")

    assert "房屋!C2" in shown and "没有 0 层。" in shown
    assert f"还有 {len(intake.faults) - 100} 处没有列在这里" in shown
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == len(intake.faults) + 1
    assert rows[1] == ["房屋", "C2", "0", "没有 0 层。", "地面一层写 1，地下一层写 -1。"]


def test_the_template_can_be_downloaded(cast: Cast) -> None:
    answer = cast.client_of(IMPORTER).get(f"{INTAKES}template.xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["说明", "房屋", "公共区域", "住户"]
    assert book.get_sheet_by_name("住户").to_python()[1][0] == "例：3-2-1001"


def test_a_wrong_file_is_told_beside_the_field(cast: Cast) -> None:
    answer = upload(cast.client_of(IMPORTER), b"\x89PNG\r\n\x1a\n" + b"0" * 400, "照片.xlsx")

    assert answer.status_code == 422
    assert "这不是 Excel 文件" in answer.content.decode()
    assert upload(cast.client_of(IMPORTER), b"").status_code == 422
    assert cast.client_of(IMPORTER).post(INTAKES, {}).status_code == 422
    assert not Intake.objects.of(cast.cuihu.id).exists()


@pytest.mark.parametrize(
    ("who", "status"), [(RESIDENT, 404), (OUTSIDER, 404), (TECHNICIAN, 403), (AGENT, 403)]
)
def test_who_may_not_import_is_turned_away_at_every_door(cast: Cast, who: str, status: int) -> None:
    intake = hand_in(cast, workbook())
    before, client = everything(cast), cast.client_of(who)
    one = f"{INTAKES}{intake.id}/"

    for url in (INTAKES, f"{INTAKES}template.xlsx", one, f"{one}faults.xlsx"):
        assert client.get(url).status_code == status, url
    assert upload(client, workbook()).status_code == status
    for step in ("confirm", "recheck", "drop"):
        assert client.post(f"{one}{step}/").status_code == status, step

    assert (everything(cast), only(cast).state) == (before, IntakeState.READY)


def test_a_stranger_is_sent_to_sign_in(cast: Cast) -> None:
    answer = Client().get(INTAKES)

    assert answer.status_code == 302 and "/sign-in/" in answer["Location"]


def test_an_import_of_the_other_community_is_not_there(cast: Cast) -> None:
    intake = hand_in(cast, workbook())
    give_post(actor=cast.actor(IMPORTER), person=cast.person("何丽"), post="PM")
    client = cast.client_of("何丽")

    assert client.get(f"{INTAKES}{intake.id}/").status_code == 200
    assert client.get(f"/desk/laohuai/places/intake/{intake.id}/").status_code in (403, 404)
    assert client.post(f"/desk/laohuai/places/intake/{intake.id}/confirm/").status_code in (403, 404)
    assert fresh(intake).state == IntakeState.READY


def test_only_a_good_file_is_confirmed_and_only_once(cast: Cast) -> None:
    client = cast.client_of(IMPORTER)
    faulty = hand_in(cast, workbook([["7", "1", 0, "", "101", ""]]))
    assert client.post(f"{INTAKES}{faulty.id}/confirm/").status_code == 409
    assert fresh(faulty).state == IntakeState.FAULTY

    done = bring_in(cast, workbook())
    for step in ("confirm", "recheck", "drop"):
        assert client.post(f"{INTAKES}{done.id}/{step}/").status_code == 409
    assert fresh(done).state == IntakeState.APPLIED


def test_a_file_that_is_dropped_leaves_nothing(cast: Cast) -> None:
    intake = hand_in(cast, workbook([["7", "1", 0, "", "101", ""]]))

    cast.client_of(IMPORTER).post(f"{INTAKES}{intake.id}/drop/")

    dropped = fresh(intake)
    assert (dropped.state, dropped.faults, dropped.path) == (IntakeState.DROPPED, [], "")
    assert not default_storage.exists(intake.path)
    assert history(cast.cuihu.id, [("people.intake", intake.id)])[-1].kind == "people.intake.dropped"


def test_a_confirmed_file_that_no_longer_fits_writes_nothing(cast: Cast) -> None:
    row = ["3-2-302", "吴敏", "13911110009", "租户", "", "", "", ""]
    intake = hand_in(cast, workbook(residents=[row]))
    bring_in(cast, workbook(None, None, [[row[0], "吴明", *row[2:]]]))
    before = everything(cast)

    cast.client_of(IMPORTER).post(f"{INTAKES}{intake.id}/confirm/")
    jobs.apply_intake(community_id=cast.cuihu.id, intake_id=intake.id, account_id=cast.account(IMPORTER).id)

    intake = fresh(intake)
    assert intake.state == IntakeState.FAULTY
    assert [fault["kind"] for fault in intake.faults] == ["phone_taken"]
    assert everything(cast) == before


def test_who_lost_the_grant_before_the_worker_came_writes_nothing(cast: Cast) -> None:
    intake, before = hand_in(cast, workbook()), everything(cast)
    cast.client_of(IMPORTER).post(f"{INTAKES}{intake.id}/confirm/")

    jobs.apply_intake(community_id=cast.cuihu.id, intake_id=intake.id, account_id=cast.account(AGENT).id)

    assert (fresh(intake).state, everything(cast)) == (IntakeState.BROKEN, before)


def test_when_something_breaks_in_the_middle_nothing_stays_and_it_can_be_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake, before, client = hand_in(cast, workbook()), everything(cast), cast.client_of(IMPORTER)
    where = {"community_id": cast.cuihu.id, "intake_id": intake.id}
    client.post(f"{INTAKES}{intake.id}/confirm/")

    def fail(*args: object) -> None:
        raise RuntimeError("the search cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr("anju.people.intake.writing.refresh_haystacks", fail)
        jobs.apply_intake(**where, account_id=cast.account(IMPORTER).id)
    assert (fresh(intake).state, everything(cast)) == (IntakeState.BROKEN, before)
    assert "什么都没有写入" in client.get(f"{INTAKES}{intake.id}/").content.decode()

    client.post(f"{INTAKES}{intake.id}/recheck/")
    jobs.check_intake(**where)
    client.post(f"{INTAKES}{intake.id}/confirm/")
    jobs.apply_intake(**where, account_id=cast.account(IMPORTER).id)
    after = everything(cast)
    jobs.apply_intake(**where, account_id=cast.account(IMPORTER).id)
    assert (fresh(intake).state, everything(cast)) == (IntakeState.APPLIED, after)
    assert after != before


def test_files_nobody_came_back_to_are_dropped_after_a_week(cast: Cast, clock) -> None:
    intake = hand_in(cast, workbook())
    clock.forward(days=6)
    jobs.drop_unused(timestamp=0)
    assert fresh(intake).state == IntakeState.READY

    clock.forward(days=2)
    jobs.drop_unused(timestamp=0)

    assert fresh(intake).state == IntakeState.DROPPED
    assert not default_storage.exists(intake.path)
