"""The manager brings in a new building from Excel: first with faults, then mended, then the codes to stick up."""

from pathlib import Path

from playwright.sync_api import Page, expect

from anju.people.intake.tests.workbooks import HOMES, RESIDENTS, workbook
from tests.journeys.windows import DESK, Windows

NEW = "7栋1单元101"


def test_a_building_comes_in_from_excel_and_its_codes_are_printed(windows: Windows, tmp_path: Path) -> None:
    manager = windows.enter("项目经理", DESK)
    manager.get_by_role("link", name="房屋与区域").click()
    manager.get_by_role("link", name="导入").click()
    with manager.expect_download() as template:
        manager.get_by_role("link", name="下载模板").click()
    assert template.value.suggested_filename.endswith(".xlsx")

    faulty = workbook(
        homes=[*HOMES, ["7", "1", "三层", "", "301", "八十九"]],
        residents=[*RESIDENTS, ["7-1-999", "李雷", "1391111", "房东", "2020-13-01", "", "", "lilei@"]],
    )
    hand_in(manager, tmp_path / "有错的.xlsx", faulty)
    faults = manager.locator(".i-faults tbody tr")
    expect(faults.first).to_be_visible()
    for cell in ("房屋!C6", "房屋!F6", "住户!A6", "住户!C6", "住户!D6", "住户!E6", "住户!H6"):
        expect(faults.filter(has_text=cell)).to_have_count(1)
    assert home_found(manager) == 0

    manager.go_back()
    hand_in(manager, tmp_path / "改好的.xlsx", workbook())
    expect(manager.locator("#intake")).to_contain_text("每一格都看过了，没有问题")
    manager.get_by_role("button", name="确认导入").click()
    expect(manager.locator("#intake")).to_contain_text("都写进去了")
    assert home_found(manager) == 1

    print_codes(manager)
    scan_the_label(windows, manager, tmp_path)


def hand_in(manager: Page, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    manager.locator("input[type=file]").set_input_files(file)
    manager.get_by_role("button", name="交上来检查").click()
    expect(manager.get_by_role("heading", level=1)).to_have_text(file.name)


def home_found(manager: Page) -> int:
    """How many homes of the new building the list of homes has with this number."""
    manager.goto("/desk/cuihu/places/homes/?q=7-1-101")
    return manager.locator("tbody tr").filter(has_text=NEW).count()


def print_codes(manager: Page) -> None:
    """All public areas of the new building on one sheet."""
    manager.goto("/desk/cuihu/places/codes/")
    manager.get_by_label("公共区域").check()
    manager.get_by_label("哪栋楼").select_option(label="7栋")
    expect(manager.locator("#codes-count")).to_contain_text("一共 2 张，1 页纸")
    with manager.context.expect_event("response", lambda answer: "codes.pdf" in answer.url) as printed:
        manager.get_by_role("button", name="生成 PDF").click()
    assert printed.value.status == 200
    assert manager.request.get(printed.value.url).body().startswith(b"%PDF-")


def scan_the_label(windows: Windows, manager: Page, folder: Path) -> None:
    """The label on the wall, photographed by a technician, leads to the new home."""
    manager.goto("/desk/cuihu/places/homes/?q=7-1-101")
    manager.get_by_role("link", name=NEW).click()
    manager.get_by_role("link", name="打印这一张").click()
    manager.locator(".p-label").screenshot(path=folder / "label.png")
    technician = windows.enter("综合维修工")
    technician.get_by_role("link", name="扫码").click()
    technician.locator("[data-scan-picture] input").set_input_files(folder / "label.png")
    expect(technician.get_by_role("heading", level=1)).to_have_text(NEW)
