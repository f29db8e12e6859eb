"""The desk takes two calls without touching the mouse, and sees that both mean the same."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.windows import DESK, Windows


def test_two_calls_about_one_thing_by_keys_alone(windows: Windows) -> None:
    stranger = windows.open()
    stranger.goto("/")
    caller = stranger.locator(".l-way").filter(has_text="业主").locator("b").inner_text()
    desk = windows.enter("客服专员", DESK)

    first = take_call(desk, who="", words="大堂的玻璃门碎了一块，小心割到人")
    expect(desk.locator(f"tr[data-number='{first}']")).to_contain_text("待受理")

    second = take_call(desk, who=caller, words="大堂门上的玻璃碎了，孩子要从那儿过")
    expect(desk.locator("#panel")).to_contain_text("可能是同一件事")
    desk.keyboard.press("m")
    expect(desk.locator("#act input[name=into]").first).to_be_focused()
    desk.keyboard.press("Space")
    expect(desk.locator("#act label").filter(has_text=first).get_by_role("radio")).to_be_checked()
    desk.keyboard.press("Enter")

    expect(desk.locator("#panel .a-timeline")).to_contain_text(f"与 {first} 一起处理")
    expect(desk.locator(f"tr[data-number='{second}']")).to_have_count(0)
    desk.keyboard.press("Escape")
    expect(desk.locator("#panel [data-request]")).to_have_count(0)


def take_call(desk: Page, *, who: str, words: str) -> str:
    """One call from the first key to 登记; answers the number to tell the caller."""
    desk.keyboard.press("n")
    expect(desk.locator("#panel input[name=who]")).to_be_focused()
    if who:
        desk.keyboard.type(who)
        expect(desk.locator("#call-who [type=radio]").nth(1)).to_be_attached()
        desk.keyboard.press("Tab")
        desk.keyboard.press("ArrowDown")
        expect(desk.locator("#call-who [type=radio]").first).to_be_checked()
        expect(desk.locator("#call-where [type=radio]").first).to_be_checked()
    else:
        tab_to(desk, "guest_phone")
        desk.keyboard.type("13987654321")
    tab_to(desk, "where")
    desk.keyboard.type("1栋2单元大堂")
    place = desk.locator("#call-where label").filter(has_text="1栋2单元大堂").get_by_role("radio")
    expect(place).to_be_attached()
    tab_to(desk, "place")
    for _ in range(5):
        if place.is_checked():
            break
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    expect(place).to_be_checked()
    tab_to(desk, "words")
    desk.keyboard.type(words)
    expect(desk.locator("#call-what")).to_contain_text("可以答应对方")
    tab_to(desk, "wish")
    desk.keyboard.press("Enter")
    expect(desk.locator("#panel")).to_contain_text("已登记，可以这样告诉对方")
    expect(desk.locator("#panel .d-title")).to_have_text(words)
    number = re.search(r"[A-Z]{2}-\d{8}-\d{4}", desk.locator("#panel .d-number").inner_text())
    assert number
    return number.group()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field has the cursor."""
    for _ in range(40):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {name}")
