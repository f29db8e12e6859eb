"""Several people at the same job at the same moment."""

import pytest

from anju.assets.tests.stories import stores_of
from anju.kernel.clock import MovedClock
from anju.kernel.errors import AnjuError
from anju.work.models import Charge, PartUsed
from anju.work.parts import take_part
from anju.work.quotes import actions as quotes
from anju.work.tests.quoting import agree, finish, paid_job, quote, states
from anju.work.tests.stories import now
from tests.cast import build
from tests.threads import at_once

PEOPLE = 6


@pytest.mark.django_db(transaction=True)
def test_finished_by_many_it_is_charged_once(clock: MovedClock) -> None:
    cast = build()
    job = paid_job(cast)
    agree(cast, quote(cast, job))

    def end(number: int) -> str:
        try:
            finish(cast, job)
        except AnjuError:
            return "refused"
        return "done"

    assert sorted(at_once(PEOPLE, end)) == ["done", *["refused"] * (PEOPLE - 1)]
    assert Charge.objects.of(job.community_id).count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepted_and_refused_at_once_it_is_one_of_the_two(clock: MovedClock) -> None:
    cast = build()
    job = paid_job(cast)
    given = quote(cast, job)
    owner = cast.actor("王小明")

    def answer(number: int) -> str:
        try:
            if number % 2:
                quotes.accept_quote(actor=owner, quote=given, way="own", name="王小明")
                return "accepted"
            quotes.refuse_quote(actor=owner, quote=given, way="own", name="王小明", words="不要")
        except AnjuError:
            return "late"
        return "refused"

    said = [word for word in at_once(PEOPLE, answer) if word != "late"]
    assert states(job) == said
    assert now(job).state == ("arrived" if said == ["accepted"] else "cancelled")


@pytest.mark.django_db(transaction=True)
def test_the_last_part_goes_into_one_job(clock: MovedClock) -> None:
    cast = build()
    stores = stores_of(cast, there="1")
    jobs = [paid_job(cast, place=place) for place in ("3-2-302", "3-2-1001", "3-2-1002", "5-1-302")]
    for job in jobs:
        agree(cast, quote(cast, job))
    worker = cast.actor("张强")

    def take(number: int) -> str:
        try:
            take_part(actor=worker, job=jobs[number], part=stores.valve, store=stores.warehouse, quantity="1")
        except AnjuError:
            return "refused"
        return "taken"

    assert sorted(at_once(4, take)) == ["refused", "refused", "refused", "taken"]
    assert stores.held() == 0
    assert PartUsed.objects.of(cast.cuihu.id).count() == 1
