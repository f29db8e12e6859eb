"""A code that is scanned or typed at a place."""

from anju.work.tests.stories import leak_job
from tests.cast import BOTH, Cast


def scan(cast: Cast, name: str, code: str, community: str = "cuihu"):
    return cast.client_of(name).get(f"/crew/{community}/scan/", {"code": code})


def test_a_scanned_code_shows_what_is_open_there(cast: Cast) -> None:
    job = leak_job(cast, place="LT-3-2")
    elsewhere = leak_job(cast, place="3-2-302")
    token = cast.place("LT-3-2").token
    page = scan(cast, "张强", f"https://anju.example.org/q/{token}").content.decode()
    assert "3栋2单元客梯" in page
    assert job.number in page
    assert elsewhere.number not in page
    assert f'href="/q/{token}/"' in page or f'href="/q/{token}"' in page


def test_a_typed_code_does_the_same(cast: Cast) -> None:
    page = scan(cast, "张强", "lt-3-2").content.decode()
    assert "3栋2单元客梯" in page
    assert "这里没有您的活" in page


def test_jobs_of_others_show_without_a_button(cast: Cast) -> None:
    leak_job(cast, place="LT-3-2")
    guard = scan(cast, "老周", "LT-3-2").content.decode()
    assert "这里没有您的活" in guard
    lead = scan(cast, "刘工", "LT-3-2").content.decode()
    assert "张强 · 待接单" in lead
    assert "next/accept/" not in lead


def test_a_strange_code_is_said_in_words(cast: Cast) -> None:
    for code in ("https://example.org/", "/q/AAAAAAAAAAAAAAAA", "99-9-9999", "9\x00-9", "x" * 3000):
        answer = scan(cast, "张强", code)
        assert answer.status_code == 404
        assert "不是我们的" in answer.content.decode()


def test_a_code_of_the_other_community_opens_there_for_who_works_in_both(cast: Cast) -> None:
    token = cast.place("1-1-101", "laohuai").token
    answer = scan(cast, BOTH, f"http://localhost/q/{token}")
    assert answer["Location"].startswith("/crew/laohuai/scan/?code=")
    assert scan(cast, "张强", f"http://localhost/q/{token}").status_code == 404


def test_who_works_in_two_communities_can_switch(cast: Cast) -> None:
    page = cast.client_of(BOTH).get("/crew/cuihu/").content.decode()
    assert 'href="/crew/laohuai/"' in page
    assert "老槐里" in page
