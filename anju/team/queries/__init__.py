"""Who is on duty, what each can do, and what somebody lacks for a piece of work.

Asked by the apps above that already know they may; the pages of the team ask for their own grant.
"""

from anju.team.catalogue import (
    is_qualification,
    language_names,
    name_of,
    qualification_names,
    skill_names,
    wants_of,
)
from anju.team.queries.able import (
    held_by,
    lacking,
    lacking_of,
    languages_spoken,
    lapsing,
    on_record,
    paper_named,
    papers_of,
    skill_named,
    skills_of,
    staff_papers,
)
from anju.team.queries.duty import (
    duties_between,
    duty_named,
    my_next_duties,
    next_on_duty,
    on_duty,
    plan_around,
)
from anju.team.rules import unmet

__all__ = [
    "duties_between",
    "duty_named",
    "held_by",
    "is_qualification",
    "lacking",
    "lacking_of",
    "language_names",
    "languages_spoken",
    "lapsing",
    "my_next_duties",
    "name_of",
    "next_on_duty",
    "on_duty",
    "on_record",
    "paper_named",
    "papers_of",
    "plan_around",
    "qualification_names",
    "skill_named",
    "skill_names",
    "skills_of",
    "staff_papers",
    "unmet",
    "wants_of",
]
