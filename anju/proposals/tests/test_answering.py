"""A suggestion and a question: who answers, until when, the decision with its reason; the author hears each change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anju.kernel.clock import MovedClock
from anju.kernel.events import history
from anju.proposals import actions
from anju.proposals.jobs import climb_overdue
from anju.proposals.tests.stories import Story
from anju.requests import actions as requests
from anju.requests.choices import RequestState, Verdict
from anju.standards.queries import category_for

REASON = "社区同意，长椅这个月装在花园东边两棵桂花树下"


def test_a_suggestion_gets_a_name_and_a_date_and_both_are_told(story: Story) -> None:
    made = story.suggest()
    proposal = story.of(made)
    assert (
        proposal.answerer is not None and proposal.answerer.name == "赵敏"
    )  # the post that the category names
    # Monday 09:00 in Shanghai and seven days: the same moment as the promise to the author
    assert proposal.answer_by == made.finish_by == datetime(2026, 11, 30, 1, tzinfo=UTC)
    assert any("赵敏会答复您" in title for title in story.told("王小明"))
    assert any("请您答复" in title for title in story.told("赵敏"))
    page = story.page("王小明", made)
    assert "赵敏会答复您" in page and "给邻居看看" in page
    assert "谁答复，什么决定" in story.page("何丽", made)


def test_a_question_is_due_in_a_day_and_goes_to_who_has_least(story: Story) -> None:
    first = story.ask()
    assert story.of(first).answer_by - first.opened_at <= timedelta(hours=24)
    assert story.of(story.report("0901", "十月物业费好像多收了，怎么算的")).answerer is not None


def test_opening_twice_makes_one(story: Story) -> None:
    made = story.suggest()
    before = story.row(made)
    actions.open_proposal(request=made)
    assert story.row(made) == before
    assert len([one for one in story.told("王小明") if "会答复您" in one]) == 1


def test_deciding_needs_a_reason_and_asks_the_author(story: Story) -> None:
    made = story.suggest()
    before = story.row(made)
    answer = story.act("赵敏", made, "decide", decision="taken", reason="")
    assert answer.status_code == 422 and "请写上理由或答复" in answer.content.decode()
    answer = story.act("赵敏", made, "decide", decision="maybe", reason=REASON)
    assert answer.status_code == 422 and "请选一个决定" in answer.content.decode()
    answer = story.act("赵敏", made, "decide", decision="answered", reason=REASON)
    assert answer.status_code == 422  # a suggestion is not merely answered
    assert story.row(made) == before and story.now(made).state == RequestState.NEW

    assert story.act("赵敏", made, "decide", decision="taken", reason=REASON).status_code == 302
    proposal = story.of(made)
    assert (proposal.state, proposal.decision, proposal.reason) == ("decided", "taken", REASON)
    assert story.now(made).state == RequestState.DONE
    assert story.told("王小明")[-1] == "您的建议有了决定：采纳"
    page = story.page("王小明", made)
    assert REASON in page and "答复您了，您看说清楚了吗" in page and "没收拾好" not in page

    requests.judge_request(actor=story.cast.actor("王小明"), request=made, verdict=Verdict.SOLVED)
    assert story.now(made).state == RequestState.CLOSED
    after = story.row(made)
    assert story.act("赵敏", made, "decide", decision="not_taken", reason="想了想不做了").status_code == 409
    assert story.row(made) == after


def test_neither_a_plain_word_nor_a_job_finishes_a_suggestion(story: Story) -> None:
    made = story.suggest()
    answer = story.cast.client_of("赵敏").post(
        f"/desk/cuihu/requests/{made.number}/finish/", {"words": "知道了"}
    )
    assert answer.status_code == 409 and "请用“决定”" in answer.content.decode()
    job = requests.dispatch_request(
        actor=story.cast.actor("赵敏"), request=made, assignee_id=story.cast.person("张强").id
    )
    requests.note_finished_job(community_id=made.community_id, job_id=job.id, at=made.opened_at)
    assert story.now(made).state == RequestState.OPEN


def test_a_question_answered_with_plain_words_is_answered(story: Story) -> None:
    made = story.ask()
    words = "工作日八点到十二点、两点到六点可以施工"
    story.cast.client_of("赵敏").post(f"/desk/cuihu/requests/{made.number}/finish/", {"words": words})
    proposal = story.of(made)
    assert (proposal.decision, proposal.reason) == ("answered", words)
    assert story.told("王小明")[-1] == "您问的事有答复了"
    assert "处理完了，您看修好了吗？" not in story.told("王小明")


def test_studying_names_a_new_date_once(story: Story, clock: MovedClock) -> None:
    made = story.suggest()
    before = story.row(made)
    reason = "要先问过消防，能不能占那一块地"
    wrong = {
        "": "请写上研究到哪一天",
        "2026-11-20": "这一天已经过了",
        "2026-11-24": "要比现在说好的日期晚",
        "2027-09-01": "最长研究 90 天",
        "后天": "请写成 2026-12-31 这样的日期",
    }
    for until, said in wrong.items():
        answer = story.act("赵敏", made, "decide", decision="study", reason=reason, until=until)
        assert answer.status_code == 422 and said in answer.content.decode(), until
    assert story.row(made) == before

    assert (
        story.act("赵敏", made, "decide", decision="study", reason=reason, until="2026-12-10").status_code
        == 302
    )
    proposal = story.of(made)
    assert proposal.postponed and proposal.state == "open" and proposal.decision == ""
    assert proposal.answer_by.date() == date(2026, 12, 10)
    assert proposal.first_answer_by == before["answer_by"]
    now = story.now(made)
    assert now.finish_by == proposal.answer_by and now.first_finish_by == before["answer_by"]
    assert "还要研究" in story.told("王小明")[-1]
    assert "不会再往后推" in story.page("王小明", made)

    before = story.row(made)
    form = story.read(story.cast.client_of("赵敏"), f"/desk/cuihu/requests/{made.number}/do/decide/")
    assert "还要研究" not in form
    answer = story.act("赵敏", made, "decide", decision="study", reason=reason, until="2026-12-20")
    assert answer.status_code == 422
    assert story.row(made) == before


def test_somebody_else_answers_with_a_reason(story: Story) -> None:
    made = story.suggest()
    before = story.row(made)
    boss, guard = story.cast.person("刘工"), story.cast.person("老周")
    answer = story.act("何丽", made, "answerer", answerer=str(guard.id), why="花园归他")
    assert answer.status_code == 422 and story.row(made) == before
    assert story.act("何丽", made, "answerer", answerer=str(boss.id), why="").status_code == 422
    assert story.row(made) == before

    assert story.act("何丽", made, "answerer", answerer=str(boss.id), why="长椅归工程装").status_code == 302
    assert story.of(made).answerer == boss
    assert any("现在由刘工答复您" in title for title in story.told("王小明"))
    assert "长椅归工程装" in story.page("王小明", made)
    # a leader without the desk's grants decides from the page of the request
    assert story.act("刘工", made, "decide", decision="taken", reason=REASON).status_code == 302
    assert story.of(made).decision == "taken"


@pytest.mark.parametrize(("who", "status"), [("王小明", 404), ("张强", 403), ("老周", 403), ("马超", 404)])
def test_others_decide_nothing(story: Story, who: str, status: int) -> None:
    made = story.suggest()
    before = story.row(made)
    for step in ("decide", "answerer", "result", "article"):
        assert story.act(who, made, step, decision="taken", reason=REASON).status_code == status
    assert story.row(made) == before


def test_the_result_reaches_author_and_supporters(story: Story, clock: MovedClock) -> None:
    made = story.suggest()
    assert story.act("赵敏", made, "result", words="装好了两把长椅").status_code == 409
    story.way("王小明", made, "share", shared="1")
    actions.support_proposal(actor=story.cast.actor("李芳"), proposal=story.of(made))
    story.act("赵敏", made, "decide", decision="taken", reason=REASON)
    assert story.told("李芳")[-1] == "您附议的建议有了决定：采纳"
    clock.forward(days=10)
    before = story.row(made)
    answer = story.act("赵敏", made, "result", words="装好了两把长椅", done_on="2026-12-31")
    assert answer.status_code == 422 and "这一天还没有到" in answer.content.decode()
    answer = story.act("赵敏", made, "result", words="装好了两把长椅", done_on="2020-01-01")
    assert answer.status_code == 422 and story.row(made) == before
    assert story.act("赵敏", made, "result", words="装好了两把长椅", done_on="2026-12-02").status_code == 302
    assert story.told("王小明")[-1] == "您的建议有了结果"
    assert story.told("李芳")[-1] == "您附议的建议有了结果"
    assert "装好了两把长椅" in story.page("王小明", made)


def test_not_clear_opens_the_decision_again(story: Story) -> None:
    made = story.suggest()
    story.act("赵敏", made, "decide", decision="not_taken", reason="那里是消防登高面，不能放东西")
    requests.judge_request(
        actor=story.cast.actor("王小明"), request=made, verdict=Verdict.NOT, words="可以放西边"
    )
    proposal = story.of(made)
    assert proposal.state == "open" and proposal.decision == "not_taken"
    assert any("会再看一次" in title for title in story.told("王小明"))
    assert story.act("赵敏", made, "decide", decision="partly", reason="西边放一把").status_code == 302
    assert story.of(made).decision == "partly"


def test_it_ends_with_its_request_and_follows_its_kind(story: Story) -> None:
    cancelled, other = story.suggest(), story.suggest("希望大门口加一个雨棚", who="李芳")
    requests.cancel_request(actor=story.cast.actor("王小明"), request=cancelled)
    assert story.of(cancelled).state == "dropped"
    agent = story.cast.actor("赵敏")
    requests.classify_request(
        actor=agent, request=other, category=category_for(other.community_id, "0501"), priority="P3"
    )
    assert story.of(other).state == "dropped"
    assert "谁答复" not in story.page("李芳", other)
    requests.classify_request(
        actor=agent, request=other, category=category_for(other.community_id, "1206"), priority="P4"
    )
    assert story.of(other).state == "open"


def test_what_is_late_climbs_once_to_each(story: Story, clock: MovedClock) -> None:
    made = story.suggest()
    climb_overdue(0)
    assert story.of(made).climbed == 0
    clock.forward(days=7, minutes=1)
    for _again in range(3):
        climb_overdue(0)
    late = f"{made.number} 说好答复的时间过了，还没有决定"
    assert story.of(made).climbed == 1
    assert story.told("何丽").count(late) == 1 and story.told("陈静").count(late) == 0
    assert "我们没做到" in story.page("王小明", made)
    clock.forward(days=1)
    for _again in range(3):
        climb_overdue(0)
    assert story.of(made).climbed == 2
    assert story.told("何丽").count(late) == 1 and story.told("陈静").count(late) == 1
    clock.forward(days=9)
    climb_overdue(0)
    assert story.of(made).climbed == 2
    kinds = [event.kind for event in history(made.community_id, [("requests.request", made.id)])]
    assert kinds.count("proposals.proposal.climbed") == 2


def test_decided_meanwhile_stays_quiet(story: Story, clock: MovedClock) -> None:
    made = story.suggest()
    clock.forward(days=6)
    story.act("赵敏", made, "decide", decision="owners", reason="要动公共绿地，得业主大会同意")
    clock.forward(days=5)
    climb_overdue(0)
    assert story.of(made).climbed == 0
    assert not actions.climb(community_id=made.community_id, proposal_id=story.of(made).id)


def test_a_guest_reads_it_on_the_secret_link(story: Story) -> None:
    made, _guest = story.guest("1206", "花园里能不能加个饮水点")
    story.act("赵敏", made, "decide", decision="partly", reason="夏天先放一台，看用的人多不多")
    page = story.cast.client_of("张强").get(f"/t/{made.follow_token}/").content.decode()
    assert "采纳一部分" in page and "夏天先放一台" in page


def test_the_desk_list_shows_the_next_due_first_and_filters(story: Story, clock: MovedClock) -> None:
    suggestion, question = story.suggest(), story.ask()
    desk = story.cast.client_of("赵敏")
    page = story.read(desk, "/desk/cuihu/proposals/")
    assert page.index(question.number) < page.index(suggestion.number)
    assert suggestion.number not in story.read(desk, "/desk/cuihu/proposals/?kind=enquiry")
    assert question.number not in story.read(desk, "/desk/cuihu/proposals/?q=长椅")
    clock.forward(days=2)
    late = story.read(desk, "/desk/cuihu/proposals/?due=late")
    assert question.number in late and suggestion.number not in late
    story.act("赵敏", suggestion, "decide", decision="taken", reason=REASON)
    assert suggestion.number in story.read(desk, "/desk/cuihu/proposals/?state=waiting")
    for query in ("?state=x&kind=%00&answerer=abc&due=1&after=~", "?answerer=99999999999999999999", "?q=%00"):
        assert desk.get(f"/desk/cuihu/proposals/{query}").status_code == 200
    assert desk.get("/desk/cuihu/proposals/export.xlsx").status_code == 200
