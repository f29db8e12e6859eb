"""Windows of one story: each a browser of its own, as wide as the screen of the person before it."""

import re
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.running import Running

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
SLOW = 20_000  # milliseconds: what the worker does in the background is awaited as long

expect.set_options(timeout=SLOW)


class Windows:
    """Opens windows and remembers them."""

    def __init__(self, browser: Browser, server: Running) -> None:
        self.browser, self.server = browser, server
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def open(self, size: dict[str, int] = PHONE, **more: Any) -> Page:
        """A fresh window of a stranger; pages that throw or are refused by their own policy fail the story."""
        phone = size["width"] < 600
        context = self.browser.new_context(
            base_url=self.server.address,
            viewport=size,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=phone,
            is_mobile=phone,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(SLOW)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        return page

    def enter(self, title: str, size: dict[str, int] = PHONE, **more: Any) -> Page:
        """A window in which the person of the demo with ``title`` (业主, 技师 …) signed in with one tap."""
        page = self.open(size, **more)
        page.goto("/")
        page.locator(".l-way").filter(has_text=re.compile(title)).click()
        page.wait_for_url(re.compile(r"/(home|crew|desk)/"))
        return page

    def photograph(self, name: str) -> str:
        """Pictures of all windows in a temp folder; answers where they are, and what the server said last."""
        folder = Path(tempfile.mkdtemp(prefix=f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}-"))
        for number, context in enumerate(self.contexts, 1):
            for page in context.pages:
                page.screenshot(path=folder / f"window-{number}.png", full_page=True)
                (folder / f"window-{number}.html").write_text(page.content())
        return f"pictures: {folder}\n{self.faults}\nthe server said:\n{self.server.said[-3000:]}"

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert self.faults == [], self.faults


def told(page: Page, where: str, words: str) -> None:
    """Wait until the page shows the words by itself: it asks every twenty seconds, which are made to pass."""
    for _ in range(20):
        page.clock.fast_forward(21_000)
        try:
            expect(page.locator(where)).to_contain_text(words, timeout=1_000)
        except AssertionError:
            continue
        return
    expect(page.locator(where)).to_contain_text(words)


def stat(manager: Page, label: str) -> int:
    """A number of the manager's page as it stands now."""
    manager.goto("/desk/cuihu/today/")
    return int(manager.locator(".a-stat").filter(has_text=label).locator(".a-stat-value").inner_text())
