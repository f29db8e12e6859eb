"""The app's queued work: the plan of the day."""

from anju.work.planning.jobs import make_plan

__all__ = ["make_plan"]
