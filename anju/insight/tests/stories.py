"""What the stories of insight share: requests in the states that the morning page counts."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.requests import actions
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from anju.work import actions as work
from anju.work.models import Job
from tests.cast import Cast

LEAK = "0101"  # answered within 15 minutes, somebody there within 2 hours, done within 24
GAS = "0110"  # P1
PAGE = "/desk/cuihu/today/"


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Shanghai."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def report(cast: Cast, *, by: str = "王小明", category: str = LEAK, words: str = "水龙头一直滴水") -> Request:
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    return actions.report_request(
        actor=cast.actor(by),
        place=cast.place("3-2-1001"),
        category=category_for(cast.cuihu.id, category),
        words=words,
    )


def dispatch(cast: Cast, request: Request, to: str | None = "张强") -> Job:
    return actions.dispatch_request(
        actor=cast.actor("赵敏"), request=request, assignee_id=cast.person(to).id if to else None
    )


def do(cast: Cast, job: Job, *, until: str = "finish", words: str = "换了垫片") -> None:
    """The technician takes the steps up to ``until``."""
    actor: Any = cast.actor("张强")
    for name, step in (("accept", work.accept_job), ("set_out", work.set_out), ("arrive", work.arrive)):
        step(actor=actor, job=job)
        if name == until:
            return
    work.finish_job(actor=actor, job=job, words=words)


def done(cast: Cast, **more: Any) -> Request:
    """A request that was reported and finished; it waits for the reporter's word. Reactions must run inline."""
    request = report(cast, **more)
    do(cast, dispatch(cast, request))
    return Request.objects.of(request.community_id).get(id=request.id)


def judged(cast: Cast, verdict: str, **more: Any) -> Request:
    request = done(cast, **more)
    return actions.judge_request(actor=cast.actor(more.get("by", "王小明")), request=request, verdict=verdict)


def silent(cast: Cast) -> Request:
    """A request whose reporter was asked and did not answer for a week."""
    with clock.moved(clock.now() - timedelta(days=9)):
        request = done(cast)
    actions.close_silent(community_id=request.community_id, request_id=request.id)
    return request
