"""The stores at the desk: looking, taking in, moving, counting, and a price list from Excel."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anju.assets.models import Move, Part, Tool
from anju.assets.sheets import TITLES
from anju.assets.tests.stories import Stores, add_part, stores_of
from anju.ui.spreadsheets import table_file
from tests.cast import Cast

STORES = "/desk/cuihu/stores/"


@pytest.fixture
def stores(cast: Cast) -> Stores:
    return stores_of(cast)


def test_the_list_finds_by_name_code_and_pinyin(cast: Cast, stores: Stores) -> None:
    add_part(cast, code="DQ-001", name="LED 灯泡 9W")
    chief = cast.client_of("刘工")
    for text in ("角阀", "sn-001", "jiaofa", "jf"):
        page = chief.get(STORES, {"q": text}).content.decode()
        assert "角阀 DN15" in page, text
        assert "灯泡" not in page
    assert "没有找到这样的配件" in chief.get(STORES, {"q": "无此物"}).content.decode()
    assert "角阀" in chief.get(STORES, {"store": str(stores.warehouse.id)}).content.decode()
    assert "角阀 DN15" not in chief.get(STORES, {"store": str(stores.van.id)}).content.decode()


def test_what_runs_short_stands_out(cast: Cast, stores: Stores) -> None:
    chief = cast.client_of("刘工")
    assert "角阀 DN15" not in chief.get(STORES, {"short": "1"}).content.decode()
    one = f"{STORES}parts/{stores.valve.id}/"
    assert (
        chief.post(f"{one}do/minimum/", {"store": str(stores.warehouse.id), "minimum": "20"}).status_code
        == 302
    )
    page = chief.get(STORES, {"short": "1"}).content.decode()
    assert "少于 20" in page
    assert "有 1 处低于最少数" in page


def test_taking_in_moving_counting_and_scrapping(cast: Cast, stores: Stores) -> None:
    chief, one = cast.client_of("刘工"), f"{STORES}parts/{stores.valve.id}/"
    here, van = str(stores.warehouse.id), str(stores.van.id)
    for act, told in (
        ("take-in", {"store": here, "quantity": "5", "reason": "送货单 881"}),
        ("move", {"store": here, "target": van, "quantity": "6"}),
        ("count", {"store": van, "counted": "5", "reason": "少一个"}),
        ("scrap", {"store": here, "quantity": "0.5", "reason": "裂了"}),
    ):
        assert chief.get(f"{one}do/{act}/").status_code == 200
        assert chief.post(f"{one}do/{act}/", told).status_code == 302, act
    assert (stores.held(), stores.held(stores.van)) == (Decimal("8.5"), Decimal(5))
    page = chief.get(one).content.decode()
    for words in ("供应商 → 翠湖库房", "翠湖库房 → 张强的车", "张强的车 → 盘点", "翠湖库房 → 报废"):
        assert words in page


def test_what_is_wrong_stands_beside_its_field(cast: Cast, stores: Stores) -> None:
    chief, one = cast.client_of("刘工"), f"{STORES}parts/{stores.valve.id}/"
    here = str(stores.warehouse.id)
    wrong = [
        ("take-in", {"store": here, "quantity": "-1"}, "数量要大于 0"),
        ("take-in", {"store": "7", "quantity": "1"}, "7"),
        ("move", {"store": here, "target": here, "quantity": "1"}, "请选另一个仓库"),
        ("move", {"store": here, "target": str(stores.van.id), "quantity": "99"}, "只有 10 个"),
        ("scrap", {"store": here, "quantity": "1", "reason": ""}, "请写上为什么报废"),
    ]
    for act, told, words in wrong:
        answer = chief.post(f"{one}do/{act}/", told)
        assert answer.status_code == 422, act
        assert words in answer.content.decode(), act
    assert len(stores.moves()) == 1
    assert chief.get(f"{one}do/steal/").status_code == 404


def test_who_sees_only_cannot_change(cast: Cast, stores: Stores) -> None:
    looks = cast.client_of("何丽")
    assert looks.get(STORES).status_code == 200
    told = {"store": str(stores.warehouse.id), "quantity": "5"}
    assert looks.post(f"{STORES}parts/{stores.valve.id}/do/take-in/", told).status_code == 403
    assert cast.client_of("赵敏").get(STORES).status_code == 403
    assert stores.held() == 10


def test_a_part_and_its_price(cast: Cast) -> None:
    chief = cast.client_of("刘工")
    told = {"code": "sn-009", "name": "水龙头", "unit": "个", "price": "89.9", "cost": "41"}
    made = chief.post(f"{STORES}parts/add/", told)
    part = Part.objects.of(cast.cuihu.id).get()
    assert made["Location"] == f"{STORES}parts/{part.id}/"
    assert (part.code, part.price) == ("SN-009", Decimal("89.90"))
    for field, value, words in (
        ("price", "-1", "金额不能小于 0"),
        ("price", "1000000000000000", "金额不超过"),
        ("price", "NaN", "请写一个金额"),
        ("price", "1.005", "两位小数"),
        ("code", "SN-009", "已经用过"),
    ):
        answer = chief.post(f"{STORES}parts/add/", {**told, "code": "X-1", field: value})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Part.objects.of(cast.cuihu.id).count() == 1
    chief.post(f"{STORES}parts/{part.id}/edit/", {**told, "price": "95"})
    assert Part.objects.of(cast.cuihu.id).get().price == 95


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    return SimpleUploadedFile("parts.xlsx", table_file("配件", TITLES, rows, widths=[10] * 5))


def test_a_price_list_comes_in_as_a_whole_or_not_at_all(cast: Cast, stores: Stores) -> None:
    chief = cast.client_of("刘工")
    bad = sheet(("A-1", "灯泡", "个", 12.5, 6), ("A-1", "", "个", -3, "六块"))
    answer = chief.post(f"{STORES}import/", {"sheet": bad})
    page = answer.content.decode()
    assert answer.status_code == 422
    for cell in ("B3", "D3", "E3"):
        assert f"<strong>{cell}</strong>" in page
    assert Part.objects.of(cast.cuihu.id).count() == 1
    good = sheet(("A-1", "灯泡", "个", 12.5, 6), ("SN-001", "角阀 DN15", "个", 20, 9.2))
    assert chief.post(f"{STORES}import/", {"sheet": good}).status_code == 302
    assert Part.objects.of(cast.cuihu.id).get(code="SN-001").price == 20
    assert stores.held() == 10
    for wrong in (b"", b"not a workbook", b"PK\x03\x04broken"):
        answer = chief.post(f"{STORES}import/", {"sheet": SimpleUploadedFile("x.xlsx", wrong or b" ")})
        assert answer.status_code == 422


def test_the_list_goes_out_and_comes_in_again(cast: Cast, stores: Stores) -> None:
    chief = cast.client_of("刘工")
    out = b"".join(chief.get(f"{STORES}stock.xlsx"))
    again = SimpleUploadedFile("parts.xlsx", io.BytesIO(out).getvalue())
    assert chief.post(f"{STORES}import/", {"sheet": again}).status_code == 302
    assert Move.objects.of(cast.cuihu.id).count() == 1


def test_stores_are_added_and_given_a_keeper(cast: Cast) -> None:
    chief = cast.client_of("刘工")
    told = {"name": "工程库", "kind": "warehouse", "keeper": ""}
    assert chief.post(f"{STORES}add/", told).status_code == 302
    assert chief.post(f"{STORES}add/", told).status_code == 422
    assert chief.post(f"{STORES}add/", {**told, "name": "", "kind": "ship"}).status_code == 422
    page = chief.get(f"{STORES}all/").content.decode()
    assert page.count("工程库") >= 1


def test_tools_from_the_desk_and_from_the_phone(cast: Cast) -> None:
    chief, tech = cast.client_of("刘工"), cast.client_of("张强")
    told = {"code": "dl-1", "name": "冲击钻", "kind": "power", "calibrated_on": "", "keeper": ""}
    assert chief.post("/desk/cuihu/tools/add/", told).status_code == 302
    tool = Tool.objects.of(cast.cuihu.id).get()
    assert "冲击钻" in tech.get("/crew/cuihu/tools/").content.decode()
    tech.post(f"/crew/cuihu/tools/{tool.id}/take/", {"job": ""})
    assert "张强" in chief.get(f"/desk/cuihu/tools/{tool.id}/").content.decode()
    tech.post(f"/crew/cuihu/tools/{tool.id}/return/", {"unsafe": "1", "words": "外壳裂了"})
    page = chief.get("/desk/cuihu/tools/?list=unsafe").content.decode()
    assert "外壳裂了" in page
    answer = tech.post(f"/crew/cuihu/tools/{tool.id}/take/", follow=True).content.decode()
    assert "停用" in answer
    for act, more in (("unlock", {}), ("lend", {"person": str(cast.person("张强").id)}), ("return", {})):
        assert chief.get(f"/desk/cuihu/tools/{tool.id}/do/{act}/").status_code == 200
        assert chief.post(f"/desk/cuihu/tools/{tool.id}/do/{act}/", more).status_code == 302, act
    assert chief.post(f"/desk/cuihu/tools/{tool.id}/do/calibrate/", {"on": "2026-11-01"}).status_code == 422
    assert chief.post(f"/desk/cuihu/tools/{tool.id}/do/retire/", {"why": "老化"}).status_code == 302
