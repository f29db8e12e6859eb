"""Changes to the duty plan, and to what people can do. Each verb: lock, check, change, record the event."""

from anju.team.actions.able import (
    add_qualification,
    add_tongue,
    end_qualification,
    end_skill,
    give_skill,
    remove_tongue,
)
from anju.team.actions.duty import copy_week, enter_duty, plan_duties, remove_duty

__all__ = [
    "add_qualification",
    "add_tongue",
    "copy_week",
    "end_qualification",
    "end_skill",
    "enter_duty",
    "give_skill",
    "plan_duties",
    "remove_duty",
    "remove_tongue",
]
