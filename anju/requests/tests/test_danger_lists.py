"""The words of danger can be changed by who has the settings; from then on they raise reports, or do not."""

from typing import Any
from urllib.parse import quote

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import NotAllowed
from anju.requests.actions import report_request
from anju.standards import actions, queries
from anju.standards.models import DangerList
from anju.standards.queries import category_for
from anju.standards.rules.danger import KINDS, delivered_lists
from tests.cast import Cast

PAGE = "/desk/cuihu/service/danger/"


@pytest.fixture
def house(cast: Cast) -> Cast:
    actions.load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return cast


def priority(house: Cast, words: str) -> str:
    made: Any = report_request(
        actor=house.actor("王小明"),
        place=house.place("3-2-1001"),
        category=category_for(house.cuihu.id, "0101"),
        words=words,
    )
    return str(made.priority)


def address(section: str = "dangerous", kind: str = "气") -> str:
    return f"{PAGE}{section}/{quote(kind)}/"


def test_the_kinds_are_those_of_the_lists() -> None:
    assert set(delivered_lists().of("dangerous")) == set(KINDS)


def test_a_new_word_raises_and_one_taken_out_does_not(house: Cast) -> None:
    manager = house.client_of("陈静")
    assert priority(house, "楼道里有沼气的味道") == "P3"
    words = queries.danger_lists(house.cuihu.id).of("dangerous")["气"]
    answer = manager.post(address(), {"words": f"{words} 沼气".replace("瓦斯", "")}, follow=True)
    page = answer.content.decode()
    assert "加了 沼气" in page and "去掉了 瓦斯" in page
    assert priority(house, "楼道里有沼气的味道") == "P1"
    assert priority(house, "怀疑是瓦斯") == "P3"
    tried = house.client_of("赵敏").get(f"{PAGE}?q=楼道里有沼气的味道").content.decode()
    assert "这句话里有“沼气”" in tried


def test_the_other_community_keeps_its_own(house: Cast) -> None:
    actions.change_danger_words(
        actor=SYSTEM, community_id=house.cuihu.id, section="dangerous", kind="火", words="冒烟"
    )
    assert "着火" in queries.danger_lists(house.laohuai.id).of("dangerous")["火"]


@pytest.mark.parametrize(("words", "said"), [("", "至少留一个词"), ("煤气 气", "太短了")])
def test_a_list_that_would_do_harm_is_refused(house: Cast, words: str, said: str) -> None:
    answer = house.client_of("陈静").post(address(), {"words": words})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not DangerList.objects.of(house.cuihu.id).exists()


def test_only_who_has_the_settings(house: Cast) -> None:
    assert house.client_of("赵敏").post(address(), {"words": "沼气"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.change_danger_words(
            actor=house.actor("赵敏"),
            community_id=house.cuihu.id,
            section="dangerous",
            kind="气",
            words="沼气",
        )
    assert house.client_of("陈静").get(address(kind="无")).status_code == 404
    assert not DangerList.objects.of(house.cuihu.id).exists()
