"""A plan of the day and the visits in it."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.work.choices import PlanState


class DayPlan(CommunityOwned):
    """A plan of a day's work that somebody asked for.

    ``left_out`` are the ids of persons, ``without_parts`` those of jobs that were not to be planned;
    ``people`` maps the id of each person planned for to the name. ``figures`` compares with the plan without search:
    ``{"ours": {...}, "greedy": {...}}``, each with ``placed``, ``missed``, ``unplaced``, ``travel`` (minutes)
    and ``score``.
    """

    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.WORKING)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField(help_text="asked for")
    begins_at = models.DateTimeField(help_text="nobody is sent before")
    ends_at = models.DateTimeField(help_text="nobody works after")
    done = models.SmallIntegerField(default=0, help_text="seconds behind")
    total = models.SmallIntegerField(default=0, help_text="seconds it may take")
    left_out = models.JSONField(default=list)
    without_parts = models.JSONField(default=list)
    people = models.JSONField(default=dict)
    with_search = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, help_text="ready or broken")

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="work_dayplan_newest")]

    def __str__(self) -> str:
        return f"{self.at} {self.state}"


class PlannedVisit(CommunityOwned):
    """A job in a plan: with ``person`` from ``starts_at`` to ``ends_at`` in the order of ``number``, or not placed.

    ``reasons`` are pairs of a code and its facts (``planning.reasons``), ``seen`` is how the job stood
    (``rules.as_seen``), ``fixed`` says that somebody is on the way or there already. ``taken_at`` is when the line was
    accepted.
    """

    plan = CommunityKey("work.DayPlan")
    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person", null=True)
    number = models.SmallIntegerField(default=0)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    travel = models.SmallIntegerField(default=0, help_text="minutes to get there")
    late = models.IntegerField(default=0, help_text="minutes beyond what was promised")
    fixed = models.BooleanField(default=False)
    reasons = models.JSONField(default=list)
    seen = models.CharField(max_length=60)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "plan", "job"], name="work_plannedvisit_once"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=True)
                | models.Q(starts_at__isnull=False, ends_at__isnull=False),
                name="work_plannedvisit_has_times",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "plan", "person", "number"], name="work_plannedvisit_order")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.person_id}"
