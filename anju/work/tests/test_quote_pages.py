"""Quotes on the technician's phone and at the desk; parts that come out of a store."""

from decimal import Decimal

from anju.assets.tests.stories import add_part, stores_of
from anju.kernel.files import files_of
from anju.work.models import Charge, LiabilityDecision, PartUsed, Quote, QuoteLine
from anju.work.tests.quoting import agree, at_the_place, drawn, finish, paid_job, quote, states
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast


def crew(job: object) -> str:
    return f"/crew/cuihu/jobs/{job.number}/"  # type: ignore[attr-defined]


def table(*rows: tuple[str, str, str, str, str], **more: str) -> dict[str, object]:
    columns = ("kind", "name", "unit", "quantity", "unit_price")
    return {**{name: [row[at] for row in rows] for at, name in enumerate(columns)}, **more}


def test_from_who_pays_to_the_signature(cast: Cast) -> None:
    stores_of(cast)
    job = at_the_place(cast, leak_job(cast))
    tech, at = cast.client_of("张强"), crew(job)
    page = tech.get(at).content.decode()
    assert "建议：" in page
    assert tech.post(f"{at}party/", {"party": "own"})["Location"] == f"{at}#paying"
    assert "先报价，住户同意了再动工" in tech.get(at).content.decode()
    rows = (
        ("labour", "上门维修", "次", "1", "40"),
        ("part", "sn-001", "", "2", ""),
        ("part", "", "", "1", ""),
    )
    assert tech.get(f"{at}quote/").status_code == 200
    assert tech.post(f"{at}quote/", table(*rows, words="换角阀", seen="0")).status_code == 302
    given = Quote.objects.of(job.community_id).get()
    assert given.total == Decimal("77.00")
    assert [line.name for line in QuoteLine.objects.of(job.community_id).order_by("number")] == [
        "上门维修",
        "角阀 DN15",
    ]
    assert "77.00 元" in tech.get(f"{at}quote/sign/").content.decode()
    assert tech.post(f"{at}quote/sign/", {"name": "王小明", "accept": "1"}).status_code == 422
    assert states(job) == ["waiting"]
    signed = tech.post(f"{at}quote/sign/", {"name": "王小明", "accept": "1", "signature": drawn()})
    assert signed.status_code == 302
    assert states(job) == ["accepted"]
    token = files_of(given)[0].token
    assert b"".join(tech.get(f"/files/cuihu/{token}").streaming_content).startswith(b"\xff\xd8\xff")  # type: ignore[attr-defined]
    assert cast.client_of("李芳").get(f"/files/cuihu/{token}").status_code == 404
    finish(cast, job)
    assert "记了收费 77.00 元" in tech.get(at).content.decode()


def test_what_is_wrong_stands_in_its_row_and_nothing_is_lost(cast: Cast) -> None:
    job = paid_job(cast)
    tech, at = cast.client_of("张强"), f"{crew(job)}quote/"
    wrong = [
        (("labour", "工时", "次", "1", "-1"), "金额不能小于 0"),
        (("labour", "工时", "次", "1", "1000000000000000"), "不超过 100 万"),
        (("labour", "工时", "次", "1", "NaN"), "请写一个金额"),
        (("labour", "工时", "次", "1", "1.234"), "两位小数"),
        (("labour", "工时", "次", "0", "1"), "大于 0"),
        (("part", "不存在的件", "个", "1", "1"), "价目表里没有"),
        (("gift", "礼物", "个", "1", "1"), "人工、配件或其他"),
    ]
    for row, words in wrong:
        answer = tech.post(at, table(("labour", "上门费", "次", "1", "30"), row))
        page = answer.content.decode()
        assert answer.status_code == 422, row
        assert words in page, row
        assert "上门费" in page
    assert tech.post(at, table(("labour", "", "", "1", ""))).status_code == 422
    assert tech.post(at, {}).status_code == 422
    more = tech.post(at, table(("labour", "上门费", "次", "1", "30"), more="1"))
    assert more.status_code == 200
    assert more.content.decode().count('name="unit_price"') == 4
    assert not Quote.objects.of(job.community_id).exists()


def test_the_resident_says_no_at_the_door(cast: Cast) -> None:
    job = paid_job(cast)
    quote(cast, job)
    tech, at = cast.client_of("张强"), f"{crew(job)}quote/sign/"
    assert tech.post(at, {"name": "王小明", "refuse": "1", "words": ""}).status_code == 422
    assert states(job) == ["waiting"]
    assert tech.post(at, {"name": "王小明", "refuse": "1", "words": "再想想"}).status_code == 302
    assert (states(job), now(job).state) == (["refused"], "cancelled")
    assert tech.get(at).status_code == 302


def test_a_colleagues_job_is_not_quoted_by_phone(cast: Cast) -> None:
    job = paid_job(cast)
    quote(cast, job)
    for page in ("quote/", "quote/sign/", "parts/find/"):
        assert cast.client_of("刘工").get(f"{crew(job)}{page}").status_code == 403
        assert cast.client_of("老周").get(f"{crew(job)}{page}").status_code == 404
    for page in ("party/", "quote/withdraw/"):
        assert cast.client_of("刘工").post(f"{crew(job)}{page}", {"party": "ours"}).status_code == 403
    assert LiabilityDecision.objects.of(job.community_id).count() == 1
    assert states(job) == ["waiting"]


def test_a_part_is_chosen_by_search_and_goes_back(cast: Cast) -> None:
    stores = stores_of(cast)
    add_part(cast, code="DQ-9", name="灯泡")
    job = at_the_place(cast, leak_job(cast))
    tech, at = cast.client_of("张强"), crew(job)
    assert "角阀 DN15" in tech.get(at).content.decode()
    found = tech.get(f"{at}parts/find/", {"name": "jf"}).content.decode()
    assert "翠湖库房 · 还有 10 个" in found
    assert "灯泡" not in tech.get(f"{at}parts/find/", {"name": "dq"}).content.decode()  # none is there
    choice = f"{stores.valve.id}:{stores.warehouse.id}"
    assert (
        tech.post(f"{at}parts/", {"choice": choice, "name": "", "quantity": "3", "unit": ""}).status_code
        == 302
    )
    assert stores.held() == 7
    more = tech.post(f"{at}parts/", {"choice": choice, "name": "", "quantity": "99", "unit": ""})
    assert more.status_code == 422
    assert "只有 7 个" in more.content.decode()
    row = PartUsed.objects.of(job.community_id).get()
    assert (row.name, row.quantity, row.store_id) == ("角阀 DN15", Decimal(3), stores.warehouse.id)
    tech.post(f"{at}parts/", {"drop": str(row.id)})
    assert stores.held() == 10
    assert [move.to_kind for move in stores.moves()] == ["store", "job", "store"]


def test_a_tap_that_is_sent_twice_takes_once(cast: Cast) -> None:
    stores = stores_of(cast)
    job = at_the_place(cast, leak_job(cast))
    tech = cast.client_of("张强")
    told = {"choice": f"{stores.valve.id}:{stores.warehouse.id}", "quantity": "1", "key": "once"}
    for _time in range(2):
        assert tech.post(f"{crew(job)}parts/", told).status_code == 302
    assert stores.held() == 9


def test_what_did_not_come_out_of_a_store_is_marked(cast: Cast) -> None:
    job = at_the_place(cast, leak_job(cast))
    tech = cast.client_of("张强")
    tech.post(f"{crew(job)}parts/", {"name": "生料带", "quantity": "1", "unit": "卷"})
    assert "没有走库存" in tech.get(crew(job)).content.decode()
    assert "没有走库存" in cast.client_of("赵敏").get(f"/desk/cuihu/jobs/{job.number}/").content.decode()


def test_the_desk_quotes_withdraws_and_decides(cast: Cast) -> None:
    job = paid_job(cast)
    desk, at = cast.client_of("赵敏"), f"/desk/cuihu/jobs/{job.number}/"
    assert desk.post(f"{at}quote/", table(("labour", "工时", "次", "2", "40"), seen="0")).status_code == 302
    assert "80.00 元" in desk.get(at).content.decode()
    again = desk.post(f"{at}quote/", table(("labour", "工时", "次", "3", "40"), seen="0"))
    assert again.status_code == 422
    assert "刚刚报过价" in again.content.decode()
    desk.post(f"{at}quote/withdraw/")
    assert states(job) == ["withdrawn"]
    desk.post(f"{at}party/", {"party": "builder", "reason": ""})
    assert LiabilityDecision.objects.of(job.community_id).count() == 1
    desk.post(f"{at}party/", {"party": "builder", "reason": "保修期内"})
    assert LiabilityDecision.objects.of(job.community_id).count() == 2
    page = desk.get(f"{at}quote/answer/", follow=True).content.decode()
    assert "没有在等答复的报价" in page


def test_charges_at_the_desk_are_cancelled_with_a_reason(cast: Cast) -> None:
    job = paid_job(cast)
    agree(cast, quote(cast, job))
    finish(cast, job)
    boss, at = cast.client_of("何丽"), "/desk/cuihu/charges/"
    assert "129.90" in boss.get(at).content.decode()
    charge = Charge.objects.of(job.community_id).get()
    boss.post(f"{at}{charge.id}/cancel/", {"reason": ""})
    assert Charge.objects.of(job.community_id).count() == 1
    boss.post(f"{at}{charge.id}/cancel/", {"reason": "我们弄坏的"})
    page = boss.get(at).content.decode()
    assert "-129.90" in page
    assert "已冲销" in page
    assert cast.client_of("赵敏").get(at).status_code == 403
