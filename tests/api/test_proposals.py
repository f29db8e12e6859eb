"""Suggestions, praise and the knowledge base for other systems: the same rules as at the pages."""

from collections.abc import Callable

from anju.kernel.clock import MovedClock
from anju.proposals.models import Praise, Proposal
from tests.api.caller import Caller
from tests.api.stories import report
from tests.api.test_pages import walk
from tests.cast import Cast

Calls = Callable[..., Caller]


def suggest(caller: Caller, house: Cast, words: str = "希望中心花园加两把长椅") -> str:
    made = report(caller, house, category="1206", place_id=str(house.place("HY-1").id), words=words)
    return str(made["number"])


def test_a_suggestion_from_its_date_to_its_result(house: Cast, calls: Calls, clock: MovedClock) -> None:
    author, desk, neighbour = calls("王小明"), calls("赵敏"), calls("李芳")
    number = suggest(author, house)
    one = author.get(f"requests/{number}/proposal").body
    assert one["answerer"] == "赵敏" and one["state"] == "open" and one["decision"] == ""
    boss = str(house.person("何丽", "cuihu").id)
    assert desk.post(f"requests/{number}/proposal/answerer", answerer_id=boss, why="归她管").status == 200
    assert neighbour.get("ideas").body["items"] == []
    assert author.post(f"requests/{number}/proposal/shared", shared=True).body["shared"] is True
    (idea,) = neighbour.get("ideas").body["items"]
    assert neighbour.post(f"ideas/{idea['id']}/support").body["supports"] == 1
    assert neighbour.post(f"ideas/{idea['id']}/support").status == 409
    for content, status in (
        ({"decision": "taken", "reason": ""}, 422),
        ({"decision": "answered", "reason": "好的好的好的"}, 422),
        ({"decision": "study", "reason": "还要看一看"}, 422),
        ({"decision": "taken", "reason": "好的好的好的", "who": "me"}, 422),
    ):
        assert desk.post(f"requests/{number}/proposal/decision", **content).status == status
    assert Proposal.objects.of(house.cuihu.id).get().state == "open"
    decided = desk.post(f"requests/{number}/proposal/decision", decision="taken", reason="这个月装两把")
    assert decided.body["decision"] == "taken"
    assert author.get(f"requests/{number}").body["state"] == "done"
    clock.forward(days=3)
    told = desk.post(f"requests/{number}/proposal/result", words="装好了两把", done_on="2026-11-25")
    assert told.body["result_on"] == "2026-11-25"
    (idea,) = neighbour.get("ideas", show="done").body["items"]
    assert idea["result"] == "装好了两把" and idea["supported"]


def test_others_are_refused_and_nothing_changes(house: Cast, calls: Calls) -> None:
    number = suggest(calls("王小明"), house)
    before = Proposal.objects.of(house.cuihu.id).values().get()
    given = {"decision": "taken", "reason": "这个月装两把"}
    for caller, status in (
        (calls("王小明"), 403),
        (calls("李芳"), 404),
        (calls("钱进", "laohuai"), 404),
        (calls("赵敏", may_write=False), 403),
    ):
        assert caller.post(f"requests/{number}/proposal/decision", **given).status == status
    assert calls("李芳").get("proposals").status == 403
    assert Proposal.objects.of(house.cuihu.id).values().get() == before


def test_the_lists_come_page_by_page(house: Cast, calls: Calls, clock: MovedClock) -> None:
    author, desk = calls("王小明"), calls("赵敏")
    numbers = []
    for minute in range(5):
        numbers.append(suggest(author, house, f"希望中心花园加第 {minute} 把长椅"))
        author.post(f"requests/{numbers[-1]}/proposal/shared", shared=True)
        clock.forward(minutes=minute % 2)
    for limit in (1, 2, 200):
        assert [row["request"] for row in walk(desk, "proposals", limit=limit)] == numbers
        newest = [row["request"] for row in walk(desk, "proposals", limit=limit, state="all")]
        assert newest == numbers[::-1]
        assert len({row["id"] for row in walk(author, "ideas", limit=limit)}) == 5
    for wrong in ("x", "~", "~x", "1", "x~1", "2026~1", "~" + "9" * 20):
        assert desk.get("proposals", after=wrong).status == 422
        assert author.get("ideas", after=wrong).status in (404, 422)


def test_praise_reaches_and_is_read(house: Cast, calls: Calls) -> None:
    author, worker = calls("王小明"), calls("张强")
    number = report(author, house, category="1207", words="师傅修得又快又好")["number"]
    person = str(house.person("张强").id)
    assert author.post(f"requests/{number}/praise", person_ids=[str(house.person("李芳").id)]).status == 422
    assert calls("李芳").post(f"requests/{number}/praise", person_ids=[person]).status == 404
    assert not Praise.objects.of(house.cuihu.id).exists()
    (praise,) = author.post(f"requests/{number}/praise", person_ids=[person], signed=False).body
    assert praise["author"] == "" and praise["reached_at"]
    assert author.get(f"requests/{number}").body["verdict"] == "passed"
    assert worker.get("praise").body[0]["words"] == "师傅修得又快又好"


def test_articles_are_written_by_a_few_and_read_by_all(house: Cast, calls: Calls) -> None:
    boss, resident = calls("何丽"), calls("王小明")
    article = {
        "title": "快递",
        "question": "快递放哪里？",
        "words": "放门岗的架子上。",
        "keywords": "快递 包裹",
    }
    assert calls("赵敏").post("articles", **article).status == 403
    made = boss.post("articles", key="k1", **article).body
    assert boss.post("articles", key="k1", **article).body["id"] == made["id"]
    assert resident.get("articles").body == [] and resident.get(f"articles/{made['id']}").status == 404
    assert boss.post(f"articles/{made['id']}/publish").body["state"] == "published"
    assert resident.get("articles", q="包裹放哪里").body[0]["id"] == made["id"]
    assert (
        resident.post(f"articles/{made['id']}/said", end="helped").body["helped"] == 0
    )  # counts are for the staff
    assert boss.get(f"articles/{made['id']}").body["helped"] == 1
    changed = {**article, "words": "放快递柜。", "why": "换了柜子", "seen": 1}
    assert boss.post(f"articles/{made['id']}/change", **changed).status == 409  # it is version 2 by now
    assert boss.post(f"articles/{made['id']}/change", **{**changed, "seen": 2}).body["words"] == "放快递柜。"
    assert boss.post(f"articles/{made['id']}/retire", why="柜子撤了").body["state"] == "retired"
    assert resident.get(f"articles/{made['id']}").status == 404
