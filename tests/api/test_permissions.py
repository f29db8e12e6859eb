"""Who may call what: each call of the document × each standing person; after a refusal nothing has changed."""

from collections.abc import Callable
from json import dumps
from typing import Any

import pytest
from django.db import transaction

from anju.assets.tests.stories import stores_of
from anju.complaints.actions import open_complaint
from anju.config.api import api
from anju.improvement.actions import write_article
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.proposals.actions import open_proposal
from anju.requests.queries import request_for
from anju.work.tests.test_signing import drawing
from tests.api.caller import Answer, Caller
from tests.api.stories import content, report
from tests.cast import Cast
from tests.house.test_permissions import everything

Calls = Callable[..., Caller]

# The reporter, a neighbour, a guard, the technician of the job, the leader of engineers, the desk, the manager.
PERSONS = ["王小明", "李芳", "老周", "张强", "刘工", "赵敏", "陈静"]
EVERYBODY = set(PERSONS)
STAFF = EVERYBODY - {"王小明", "李芳"}
LEAD = {"刘工", "赵敏", "陈静"}
DESK = {"赵敏", "陈静"}
KEEP = {"刘工", "陈静"}  # the stores; nobody here only looks at them
MANAGE = {"陈静"}

# Who is let in by each operation of the document; 王小明 reported the request, 张强 has the job.
MAY: dict[str, set[str]] = {
    "places_list_communities": EVERYBODY,
    "places_list_places": EVERYBODY,
    "places_read_place": STAFF | {"王小明"},
    "places_locate": set(),  # a home is where its building is
    "people_read_me": EVERYBODY,
    "people_find_people": LEAD,
    "people_read_person": LEAD,
    "people_read_household": LEAD,
    "standards_list_categories": EVERYBODY,
    "standards_guess_categories": EVERYBODY,
    "learning_suggest": EVERYBODY,
    "requests_report": STAFF | {"王小明"},
    "requests_list_requests": EVERYBODY,
    "requests_read_request": LEAD | {"王小明"},
    "requests_read_timeline": LEAD | {"王小明"},
    "requests_take": DESK,
    "requests_answer": DESK,
    "requests_note": DESK,
    "requests_comment": {"王小明"},
    "requests_classify": DESK,
    "requests_dispatch": LEAD,
    "requests_finish": DESK,
    "requests_merge": DESK,
    "requests_urge": {"王小明"},
    "requests_cancel": {"王小明"},
    "requests_judge": set(),  # not done yet
    "requests_reopen": set(),  # not closed
    "requests_read_clock": LEAD | {"王小明"},
    "requests_hold": set(),  # not taken on yet
    "requests_resume": set(),  # does not stand
    "requests_agree": set(),  # nobody has asked
    "requests_decline": set(),
    "improvement_list_articles": EVERYBODY,
    "improvement_write_article": MANAGE,
    "improvement_get_article": EVERYBODY,
    "improvement_change_article": MANAGE,
    "improvement_publish_article": set(),  # it is already
    "improvement_retire_article": MANAGE,
    "improvement_said": EVERYBODY,
    "proposals_list_proposals": LEAD,
    "proposals_get_proposal": LEAD | {"王小明"},
    "proposals_name_answerer": LEAD,
    "proposals_decide": LEAD,
    "proposals_tell_result": set(),  # not decided yet
    "proposals_share": {"王小明"},
    "proposals_list_ideas": EVERYBODY,
    "proposals_support": set(),  # not shared
    "proposals_list_praise": LEAD | {"王小明"},
    "proposals_praise": LEAD | {"王小明"},
    "proposals_my_praise": EVERYBODY,
    "complaints_list_complaints": EVERYBODY,  # of each what they may see
    "complaints_read_complaint": MANAGE,
    "complaints_about": MANAGE,
    "complaints_holder": MANAGE,
    "complaints_join": MANAGE,
    "complaints_reply": MANAGE,
    "complaints_ask": MANAGE,
    "complaints_write_down": MANAGE,
    "complaints_decide": MANAGE,
    "complaints_agree": MANAGE,
    "complaints_remedy_done": set(),  # nothing was agreed
    "complaints_add_facts": {"王小明"},
    "complaints_appeal": set(),  # not decided yet
    "voice_list_visits": DESK,
    "voice_read_statistics": DESK,
    "voice_read_visit": set(),  # nothing was closed
    "voice_take": set(),
    "voice_note_try": set(),
    "incidents_list_incidents": EVERYBODY,
    "incidents_read_incident": EVERYBODY,
    "incidents_open_one": LEAD,
    "incidents_update": LEAD,
    "incidents_end": LEAD,
    "incidents_call_off": LEAD,
    "work_list_jobs": EVERYBODY,
    "work_list_workers": LEAD,
    "work_read_job": LEAD | {"张强"},
    "work_assign": LEAD,
    "work_accept": {"张强"},
    "work_refuse": {"张强"},
    "work_set_out": set(),  # not accepted yet
    "work_arrive": set(),
    "work_secure": set(),
    "work_hold": set(),  # not accepted yet
    "work_resume": set(),
    "work_tick": set(),
    "work_answer_step": set(),
    "work_add_step_photo": set(),
    "work_explain_no_photo": set(),
    "work_sign_off": set(),  # not finished
    "work_use_part": set(),
    "work_finish": set(),
    "work_read_pool": EVERYBODY,
    "work_grab": set(),  # the desk sends here
    "work_list_candidates": LEAD,
    "work_read_together": LEAD | {"张强"},
    "work_propose_handover": set(),  # not accepted yet
    "work_accept_handover": set(),  # nobody was asked
    "work_decline_handover": set(),
    "work_withdraw_handover": LEAD | {"张强"},
    "work_add_mate": LEAD | {"张强"},
    "work_remove_mate": LEAD | {"张强"},
    "work_pause_labour": set(),
    "work_resume_labour": set(),
    "work_correct_labour": LEAD,
    "work_read_dispatch": LEAD,
    "work_change_dispatch": {"陈静"},
    "work_read_paying": LEAD | {"张强"},
    "work_decide_party": LEAD | {"张强"},
    "work_give_quote": LEAD | {"张强"},
    "work_answer_quote": set(),  # nothing waits
    "work_list_charges": MANAGE,
    "assets_list_parts": KEEP,
    "assets_take_in": KEEP,
    "assets_count": KEEP,
    "assets_list_tools": KEEP,
}
HOLD = {"reason": "part", "party": "永安五金", "until": "2026-11-24T09:00:00+08:00"}
ARTICLE = {"title": "装修押金", "question": "怎么退？", "words": "验收后七天内原路退回。"}
CONTENT: dict[str, dict[str, Any]] = {
    "incidents_open_one": {"title": "3栋停水", "words": "正在抢修。", "categories": ["0204"]},
    "incidents_update": {"words": "配件到了。"},
    "incidents_end": {"words": "已恢复供水。"},
    "incidents_call_off": {"words": "没有停水。"},
    "places_locate": {"lat": 30.27, "lon": 120.15},
    "improvement_write_article": ARTICLE,
    "improvement_change_article": {**ARTICLE, "seen": 2, "why": "写清楚些"},
    "improvement_retire_article": {"why": "过时了"},
    "improvement_said": {"end": "helped"},
    "proposals_decide": {"decision": "taken", "reason": "已列入下月计划"},
    "proposals_tell_result": {"words": "雨棚已经装好了，请看看。"},
    "proposals_share": {"shared": True},
    "complaints_about": {"subject": "person"},
    "complaints_reply": {"words": "正在查，后天前答复您。", "next_by": "2026-11-25T09:00:00+08:00"},
    "complaints_ask": {"side": "complainant", "words": "当时怎么回事？"},
    "complaints_write_down": {"side": "complainant", "words": "他说态度很差。"},
    "complaints_decide": {"outcome": "upheld", "reason": "确实没有按时回复。"},
    "complaints_remedy_done": {"words": "道过歉了"},
    "complaints_add_facts": {"words": "我有录音。"},
    "complaints_appeal": {"words": "我不同意这个结果。"},
    "voice_note_try": {"outcome": "reached", "answer": "solved"},
    "work_answer_step": {"answer": "yes"},
    "work_add_step_photo": {"photo": drawing().partition(",")[2]},
    "work_explain_no_photo": {"words": "手机进水"},
    "work_sign_off": {"absent": True},
    "requests_hold": HOLD,
    "work_hold": HOLD,
    "requests_answer": {"words": "已收到"},
    "requests_note": {"words": "带梯子"},
    "requests_comment": {"words": "快一点"},
    "requests_classify": {"category": "0102", "priority": "P2"},
    "requests_finish": {"words": "已处理"},
    "requests_judge": {"verdict": "solved"},
    "learning_suggest": {"words": "漏水"},
    "work_refuse": {"words": "在忙"},
    "work_use_part": {"name": "密封圈", "quantity": 1},
    "work_finish": {"words": "已换好"},
    "work_decline_handover": {"words": "在忙"},
    "work_change_dispatch": {
        "mode": "grab",
        **{f"p{number}_minutes": 10 * number for number in range(1, 5)},
    },
    "work_decide_party": {"party": "own"},
    "work_give_quote": {"lines": [{"kind": "labour", "name": "工时", "quantity": 1, "unit_price": "40"}]},
    "work_answer_quote": {"answer": "yes", "name": "王小明"},
}
# The desk sees the complaint and is told who holds it.
HOLDERS = {f"complaints_{step}" for step in ("join", "reply", "ask", "write_down", "decide", "agree")}
STATE_REFUSES = {name for name, may in MAY.items() if not may}


@pytest.fixture
def try_it(house: Cast, calls: Calls, clock: MovedClock) -> Callable[[str, str], Answer]:
    """Call an operation of the document as a person, with one of everything in its blanks."""
    desk = calls("赵敏")
    made, other = (report(calls("王小明"), house) for _ in range(2))
    done = report(calls("王小明"), house)
    job = desk.post(f"requests/{done['number']}/jobs", assignee_id=str(house.person("张强").id)).body
    incident = desk.post("incidents", **CONTENT["incidents_open_one"]).body
    stores = stores_of(house)
    idea, thanks, wrong = (
        report(calls("王小明"), house, category=category) for category in ("1206", "1207", "1001")
    )
    open_proposal(request=request_for(SYSTEM, house.cuihu.id, idea["number"]))
    open_complaint(
        community_id=house.cuihu.id, request_id=request_for(SYSTEM, house.cuihu.id, wrong["number"]).id
    )
    calls("陈静").post(f"complaints/{wrong['number']}/holder", person_id=str(house.person("陈静").id))
    article = write_article(actor=house.actor("陈静"), community_id=house.cuihu.id, publish=True, **ARTICLE)
    blanks = {
        "{place_id}": str(house.place("3-2-1001").id),
        "{person_id}": str(house.person("王小明").id),
        "{step}": "1",
        "{version}": "1",
        "{article_id}": str(article.id),
        "{idea_id}": "1",
        "{remedy}": "1",
        "{visit}": "1",
        "{part_id}": str(stores.valve.id),
    }
    sent = CONTENT | {
        "requests_report": content(house),
        "proposals_name_answerer": {"answerer_id": str(house.person("陈静").id), "why": "归我管"},
        "proposals_praise": {"person_ids": [str(house.person("张强").id)]},
        "complaints_holder": {"person_id": str(house.person("何丽").id)},
        "complaints_join": {"person_id": str(house.person("何丽").id)},
        "complaints_agree": {
            "kind": "apology",
            "person_id": str(house.person("何丽").id),
            "by": "2026-11-26T09:00:00+08:00",
        },
        "requests_merge": {"into": other["number"]},
        "requests_dispatch": {"assignee_id": str(house.person("张强").id)},
        "assets_take_in": {"store_id": str(stores.warehouse.id), "quantity": "2"},
        "assets_count": {"store_id": str(stores.warehouse.id), "counted": "2", "reason": "盘点"},
        "work_assign": {"assignee_id": str(house.person("刘工").id)},
        "work_propose_handover": {"taker_id": str(house.person("刘工").id), "words": "换班"},
        "work_add_mate": {"person_id": str(house.person("刘工").id)},
        "work_correct_labour": {"person_id": str(house.person("张强").id), "minutes": 10, "words": "补记"},
    }
    operations = {
        operation["operationId"]: (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
    }
    assert set(operations) == set(MAY), "say in MAY who may call it"

    def call(name: str, operation: str, **how: Any) -> Answer:
        method, path = operations[operation]
        number = job["number"] if "/jobs/{number}" in path else made["number"]
        for part, about in (
            ("/incidents/{number}", incident),
            ("{number}/proposal", idea),
            ("{number}/praise", thanks),
            ("/complaints/{number}", wrong),
        ):
            number = about["number"] if part in path else number
        for blank, value in {**blanks, "{number}": number, "{community}": "cuihu"}.items():
            path = path.replace(blank, value)
        caller = calls(name, **how) if name else Caller("")
        if method == "GET":
            wanted = {"q": "wxm", "words": "漏水"}
            return caller.get(path, **wanted)
        if method == "PUT":
            return caller.call("PUT", path, content=dumps(sent[operation]))
        return caller.post(path, **sent.get(operation, {}))

    return call


def test_who_is_let_in_and_that_a_refusal_changes_nothing(try_it: Callable[..., Answer]) -> None:
    wrong = []
    for name in PERSONS:
        try_it(name, "people_read_me")  # the first use is written down
    before = everything()
    for operation, may in MAY.items():
        for name in PERSONS:
            with transaction.atomic():
                answer = try_it(name, operation)
                transaction.set_rollback(name in may)
            refused = operation in STATE_REFUSES or (operation in HOLDERS and name not in may)
            if refused and answer.status == 409:
                continue
            if (answer.status < 400) is not (name in may) or answer.status not in {200, 201, 204, 403, 404}:
                wrong.append(f"{operation} by {name}: {answer.status} {answer.body}")
        if everything() != before:
            wrong.append(f"{operation}: refused, but something changed")
            before = everything()
    assert not wrong, "\n".join(wrong)


def test_another_community_knows_nothing(try_it: Callable[..., Answer]) -> None:
    strangers = ("钱进", "何丽")  # she has posts in both communities, her token stands in one
    for name in strangers:
        try_it(name, "people_read_me", community="laohuai")
    before = everything()
    for operation in MAY.keys() - {"places_list_communities", "people_read_me"}:
        for name in strangers:
            answer = try_it(name, operation, community="laohuai")
            assert answer.status == 404, (operation, name)
    assert everything() == before


def test_a_stranger_and_a_token_that_only_reads(try_it: Callable[..., Answer]) -> None:
    try_it("赵敏", "people_read_me", may_write=False)
    before = everything()
    for operation, may in MAY.items():
        assert try_it("", operation).status == 401
        answer = try_it("赵敏", operation, may_write=False)
        reads = operation.split("_", 1)[1].startswith(
            ("list", "read", "get", "find", "my", "guess", "suggest")
        )
        if reads:
            assert (answer.status == 200) is ("赵敏" in may), operation
        else:
            assert answer.status == (403 if "赵敏" in may else answer.status), operation
            assert answer.status in {403, 404}, operation
    assert everything() == before
