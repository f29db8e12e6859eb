"""The desk reads the catalogue and tries a resident's words; who has the settings changes it."""

from typing import Any

import pytest
from django.test import Client

from anju.kernel.actor import SYSTEM
from anju.kernel.events import history
from anju.standards import actions, queries
from anju.standards.models import Category
from tests.cast import Cast

LIST = "/desk/cuihu/standards/"
TAP = f"{LIST}0101/"
EDIT = f"{TAP}edit/"


@pytest.fixture
def catalogue(cast: Cast) -> Cast:
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return cast


def tap(cast: Cast) -> Category:
    return queries.category_for(cast.cuihu.id, "0101")


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    """The form of the tap as it stands, with changes; None leaves a field out."""
    row = tap(cast)
    values = {
        "answer_minutes": row.answer_minutes,
        "arrive_minutes": row.arrive_minutes,
        "safe_minutes": row.safe_minutes,
        "finish_hours": row.finish_hours,
        "escalate_minutes": row.escalate_minutes,
        "advice": row.advice,
        "keywords": row.keywords,
        "is_active": "on",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def events(cast: Cast) -> list[Any]:
    return history(cast.cuihu.id, [("standards.category", tap(cast).id)])


def test_the_desk_reads_what_is_promised(catalogue: Cast) -> None:
    desk = catalogue.client_of("赵敏")
    page = words_of(desk, LIST)
    assert "15 分钟内回应" in page and "24 小时内修好" in page
    assert "综合维修工" in page and "过了保修期才收费，先报价" in page
    page = words_of(desk, TAP)
    assert "角阀" in page and "报修上门维修" in page and "敲门三下" in page
    assert EDIT not in page


def test_the_list_stays_cheap(catalogue: Cast, django_assert_max_num_queries: Any) -> None:
    desk = catalogue.client_of("赵敏")
    desk.get(LIST)
    with django_assert_max_num_queries(16):
        desk.get(f"{LIST}?q=漏水")


def test_the_desk_tries_what_a_resident_would_say(catalogue: Cast) -> None:
    desk = catalogue.client_of("赵敏")
    page = words_of(desk, f"{LIST}?q=水龙头一直滴水")
    assert "住户这样说，会先看到" in page and TAP in page
    assert "0902" not in page
    page = words_of(desk, f"{LIST}?q=电梯困人了")
    assert "“电梯困”" in page
    assert "没有合适的一类" in words_of(desk, f"{LIST}?q=qwertz")
    assert "没有合适的一类" in words_of(desk, f"{LIST}?q=%00%27%3Cscript%3E" + "长" * 500)
    assert "<script>alert" not in words_of(desk, f"{LIST}?q=<script>alert(1)</script>")


def test_chips_narrow_the_list(catalogue: Cast) -> None:
    desk = catalogue.client_of("赵敏")
    page = words_of(desk, f"{LIST}?kind=praise")
    assert "1207" in page and "0101" not in page
    page = words_of(desk, f"{LIST}?priority=P1&kind=repair")
    assert "0110" in page and "0101" not in page
    assert "没有合适的一类" in words_of(desk, f"{LIST}?kind=nonsense")


@pytest.mark.parametrize("name", ["王小明", "张强", "老周"])
def test_residents_and_crew_do_not_enter(catalogue: Cast, name: str) -> None:
    client = catalogue.client_of(name)
    assert client.get(LIST).status_code in (403, 404)
    assert client.get(TAP).status_code in (403, 404)


def test_another_communitys_desk_is_not_there(catalogue: Cast) -> None:
    assert catalogue.client_of("马超").get(TAP).status_code == 404
    # 何丽 works in both, but the other community has no catalogue yet
    assert catalogue.client_of("何丽").get("/desk/laohuai/standards/0101/").status_code == 404


@pytest.mark.parametrize("code", ["9999", "01", "..", "a'b", "%00"])
def test_unknown_codes_are_not_there(catalogue: Cast, code: str) -> None:
    assert catalogue.client_of("赵敏").get(f"{LIST}{code}/").status_code == 404


def test_the_project_manager_changes_a_promise_and_everybody_sees_who(catalogue: Cast) -> None:
    pm = catalogue.client_of("陈静")
    assert EDIT in words_of(pm, TAP)
    assert "多少分钟内到场" in words_of(pm, EDIT)
    answer = pm.post(EDIT, filled(catalogue, arrive_minutes=60, keywords="滴水，漏水、 滴水 狗 + 咬"))
    assert answer.status_code == 302 and answer["Location"] == TAP
    row = tap(catalogue)
    assert row.arrive_minutes == 60 and row.keywords == "滴水 漏水 狗+咬"
    (told,) = events(catalogue)
    assert told.kind == "standards.category.changed"
    assert told.facts == {
        "old": {"arrive_minutes": 120},
        "new": {"arrive_minutes": 60},
        "texts": ["keywords"],
    }
    page = words_of(catalogue.client_of("赵敏"), TAP)
    assert "陈静" in page and "“多少分钟内到场”从 120 改为 60" in page


def test_saving_without_a_difference_tells_nothing(catalogue: Cast) -> None:
    assert catalogue.client_of("陈静").post(EDIT, filled(catalogue)).status_code == 302
    assert events(catalogue) == []


def test_a_category_can_be_put_away_and_brought_back(catalogue: Cast) -> None:
    pm = catalogue.client_of("陈静")
    pm.post(EDIT, filled(catalogue, is_active=None))
    assert not tap(catalogue).is_active
    assert "住户选不到" in words_of(pm, TAP)
    pm.post(EDIT, filled(catalogue))
    assert tap(catalogue).is_active
    assert [told.facts["new"] for told in events(catalogue)] == [{"is_active": False}, {"is_active": True}]


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"answer_minutes": ""}, "请写上多少分钟内回应"),
    ({"answer_minutes": "一刻钟"}, "请写整数"),
    ({"answer_minutes": 0}, "至少是 1"),
    ({"answer_minutes": -5}, "至少是 1"),
    ({"answer_minutes": 20000}, "最长 7 天"),
    ({"arrive_minutes": 5}, "到场不会早于回应"),
    ({"finish_hours": 1}, "办完不会早于回应和到场"),
    ({"finish_hours": 10**30}, "最长一年"),
    ({"advice": "长" * 201}, "最多 200 个字"),
    ({"keywords": "长" * 301}, "最多 300 个字"),
]


@pytest.mark.parametrize(("changes", "said"), FAULTS)
def test_what_cannot_be_is_said_beside_the_field(catalogue: Cast, changes: dict[str, Any], said: str) -> None:
    before = Category.objects.of(catalogue.cuihu.id).filter(code="0101").values().get()
    answer = catalogue.client_of("陈静").post(EDIT, filled(catalogue, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Category.objects.of(catalogue.cuihu.id).filter(code="0101").values().get() == before
    assert events(catalogue) == []


@pytest.mark.parametrize("name", ["赵敏", "何丽", "刘工", "张强", "王小明", "马超"])
def test_others_change_nothing(catalogue: Cast, name: str) -> None:
    client = catalogue.client_of(name)
    assert client.get(EDIT).status_code in (403, 404)
    assert client.post(EDIT, filled(catalogue, arrive_minutes=1)).status_code in (403, 404)
    assert tap(catalogue).arrive_minutes == 120
    assert events(catalogue) == []


def test_a_stranger_is_asked_to_sign_in(catalogue: Cast) -> None:
    for address in (LIST, TAP, EDIT):
        answer = Client().get(address)
        assert answer.status_code in (302, 401)
    assert Client().post(EDIT, filled(catalogue, arrive_minutes=1)).status_code in (302, 401, 403)
    assert tap(catalogue).arrive_minutes == 120


def test_how_many_are_drawn_is_changed_by_who_may(catalogue: Cast) -> None:
    at, manager, cast = f"{TAP}sample/", catalogue.client_of("陈静"), catalogue
    for typed in ("101", "-1", "", "ten"):
        answer = manager.post(at, {"percent": typed})
        assert answer.status_code == 422
        assert "a-field-error" in answer.content.decode()
    assert cast.client_of("赵敏").post(at, {"percent": "0"}).status_code == 403
    assert queries.sample_percent_of(tap(cast)) == 10
    assert manager.post(at, {"percent": "25"}).status_code == 302
    assert queries.sample_percent_of(tap(cast)) == 25
