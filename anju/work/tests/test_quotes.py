"""What it costs is said first, agreed by the resident, and charged once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from anju.assets.tests.stories import stores_of
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.clock import MovedClock
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.events import history
from anju.kernel.files import files_of
from anju.notices.models import Notice
from anju.work import actions
from anju.work.models import Charge, JobNote, LiabilityDecision, PartUsed, Quote, QuoteLine
from anju.work.parts import take_part
from anju.work.quotes import actions as quotes
from anju.work.quotes.queries import charges_of, owed, paying_of
from anju.work.tests.quoting import (
    LABOUR,
    TAP,
    agree,
    at_the_place,
    charges,
    drawn,
    finish,
    paid_job,
    quote,
    states,
)
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast


def test_quoted_agreed_done_and_charged_once(cast: Cast) -> None:
    job = paid_job(cast)
    given = agree(cast, quote(cast, job))
    assert (given.total, given.state, given.way, given.name) == (
        Decimal("129.90"),
        "accepted",
        "own",
        "王小明",
    )
    finish(cast, job)
    with pytest.raises(Refused):
        finish(cast, job)
    charge = Charge.objects.of(job.community_id).get()
    assert (charge.amount, charge.payer, charge.home_id) == (given.total, "own", job.place_id)
    assert charge.person_id == cast.person("王小明").id
    assert owed(charges_of(job.community_id, home_id=job.place_id)) == given.total


def test_nothing_paid_begins_before_it_is_agreed(cast: Cast) -> None:
    stores = stores_of(cast)
    job, worker = paid_job(cast), cast.actor("张强")
    later = _paid_step(job)

    def refused(words: str) -> None:
        with pytest.raises(Refused, match=words):
            take_part(actor=worker, job=job, part=stores.valve, store=stores.warehouse, quantity="1")
        with pytest.raises(Refused, match=words):
            actions.use_part(actor=worker, job=job, name="角阀", quantity=Decimal(1))
        with pytest.raises(Refused, match=words):
            actions.tick_step(actor=worker, job=job, number=later)
        with pytest.raises(Refused, match="报价"):
            finish(cast, job)

    refused("先报价")
    actions.tick_step(actor=worker, job=job, number=1)  # looking at it costs nothing
    given = quote(cast, job)
    refused("等住户答复")
    assert stores.held() == 10
    assert not PartUsed.objects.of(job.community_id).exists()
    agree(cast, given)
    take_part(actor=worker, job=job, part=stores.valve, store=stores.warehouse, quantity="1")
    actions.tick_step(actor=worker, job=job, number=later)
    finish(cast, job)


def _paid_step(job: object) -> int:
    from anju.work.queries import steps_of  # noqa: PLC0415

    steps = steps_of(job)  # type: ignore[arg-type]
    agreed = next(step.number for step in steps if "报价" in step.evidence)
    return agreed + 1


def test_a_danger_is_made_safe_first(cast: Cast) -> None:
    job = paid_job(cast, priority="P1")
    actions.use_part(actor=cast.actor("张强"), job=job, name="堵头", quantity=Decimal(1))
    waiting = quote(cast, job)
    with pytest.raises(Refused, match="等住户答复"):
        finish(cast, job)
    quotes.withdraw_quote(actor=cast.actor("张强"), quote=waiting)
    finish(cast, job)
    assert charges(cast) == []


def test_a_change_is_a_new_version_and_is_agreed_again(cast: Cast) -> None:
    job = paid_job(cast)
    first = agree(cast, quote(cast, job))
    second = quote(cast, job, LABOUR, TAP, {**TAP, "name": "软管", "unit_price": "25"}, seen=1)
    assert states(job) == ["accepted", "waiting"]
    with pytest.raises(Refused):
        finish(cast, job)
    with pytest.raises(Refused, match="答复过"):
        agree(cast, first)
    agree(cast, second)
    assert states(job) == ["replaced", "accepted"]
    finish(cast, job)
    assert charges(cast) == [(Decimal("154.90"), "own")]


def test_an_answer_to_what_is_no_longer_offered_counts_nothing(cast: Cast) -> None:
    job = paid_job(cast)
    first = quote(cast, job)
    quote(cast, job, LABOUR)
    with pytest.raises(Refused, match="换成新的"):
        agree(cast, first)
    with pytest.raises(Refused):
        quotes.refuse_quote(actor=cast.actor("王小明"), quote=first, way="own", name="王小明", words="太贵")
    assert states(job) == ["replaced", "waiting"]
    with pytest.raises(Refused, match="刚刚报过价"):
        quote(cast, job, LABOUR, seen=1)
    assert states(job) == ["replaced", "waiting"]


def test_refused_ends_the_job_with_the_residents_words(cast: Cast, inline_reactions: None) -> None:
    job = paid_job(cast)
    given = quote(cast, job)
    with pytest.raises(Invalid):
        quotes.refuse_quote(actor=cast.actor("王小明"), quote=given, way="own", name="王小明", words=" ")
    assert now(job).state == "arrived"
    quotes.refuse_quote(
        actor=cast.actor("王小明"), quote=given, way="own", name="王小明", words="太贵了，我自己换"
    )
    assert (now(job).state, states(job)) == ("cancelled", ["refused"])
    assert JobNote.objects.of(job.community_id).get().words == "太贵了，我自己换"
    kinds = [event.kind for event in history(job.community_id, [("work.job", job.id)])]
    assert kinds[-2:] == ["work.job_quote.refused", "work.job.declined"]
    told = Notice.objects.of(job.community_id)
    assert told.filter(person=cast.person("张强"), title="3栋2单元1001 没有同意报价").count() == 1
    assert told.filter(person=cast.person("赵敏"), title__contains="没有谈成").count() == 1
    assert charges(cast) == []


def test_a_refused_change_leaves_what_was_agreed(cast: Cast) -> None:
    job = paid_job(cast)
    agree(cast, quote(cast, job, LABOUR))
    more = quote(cast, job, LABOUR, TAP)
    quotes.refuse_quote(actor=cast.actor("王小明"), quote=more, way="own", name="王小明", words="不加")
    assert (now(job).state, states(job)) == ("arrived", ["accepted", "refused"])
    finish(cast, job)
    assert charges(cast) == [(Decimal("40.00"), "own")]


def test_signed_on_the_technicians_phone(cast: Cast) -> None:
    job = paid_job(cast)
    given, worker = quote(cast, job), cast.actor("张强")
    for signature in ([], [drawn(ink=False)], [drawn(), drawn()]):
        with pytest.raises(Invalid) as wrong:
            quotes.accept_quote(actor=worker, quote=given, way="signed", name="王小明", signature=signature)
        assert "signature" in wrong.value.fields
    with pytest.raises(Invalid):
        quotes.accept_quote(actor=worker, quote=given, way="signed", name="", signature=[drawn()])
    with pytest.raises(NotAllowed):
        quotes.accept_quote(
            actor=cast.actor("赵敏"), quote=given, way="signed", name="王小明", signature=[drawn()]
        )
    assert states(job) == ["waiting"]
    assert files_of(given) == []
    signed = quotes.accept_quote(actor=worker, quote=given, way="signed", name="王小明", signature=[drawn()])
    assert (signed.written_by_id, signed.person_id) == (cast.person("张强").id, None)
    assert [stored.purpose for stored in files_of(given)] == ["signature"]


def test_by_telephone_the_desk_writes_down_who_and_when(cast: Cast, clock: MovedClock) -> None:
    job = paid_job(cast)
    given = quote(cast, job)
    said = clock.forward(minutes=10)
    clock.forward(minutes=5)
    with pytest.raises(NotAllowed):
        quotes.accept_quote(actor=cast.actor("张强"), quote=given, way="call", name="王小明", at=said)
    for wrong in (said + timedelta(hours=1), said - timedelta(hours=1)):
        with pytest.raises(Invalid):
            quotes.accept_quote(actor=cast.actor("赵敏"), quote=given, way="call", name="王小明", at=wrong)
    assert states(job) == ["waiting"]
    answered = quotes.accept_quote(actor=cast.actor("赵敏"), quote=given, way="call", name="王太太", at=said)
    assert (answered.name, answered.answered_at, answered.written_by_id) == (
        "王太太",
        said,
        cast.person("赵敏").id,
    )


def test_parts_cost_what_the_price_list_says(cast: Cast) -> None:
    stores = stores_of(cast)
    job = paid_job(cast)
    line = {"kind": "part", "name": "便宜的", "quantity": "2", "unit_price": "1", "part_id": stores.valve.id}
    given = quote(cast, job, line)
    kept = QuoteLine.objects.of(job.community_id).get()
    assert (kept.name, kept.unit_price, kept.amount, given.total) == (
        "角阀 DN15",
        Decimal("18.50"),
        Decimal("37.00"),
        Decimal("37.00"),
    )
    with pytest.raises(Invalid) as wrong:
        quote(cast, job, {**line, "part_id": 7})
    assert list(wrong.value.fields) == ["lines.0.name"]


@pytest.mark.parametrize("name", ["王小明", "老周", "马超"])
def test_only_whom_it_concerns_gives_a_quote(cast: Cast, name: str) -> None:
    job = paid_job(cast)
    with pytest.raises(NotAllowed):
        quotes.give_quote(actor=cast.actor(name), job=job, lines=[LABOUR])
    assert not Quote.objects.of(job.community_id).exists()
    quotes.give_quote(actor=cast.actor("赵敏"), job=job, lines=[LABOUR])


def test_a_stranger_decides_nothing(cast: Cast) -> None:
    job = paid_job(cast)
    with pytest.raises(NotAllowed):
        quotes.give_quote(actor=Actor(kind="guest"), job=job, lines=[LABOUR])


def test_who_pays_is_decided_by_one_tap_and_changed_with_a_reason(cast: Cast) -> None:
    job = at_the_place(cast, leak_job(cast))
    worker = cast.actor("张强")
    assert paying_of(job).liability.party == "own"
    assert not paying_of(job).liability.is_decided
    quotes.decide_party(actor=worker, job=job, party="own")
    quotes.decide_party(actor=worker, job=job, party="own")
    with pytest.raises(Invalid) as wrong:
        quotes.decide_party(actor=worker, job=job, party="builder")
    assert "reason" in wrong.value.fields
    with pytest.raises(Invalid):
        quotes.decide_party(actor=worker, job=job, party="neighbour")
    assert LiabilityDecision.objects.of(job.community_id).count() == 1
    given = agree(cast, quote(cast, job))
    quotes.decide_party(actor=worker, job=job, party="builder", reason="交付不到两年，管道保修")
    assert states(job) == ["withdrawn"]
    with pytest.raises(Refused, match="不由住户付钱"):
        quote(cast, job)
    with pytest.raises(Refused):
        agree(cast, given)
    finish(cast, job)
    assert charges(cast) == []


def test_who_quotes_what_was_only_proposed_has_decided(cast: Cast) -> None:
    job = at_the_place(cast, leak_job(cast))
    quote(cast, job)
    decision = LiabilityDecision.objects.of(job.community_id).get()
    assert (decision.party, decision.person_id) == ("own", cast.person("张强").id)


def test_a_charge_is_cancelled_by_its_counter_entry(cast: Cast) -> None:
    job = paid_job(cast)
    agree(cast, quote(cast, job))
    finish(cast, job)
    charge = Charge.objects.of(job.community_id).get()
    with pytest.raises(NotAllowed):
        quotes.cancel_charge(actor=cast.actor("张强"), charge=charge, reason="算错了")
    with pytest.raises(Invalid):
        quotes.cancel_charge(actor=cast.actor("何丽"), charge=charge, reason="")
    counter = quotes.cancel_charge(actor=cast.actor("何丽"), charge=charge, reason="漏水是我们弄的")
    again = quotes.cancel_charge(actor=cast.actor("何丽"), charge=charge, reason="漏水是我们弄的")
    assert counter.id == again.id
    assert charges(cast) == [(Decimal("129.90"), "own"), (Decimal("-129.90"), "own")]
    assert owed(charges_of(job.community_id)) == 0
    with pytest.raises(Refused):
        quotes.cancel_charge(actor=SYSTEM, charge=counter, reason="再撤一次")
    with pytest.raises(Refused, match=r"已经记了收费|已经结束"):
        quotes.decide_party(actor=cast.actor("赵敏"), job=job, party="ours", reason="我们的错")


def test_a_quote_of_nothing_is_a_charge_of_nothing(cast: Cast) -> None:
    job = paid_job(cast)
    agree(cast, quote(cast, job, {**LABOUR, "unit_price": "0"}))
    finish(cast, job)
    assert charges(cast) == [(Decimal("0.00"), "own")]


def test_a_called_off_job_asks_nobody_any_more(cast: Cast) -> None:
    job = paid_job(cast)
    given = quote(cast, job)
    actions.cancel_job(actor=cast.actor("赵敏"), job=job)
    assert states(job) == ["withdrawn"]
    with pytest.raises(Refused):
        agree(cast, given)
    assert clock.is_moved()
