"""A phone without signal: nothing that was written is lost, and nothing is filed twice."""

from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.journeys.windows import Windows

UPLOAD = "客厅墙角渗水，墙皮起泡了"
LOST = "卧室插座松了，一插就冒火星味"
TWICE = "阳台推拉门的轮子坏了，推不动"


def test_a_photo_that_does_not_get_through_is_sent_again(windows: Windows, photo: Path) -> None:
    resident = windows.enter("业主")
    fill(resident, UPLOAD, photo)
    resident.route("**/report/", lambda route: route.abort("internetdisconnected"))
    resident.get_by_role("button", name="告诉物业").click()
    expect(resident.get_by_text("网络没有连上")).to_be_visible()
    resident.unroute("**/report/")
    resident.get_by_role("button", name="再试一次").click()
    expect(resident.get_by_role("heading", name="已收到")).to_be_visible()
    resident.get_by_role("link", name="看进展").click()
    expect(resident.locator("#story img")).to_have_count(1)
    assert filed(resident, UPLOAD) == 1


def test_an_answer_lost_on_its_way_back_files_nothing_twice(windows: Windows) -> None:
    resident = windows.enter("业主")
    fill(resident, LOST)

    def lose_the_answer(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    resident.route("**/report/", lose_the_answer)
    resident.get_by_role("button", name="告诉物业").click()
    expect(resident.locator(".a-toast")).to_contain_text("网络没有连上")
    resident.unroute("**/report/")
    resident.get_by_role("button", name="告诉物业").click()
    expect(resident.get_by_role("heading", name="已收到")).to_be_visible()
    assert filed(resident, LOST) == 1


def test_two_taps_make_one_request(windows: Windows) -> None:
    resident = windows.enter("业主")
    fill(resident, TWICE)
    resident.get_by_role("button", name="告诉物业").dblclick()
    expect(resident.get_by_role("heading", name="已收到")).to_be_visible()
    assert filed(resident, TWICE) == 1


def fill(resident: Page, words: str, photo: Path | None = None) -> None:
    """Everything up to the last button."""
    resident.goto("/home/cuihu/report/")
    resident.get_by_label("什么事？照实说就行").fill(words)
    expect(resident.locator("#guess")).to_contain_text("看起来是")
    if photo:
        resident.locator("input[type=file]").set_input_files(photo)
        expect(resident.locator("[data-photos-shown] img")).to_have_count(1)
    resident.get_by_role("button", name="下一步").click()
    resident.get_by_role("button", name="下一步").click()


def filed(resident: Page, words: str) -> int:
    """How many requests the resident's list has with these words."""
    resident.goto("/home/cuihu/requests/")
    return resident.locator("main").get_by_text(words).count()
