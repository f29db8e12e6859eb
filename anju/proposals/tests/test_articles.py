"""An answer becomes an article, and the article spares the next question."""

from anju.improvement.models import Article, ArticleReading
from anju.proposals.tests.stories import WHEN, Story

ANSWER = "王小明您好，工作日 8 点到 12 点、14 点到 18 点可以。有事打赵敏 13800000004，3栋2单元1001 已经登记。"


def filled(**changes: str) -> dict[str, str]:
    return {
        "title": "装修时间",
        "question": "装修几点到几点可以施工",
        "words": "工作日 8 点到 12 点、14 点到 18 点可以。",
        "keywords": "装修+几点 施工时间",
        "audience": "both",
        **changes,
    }


def articles(story: Story) -> list[Article]:
    return list(Article.objects.of(story.cast.cuihu.id))


def test_one_click_takes_the_words_over_without_people_in_them(story: Story) -> None:
    made = story.ask()
    assert story.act("何丽", made, "article", **filled()).status_code == 409  # nothing answered yet
    story.act("赵敏", made, "decide", decision="answered", reason=ANSWER)
    form = story.read(story.cast.client_of("何丽"), f"/desk/cuihu/requests/{made.number}/do/article/")
    shown = form.partition("<textarea")[2].partition("</textarea>")[0]
    assert "工作日 8 点到 12 点" in shown and "某某" in shown and "（电话略）" in shown and "某户" in shown
    for personal in ("王小明", "赵敏", "13800000004", "1001"):
        assert personal not in shown
    assert story.act("赵敏", made, "article", **filled()).status_code == 403  # writes no articles
    assert articles(story) == []
    assert story.act("何丽", made, "article", **filled(title="")).status_code == 422
    assert articles(story) == []
    assert story.act("何丽", made, "article", **filled(publish="on")).status_code == 302
    (article,) = articles(story)
    assert article.state == "published" and article.categories == "0801"
    assert (article.source_type, article.source_id) == ("requests.request", made.id)
    assert story.of(made).article_id == article.id
    assert story.act("何丽", made, "article", **filled()).status_code == 409
    assert len(articles(story)) == 1


def test_it_is_offered_while_the_next_one_types_and_not_for_a_leak(story: Story) -> None:
    made = story.ask()
    story.act("赵敏", made, "decide", decision="answered", reason=ANSWER)
    story.act("何丽", made, "article", **filled(publish="on"))
    (article,) = articles(story)
    neighbour = story.cast.client_of("李芳")

    def offered(words: str, kind: str = "") -> str:
        answer = neighbour.post("/home/cuihu/report/guess/", {"words": words, "kind": kind})
        return str(answer.content.decode())

    page = offered("我家装修几点能开工？")
    assert "看答案" in page and f"/home/cuihu/help/{article.id}/?back=/home/cuihu/report/" in page
    assert "看答案" in offered("装修几点开始", "enquiry")
    assert "看答案" not in offered("厨房水龙头一直滴水")
    assert "看答案" not in offered("装修")
    token = story.cast.place("HY-1").token
    guest = story.cast.client_of("钱进")  # a stranger here
    answer = guest.post(f"/q/{token}/guess/", {"words": "装修几点可以施工？"}).content.decode()
    assert f"/q/{token}/help/{article.id}/?back=/q/{token}" in answer
    call = story.cast.client_of("赵敏").get("/desk/cuihu/requests/new/", {"words": "装修几点可以施工？"})
    assert f"/desk/cuihu/knowledge/{article.id}/" in call.content.decode()


def test_who_reads_and_sends_all_the_same_is_counted_so(story: Story) -> None:
    made = story.ask()
    story.act("赵敏", made, "decide", decision="answered", reason=ANSWER)
    story.act("何丽", made, "article", **filled(publish="on"))
    (article,) = articles(story)
    address = f"/home/cuihu/help/{article.id}/?back=/home/cuihu/report/"
    page = story.read(story.cast.client_of("李芳"), address)
    assert "回去接着写" in page and "有帮助，不用问了" in page
    story.report("0801", WHEN, "李芳", "3-2-1002")
    (article,) = articles(story)
    assert (article.asked, article.helped, article.quiet) == (1, 0, 0)
    assert ArticleReading.objects.of(story.cast.cuihu.id).get().end == "asked"
