"""Praise reaches the person, whoever leads them and their file; it is never asked whether it was solved."""

import pytest

from anju.kernel.events import history
from anju.proposals import actions, queries
from anju.proposals.tests.stories import THANKS, Story
from anju.requests import actions as requests
from anju.requests.choices import RequestState, Verdict


def test_the_author_taps_a_name_and_the_person_hears_it(story: Story) -> None:
    tap = story.report("0101", "厨房水龙头滴水")
    requests.dispatch_request(
        actor=story.cast.actor("赵敏"), request=tap, assignee_id=story.cast.person("张强").id
    )
    made = story.praise("师傅冒雨来修水管，地都擦干净了，谢谢他")
    received = story.read(story.cast.client_of("王小明"), f"/home/cuihu/requests/{made.number}/received/")
    assert "要表扬的是哪位" in received and "张强 · 综合维修工" in received and "老周" not in received

    worker = str(story.cast.person("张强").id)
    assert story.way("王小明", made, "praise", persons=worker, signed="1").status_code == 302
    (praise,) = story.praises()
    assert praise.words == made.words and praise.author == "王小明" and praise.reached_at is not None
    assert "王小明表扬了您" in story.told("张强")
    assert "您带的张强受到表扬" in story.told("刘工")
    assert "您的话已经转给张强，谢谢您" in story.told("王小明")
    now = story.now(made)
    assert (now.state, now.verdict) == (RequestState.CLOSED, Verdict.PASSED)
    assert "已经转给本人" in story.page("王小明", made)
    crew = story.cast.client_of("张强")
    assert made.words in story.read(crew, "/crew/cuihu/praise/") and "收到的表扬" in story.read(
        crew, "/crew/cuihu/me/"
    )
    desk = story.cast.client_of("陈静")
    assert f"/desk/cuihu/people/{worker}/praise/" in story.read(desk, f"/desk/cuihu/people/{worker}/")
    assert made.words in story.read(desk, f"/desk/cuihu/people/{worker}/praise/")


def test_without_a_name_where_they_do_not_want_one(story: Story) -> None:
    made = story.praise()
    story.way("王小明", made, "sign", signed="0")
    story.act("赵敏", made, "praise", persons=str(story.cast.person("张强").id))
    (praise,) = story.praises()
    assert praise.author == ""
    assert "有住户表扬了您" in story.told("张强")
    assert "王小明" not in story.read(story.cast.client_of("张强"), "/crew/cuihu/praise/")
    story.way("王小明", made, "sign", signed="1")
    assert story.praises()[0].author == ""  # it has been read already


def test_the_desk_names_for_a_guest_and_the_guest_is_not_named(story: Story) -> None:
    made, _guest = story.guest("1207", "门口的老周帮我提了一袋米，谢谢")
    first, *_rest = queries.candidates_for(made)
    assert first[0].name == "老周"  # the name stands in the words
    story.act("赵敏", made, "praise", persons=str(story.cast.person("老周").id))
    (praise,) = story.praises()
    assert praise.author == ""
    assert story.now(made).verdict == Verdict.PASSED
    page = story.cast.client_of("李芳").get(f"/t/{made.follow_token}/").content.decode()
    assert "已经看到您的话" in page and "还没好，重新打开" not in page


def test_once_each_and_others_later(story: Story) -> None:
    made = story.praise()
    worker, guard = story.cast.person("张强"), story.cast.person("老周")
    agent = story.cast.actor("赵敏")
    actions.name_praised(actor=agent, request=made, person_ids=[worker.id, worker.id])
    actions.name_praised(actor=agent, request=made, person_ids=[worker.id, guard.id])
    assert [praise.person.name for praise in story.praises()] == ["张强", "老周"]
    assert story.told("张强").count("王小明表扬了您") == 1
    closed = [
        event
        for event in history(made.community_id, [("requests.request", made.id)])
        if "closed" in event.kind
    ]
    assert len(closed) == 1
    actions.note_reached(community_id=made.community_id, praise_id=story.praises()[0].id)
    assert len(story.praises()) == 2


@pytest.mark.parametrize(("who", "status"), [("李芳", 404), ("张强", 404), ("马超", 404), ("赵敏", 404)])
def test_others_cannot_speak_for_the_author(story: Story, who: str, status: int) -> None:
    made = story.praise()
    person = str(story.cast.person("张强").id)
    assert story.way(who, made, "praise", persons=person).status_code == status
    assert story.praises() == [] and story.now(made).state == RequestState.NEW


def test_nonsense_is_told_and_changes_nothing(story: Story) -> None:
    made, tap = story.praise(), story.report("0101", "厨房水龙头滴水")
    for persons in ("", "abc", "0", str(story.cast.person("李芳").id), "9" * 19):
        assert story.way("王小明", made, "praise", persons=persons).status_code == 302
    answer = story.act("赵敏", made, "praise", persons=str(story.cast.person("李芳").id))
    assert answer.status_code == 422 and "请选一下要表扬的是哪位同事" in answer.content.decode()
    assert story.act("赵敏", made, "praise").status_code == 422
    assert story.act("张强", made, "praise", persons="1").status_code == 403
    assert story.act("赵敏", tap, "praise", persons=str(story.cast.person("张强").id)).status_code == 409
    own = story.cast.person("赵敏").id
    assert story.act("赵敏", made, "praise", persons=str(own)).status_code == 422
    assert story.praises() == [] and story.now(made).state == RequestState.NEW


def test_it_is_never_finished_as_solved(story: Story) -> None:
    made = story.praise(THANKS)
    before = story.now(made).state
    answer = story.cast.client_of("赵敏").post(
        f"/desk/cuihu/requests/{made.number}/finish/", {"words": "谢谢您"}
    )
    assert answer.status_code == 409 and story.now(made).state == before


def test_a_file_is_for_who_sees_people(story: Story) -> None:
    worker = story.cast.person("张强").id
    for who, status in (("李芳", 404), ("老周", 403), ("马超", 404), ("赵敏", 200)):
        assert story.cast.client_of(who).get(f"/desk/cuihu/people/{worker}/praise/").status_code == status
