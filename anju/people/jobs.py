"""The app's queued work: the import's, and forgetting sessions that have ended."""

from anju.kernel.queue import queue
from anju.people import actions
from anju.people.intake.jobs import apply_intake, check_intake, drop_unused

__all__ = ["apply_intake", "check_intake", "drop_unused", "forget_ended_sessions"]


@queue.periodic(cron="35 3 * * *")
@queue.task(
    name="anju.people.jobs.forget_ended_sessions", queue="house", queueing_lock="forget_ended_sessions"
)
def forget_ended_sessions(timestamp: int) -> None:
    actions.forget_ended_sessions()
