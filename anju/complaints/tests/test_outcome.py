"""Holding reply, facts of both sides, the outcome with its reason, remedies, and the one appeal to somebody else."""

from datetime import datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from anju.complaints import actions, rules
from anju.complaints.models import Complaint, Decision, Question, Remedy, Statement
from anju.complaints.queries import remedies_of, statements_of
from anju.complaints.tests.stories import SORRY, TOLD, Case
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.requests import actions as requests
from anju.requests.models import Message
from anju.standards.queries import category_for
from anju.standards.rules import ServiceHours
from anju.work import actions as work

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = ServiceHours(opens=time(8), closes=time(20), zone="Asia/Shanghai")


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(23, 9), 1, at(24, 9)),
        (at(23, 22), 1, at(24, 20)),  # from when the desk opens again; its day is full at closing time
        (at(23, 9), 3, at(26, 9)),
    ],
)
def test_a_day_is_as_long_as_the_desk_is_open(start: datetime, days: int, due: datetime) -> None:
    assert rules.after_days(start, days, DAY) == due


def test_a_desk_that_never_closes_has_days_of_24_hours() -> None:
    always = ServiceHours(opens=time(0), closes=time(0), zone="Asia/Shanghai")
    assert rules.after_days(at(23, 22), 1, always) == at(24, 22)


def unchanged(case: Case, request: object) -> list[object]:
    """All rows of a case, to compare after a refusal."""
    found = case.now(request)  # type: ignore[arg-type]
    rows: list[object] = [Complaint.objects.of(found.community_id).values().get(id=found.id)]
    for model in (Question, Statement, Decision, Remedy, Message):
        rows += list(model.objects.of(found.community_id).order_by("id").values())
    return [*rows, case.request(request).state]  # type: ignore[arg-type]


def test_a_reply_needs_words_and_a_time_to_come(case: Case) -> None:
    request = case.complain()
    before = unchanged(case, request)
    he = case.actor("何丽")
    for words, by, field in (
        ("", case.later(days=1), "words"),
        ("今天看录像", case.later(hours=-1), "next_by"),
        ("今天看录像", case.later(days=200), "next_by"),
    ):
        with pytest.raises(Invalid) as wrong:
            actions.reply_complaint(actor=he, request=request, words=words, next_by=by)
        assert set(wrong.value.fields) == {field}
    assert unchanged(case, request) == before


def test_a_late_reply_stays_late(case: Case, clock: MovedClock) -> None:
    request = case.complain()
    clock.forward(days=2)
    actions.reply_complaint(
        actor=case.actor("何丽"), request=request, words="对不起，答复晚了", next_by=case.later(days=1)
    )
    now = case.now(request)
    assert now.replied_at is not None and now.replied_at > now.reply_by
    assert now.due_at == now.decide_by


def test_no_outcome_before_both_sides_are_heard(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    before = unchanged(case, request)
    with pytest.raises(Refused, match="还没有问过老周"):
        case.decide(request)
    assert unchanged(case, request) == before
    case.hear(request)
    case.decide(request)


@pytest.mark.parametrize(
    ("outcome", "reason"), [("", "查过了，情况属实"), ("maybe", "查过了，情况属实"), ("upheld", "是的")]
)
def test_no_outcome_without_reason(case: Case, outcome: str, reason: str) -> None:
    request = case.complain()
    before = unchanged(case, request)
    with pytest.raises(Invalid):
        actions.decide_complaint(actor=case.actor("何丽"), request=request, outcome=outcome, reason=reason)
    assert unchanged(case, request) == before


def test_neither_the_desk_nor_work_ends_it_without_an_outcome(case: Case) -> None:
    request = case.complain(subject="deed", category="0501", words="楼道地面有水，打扫的人还骂人")
    before = unchanged(case, request)
    with pytest.raises(Refused, match="结论和理由"):
        requests.finish_request(actor=case.actor("赵敏"), request=request, words="已处理")
    assert unchanged(case, request) == before


def test_own_words_are_never_changed_only_added_to(case: Case) -> None:
    request = case.complain()
    actions.add_facts(actor=case.actor("王小明"), request=request, words=TOLD)
    actions.add_facts(actor=case.actor("王小明"), request=request, words="还有，是北门")
    assert [one.words for one in statements_of(case.now(request))] == [TOLD, "还有，是北门"]
    rows = Statement.objects.of(request.community_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(words="改过的")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.all().delete()
    assert [one.words for one in statements_of(case.now(request))] == [TOLD, "还有，是北门"]


def test_only_who_was_asked_answers(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    question = actions.ask_facts(
        actor=case.actor("何丽"),
        request=request,
        side="concerned",
        person_id=case.id("老周"),
        words="怎么回事？",
    )
    with pytest.raises(NotFound):
        actions.give_facts(actor=case.actor("张强"), question=question, words="我替他说")
    assert statements_of(case.now(request)) == []
    actions.give_facts(actor=case.actor("老周"), question=question, words=SORRY)


@pytest.mark.parametrize(
    ("side", "name", "words"),
    [
        ("concerned", "张强", "请先写明"),
        ("witness", "老周", "按被投诉的人来问"),
        ("witness", "", "请选一位同事"),
        ("complainant", "张强", "不用选同事"),
        ("nobody", "", "请选一下问谁"),
    ],
)
def test_asked_is_whom_it_concerns(case: Case, side: str, name: str, words: str) -> None:
    request = case.complain()
    case.name(request, "老周")
    before = unchanged(case, request)
    with pytest.raises(Invalid) as wrong:
        actions.ask_facts(
            actor=case.actor("何丽"),
            request=request,
            side=side,
            person_id=case.id(name) if name else None,
            words="怎么回事？",
        )
    assert words in str(next(iter(wrong.value.fields.values())))
    assert unchanged(case, request) == before


def test_what_was_said_by_phone_is_written_down_with_who_wrote_it(case: Case) -> None:
    request = case.complain()
    actions.write_facts(actor=case.actor("何丽"), request=request, side="complainant", words=TOLD)
    said = statements_of(case.now(request))[0]
    assert (said.words, said.written_by and said.written_by.name) == (TOLD, "何丽")


@pytest.mark.parametrize(
    ("kind", "amount", "by", "field"),
    [
        ("money", None, 1, "amount"),
        ("money", "0", 1, "amount"),
        ("money", "-1", 1, "amount"),
        ("money", "0.001", 1, "amount"),
        ("money", "1000000000000000", 1, "amount"),
        ("money", "NaN", 1, "amount"),
        ("apology", "5", 1, "amount"),
        ("apology", None, -1, "by"),
        ("flowers", None, 1, "kind"),
    ],
)
def test_a_remedy_that_makes_no_sense_is_not_kept(
    case: Case, kind: str, amount: str | None, by: int, field: str
) -> None:
    request = case.complain()
    with pytest.raises(Invalid) as wrong:
        actions.agree_remedy(
            actor=case.actor("何丽"),
            request=request,
            kind=kind,
            person_id=case.id("陈静"),
            by=case.later(days=by),
            amount=Decimal(amount) if amount else None,
        )
    assert set(wrong.value.fields) == {field}
    assert remedies_of(case.now(request)) == []


def test_money_is_exact_and_done_once(case: Case) -> None:
    request = case.complain()
    remedy = actions.agree_remedy(
        actor=case.actor("何丽"),
        request=request,
        kind="money",
        person_id=case.id("陈静"),
        by=case.later(days=3),
        amount=Decimal("120.5"),
    )
    assert Remedy.objects.of(request.community_id).get(id=remedy.id).amount == Decimal("120.50")
    actions.finish_remedy(actor=case.actor("陈静"), remedy=remedy)
    with pytest.raises(Refused, match="已经记为做完"):
        actions.finish_remedy(actor=case.actor("陈静"), remedy=remedy)


def test_bad_reopens_it_with_a_clock_of_its_own(case: Case, clock: MovedClock) -> None:
    request = case.decided()
    clock.forward(days=2)
    requests.judge_request(actor=case.actor("王小明"), request=request, verdict="not", words="没有道歉")
    now = case.now(request)
    assert (now.ended_at, now.decided_at, now.outcome) == (None, None, "upheld")
    assert now.due_at == rules.after_days(case.later(), rules.OUTCOME_DAYS[request.priority], DAY)
    case.decide(request, "partly")
    assert [one.outcome for one in Decision.objects.of(request.community_id).order_by("id")] == [
        "upheld",
        "partly",
    ]


@pytest.mark.parametrize("verdict", ["", "solved"])
def test_one_appeal_to_somebody_who_had_no_part(case: Case, clock: MovedClock, verdict: str) -> None:
    request = case.decided()
    if verdict:
        requests.judge_request(actor=case.actor("王小明"), request=request, verdict=verdict)
    clock.forward(days=3)
    actions.appeal_complaint(actor=case.actor("王小明"), request=request, words="没有问过邻居就下了结论")
    now = case.now(request)
    assert case.holder(request) == "陈静"  # 何丽 held and decided it
    assert now.due_at == rules.after_days(case.later(), rules.APPEAL_DAYS, DAY)
    assert case.request(request).state == "open"
    with pytest.raises(Refused, match="由陈静负责"):
        case.decide(request, by="何丽")
    with pytest.raises(Refused, match="参与过原来的处理"):
        actions.change_holder(actor=case.actor("陈静"), request=request, person_id=case.id("何丽"))
    decision = case.decide(request, "partly", by="陈静")
    assert decision.on_appeal and case.now(request).outcome == "partly"

    before = unchanged(case, request)
    with pytest.raises(Refused, match=r"业主委员会.*街道办.*12345"):
        actions.appeal_complaint(actor=case.actor("王小明"), request=request, words="我还是不同意这个结论")
    assert unchanged(case, request) == before


def test_an_appeal_within_thirty_days_of_an_outcome_by_who_complained(case: Case, clock: MovedClock) -> None:
    request = case.complain()
    he = case.actor("王小明")
    with pytest.raises(Refused, match="还没有结论"):
        actions.appeal_complaint(actor=he, request=request, words="我不同意这个结论")
    case.decide(request)
    with pytest.raises(NotFound):
        actions.appeal_complaint(actor=case.actor("李芳"), request=request, words="我不同意这个结论")
    with pytest.raises(Invalid):
        actions.appeal_complaint(actor=he, request=request, words="不服")
    clock.forward(days=31)
    with pytest.raises(Refused, match="超过 30 天"):
        actions.appeal_complaint(actor=he, request=request, words="我不同意这个结论")
    assert case.now(request).appealed_at is None


def test_dirt_is_ended_by_the_work_itself(case: Case) -> None:
    request = case.complain(words="大堂地上一滩饮料", category="0501")
    assert not case.request(request).by_outcome
    job = requests.dispatch_request(actor=case.actor("赵敏"), request=request, assignee_id=case.id("张强"))
    assert case.now(request).replied_at is not None  # who comes and when is the first answer
    worker = case.actor("张强")
    work.accept_job(actor=worker, job=job)
    work.arrive(actor=worker, job=job)
    work.finish_job(actor=worker, job=job, words="拖干净了，放了防滑牌")
    decision = Decision.objects.of(request.community_id).get()
    assert (decision.outcome, decision.reason) == ("upheld", "拖干净了，放了防滑牌")
    assert case.request(request).state == "done" and case.now(request).due_at is None


def test_another_category_opens_and_ends_a_case(case: Case) -> None:
    request = case.complain(words="阳台水龙头漏水", category="0101")
    assert not Complaint.objects.of(request.community_id).exists()
    agent, community = case.actor("赵敏"), request.community_id
    requests.classify_request(
        actor=agent, request=request, category=category_for(community, "1001"), priority="P3"
    )
    assert case.now(request).ended_at is None and case.holder(request) == "何丽"
    requests.classify_request(
        actor=agent, request=request, category=category_for(community, "0101"), priority="P3"
    )
    assert Complaint.objects.of(community).get().ended_at is not None


def test_opening_twice_opens_one(case: Case) -> None:
    request = case.complain()
    before = unchanged(case, request)
    actions.open_complaint(community_id=request.community_id, request_id=request.id, subject="money")
    assert unchanged(case, request) == before
