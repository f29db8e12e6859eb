"""Done again within thirty days: recognised, shown, never charged again."""

from datetime import timedelta

import pytest

from anju.kernel import clock
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.work.models import Rework
from anju.work.quotes import actions as quotes
from anju.work.quotes.queries import paying_of, rework_count, rework_of
from anju.work.tests.quoting import again_after, at_the_place, charges, done_job, finish, quote
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast


@pytest.mark.parametrize(
    ("later", "again"),
    [
        ({"hours": 1}, True),
        ({"days": 29}, True),
        ({"days": 30}, True),
        ({"days": 30, "seconds": 1}, False),
        ({"days": 31}, False),
    ],
)
def test_within_thirty_days(cast: Cast, later: dict[str, float], again: bool) -> None:
    job = again_after(cast, **later)
    assert (rework_of(job) is not None) is again


def test_only_the_same_place_and_group(cast: Cast) -> None:
    done_job(cast)
    assert rework_of(leak_job(cast, place="3-2-1002")) is None
    assert rework_of(leak_job(cast, category="0201")) is None
    assert rework_of(leak_job(cast, category="0106")) is not None  # of the same group
    assert rework_count(cast.cuihu.id, clock.now() - timedelta(days=1)) == 1


def test_an_open_or_called_off_job_is_nothing_to_repeat(cast: Cast) -> None:
    leak_job(cast)
    assert rework_of(leak_job(cast)) is None


def test_rework_is_not_charged(cast: Cast) -> None:
    job = at_the_place(cast, again_after(cast, days=3))
    quotes.decide_party(actor=cast.actor("张强"), job=job, party="own")
    assert not paying_of(job).must_quote
    with pytest.raises(Refused, match="返工不再"):
        quote(cast, job)
    finish(cast, job)
    assert charges(cast) == []


def test_somebody_looks_and_says_that_it_is_something_else(cast: Cast) -> None:
    job = at_the_place(cast, again_after(cast, days=3))
    with pytest.raises(NotAllowed):
        quotes.deny_rework(actor=cast.actor("张强"), job=job, reason="是另一个龙头")
    with pytest.raises(Invalid):
        quotes.deny_rework(actor=cast.actor("赵敏"), job=job, reason="")
    assert rework_of(job) is not None
    quotes.deny_rework(actor=cast.actor("赵敏"), job=job, reason="是卫生间的另一个龙头")
    assert rework_of(job) is None
    assert Rework.objects.of(job.community_id).get().denied_words == "是卫生间的另一个龙头"
    quote(cast, now(job))


def test_the_dispatcher_sees_it(cast: Cast) -> None:
    job = again_after(cast, days=3)
    page = cast.client_of("赵敏").get(f"/desk/cuihu/jobs/{job.number}/").content.decode()
    assert "返工" in page
    assert "返工" in cast.client_of("张强").get(f"/crew/cuihu/jobs/{job.number}/").content.decode()
