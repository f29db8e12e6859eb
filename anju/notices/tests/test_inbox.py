"""The inbox in every face: newest first, read by opening, paged, one's own only."""

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy

from anju.notices.choices import Topic
from anju.notices.models import Notice
from anju.notices.rules import short_code
from anju.notices.tests.telling import tell
from tests.cast import BOTH, OUTSIDER, Cast

FACES = [("home", "王小明"), ("crew", "张强"), ("desk", "赵敏")]


@pytest.mark.parametrize(("face", "name"), FACES)
def test_opening_marks_read_and_leads_on(cast: Cast, face: str, name: str) -> None:
    (notice,) = tell(cast, name, link=f"/{face}/cuihu/requests/BX-20261123-0001/")
    client = cast.client_of(name)
    page = client.get(f"/{face}/cuihu/inbox/").content.decode()
    assert "张强已接单，会按时过来" in page
    assert "1 条没看" in page
    answer = client.get(f"/{face}/cuihu/inbox/{notice.id}/")
    assert answer["Location"] == f"/{face}/cuihu/requests/BX-20261123-0001/"
    assert "条没看" not in client.get(f"/{face}/cuihu/inbox/").content.decode()


@pytest.mark.parametrize(("face", "name"), FACES)
def test_an_empty_inbox_says_what_will_come(cast: Cast, face: str, name: str) -> None:
    page = cast.client_of(name).get(f"/{face}/cuihu/inbox/").content.decode()
    assert "还没有消息" in page
    assert "都看过了" not in page


def test_what_leads_nowhere_is_shown_whole(cast: Cast) -> None:
    (notice,) = tell(cast, "张强", title="GD-1 已改派给别的同事", body="水龙头漏水", link="")
    page = cast.client_of("张强").get(f"/crew/cuihu/inbox/{notice.id}/").content.decode()
    assert "GD-1 已改派给别的同事" in page
    assert "水龙头漏水" in page


def test_nobody_opens_the_notices_of_another(cast: Cast) -> None:
    (notice,) = tell(cast, "王小明")
    for face, name in (("home", "李芳"), ("crew", "张强"), ("desk", "赵敏")):
        assert cast.client_of(name).get(f"/{face}/cuihu/inbox/{notice.id}/").status_code == 404
    assert cast.client_of(OUTSIDER).get("/home/cuihu/inbox/").status_code == 404
    assert Notice.objects.of(cast.cuihu.id).get().read_at is None


def test_a_face_one_does_not_have_has_no_inbox(cast: Cast) -> None:
    assert cast.client_of("王小明").get("/desk/cuihu/inbox/").status_code == 404
    assert cast.client_of("王小明").get("/crew/cuihu/inbox/").status_code == 404
    assert cast.client_of("马超").get("/home/cuihu/inbox/").status_code == 404


def test_all_are_marked_read_at_once_and_only_one_s_own(cast: Cast) -> None:
    tell(cast, "王小明", "李芳")
    tell(cast, "王小明", key="second")
    client = cast.client_of("王小明")
    assert client.get("/home/cuihu/inbox/read/").status_code == 405
    assert client.post("/home/cuihu/inbox/read/")["Location"] == "/home/cuihu/inbox/"
    unread = Notice.objects.of(cast.cuihu.id).filter(read_at__isnull=True)
    assert [notice.person_id for notice in unread] == [cast.person("李芳").id]


def test_pages_are_turned_both_ways(cast: Cast) -> None:
    for number in range(65):
        tell(cast, "王小明", key=f"n{number}", title=f"进展{number:02d}号")
    client = cast.client_of("王小明")

    def shown(query: str = "") -> tuple[list[str], str]:
        page = client.get(f"/home/cuihu/inbox/{query}").content.decode()
        return [f"{number:02d}" for number in range(65) if f"进展{number:02d}号" in page], page

    first, page = shown()
    assert first == [f"{number:02d}" for number in range(35, 65)]
    older = page.split("?after=")[1].split('"')[0]
    second, page = shown(f"?after={older}")
    assert second == [f"{number:02d}" for number in range(5, 35)]
    newer = page.split("?before=")[1].split('"')[0]
    assert shown(f"?before={newer}")[0] == first
    last, page = shown(f"?after={page.split('?after=')[1].split(chr(34))[0]}")
    assert last == [f"{number:02d}" for number in range(5)]
    assert "?after=" not in page


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 30, "1; DROP TABLE"])
def test_a_broken_cursor_shows_the_first_page(cast: Cast, cursor: str) -> None:
    tell(cast, "王小明")
    page = cast.client_of("王小明").get("/home/cuihu/inbox/", {"after": cursor})
    assert page.status_code == 200
    assert "张强已接单" in page.content.decode()


def test_the_unread_are_counted_in_the_navigation(cast: Cast) -> None:
    tell(cast, "赵敏", topic=Topic.DESK)
    tell(cast, "赵敏", topic=Topic.DESK, key="two")
    page = cast.client_of("赵敏").get("/desk/cuihu/inbox/").content.decode()
    assert "消息，2 条未读" in page


def test_the_same_thing_is_said_once_however_often_it_is_sent(cast: Cast) -> None:
    assert len(tell(cast, "王小明", "李芳")) == 2
    assert tell(cast, "王小明", "李芳") == []
    assert [notice.person.name for notice in tell(cast, "欧阳慧敏", "李芳")] == ["欧阳慧敏"]
    assert Notice.objects.of(cast.cuihu.id).count() == 3


def test_the_short_link_of_a_text_message_leads_to_the_notice(cast: Cast) -> None:
    (notice,) = tell(cast, "王小明")
    short = f"/n/{short_code(notice.id)}/"
    client = cast.client_of("王小明")
    assert client.get(short)["Location"] == f"/home/cuihu/inbox/{notice.id}/"
    assert cast.client_of("李芳").get(short).status_code == 404
    assert cast.client_of(OUTSIDER).get(short).status_code == 404
    assert client.get("/n/0/").status_code == 404
    assert client.get("/n/ZZZZZZZZZZZ/").status_code == 404
    stranger = Client().get(short)
    assert stranger["Location"].startswith("/sign-in/")


def test_words_are_said_in_each_person_s_language(cast: Cast) -> None:
    account = cast.account("李芳")
    account.language = "en"
    account.save(update_fields=["language"])
    said = tell(cast, "王小明", "李芳", title=gettext_lazy("January"))
    words = {notice.person_id: notice.title for notice in said}
    assert words[cast.person("王小明").id] == "一月"
    assert words[cast.person("李芳").id] == "January"


def test_who_works_in_both_communities_has_an_inbox_in_each(cast: Cast) -> None:
    tell(cast, BOTH)
    client = cast.client_of(BOTH)
    assert "张强已接单" in client.get("/crew/cuihu/inbox/").content.decode()
    assert "张强已接单" not in client.get("/crew/laohuai/inbox/").content.decode()
