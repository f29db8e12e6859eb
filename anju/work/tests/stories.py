"""What the stories of work share: a report that became a job in somebody's hands."""

from typing import Any

from anju.kernel.actor import SYSTEM
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from anju.work.actions import open_job
from anju.work.models import Job
from tests.cast import Cast

LEAK = "0101"


def leak_job(cast: Cast, *, to: str | None = "张强", place: str = "3-2-1001", **more: Any) -> Job:
    """A leaking tap in a home, in the hands of ``to``; opened by the system as the desk would."""
    community = cast.cuihu
    load_catalogue(actor=SYSTEM, community_id=community.id)
    given: dict[str, Any] = {
        "title": "水龙头漏水",
        "words": "厨房水龙头一直滴水，柜子已经湿了",
        "priority": "P3",
        "contact_name": "王小明",
        "contact_phone": "13800000001",
        **more,
    }
    return open_job(
        actor=SYSTEM,
        community_id=community.id,
        place=cast.place(place),
        category=category_for(community.id, given.pop("category", LEAK)),
        assignee_id=cast.person(to).id if to else None,
        **given,
    )


def now(job: Job) -> Job:
    """The job as it stands in the database."""
    return Job.objects.of(job.community_id).get(id=job.id)
