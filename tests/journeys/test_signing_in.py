"""Signing in by a code, in another language, and ending what is signed in elsewhere."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.windows import Windows


def test_by_a_code_that_the_demo_shows_then_in_english_and_elsewhere_ended(windows: Windows) -> None:
    at_home = windows.enter("业主")
    phone = phone_of_the_resident(windows.open())

    elsewhere = windows.open()
    elsewhere.goto("/me/")
    elsewhere.get_by_role("link", name="短信登录").click()
    elsewhere.get_by_label("手机号").fill(phone)
    elsewhere.get_by_role("button", name="获取验证码").click()
    expect(elsewhere.get_by_role("heading", name="输入验证码")).to_be_visible()
    elsewhere.get_by_label("验证码").fill("000000")
    elsewhere.get_by_role("button", name="登录").click()
    expect(elsewhere.locator(".a-field-error")).to_be_visible()
    with elsewhere.expect_popup() as texts:
        elsewhere.get_by_role("link", name="在这里看验证码").click()
    elsewhere.get_by_label("验证码").fill(newest_code(texts.value))
    elsewhere.get_by_role("button", name="登录").click()
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("我的")

    elsewhere.get_by_role("button", name="English").click()
    expect(elsewhere.locator("html")).to_have_attribute("lang", "en")
    elsewhere.get_by_role("button", name="中文").click()
    expect(elsewhere.locator("html")).to_have_attribute("lang", re.compile("zh"))

    elsewhere.get_by_role("button", name="退出其他所有设备").click()
    expect(elsewhere.get_by_role("button", name="退出其他所有设备")).to_have_count(0)
    at_home.reload()
    expect(at_home.get_by_role("heading", name="登录")).to_be_visible()
    at_home.goto("/home/cuihu/")
    expect(at_home.get_by_role("heading", name="登录")).to_be_visible()


def phone_of_the_resident(page: Page) -> str:
    page.goto("/")
    return page.locator("form").filter(has_text="业主").locator("input[name=phone]").input_value()


def newest_code(texts: Page) -> str:
    found = re.search(r"\b\d{6}\b", texts.locator(".a-row-title").first.inner_text())
    assert found
    return found.group()
