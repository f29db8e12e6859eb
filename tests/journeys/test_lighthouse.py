"""Lighthouse gives at least 0.95 for accessibility and for best practice on the main pages."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import playwright
from playwright.sync_api import Page

from tests.journeys.conftest import FLAGS, chromium
from tests.journeys.windows import DESK, Windows

LEAST = 0.95
HERE = Path(__file__).parent
# Lighthouse wants a newer Node.js than most machines have; Playwright brings one along.
NODE = Path(playwright.__file__).parent / "driver" / "node"


def test_main_pages_are_accessible_and_well_made(windows: Windows) -> None:
    stranger = windows.open()
    resident = windows.enter("业主")
    desk, technician = windows.enter("客服专员", DESK), windows.enter("综合维修工")
    manager = windows.enter("项目经理", DESK)
    one = resident.locator("main a[href*='/requests/']").first.get_attribute("href") or ""
    pages = [
        page_of(stranger, "/"),
        page_of(stranger, "/sign-in/"),
        page_of(resident, "/home/cuihu/"),
        page_of(resident, "/home/cuihu/report/"),
        page_of(resident, one),
        page_of(desk, "/desk/cuihu/requests/"),
        page_of(technician, "/crew/cuihu/"),
        page_of(manager, "/desk/cuihu/today/"),
    ]
    for page in pages:
        page["url"] = windows.server.address.rstrip("/") + page["url"]
    found = lighthouse(pages)
    assert [one["url"] for one in found] == [page["url"] for page in pages]
    wrong = [one for one in found if min(one["scores"].values()) < LEAST]
    assert wrong == [], json.dumps(wrong, indent=1, ensure_ascii=False)


def page_of(window: Page, address: str) -> dict[str, Any]:
    """A page as the person in the window sees it."""
    cookies = [
        {name: one[name] for name in ("name", "value", "domain", "path")} for one in window.context.cookies()
    ]
    desktop = (window.viewport_size or {})["width"] >= DESK["width"]
    return {"url": address, "cookies": cookies, "desktop": desktop}


def lighthouse(pages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [NODE, HERE / "lighthouse.mjs"],
        input=json.dumps(pages),
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium(), "CHROME_FLAGS": json.dumps(["--headless=new", *FLAGS])},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
