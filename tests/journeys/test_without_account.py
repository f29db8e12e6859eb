"""A passer-by scans the code in a lift, reports without an account and follows by the secret link."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.windows import DESK, Windows

WORDS = "电梯里的灯一直在闪，老人不敢坐"
PLAIN = "电梯按钮 3 按了没反应"
NUMERALS = dict(zip("一二三四五六七八九", range(1, 10), strict=True))


def test_a_stranger_reports_from_the_lift_and_is_answered(windows: Windows) -> None:
    desk = windows.enter("客服专员", DESK)
    code = code_of(desk, "1栋1单元电梯")
    stranger = windows.open()
    stranger.goto(code)
    expect(stranger.locator("main")).to_contain_text("1栋1单元电梯")
    type_like_a_person(stranger, WORDS)
    expect(stranger.locator("#guess")).to_contain_text("看起来是")
    stranger.get_by_role("button", name="下一步").click()
    stranger.get_by_label("手机号").fill("13912345678")
    send(stranger)
    number = number_in(stranger)
    link = stranger.locator(".r-link").inner_text()

    elsewhere = windows.open()
    elsewhere.goto(link)
    expect(elsewhere.locator("#now")).to_contain_text("已收到")
    elsewhere.get_by_label("写给处理的同事").fill("就在二楼到三楼之间闪得最厉害")
    elsewhere.get_by_role("button", name="发出").click()
    expect(elsewhere.locator("#story")).to_contain_text("二楼到三楼之间")

    desk.goto(f"/desk/cuihu/requests/{number}/")
    expect(desk.locator("main")).to_contain_text("二楼到三楼之间")
    desk.get_by_role("link", name="回复").click()
    desk.get_by_label("给报事人的话").fill("谢谢您，电梯师傅今天就来换灯。")
    desk.get_by_role("button", name="发给报事人").click()
    expect(desk.locator(".a-timeline")).to_contain_text("今天就来换灯")

    elsewhere.reload()
    expect(elsewhere.locator("#story")).to_contain_text("今天就来换灯")
    expect(elsewhere.locator("main")).not_to_contain_text("13912345678")
    assert elsewhere.goto(f"{link[:-2]}x/").status == 404  # type: ignore[union-attr]


def test_without_script_everything_still_works(windows: Windows) -> None:
    code = code_of(windows.enter("客服专员", DESK), "1栋2单元电梯")
    stranger = windows.open(java_script_enabled=False)
    stranger.goto(code)
    type_like_a_person(stranger, PLAIN)
    send(stranger)
    link = stranger.locator(".r-link").inner_text()
    stranger.get_by_role("link", name="看进展").click()
    expect(stranger.locator("#now")).to_contain_text("已收到")
    expect(stranger.locator("#story")).to_contain_text(PLAIN)

    stranger.get_by_label("写给处理的同事").fill("又好了，可能是我按轻了")
    stranger.get_by_role("button", name="发出").click()
    expect(stranger.locator("#story")).to_contain_text("可能是我按轻了")
    stranger.goto(f"{link}#cancel")
    stranger.get_by_role("button", name="撤销", exact=True).click()
    expect(stranger.locator("#now")).to_contain_text("已撤销")


def code_of(desk: Page, place: str) -> str:
    """The address in the printed code of a place."""
    desk.goto("/desk/cuihu/places/areas/?kind=LIFT_CAR")
    desk.get_by_role("link", name=place).click()
    return desk.locator(".p-url a").inner_text()


def type_like_a_person(stranger: Page, words: str) -> None:
    """Who has the whole form filled in within two seconds is taken for a program and asked to look again."""
    stranger.get_by_label("什么事？照实说就行").press_sequentially(words, delay=200)


def send(stranger: Page) -> None:
    """From the fourth report on, whoever sends is asked to add two numbers."""
    question = stranger.get_by_label(re.compile("等于几"))
    if question.is_visible():
        asked = stranger.locator("label").filter(has_text="等于几").inner_text()
        question.fill(str(sum(NUMERALS[sign] for sign in asked.partition("等")[0] if sign in NUMERALS)))
    stranger.get_by_role("button", name="告诉物业").click()
    expect(stranger.get_by_role("heading", name="已收到")).to_be_visible()


def number_in(page: Page) -> str:
    found = re.search(r"[A-Z]{2}-\d{8}-\d{4}", page.locator("main").inner_text())
    assert found
    return found.group()
