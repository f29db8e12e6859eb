"""Not to be seen by whom it is about: through no door, also when they are named later."""

import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from anju.complaints import actions
from anju.complaints.tests.stories import RUDE, SORRY, Case
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.files import file_for, files_of
from anju.notices.models import Delivery, Notice
from anju.requests import actions as requests
from anju.requests.models import Concerned, Request
from anju.requests.tests.conftest import photo
from anju.work.models import Job

__all__ = ["photo"]
BOARD = "/desk/cuihu/requests/"


def status(client: Client, address: str) -> int:
    return client.get(address).status_code


@pytest.fixture
def sealed(case: Case, photo: object) -> Request:
    """About 何丽, who handles complaints and so had it before it was known that it is about her."""
    request = case.complain(sealed=True, photos=[photo])
    case.name(request, "何丽", sealed=True, by="陈静")
    return request


def test_on_no_page(case: Case, sealed: Request) -> None:
    hers, his = case.cast.client_of("何丽"), case.cast.client_of("陈静")
    for address in (
        f"{BOARD}{sealed.number}/",
        f"{BOARD}{sealed.number}/print/",
        f"{BOARD}{sealed.number}/answer/",
        f"{BOARD}{sealed.number}/do/complaint-about/",
    ):
        assert status(his, address) == 200, address
        assert status(hers, address) == 404, address
    for address in (
        BOARD,
        f"{BOARD}?as=columns",
        f"{BOARD}?text=门岗",
        "/desk/cuihu/complaints/",
        f"{BOARD}at/{case.cast.place('DT-3-2').id}/",
        "/desk/cuihu/today/",
    ):
        assert RUDE not in hers.get(address).content.decode(), address
    assert RUDE in his.get(BOARD).content.decode()
    assert RUDE in his.get("/desk/cuihu/complaints/").content.decode()


def test_in_no_search_and_no_file(case: Case, sealed: Request) -> None:
    hers, his = case.cast.client_of("何丽"), case.cast.client_of("陈静")
    for address in (f"/desk/cuihu/search/?q={sealed.number}", "/desk/cuihu/search/?q=盘问我"):
        assert RUDE[:20] not in hers.get(address).content.decode()
        assert RUDE[:20] in his.get(address).content.decode()
    for address in (f"{BOARD}export.xlsx", "/desk/cuihu/complaints/export.xlsx"):
        assert sealed.number not in cells(hers, address)
        assert sealed.number in cells(his, address)


def cells(client: Client, address: str) -> set[object]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address).content))
    return {cell for row in book.get_sheet_by_index(0).to_python() for cell in row}


def test_not_by_the_api(case: Case, sealed: Request) -> None:
    hers, his = case.cast.client_of("何丽"), case.cast.client_of("陈静")
    base = "/api/v1/communities/cuihu/"
    for address in (
        f"requests/{sealed.number}",
        f"requests/{sealed.number}/timeline",
        f"complaints/{sealed.number}",
    ):
        assert status(his, base + address) == 200, address
        assert status(hers, base + address) == 404, address
    for address in ("requests", "requests?q=门岗", "complaints"):
        assert sealed.number not in hers.get(base + address).content.decode()
        assert sealed.number in his.get(base + address).content.decode()


def test_no_photo(case: Case, sealed: Request) -> None:
    token = files_of(sealed)[0].token
    assert file_for(case.actor("陈静"), sealed.community_id, token)
    with pytest.raises(NotFound):
        file_for(case.actor("何丽"), sealed.community_id, token)
    with pytest.raises(NotFound):
        file_for(case.actor("赵敏"), sealed.community_id, token)


def test_what_the_inbox_said_is_taken_back(case: Case, sealed: Request) -> None:
    """She was told of it when it came, before anybody knew whom it is about."""
    hers = Notice.objects.of(sealed.community_id).filter(person_id=case.id("何丽"))
    assert hers.exists()
    assert (
        not hers.filter(body__contains="盘问").exists()
        and not hers.filter(link__contains=sealed.number).exists()
    )
    waiting = Delivery.objects.of(sealed.community_id).filter(
        notice__person_id=case.id("何丽"), state="waiting"
    )
    assert not waiting.exists()
    his = Notice.objects.of(sealed.community_id).filter(person_id=case.id("郑总"))
    assert his.filter(link__contains=sealed.number).exists()


def test_no_notice_of_what_happens_later(case: Case, sealed: Request) -> None:
    before = Notice.objects.of(sealed.community_id).filter(person_id=case.id("何丽")).count()
    requests.comment_request(actor=case.actor("王小明"), request=sealed, words="还有一件事")
    requests.urge_request(actor=case.actor("王小明"), request=sealed)
    assert Notice.objects.of(sealed.community_id).filter(person_id=case.id("何丽")).count() == before
    assert (
        Notice.objects.of(sealed.community_id).filter(person_id=case.id("郑总"), body="还有一件事").exists()
    )


def test_it_is_seen_by_few_until_it_is_known_whom_it_is_about(case: Case) -> None:
    request = case.complain(sealed=True)
    assert status(case.cast.client_of("赵敏"), f"{BOARD}{request.number}/") == 404
    assert status(case.cast.client_of("何丽"), f"{BOARD}{request.number}/") == 200
    told = Notice.objects.of(request.community_id).filter(person_id=case.id("赵敏"))
    assert not told.exists()


def test_an_open_one_that_is_sealed_later_disappears(case: Case) -> None:
    request = case.complain(words="前台那位对我爱理不理", category="1001")
    client = case.cast.client_of("赵敏")
    assert status(client, f"{BOARD}{request.number}/") == 200
    requests.take_request(actor=case.actor("赵敏"), request=request)
    case.name(request, "赵敏", sealed=True)
    assert status(client, f"{BOARD}{request.number}/") == 404
    assert case.request(request).taken_by_id is None
    told = Notice.objects.of(request.community_id).filter(person_id=case.id("赵敏"))
    assert told.exists() and not told.filter(body__contains="爱理不理").exists()


def test_whoever_wrote_it_down_sees_it_unless_it_is_about_them(case: Case) -> None:
    request = requests.report_for(
        actor=case.actor("赵敏"),
        place=case.cast.place("DT-3-2"),
        category=case.complain().category,
        words="电话里说门岗态度不好",
        guest_phone="13912345678",
        sealed=True,
    )
    client = case.cast.client_of("赵敏")
    assert status(client, f"{BOARD}{request.number}/") == 200
    case.name(request, "赵敏", sealed=True)
    assert status(client, f"{BOARD}{request.number}/") == 404


def test_the_question_to_the_guard_tells_nothing_of_it(case: Case) -> None:
    request = case.complain(sealed=True)
    case.name(request, "老周", sealed=True)
    case.hear(request)
    page = case.cast.client_of("老周").get("/crew/cuihu/complaints/").content.decode()
    assert "当晚怎么问的" in page and SORRY in page
    for hidden in (RUDE, "王小明", request.number, "3栋2单元大堂"):
        assert hidden not in page


def test_an_open_one_shows_the_guard_the_words_but_not_who(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    case.hear(request)
    page = case.cast.client_of("老周").get("/crew/cuihu/complaints/").content.decode()
    assert RUDE in page and "王小明" not in page


def test_a_job_for_it_carries_neither_words_nor_who(case: Case) -> None:
    request = case.complain(sealed=True, words="打扫的人把污水倒在我家门口", category="0501")
    with pytest.raises(Invalid, match="写清楚要做什么"):
        requests.dispatch_request(actor=case.actor("何丽"), request=request, assignee_id=case.id("张强"))
    assert not Job.objects.of(request.community_id).exists()
    job = requests.dispatch_request(
        actor=case.actor("何丽"), request=request, assignee_id=case.id("张强"), words="把门口地面冲洗一遍"
    )
    assert (job.words, job.contact_name, job.contact_phone, job.source_id) == (
        "把门口地面冲洗一遍",
        "",
        "",
        None,
    )
    page = case.cast.client_of("张强").get(f"/crew/cuihu/jobs/{job.number}/").content.decode()
    assert "污水" not in page and "王小明" not in page


def test_who_is_named_does_not_make_it_good(case: Case) -> None:
    request = case.complain(sealed=True)
    case.name(request, "老周", sealed=True)
    with pytest.raises(Refused, match="换一位同事"):
        actions.agree_remedy(
            actor=case.actor("何丽"),
            request=request,
            kind="apology",
            person_id=case.id("老周"),
            by=case.later(days=1),
        )


def test_neither_its_duplicates_nor_their_lists_show_it(case: Case, sealed: Request) -> None:
    other = case.complain(who="李芳", words="门岗晚上盘问人")
    his = case.cast.client_of("陈静").get(f"{BOARD}{other.number}/").content.decode()
    assert sealed.number in his or RUDE[:30] in his
    hers = case.cast.client_of("何丽").get(f"{BOARD}{other.number}/").content.decode()
    assert sealed.number not in hers and RUDE[:30] not in hers


def test_who_complained_sees_their_own(case: Case, sealed: Request) -> None:
    page = case.cast.client_of("王小明").get(f"/home/cuihu/requests/{sealed.number}/")
    assert "被投诉的人看不到这件投诉" in page.content.decode()


def test_only_who_handles_complaints_seals(case: Case) -> None:
    request = case.complain()
    with pytest.raises(Exception, match="权限"):
        case.name(request, "老周", sealed=True, by="赵敏")
    assert not Concerned.objects.of(request.community_id).exists()
    assert not case.request(request).sealed
