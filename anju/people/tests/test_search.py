"""Finding people and places: by what, in which order, and only where one may see them."""

import pytest

from anju.kernel.actor import STRANGER, SYSTEM
from anju.people import actions
from anju.people.models import Vehicle
from anju.people.queries import homes_of, search_people, search_places
from anju.people.rules import pinyin_of, search_pieces
from tests.cast import Cast


def names(cast: Cast, text: str, who: str = "赵敏", communities: tuple[str, ...] = ("cuihu",)) -> list[str]:
    ids = [cast.communities[slug].id for slug in communities]
    return [found.name for found in search_people(cast.actor(who), ids, text)]


def add(cast: Cast, name: str, phone: str = "") -> None:
    actions.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name=name, phone=phone)


@pytest.mark.parametrize(
    "text",
    [
        *("王小明", "小明", "王", "wangxiaoming", "xiaoming", "wxm", "WXM"),
        *("13800000001", "138 0000 0001", "+8613800000001", "0001"),
        *("浙A12345", "浙A·12345", "12345", "王 1001", "wxm 3-2", "３栋２单元１００１"),
    ],
)
def test_one_person_is_found_by_whatever_is_at_hand(cast: Cast, text: str) -> None:
    Vehicle.objects.of(cast.cuihu.id).create(person=cast.person("王小明"), plate="浙A12345")
    actions.refresh_haystack(cast.person("王小明"))
    assert "王小明" in names(cast, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1001", ["欧阳慧敏", "王小明"]),
        ("3-2-1001", ["欧阳慧敏", "王小明"]),
        ("3栋", ["李芳", "欧阳慧敏", "王小明"]),
        ("3栋1002", ["李芳"]),
        ("3栋2单元1002室", ["李芳"]),
        ("5栋", []),
        ("1002 李", ["李芳"]),
    ],
)
def test_a_room_finds_who_lives_there(cast: Cast, text: str, expected: list[str]) -> None:
    assert names(cast, text) == expected


@pytest.mark.parametrize(
    "text",
    ["", " ", "w", "1", "%", "_", "%%", "__", "\\", "王%明", "王_明", "|", "||", "' OR 1=1 --", "\x00x"],
)
def test_wildcards_and_scraps_find_nothing(cast: Cast, text: str) -> None:
    assert names(cast, text) == []


def test_a_wildcard_in_a_name_is_found_as_itself(cast: Cast) -> None:
    add(cast, "陈百分百%号")
    assert names(cast, "百%") == ["陈百分百%号"]


def test_the_nearest_comes_first(cast: Cast) -> None:
    for name in ("大王小明珠", "王小明珠", "小王小明"):
        add(cast, name)
    assert names(cast, "王小明")[:2] == ["王小明", "王小明珠"]


def test_a_surname_is_read_as_a_surname(cast: Cast) -> None:
    add(cast, "单小燕")
    add(cast, "曾国强")
    assert pinyin_of("单小燕") == ("shanxiaoyan", "sxy")
    assert names(cast, "shanxiaoyan") == ["单小燕"]
    assert names(cast, "zgq") == ["曾国强"]


def test_hits_say_home_and_post(cast: Cast) -> None:
    (hit,) = search_people(cast.actor("赵敏"), [cast.cuihu.id], "王小明")
    assert (hit.homes, hit.posts, hit.masked, hit.slug) == (["3栋2单元1001 业主"], [], "138****0001", "cuihu")
    (hit,) = search_people(cast.actor("赵敏"), [cast.cuihu.id], "张强")
    assert (hit.homes, hit.posts) == ([], ["综合维修工"])


def test_who_moved_out_is_not_found_by_the_room(cast: Cast) -> None:
    (held,) = homes_of(cast.cuihu.id, cast.person("李芳").id)
    actions.end_home_role(actor=SYSTEM, held=held)
    assert names(cast, "1002") == []
    assert names(cast, "李芳") == ["李芳"]


def test_only_communities_where_people_may_be_seen(cast: Cast) -> None:
    both = ("cuihu", "laohuai")
    assert names(cast, "钱进", communities=both) == []
    assert names(cast, "钱进", who="何丽", communities=both) == ["钱进"]
    assert names(cast, "钱进", who="何丽", communities=("cuihu",)) == []
    for nobody in ("王小明", "张强", "钱进"):
        assert names(cast, "王小明", who=nobody, communities=both) == []
    assert search_people(STRANGER, [cast.cuihu.id], "王小明") == []


def test_places_are_found_by_room_and_name(cast: Cast) -> None:
    def titles(text: str) -> list[str]:
        return [found.label for found in search_places(cast.actor("赵敏"), cast.cuihu.id, text)]

    assert titles("1001") == ["3栋2单元1001", "5栋1单元1001"]
    assert titles("3-2-1001") == ["3栋2单元1001"]
    assert titles("3栋1002") == ["3栋2单元1002"]
    assert titles("5栋")[0] == "5栋"
    assert titles("花园") == ["中心花园"]
    assert titles("%") == []


def test_four_queries_answer(cast: Cast, django_assert_num_queries) -> None:
    actor = cast.actor("赵敏")
    with django_assert_num_queries(4):  # hits, communities, homes, posts
        search_people(actor, [cast.cuihu.id], "王小明")


def test_at_most_four_words_are_looked_for() -> None:
    assert search_pieces("一二 三四 五六 七八 九十") == ["一二", "三四", "五六", "七八"]
