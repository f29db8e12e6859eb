"""The worker of a story: does what is due in the queue, at once and by the moved clock."""

from typing import Any

from procrastinate.contrib.django.models import ProcrastinateJob

from anju.kernel import clock
from anju.kernel.queue import queue


def waiting(name: str = "") -> list[dict[str, Any]]:
    """The arguments of the queued jobs, of one name or of all, the oldest first."""
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return [job.args for job in (jobs.filter(task_name=name) if name else jobs)]


def work_off(name: str = "") -> int:
    """Do every job that is due by now, also those that come up meanwhile; how many there were."""
    done = 0
    while True:
        due = ProcrastinateJob.objects.filter(status="todo").order_by("id")
        job = (due.filter(task_name=name) if name else due).exclude(scheduled_at__gt=clock.now()).first()
        if job is None:
            return done
        ProcrastinateJob.objects.filter(id=job.id).delete()
        queue.tasks[job.task_name].func(**job.args)
        done += 1
