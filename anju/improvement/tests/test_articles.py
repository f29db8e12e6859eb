"""The knowledge base through its doors: written by a few, read by all, each change kept."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from anju.improvement import actions, queries
from anju.improvement.jobs import count_quiet
from anju.improvement.models import Article, ArticleReading, ArticleVersion
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.standards.actions import load_catalogue
from tests.cast import Cast

DESK = "/desk/cuihu/knowledge/"
HELP = "/home/cuihu/help/"


@pytest.fixture
def book(cast: Cast) -> Cast:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    actions.load_articles(actor=SYSTEM, community_id=cast.cuihu.id, publish=True)
    return cast


def filled(**changes: Any) -> dict[str, Any]:
    values = {
        "title": "快递放哪里",
        "question": "快递可以放门岗吗？",
        "words": "可以放在门岗的快递架上，三天内来取。",
        "keywords": "快递 包裹 门岗",
        "audience": "both",
        "categories": ["1107"],
        "valid_until": "",
        **changes,
    }
    return {name: value for name, value in values.items() if value is not None}


def newest(cast: Cast) -> Article:
    return Article.objects.of(cast.cuihu.id).order_by("-id")[0]


def row(article: Article) -> Any:
    return Article.objects.of(article.community_id).filter(id=article.id).values().get()


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_delivered_articles_are_whole_and_come_once(book: Cast) -> None:
    assert Article.objects.of(book.cuihu.id).count() == len(actions.delivered()) >= 12
    assert actions.load_articles(actor=SYSTEM, community_id=book.cuihu.id, publish=True) == 0
    for article in Article.objects.of(book.cuihu.id):
        shown = queries.words_masked(book.cuihu.id, article.title, article.question, article.words)
        assert shown == [article.title, article.question, article.words]


ASKED = [
    ("装修几点可以开工", "装修施工的时间"),
    ("我家电动车能不能推上楼充电", "电动车停哪里，怎么充电"),
    ("电梯困住了怎么办", "被困在电梯里怎么办"),
    ("维修基金能不能用来修屋顶", "维修资金怎么用"),
    ("刚收房没住，物业费从什么时候开始交", "物业费从哪个月算起"),
    ("旧沙发扔哪里，大件垃圾怎么收", "垃圾怎么分，几点扔"),
    ("公摊电费怎么算出来的", "公摊水电是怎么算的"),
    ("楼上半夜吵得睡不着物业管吗", "楼上太吵怎么办"),
    ("不想录人脸怎么进门", "人脸不是进门的唯一办法"),
    ("朋友开车来停哪里", "停车位和来访的车"),
]


@pytest.mark.parametrize(("words", "title"), ASKED)
def test_the_right_answer_comes_first(book: Cast, words: str, title: str) -> None:
    offered = queries.articles_offered(book.cuihu.id, words)
    assert offered and offered[0].title == title
    assert queries.articles_to_read(book.cuihu.id, staff=False, text=words)[0].title == title


def test_the_leader_writes_publishes_and_the_resident_reads(book: Cast) -> None:
    boss, resident = book.client_of("何丽"), book.client_of("王小明")
    answer = boss.post(f"{DESK}new/", filled())
    assert answer.status_code == 302
    article = newest(book)
    assert article.state == "draft" and "快递" not in words_of(resident, HELP)
    assert resident.get(f"{HELP}{article.id}/").status_code == 404
    assert boss.post(f"{DESK}{article.id}/publish/").status_code == 302
    assert "三天内来取" in words_of(resident, f"{HELP}{article.id}/")
    assert "快递放哪里" in words_of(resident, f"{HELP}?q=包裹放哪")
    assert boss.post(f"{DESK}{article.id}/publish/").status_code == 409
    versions = list(ArticleVersion.objects.of(book.cuihu.id).filter(article=article).order_by("number"))
    assert [one.state for one in versions] == ["draft", "published"]


def test_each_change_is_a_version_with_its_reason(book: Cast) -> None:
    boss = book.client_of("何丽")
    boss.post(f"{DESK}new/", filled(publish="on"))
    article = newest(book)
    before = row(article)
    address = f"{DESK}{article.id}/edit/"
    changed = filled(words="放在快递柜，两天内来取。", seen=article.version)
    answer = boss.post(address, changed)
    assert answer.status_code == 422 and row(article) == before  # no reason
    assert boss.post(address, {**changed, "why": "换成了快递柜"}).status_code == 302
    page = words_of(boss, f"{DESK}{article.id}/")
    assert "换成了快递柜" in page and "两天内来取" in page and "何丽" in page
    assert "三天内来取" in words_of(boss, f"{DESK}{article.id}/?version=1")
    after = row(article)
    answer = boss.post(address, filled(words="别的", why="晚了一步", seen=before["version"]))
    assert answer.status_code == 422 and "同事刚刚改过" in answer.content.decode()
    assert row(article) == after
    same = filled(words="放在快递柜，两天内来取。", seen=after["version"], why="再存一次")
    assert boss.post(address, same).status_code == 302 and row(article) == after


def test_a_withdrawn_or_aged_one_is_no_longer_read(book: Cast, clock: MovedClock) -> None:
    boss, resident = book.client_of("何丽"), book.client_of("王小明")
    boss.post(f"{DESK}new/", filled(publish="on", valid_until="2026-11-24"))
    article = newest(book)
    assert resident.get(f"{HELP}{article.id}/").status_code == 200
    clock.forward(days=2)
    assert resident.get(f"{HELP}{article.id}/").status_code == 404
    assert "快递放哪里" in words_of(boss, f"{DESK}?state=aged")
    assert "快递放哪里" not in [one.title for one in queries.articles_offered(book.cuihu.id, "快递放门岗吗")]
    before = row(article)
    assert boss.post(f"{DESK}{article.id}/retire/", {"why": ""}).status_code == 422
    assert row(article) == before
    assert boss.post(f"{DESK}{article.id}/retire/", {"why": "快递柜撤了"}).status_code == 302
    assert newest(book).state == "retired"
    assert boss.post(f"{DESK}{article.id}/publish/").status_code == 409  # its last day has passed


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "请写上标题"),
    ({"title": "长" * 61}, "最多 60 个字"),
    ({"question": "\x00 "}, "请写上住户会怎么问"),
    ({"words": ""}, "请写上怎么回答"),
    ({"words": "长" * 3001}, "最多 3000 个字"),
    ({"keywords": "长" * 301}, "最多 300 个字"),
    ({"audience": "cats"}, "不在可用的选项中"),
    ({"categories": ["9999"]}, "没有这个类别"),
    ({"valid_until": "2020-01-01"}, "这一天已经过了"),
    ({"valid_until": "明年"}, "请写成 2026-12-31 这样的日期"),
]


@pytest.mark.parametrize(("changes", "said"), FAULTS)
def test_what_cannot_be_is_said_beside_the_field(book: Cast, changes: dict[str, Any], said: str) -> None:
    before = Article.objects.of(book.cuihu.id).count()
    answer = book.client_of("何丽").post(f"{DESK}new/", filled(**changes))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Article.objects.of(book.cuihu.id).count() == before


@pytest.mark.parametrize("name", ["赵敏", "刘工", "老周", "王小明", "马超"])
def test_others_write_nothing(book: Cast, name: str) -> None:
    article = newest(book)
    before = row(article)
    client = book.client_of(name)
    for address in (f"{DESK}new/", f"{DESK}{article.id}/edit/"):
        assert client.post(address, filled(why="为什么", seen=1)).status_code in (403, 404)
    for step in ("publish", "retire"):
        assert client.post(f"{DESK}{article.id}/{step}/", {"why": "为什么"}).status_code in (403, 404)
    assert row(article) == before


def test_staff_read_what_is_for_staff_and_residents_do_not(book: Cast) -> None:
    title = "接到“怎么算的”先给算式"
    assert title in words_of(book.client_of("老周"), "/crew/cuihu/help/")
    assert title in words_of(book.client_of("赵敏"), f"{DESK}?audience=staff")
    resident = book.client_of("王小明")
    assert title not in words_of(resident, HELP) and title not in words_of(
        resident, f"{HELP}?q=怎么算的先给算式"
    )
    hidden = Article.objects.of(book.cuihu.id).get(title=title)
    token = book.place("HY-1").token
    for client, address in ((resident, f"{HELP}{hidden.id}/"), (Client(), f"/q/{token}/help/{hidden.id}/")):
        assert client.get(address).status_code == 404


def test_a_stranger_at_a_code_reads_without_account_or_cookie(book: Cast) -> None:
    token, stranger = book.place("HY-1").token, Client()
    page = words_of(stranger, f"/q/{token}/help/?q=装修几点")
    article = Article.objects.of(book.cuihu.id).get(title="装修施工的时间")
    assert f"/q/{token}/help/{article.id}/" in page and not stranger.cookies.get("sessionid")
    answer = stranger.get(f"/q/{token}/help/{article.id}/")
    assert "14:00" in answer.content.decode() and not stranger.cookies.get("sessionid")
    assert stranger.post(f"/q/{token}/help/{article.id}/", {"end": "helped"}).status_code == 302
    article.refresh_from_db()
    assert article.helped == 1
    for nowhere in ("/q/nonsense/help/", f"/q/{token}/help/1/"):
        assert stranger.get(nowhere).status_code == 404


def test_it_is_counted_apart_how_reading_ended(book: Cast, clock: MovedClock) -> None:
    article = Article.objects.of(book.cuihu.id).get(title="装修施工的时间")
    first, second = book.client_of("王小明"), book.client_of("李芳")
    offered = f"{HELP}{article.id}/?back=/home/cuihu/report/"

    def counts() -> tuple[int, int, int, int]:
        article.refresh_from_db()
        return article.helped, article.quiet, article.unhelped, article.asked

    first.get(f"{HELP}{article.id}/")  # read by itself: nothing is counted
    assert not ArticleReading.objects.of(book.cuihu.id).exists()
    first.get(offered)
    first.get(offered)
    assert counts() == (0, 0, 0, 0)
    assert first.post(offered, {"end": "helped"})["Location"] == HELP
    first.post(offered, {"end": "helped"})
    assert counts() == (1, 0, 0, 0)
    answer = first.post(offered, {"end": "unhelped"})
    assert answer["Location"] == "/home/cuihu/report/" and counts() == (0, 0, 1, 0)
    second.get(offered)
    clock.forward(hours=25)
    for _again in range(2):
        count_quiet(0)
    assert counts() == (0, 1, 1, 0)
    assert second.post(offered, {"end": "great"}).status_code == 422
    assert counts() == (0, 1, 1, 0)


def test_the_way_back_stays_in_this_house(book: Cast) -> None:
    article = Article.objects.of(book.cuihu.id).get(title="装修施工的时间")
    for away in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert "evil" not in words_of(book.client_of("王小明"), f"{HELP}{article.id}/?back={away}")


def test_valid_until_is_the_last_day(book: Cast) -> None:
    article = actions.write_article(
        actor=SYSTEM,
        community_id=book.cuihu.id,
        title="今天为止",
        question="今天还算吗？",
        words="算。",
        valid_until=date(2026, 11, 23),
        publish=True,
    )
    assert queries.article_to_read(book.cuihu.id, article.id, staff=False)
