"""A resident's home, what they reported, and one request from the first word to the last."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.events import history
from anju.people.actions import give_home_role
from anju.requests import actions
from anju.requests.models import Message, Request
from anju.requests.queries import jobs_of
from anju.requests.tests.reporter import HTMX, NASTY, NASTY_SHOWN, Reporter, picture
from anju.work import actions as work
from tests.cast import LONG_AGO, OUTSIDER

HOME = "/home/cuihu/"
MINE = f"{HOME}requests/"

pytestmark = pytest.mark.usefixtures("inline_reactions")


def dispatched(reporter: Reporter, request: Request) -> None:
    actions.take_request(actor=reporter.cast.actor("赵敏"), request=request)
    actions.dispatch_request(
        actor=reporter.cast.actor("赵敏"), request=request, assignee_id=reporter.cast.person("张强").id
    )


def finished(reporter: Reporter, request: Request) -> None:
    actions.finish_request(actor=reporter.cast.actor("赵敏"), request=request, words="换了阀芯。")


def closed(reporter: Reporter, request: Request) -> None:
    finished(reporter, request)
    actions.judge_request(actor=reporter.cast.actor("王小明"), request=request, verdict="solved")


# Home


def test_home_tells_of_each_running_request_in_one_sentence(reporter: Reporter, clock: MovedClock) -> None:
    made = reporter.report()
    assert "已收到，今天 09:15 前回复您" in reporter.read(HOME)

    dispatched(reporter, made)
    assert "已安排张强师傅，今天 11:00 前有人上门" in reporter.read(HOME)
    (job,) = jobs_of(made)
    worker = reporter.cast.actor("张强")
    work.accept_job(actor=worker, job=job)
    assert "张强师傅已接单，今天 11:00 前上门" in reporter.read(HOME)
    work.set_out(actor=worker, job=job)
    assert "张强师傅在路上，今天 11:00 前到" in reporter.read(HOME)
    work.arrive(actor=worker, job=job)
    assert "张强师傅正在现场处理，明天 09:00 前处理完" in reporter.read(HOME)
    closed(reporter, other := reporter.report(category="0103", words="马桶堵了"))
    page = reporter.read(HOME)
    assert (
        page.index("为您办着的")
        < page.index(made.number)
        < page.index("最近办完的")
        < page.index(other.words)
    )


def test_what_was_not_kept_is_said(reporter: Reporter, clock: MovedClock) -> None:
    made = reporter.report()
    clock.forward(minutes=20)
    assert "说好今天 09:15 前回复您，我们没做到" in reporter.read(HOME)

    actions.take_request(actor=reporter.cast.actor("赵敏"), request=made)
    clock.forward(hours=3)
    page = reporter.read(reporter.page(made))
    assert "说好今天 11:00 前有人上门，晚了" in page
    assert "晚了，今天 09:20 做到" in page
    assert "没做到" in page


def test_what_waits_for_the_person_comes_first(reporter: Reporter) -> None:
    done, newer = reporter.report(), reporter.report(category="0103", words="马桶堵了")
    finished(reporter, done)

    page = reporter.read(HOME)

    assert page.index("您看修好了吗") < page.index(newer.words)


def test_home_of_somebody_who_never_reported_promises_nothing(reporter: Reporter) -> None:
    page = reporter.read(HOME)

    assert "3栋2单元1001" in page
    assert "现在没有等着办的事" in page
    assert "最近办完的" not in page


def test_a_chosen_home_is_remembered(reporter: Reporter) -> None:
    second = reporter.cast.place("5-1-302")
    person = reporter.cast.person("王小明")
    give_home_role(actor=SYSTEM, person=person, home_id=second.id, role="owner", since=LONG_AGO)
    assert "<h1>3栋2单元1001</h1>" in reporter.read(HOME)

    reporter.phone.post(f"{HOME}choose/", {"home": str(second.id)})

    assert "<h1>5栋1单元302</h1>" in reporter.read(HOME)
    assert f'value="{second.id}" data-home="1" checked' in reporter.read(f"{HOME}report/")


def test_nobody_chooses_a_home_that_is_not_theirs(reporter: Reporter) -> None:
    for home in (str(reporter.cast.place("3-2-1002").id), "0", "", "x"):
        assert reporter.phone.post(f"{HOME}choose/", {"home": home}).status_code == 404
    assert "<h1>3栋2单元1001</h1>" in reporter.read(HOME)


def test_home_asks_the_database_little(reporter: Reporter, django_assert_max_num_queries: object) -> None:
    for _ in range(5):
        dispatched(reporter, reporter.report())
    closed(reporter, reporter.report())
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        reporter.read(HOME)


# The list


def test_the_list_is_paged_in_both_directions(reporter: Reporter) -> None:
    numbers = [reporter.report().number for _ in range(45)][::-1]

    def shown(page: str) -> list[str]:
        return [number for number in numbers if number in page]

    first = reporter.read(MINE)
    assert shown(first) == numbers[:20]
    second = reporter.read(MINE + link(first, "next"))
    assert shown(second) == numbers[20:40]
    third = reporter.read(MINE + link(second, "next"))
    assert shown(third) == numbers[40:]
    assert 'rel="next"' not in third
    assert shown(reporter.read(MINE + link(third, "prev"))) == numbers[20:40]
    assert shown(reporter.read(MINE + link(second, "prev"))) == numbers[:20]


def link(page: str, rel: str) -> str:
    return page.split(f'rel="{rel}" href="')[1].split('"')[0].replace("&amp;", "&")


def test_ended_ones_have_their_own_tab(reporter: Reporter) -> None:
    closed(reporter, ended := reporter.report())
    running = reporter.report(category="0103", words="马桶堵了")

    assert ended.words not in reporter.read(MINE)
    page = reporter.read(f"{MINE}?show=ended")
    assert ended.words in page
    assert running.words not in page


def test_an_empty_list_says_why_and_what_to_do(reporter: Reporter) -> None:
    assert "现在没有在办的事" in reporter.read(MINE)
    assert "还没有办完的事" in reporter.read(f"{MINE}?show=ended")
    for cursor in ("x", "-1", "9" * 30, "%27"):
        reporter.read(f"{MINE}?after={cursor}&before={cursor}")


# Whose it is


@pytest.mark.parametrize("who", ["李芳", "欧阳慧敏", "赵敏", OUTSIDER])
def test_the_request_of_another_is_not_found_here(reporter: Reporter, who: str) -> None:
    """Not by a neighbour, nor in the family, nor by the desk, which has its own page for it."""
    made = reporter.report(photos=[picture()])
    client = reporter.cast.client_of(who)

    for step in ("", "line", "print", "received"):
        assert client.get(reporter.page(made, step)).status_code == 404
    for step in ("say", "urge", "cancel", "judge", "reopen"):
        assert (
            client.post(reporter.page(made, step), {"words": "是我", "verdict": "solved"}).status_code == 404
        )
    assert len(history(made.community_id, [("requests.request", made.id)])) == 1


# One request


def test_the_page_tells_the_whole_story_but_nothing_internal(reporter: Reporter) -> None:
    made = reporter.report(photos=[picture()])
    agent = reporter.cast.actor("赵敏")
    actions.add_note(actor=agent, request=made, words="住户上次投诉过")
    actions.answer_request(actor=agent, request=made, words="张师傅这就来")
    page = reporter.read(reporter.page(made))

    assert made.words in page
    assert "张师傅这就来" in page
    assert "赵敏 · 客服专员" in page
    assert "住户上次投诉过" not in page
    assert "内部备注" not in page
    assert "/files/cuihu/" in page


def test_somebody_writes_with_a_photo(reporter: Reporter) -> None:
    made = reporter.report()

    reporter.phone.post(reporter.page(made, "say"), {"words": NASTY, "photos": picture(), "key": "a"})

    page = reporter.read(reporter.page(made))
    assert NASTY_SHOWN in page
    assert NASTY not in page
    assert page.count("data-photo>") == 1


def test_a_message_sent_twice_stands_once(reporter: Reporter) -> None:
    made = reporter.report()
    for _ in range(2):
        reporter.phone.post(reporter.page(made, "say"), {"words": "我五点以后在家", "key": "a"})
    reporter.phone.post(reporter.page(made, "say"), {"words": "或者明天", "key": "a"})

    said = Message.objects.of(made.community_id).filter(request=made).order_by("id")
    assert [one.words for one in said] == ["我五点以后在家", "或者明天"]


def test_a_message_appears_without_moving_the_page(reporter: Reporter) -> None:
    made = reporter.report()

    answer = reporter.phone.post(reporter.page(made, "say"), {"words": "我五点以后在家"}, **HTMX)

    page = answer.content.decode()
    assert "<html" not in page
    assert 'id="story" hx-swap-oob="true"' in page
    assert "我五点以后在家" in page
    assert "toast" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("words", ["", "  ", "话" * 1001])
def test_a_message_that_cannot_be_sent_comes_back(reporter: Reporter, words: str) -> None:
    made = reporter.report()

    for headers in ({}, HTMX):
        answer = reporter.phone.post(reporter.page(made, "say"), {"words": words}, **headers)
        assert answer.status_code == 422
        assert "is-invalid" in answer.content.decode()
    assert not Message.objects.of(made.community_id).exists()


def test_a_message_with_what_is_no_photo_comes_back(reporter: Reporter) -> None:
    made = reporter.report()
    no_photo = picture()
    no_photo.file.write(b"nothing")  # type: ignore[union-attr]
    no_photo.file.seek(0)  # type: ignore[union-attr]

    answer = reporter.phone.post(reporter.page(made, "say"), {"words": "看", "photos": no_photo})

    assert answer.status_code == 422
    assert "不是照片" in answer.content.decode()
    assert (Message.objects.of(made.community_id).count(), reporter.kept_files()) == (0, 0)


def test_urging_has_an_honest_limit(reporter: Reporter, clock: MovedClock) -> None:
    made = reporter.report()
    urge = reporter.page(made, "urge")

    reporter.phone.post(urge)
    page = reporter.read(reporter.page(made))
    assert "今天 09:00 催过，同事已收到；今天 09:30 后可以再催" in page
    answer = reporter.phone.post(urge, follow=True)
    assert "半小时后可以再催" in answer.content.decode()
    assert reporter.now(made).urged == 1

    clock.forward(minutes=31)
    reporter.phone.post(urge)
    assert reporter.now(made).urged == 2


def test_cancelling_is_the_reporter_s_word(reporter: Reporter) -> None:
    made = reporter.report()

    answer = reporter.phone.post(reporter.page(made, "cancel"), {"words": "自己修好了"}, follow=True)

    assert reporter.now(made).state == "cancelled"
    page = answer.content.decode()
    assert "您已经撤销" in page
    assert "自己修好了" in page
    assert 'id="say"' not in page


def test_it_is_not_cancelled_while_somebody_is_there(reporter: Reporter) -> None:
    made = reporter.report()
    dispatched(reporter, made)
    (job,) = jobs_of(made)
    for step in (work.accept_job, work.set_out, work.arrive):
        step(actor=reporter.cast.actor("张强"), job=job)

    answer = reporter.phone.post(reporter.page(made, "cancel"), follow=True)

    assert "师傅已经到现场了" in answer.content.decode()
    assert reporter.now(made).state == "open"


# The last word


def test_solved_closes(reporter: Reporter) -> None:
    made = reporter.report()
    finished(reporter, made)
    page = reporter.read(reporter.page(made))
    assert "处理完了，您看修好了吗？" in page
    assert all(words in page for words in ("修好了，但没收拾干净", "只修好一部分", "没修好"))
    assert "11月30日 09:00 前没有收到答复，会先结束" in page

    reporter.phone.post(reporter.page(made, "judge"), {"verdict": "solved"})

    assert (reporter.now(made).state, reporter.now(made).verdict) == ("closed", "solved")
    assert "您说解决了，这件事结束" in reporter.read(reporter.page(made))


@pytest.mark.parametrize("verdict", ["messy", "half", "not"])
def test_anything_less_brings_somebody_back(reporter: Reporter, verdict: str) -> None:
    made = reporter.report()
    finished(reporter, made)

    reporter.phone.post(reporter.page(made, "judge"), {"verdict": verdict, "words": "还在滴"})

    now = reporter.now(made)
    assert (now.state, now.reopened, now.finish_by) == ("open", 1, made.finish_by)
    page = reporter.read(reporter.page(made))
    assert "您说还没好，正在安排再来，明天 09:00 前处理完" in page
    assert "还在滴" in page


@pytest.mark.parametrize("verdict", ["", "silent", "good", "solved'--"])
def test_other_verdicts_are_none(reporter: Reporter, verdict: str) -> None:
    made = reporter.report()
    finished(reporter, made)

    answer = reporter.phone.post(reporter.page(made, "judge"), {"verdict": verdict}, follow=True)

    assert "请选一个最接近的" in answer.content.decode()
    assert reporter.now(made).state == "done"


def test_a_closed_one_is_opened_again_within_thirty_days(reporter: Reporter, clock: MovedClock) -> None:
    made = reporter.report()
    closed(reporter, made)
    clock.forward(days=29)
    assert "又不好了" in reporter.read(reporter.page(made))

    reporter.phone.post(reporter.page(made, "reopen"), {"words": "又漏了"})

    assert reporter.now(made).state == "open"
    assert "又漏了" in reporter.read(reporter.page(made))


def test_after_thirty_days_it_is_reported_anew(reporter: Reporter, clock: MovedClock) -> None:
    made = reporter.report()
    closed(reporter, made)
    clock.forward(days=31)
    assert "又不好了" not in reporter.read(reporter.page(made))

    answer = reporter.phone.post(reporter.page(made, "reopen"), follow=True)

    assert "请重新报一件" in answer.content.decode()
    assert reporter.now(made).state == "closed"


def test_a_duplicate_tells_how_the_other_one_stands(reporter: Reporter) -> None:
    mine = reporter.report(place="LT-3-2", category="0302", words="电梯停了")
    other = reporter.report(who="李芳", place="LT-3-2", category="0302", words="电梯不动，一楼")
    agent = reporter.cast.actor("赵敏")
    actions.merge_request(actor=agent, request=mine, into=other)
    actions.take_request(actor=agent, request=other)

    page = reporter.read(reporter.page(mine))
    assert f"与 {other.number} 一起处理" in page
    assert "有人报了同一件事，一起处理。已受理，正在安排人" in page
    assert other.words not in page
    assert mine.number in reporter.read(HOME)

    finished(reporter, other)
    actions.judge_request(actor=reporter.cast.actor("李芳"), request=other, verdict="solved")
    assert mine.words not in reporter.read(MINE)
    assert mine.words in reporter.read(f"{MINE}?show=ended")


# What is new


def test_nothing_new_moves_nothing(reporter: Reporter) -> None:
    made = reporter.report()

    assert reporter.phone.get(watched(reporter, made), **HTMX).status_code == 204


def test_what_is_new_comes_by_itself(reporter: Reporter) -> None:
    made = reporter.report()
    address = watched(reporter, made)
    actions.answer_request(actor=reporter.cast.actor("赵敏"), request=made, words="张师傅这就来")

    page = reporter.phone.get(address, **HTMX).content.decode()

    assert "<html" not in page
    assert "张师傅这就来" in page
    assert 'id="now" hx-swap-oob="true"' in page
    assert "已受理" in page
    assert reporter.phone.get(watched_in(page), **HTMX).status_code == 204


def watched(reporter: Reporter, request: Request) -> str:
    return watched_in(reporter.read(reporter.page(request)))


def watched_in(page: str) -> str:
    return page.split('id="watch" hx-get="')[1].split('"')[0]


def test_one_request_asks_the_database_little(
    reporter: Reporter, django_assert_max_num_queries: object
) -> None:
    made = reporter.report(photos=[picture()])
    dispatched(reporter, made)
    (job,) = jobs_of(made)
    worker = reporter.cast.actor("张强")
    for step in (work.accept_job, work.set_out, work.arrive):
        step(actor=worker, job=job)
    work.add_job_photos(actor=worker, job=job, photos=[picture()], purpose="after")
    reporter.phone.post(reporter.page(made, "say"), {"words": "谢谢"})
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        reporter.read(reporter.page(made))


# On paper


def test_the_sheet_has_exact_times_and_nothing_internal(reporter: Reporter) -> None:
    made = reporter.report()
    actions.add_note(actor=reporter.cast.actor("赵敏"), request=made, words="住户上次投诉过")
    by_desk = f"/desk/cuihu/requests/{made.number}/print/"

    for page in (
        reporter.read(reporter.page(made, "print")),
        reporter.read(by_desk, reporter.cast.client_of("赵敏")),
    ):
        assert "2026-11-23 09:15" in page
        assert made.words in page
        assert "住户上次投诉过" not in page
        assert "a-qr-code" in page

    for who in ("王小明", "张强", OUTSIDER):
        assert reporter.cast.client_of(who).get(by_desk).status_code in (403, 404)


def test_times_are_those_of_the_community(reporter: Reporter, clock: MovedClock) -> None:
    clock.to(datetime(2026, 11, 23, 23, 50, tzinfo=ZoneInfo("Asia/Shanghai")))

    assert "今天 23:50" in reporter.read(reporter.page(reporter.report()))
