"""The guard and Mr Wang: doubted at his own gate at night; apology, a visit, the rule explained and reconsidered."""

from anju.complaints import actions
from anju.complaints.queries import remedies_of, statements_of
from anju.complaints.tests.stories import RUDE, SORRY, TOLD, Case
from anju.kernel.clock import MovedClock
from anju.kernel.events import history
from anju.notices.models import Notice
from anju.requests import actions as requests
from anju.requests.timeline import timeline_for


def test_the_guard_and_mr_wang(case: Case, clock: MovedClock) -> None:
    request = case.complain(subject="deed")
    # Given to who handles complaints, with two clocks
    assert case.holder(request) == "何丽"
    assert case.now(request).reply_by == case.later(days=1)
    assert "投诉请您负责" in notices(case, "何丽")[-1].title

    # The holding reply says what happens next, who does it and until when
    clock.forward(hours=2)
    actions.reply_complaint(
        actor=case.actor("何丽"),
        request=request,
        words="今天看录像，也问当班的人。",
        next_by=case.later(days=1),
    )
    assert case.now(request).replied_at == case.later()
    told = lines(case, "王小明", request)[-1][1]
    assert told.startswith("今天看录像") and "何丽（客服主管）" in told and "11-24" in told

    # Both sides are heard; the guard answers on the phone and sees only the question
    case.name(request, "老周")
    actions.add_facts(actor=case.actor("王小明"), request=request, words=TOLD)
    case.hear(request)
    asked = notices(case, "老周")[-1]
    assert asked.link == "/crew/cuihu/complaints/" and RUDE not in asked.body
    assert [(one.side, one.words) for one in statements_of(case.now(request))] == [
        ("complainant", TOLD),
        ("concerned", SORRY),
    ]

    # The outcome, and what is made good
    case.decide(request)
    for kind, who in (("apology", "老周"), ("visit", "陈静"), ("explain", "陈静"), ("reconsider", "何丽")):
        actions.agree_remedy(
            actor=case.actor("何丽"),
            request=request,
            kind=kind,
            person_id=case.id(who),
            by=case.later(days=2),
        )
    assert case.request(request).state == "done"
    assert case.now(request).outcome == "upheld" and case.now(request).due_at is None
    for remedy in remedies_of(case.now(request)):
        actions.finish_remedy(actor=case.actor(remedy.person.name), remedy=remedy, words="去过了")
    kinds = [
        event.facts.get("remedy_kind") for event in events(request) if event.kind.endswith("remedy.agreed")
    ]
    assert kinds == ["apology", "visit", "explain", "reconsider"]  # the last is heard by who keeps the rules

    # Mr Wang has the last word
    requests.judge_request(actor=case.actor("王小明"), request=request, verdict="solved")
    assert case.request(request).state == "closed"
    shown = [text for text, _words in lines(case, "王小明", request)]
    assert [text for text in shown if text.startswith(("做到了", "结论"))] == [
        "结论：属实",
        "做到了：道歉",
        "做到了：登门拜访",
        "做到了：说明规定",
        "做到了：规定要改进",
    ]


def notices(case: Case, name: str) -> list[Notice]:
    return list(Notice.objects.of(case.cast.cuihu.id).filter(person_id=case.id(name)).order_by("id"))


def lines(case: Case, name: str, request: object) -> list[tuple[str, str]]:
    return [(line.text, line.words) for line in timeline_for(case.actor(name), case.request(request))]  # type: ignore[arg-type]


def events(request: object) -> list:
    return history(request.community_id, [("requests.request", request.id)])  # type: ignore[attr-defined]
