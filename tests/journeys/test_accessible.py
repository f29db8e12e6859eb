"""axe finds no violation on the main pages of each face: on the phone and on the desk, in light and in dark."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.windows import DESK, PHONE, Windows

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ALL = {"resultTypes": ["violations"]}
# What the colours change; everything else is the same in the dark.
COLOURS = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SETTLED = """async () => {
  do {
    await Promise.allSettled(document.getAnimations().map(one => one.finished));
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  } while (document.getAnimations().some(one => one.playState === "running"));
}"""
RUN = "options => axe.run(document, options).then(found => found.violations)"

PUBLIC = ["/", "/sign-in/", "/sign-in/code/", "/demo/texts/", "/nowhere/"]
RESIDENT = [
    "/home/cuihu/",
    "/home/cuihu/report/",
    "/home/cuihu/requests/",
    "/home/cuihu/requests/?show=ended",
    "/home/cuihu/requests/{waiting}/",
    "/home/cuihu/requests/{waiting}/print/",
    "/home/cuihu/inbox/",
    "/home/cuihu/inbox/settings/",
    "/home/cuihu/me/",
]
CREW = [
    "/crew/cuihu/",
    "/crew/cuihu/jobs/{job}/",
    "/crew/cuihu/jobs/{job}/finish/",
    "/crew/cuihu/done/",
    "/crew/cuihu/scan/",
    "/crew/cuihu/inbox/",
]
STAFF = [
    "/desk/cuihu/requests/",
    "/desk/cuihu/requests/?as=columns",
    "/desk/cuihu/requests/?states=all&text=nothing",
    "/desk/cuihu/requests/new/",
    "/desk/cuihu/requests/{late}/",
    "/desk/cuihu/requests/{late}/dispatch/",
    "/desk/cuihu/jobs/",
    "/desk/cuihu/places/",
    "/desk/cuihu/people/",
    "/desk/cuihu/search/?q=101",
    "/desk/cuihu/standards/?q=漏水",
    "/desk/cuihu/standards/0101/",
    "/desk/cuihu/inbox/",
    "/desk/cuihu/me/",
]
MANAGER = [
    "/desk/cuihu/today/",
    "/desk/cuihu/places/intake/",
    "/desk/cuihu/places/codes/",
    "/desk/cuihu/places/homes/?q=101",
    "/desk/cuihu/places/areas/?q=电梯",
    "/desk/cuihu/connect/",
    "/desk/cuihu/connect/tokens/new/",
    "/desk/cuihu/connect/webhooks/new/",
]


def test_pages_of_strangers(windows: Windows) -> None:
    look_at(windows.open(), PUBLIC)


def test_pages_of_residents(windows: Windows) -> None:
    resident = windows.enter("业主")
    waiting = resident.locator("main").get_by_text("BX-").first.inner_text()
    look_at(resident, [address.format(waiting=waiting) for address in RESIDENT])


def test_pages_of_the_crew(windows: Windows) -> None:
    technician = windows.enter("综合维修工")
    finish = technician.get_by_role("link", name="填写完成").first.get_attribute("href") or ""
    job = finish.split("/")[-3]
    look_at(technician, [address.format(job=job) for address in CREW])


def test_pages_of_the_desk(windows: Windows) -> None:
    desk = windows.enter("客服专员", DESK)
    late = desk.locator("tr[data-number]").first.get_attribute("data-number") or ""
    look_at(desk, [address.format(late=late) for address in STAFF])


def test_pages_of_the_manager(windows: Windows) -> None:
    look_at(windows.enter("项目经理", DESK), MANAGER)


def look_at(page: Page, addresses: list[str]) -> None:
    """Open each page once and look at it in both sizes and both lights."""
    wrong: list[str] = []
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text())
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            wrong += violations(page, f"{address} {size['width']}", ALL)
            page.emulate_media(color_scheme="dark")
            wrong += violations(page, f"{address} {size['width']} dark", COLOURS)
            page.emulate_media(color_scheme="light")
    assert wrong == [], "\n".join(wrong)


def violations(page: Page, where: str, options: dict[str, Any]) -> list[str]:
    page.evaluate(SETTLED)
    found = page.evaluate(RUN, options)
    return [
        f"{where}: {one['id']}: {node['html'][:160]} {node['failureSummary'][-200:]}"
        for one in found
        for node in one["nodes"][:3]
    ]
