"""What the stories of notices share: somebody is told something; the worker's part is played by hand."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.notices.jobs import deliver
from anju.notices.models import Delivery, Notice
from tests.cast import Cast

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(hour: int, minute: int = 0, day: int = 23) -> datetime:
    """A local moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def tell(cast: Cast, *names: str, **more: Any) -> list[Notice]:
    """Tell people of cuihu; by default the progress of something they reported."""
    given: dict[str, Any] = {
        "topic": Topic.PROGRESS,
        "key": "story",
        "title": "张强已接单，会按时过来",
        "body": "水龙头漏水",
        "link": "/home/cuihu/requests/BX-20261123-0001/",
        **more,
    }
    with transaction.atomic():
        return send(community_id=cast.cuihu.id, to=[cast.person(name) for name in names], **given)


def with_email(cast: Cast, name: str, email: str = "wang@example.org") -> None:
    person = cast.person(name)
    person.email = email
    person.save(update_fields=["email"])


def queued() -> list[ProcrastinateJob]:
    """The deliveries that wait in the queue, by when they are due."""
    jobs = ProcrastinateJob.objects.filter(task_name="anju.notices.jobs.deliver", status="todo")
    return list(jobs.order_by("scheduled_at", "id"))


def work_off(now: datetime) -> None:
    """Do what the worker would have done by ``now``: each queued delivery that is due, once."""
    for job in queued():
        if job.scheduled_at is None or job.scheduled_at <= now:
            deliver(**job.args)


def only_delivery(cast: Cast) -> Delivery:
    return Delivery.objects.of(cast.cuihu.id).get()
