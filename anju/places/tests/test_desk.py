"""Places at the desk: the tree, the lists, one place, public areas added and mended; who is turned away."""

import io
import re

import pytest
from django.test import Client
from django.utils.html import escape
from python_calamine import CalamineWorkbook

from anju.kernel.actor import SYSTEM
from anju.kernel.events import history
from anju.places.actions import add_area
from anju.places.models import Place
from anju.places.queries import place_scanned
from tests.cast import OUTSIDER, Cast

pytestmark = pytest.mark.django_db

PLACES = "/desk/cuihu/places/"
PM, AGENT, TECHNICIAN, RESIDENT = "陈静", "赵敏", "张强", "王小明"
GATE = {"name": "南门", "area_kind": "GATE", "building": "grounds", "floor": "", "floor_label": ""}


def text(client: Client, url: str, **headers: str) -> str:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200, url
    return answer.content.decode()


def labels(html: str) -> list[str]:
    return re.findall(r'<a href="/desk/cuihu/places/\d+/">([^<]+)</a>', html)


def area(cast: Cast, name: str) -> Place:
    return Place.objects.of(cast.cuihu.id).get(name=name)


def test_the_tree_counts_what_each_building_holds(cast: Cast) -> None:
    html = text(cast.client_of(AGENT), PLACES)

    assert "3栋" in html and "5栋" in html
    assert "3 套房" in html and "2 处公共区域" in html
    assert "从 Excel 导入" not in html and "打印二维码" not in html
    assert "从 Excel 导入" in text(cast.client_of(PM), PLACES)


def test_homes_are_searched_and_filtered(cast: Cast) -> None:
    client = cast.client_of(AGENT)
    building, entrance = cast.place("3").id, cast.place("3-2").id

    assert len(labels(text(client, f"{PLACES}homes/"))) == 6
    assert labels(text(client, f"{PLACES}homes/?q=３-2-1001")) == ["3栋2单元1001"]
    assert len(labels(text(client, f"{PLACES}homes/?building={building}&entrance={entrance}"))) == 3
    assert "没有找到" in text(client, f"{PLACES}homes/?q=不存在")
    for odd in (
        "q=%00",
        "building=x",
        "building=99999999999999999999",
        "after=~~",
        "before=x~9",
        "q=" + "长" * 500,
    ):
        text(client, f"{PLACES}homes/?{odd}")


def test_pages_of_homes_follow_each_other_in_both_directions(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anju.places.queries.desk.ROWS", 2)
    client = cast.client_of(AGENT)
    seen, url = [], f"{PLACES}homes/"
    for _ in range(3):
        html = text(client, url)
        seen.append(labels(html))
        following = re.search(r'rel="next" href="([^"]+)"', html)
        url = f"{PLACES}homes/{following[1]}" if following else ""
    assert [len(page) for page in seen] == [2, 2, 2] and not url

    before = re.search(r'rel="prev" href="([^"]+)"', html)
    assert before and labels(text(client, f"{PLACES}homes/{before[1]}")) == seen[1]
    assert seen[0][0] == "3栋2单元302", "302 comes before 1001"


def test_lists_are_exported_with_the_titles_of_the_import(cast: Cast) -> None:
    client = cast.client_of(AGENT)

    def rows(name: str) -> list[list[object]]:
        content = client.get(f"{PLACES}{name}").content
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    homes, areas = rows(f"homes.xlsx?building={cast.place('5').id}"), rows("areas.xlsx?kind=LIFT_CAR")
    assert homes[0][:4] == ["楼栋", "单元", "楼层(物理)", "楼层显示"]
    assert [row[6] for row in homes[1:]] == ["5-1-302", "5-1-1001", "5-1-1002"]
    assert areas[1:] == [["3栋", "电梯", "2单元客梯", "", "LT-3-2"]]


def test_a_place_shows_its_code_and_where_it_leads(cast: Cast) -> None:
    home = cast.place("3-2-1001")

    html = text(cast.client_of(TECHNICIAN), f"{PLACES}{home.id}/")

    assert f"http://testserver/q/{home.token}" in html
    assert place_scanned(home.token) == home
    assert 'class="a-qr-code"' in html
    label = text(cast.client_of(TECHNICIAN), f"{PLACES}{home.id}/label/")
    assert "0571-88001234" in label and "3栋2单元1001" in label


def test_an_address_that_was_set_stands_in_the_code(cast: Cast, settings) -> None:
    settings.SITE_URL = "https://anju.example.com"

    html = text(cast.client_of(AGENT), f"{PLACES}{cast.place('LT-3-2').id}/")

    assert f"https://anju.example.com/q/{cast.place('LT-3-2').token}" in html


def test_a_home_page_shows_who_lives_there_to_who_may_know(cast: Cast) -> None:
    home = cast.place("3-2-1001")
    panel = f'hx-get="/desk/cuihu/homes/{home.id}/"'

    assert panel in text(cast.client_of(AGENT), f"{PLACES}{home.id}/")
    assert panel not in text(cast.client_of(TECHNICIAN), f"{PLACES}{home.id}/")


def test_an_area_is_added_with_a_code_of_its_own(cast: Cast) -> None:
    client = cast.client_of(PM)

    answer = client.post(
        f"{PLACES}areas/new/",
        {"name": "2层楼道", "area_kind": "CORRIDOR", "building": str(cast.place("3").id), "floor": "2"},
    )

    added = area(cast, "2层楼道")
    assert (answer.status_code, answer["Location"]) == (302, f"{PLACES}{added.id}/")
    assert (added.label, added.code, added.building_id) == ("3栋2层楼道", "3-2F-2层楼道", cast.place("3").id)
    assert history(cast.cuihu.id, [("places.place", added.id)])[0].kind == "places.place.added"


def test_an_area_that_cannot_be_is_told_beside_the_field(cast: Cast) -> None:
    client, before = cast.client_of(PM), Place.objects.of(cast.cuihu.id).count()

    for change, words in (
        ({"name": ""}, "invalid"),
        ({"name": "长" * 21}, "invalid"),
        ({"area_kind": "POOL"}, "invalid"),
        ({"building": "7"}, "invalid"),
        ({"building": str(cast.place("1", "laohuai").id)}, "invalid"),
        ({"floor": "0"}, "没有 0 层"),
        ({"floor": "999"}, "invalid"),
        ({"name": "中心花园", "area_kind": "GARDEN"}, "同名"),
    ):
        answer = client.post(f"{PLACES}areas/new/", GATE | change)
        assert answer.status_code == 422, change
        assert words in answer.content.decode(), change
    assert Place.objects.of(cast.cuihu.id).count() == before


def test_words_of_html_stay_words(cast: Cast) -> None:
    name = "<script>x</script>"

    cast.client_of(PM).post(f"{PLACES}areas/new/", GATE | {"name": name})

    html = text(cast.client_of(PM), f"{PLACES}areas/")
    assert escape(name) in html and name not in html


def test_an_area_is_mended_and_keeps_its_code(cast: Cast) -> None:
    lift, client = cast.place("LT-3-2"), cast.client_of(PM)
    assert "2单元客梯" in text(client, f"{PLACES}{lift.id}/edit/")

    client.post(f"{PLACES}{lift.id}/edit/", {"name": "2单元货梯", "area_kind": "LIFT_CAR"})

    mended = Place.objects.of(cast.cuihu.id).get(id=lift.id)
    assert (mended.label, mended.token, mended.code) == ("3栋2单元货梯", lift.token, lift.code)
    told = history(cast.cuihu.id, [("places.place", lift.id)])[-1]
    assert (told.kind, told.facts["fields"]) == ("places.place.changed", ["name", "label"])


def test_a_retired_area_leaves_the_lists_and_its_code_opens_nothing(cast: Cast) -> None:
    lift, client = cast.place("LT-3-2"), cast.client_of(PM)

    client.post(f"{PLACES}{lift.id}/retire/")

    assert "3栋2单元客梯" not in labels(text(client, f"{PLACES}areas/"))
    assert client.get(f"{PLACES}{lift.id}/").status_code == 404
    assert not Place.objects.across().filter(token=lift.token, is_active=True).exists()
    again = add_area(
        actor=SYSTEM,
        community_id=cast.cuihu.id,
        building=cast.place("3"),
        name="2单元客梯",
        area_kind="LIFT_CAR",
    )
    assert again.code == "3-2单元客梯"


def test_a_home_is_no_area(cast: Cast) -> None:
    home, client = cast.place("3-2-1001"), cast.client_of(PM)

    assert client.get(f"{PLACES}{home.id}/edit/").status_code == 404
    assert client.post(f"{PLACES}{home.id}/retire/").status_code == 404
    assert client.get(f"{PLACES}{cast.place('3').id}/label/").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [(RESIDENT, 404), (OUTSIDER, 404), (TECHNICIAN, 403), (AGENT, 403)]
)
def test_who_may_not_manage_places_changes_nothing(cast: Cast, who: str, status: int) -> None:
    client, lift = cast.client_of(who), cast.place("LT-3-2")
    before = list(Place.objects.across().order_by("id").values_list())

    for url in ("areas/new/", "codes/", "codes.pdf?what=homes&per_page=12", f"{lift.id}/edit/"):
        assert client.get(f"{PLACES}{url}").status_code == status, url
    for url, given in (("areas/new/", GATE), (f"{lift.id}/edit/", GATE), (f"{lift.id}/retire/", {})):
        assert client.post(f"{PLACES}{url}", given).status_code == status, url

    assert list(Place.objects.across().order_by("id").values_list()) == before


@pytest.mark.parametrize("who", [RESIDENT, OUTSIDER])
def test_who_holds_no_post_here_does_not_see_the_desk(cast: Cast, who: str) -> None:
    client = cast.client_of(who)
    for url in ("", "homes/", "areas/", "homes.xlsx", "areas.xlsx", f"{cast.place('3-2-1001').id}/"):
        assert client.get(f"{PLACES}{url}").status_code == 404, url


def test_a_place_of_the_other_community_is_not_there(cast: Cast) -> None:
    foreign = cast.place("1-1-101", "laohuai")
    client = cast.client_of("何丽")  # stands in both

    assert client.get(f"/desk/laohuai/places/{foreign.id}/").status_code == 200
    assert client.get(f"{PLACES}{foreign.id}/").status_code == 404
    assert client.post(f"{PLACES}{foreign.id}/retire/").status_code == 404
    assert client.get(f"{PLACES}codes.pdf?id={foreign.id}").status_code == 404
