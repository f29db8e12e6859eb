"""Never routed to the person or their direct line alone; whoever holds it can be changed under the same rule only."""

import pytest

from anju.complaints import actions, rules
from anju.complaints.models import Complaint, Part
from anju.complaints.rules import Colleague
from anju.complaints.tests.stories import Case
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.requests import actions as requests
from anju.work.models import Job

STAFF = {
    "技师": "ENG_TECH",
    "工程主管": "ENG_LEADER",
    "保安": "SEC_GUARD",
    "秩序主管": "SEC_LEADER",
    "保洁": "CLEANER",
    "领班": "CLEAN_LEADER",
    "环境主管": "ENV_MANAGER",
    "客服": "CS_AGENT",
    "客服主管": "CS_LEADER",
    "经理": "PM",
    "公司": "COMPANY",
}
PEOPLE = {
    name: Colleague(number, name, (post,)) for number, (name, post) in enumerate(STAFF.items(), start=1)
}


@pytest.mark.parametrize(
    ("named", "holder"),
    [
        ([], "客服主管"),
        (["技师"], "客服主管"),
        (["保安"], "客服主管"),
        (["保洁"], "客服主管"),
        (["客服"], "经理"),  # the desk's leader would judge their own line
        (["客服主管"], "公司"),  # the manager is their direct leader
        (["经理"], "公司"),  # and the desk's leader stands under the manager
        (["客服", "经理"], "公司"),
        (["工程主管"], "客服主管"),
        (["公司"], "客服主管"),
    ],
)
def test_who_holds_it(named: list[str], holder: str) -> None:
    chosen = rules.chosen(list(PEOPLE.values()), [PEOPLE[name] for name in named], {})
    assert chosen is PEOPLE[holder]


def test_nobody_where_all_are_in_the_line() -> None:
    staff = [PEOPLE["客服"], PEOPLE["客服主管"], PEOPLE["经理"]]
    assert rules.chosen(staff, [PEOPLE["客服主管"]], {}) is None


def test_whoever_has_fewest_of_the_same_post() -> None:
    other = Colleague(99, "另一位", ("CS_LEADER",))
    assert rules.chosen([PEOPLE["客服主管"], other], [], {PEOPLE["客服主管"].id: 2, 99: 1}) is other


@pytest.mark.parametrize(
    ("person", "named", "words"),
    [
        ("保安", "保安", "说的就是"),
        ("秩序主管", "保安", "直接领导"),
        ("领班", "保洁", "直接领导"),
        ("环境主管", "保洁", "直接领导"),
        ("技师", "工程主管", "归工程主管管"),
        ("客服主管", "保安", ""),
        ("经理", "保安", ""),
    ],
)
def test_why_not(person: str, named: str, words: str) -> None:
    said = rules.obstacle(PEOPLE[person], [PEOPLE[named]])
    assert (words in said) if words else said == ""


def test_naming_the_holder_gives_it_to_somebody_else(case: Case) -> None:
    request = case.complain()
    assert case.holder(request) == "何丽"
    case.name(request, "何丽", by="陈静")
    assert case.holder(request) == "郑总"
    case.name(request, "赵敏", by="郑总")  # it was another
    assert case.holder(request) == "郑总"  # nothing stands against who holds it: it stays


def test_one_cannot_name_oneself_nor_deal_with_what_is_about_oneself(case: Case) -> None:
    request = case.complain()
    with pytest.raises(Refused, match="说的是您自己"):
        case.name(request, "何丽")
    case.name(request, "何丽", by="陈静")
    before = Complaint.objects.of(request.community_id).values().get(request_id=request.id)
    with pytest.raises(Refused, match="说的是您"):
        case.name(request, "赵敏")
    with pytest.raises(Refused, match="说的是您"):
        case.decide(request)
    assert Complaint.objects.of(request.community_id).values().get(request_id=request.id) == before


@pytest.mark.parametrize(
    ("to", "words"),
    [("老周", "说的就是老周"), ("周队", "直接领导"), ("张强", "不能答复住户")],
)
def test_a_change_against_the_rule_is_refused_with_words(case: Case, to: str, words: str) -> None:
    request = case.complain()
    case.name(request, "老周")
    with pytest.raises(Refused, match=words):
        actions.change_holder(actor=case.actor("何丽"), request=request, person_id=case.id(to))
    assert case.holder(request) == "何丽"


def test_a_change_that_the_rule_allows(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    actions.change_holder(actor=case.actor("何丽"), request=request, person_id=case.id("陈静"))
    assert case.holder(request) == "陈静"
    with pytest.raises(Refused, match="由陈静负责"):  # whoever does not hold it does not decide
        case.decide(request, by="何丽")
    with pytest.raises(NotAllowed):
        actions.change_holder(actor=case.actor("赵敏"), request=request, person_id=case.id("赵敏"))


def test_a_direct_leader_takes_part_beside_the_holder(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    with pytest.raises(NotAllowed):
        actions.ask_facts(
            actor=case.actor("周队"),
            request=request,
            side="concerned",
            person_id=case.id("老周"),
            words="怎么回事？",
        )
    actions.join_complaint(actor=case.actor("何丽"), request=request, person_id=case.id("周队"))
    question = actions.ask_facts(
        actor=case.actor("周队"),
        request=request,
        side="concerned",
        person_id=case.id("老周"),
        words="怎么回事？",
    )
    assert question.asked_by_id == case.id("周队")
    with pytest.raises(NotAllowed):  # but they do not decide
        case.decide(request, by="周队")
    assert not case.now(request).outcome


def test_who_it_is_about_cannot_join(case: Case) -> None:
    request = case.complain()
    case.name(request, "老周")
    with pytest.raises(Refused, match="说的就是老周"):
        actions.join_complaint(actor=case.actor("何丽"), request=request, person_id=case.id("老周"))
    assert not Part.objects.of(request.community_id).filter(joined=True).exists()


def test_a_stranger_to_the_staff_cannot_be_named(case: Case) -> None:
    request = case.complain()
    with pytest.raises(Invalid):
        case.name(request, "李芳")
    assert case.now(request).subject == ""
    assert not case.request(request).by_outcome or request.category.code.startswith("10")


def test_no_work_goes_to_whom_it_is_about(case: Case) -> None:
    request = case.complain()
    case.name(request, "张强")
    with pytest.raises(Refused, match="请派给别的同事"):
        requests.dispatch_request(actor=case.actor("赵敏"), request=request, assignee_id=case.id("张强"))
    assert not Job.objects.of(request.community_id).exists()
