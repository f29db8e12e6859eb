"""A job of work and what is noted while it is done."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.standards.choices import Priority
from anju.work.choices import JobState, PlanState


class Job(CommunityOwned):
    """One piece of work at one place for one person. ``source_*`` says which record asked for it."""

    number = models.CharField(max_length=24)
    title = models.CharField(max_length=80)
    words = models.TextField(default="", blank=True)
    place = CommunityKey("places.Place")
    category = CommunityKey("standards.Category")
    priority = models.CharField(max_length=2, choices=Priority.choices)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    assignee = CommunityKey("people.Person", null=True)
    contact_name = models.CharField(max_length=60, default="", blank=True)
    contact_phone = models.CharField(max_length=20, default="", blank=True)
    wish = models.CharField(max_length=80, default="", blank=True, help_text="when it suits the resident")
    source_type = models.CharField(max_length=60, default="", blank=True)
    source_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    arrive_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="work_job_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "cancelled"]) | models.Q(assignee__isnull=False),
                name="work_job_has_assignee",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "assignee", "arrive_by"],
                name="work_job_mine",
                condition=models.Q(state__in=["assigned", "accepted", "on_way", "arrived"]),
            ),
            models.Index(
                fields=["community", "arrive_by"],
                name="work_job_open",
                condition=models.Q(state__in=["waiting", "assigned", "accepted", "on_way", "arrived"]),
            ),
            models.Index(fields=["community", "source_type", "source_id"], name="work_job_source"),
        ]

    def __str__(self) -> str:
        return self.number


class JobStep(CommunityOwned):
    """A step of the procedure as it stood when the job was opened."""

    job = CommunityKey("work.Job")
    number = models.SmallIntegerField()
    action = models.CharField(max_length=200)
    to_check = models.CharField(max_length=200, default="", blank=True)
    evidence = models.CharField(max_length=60, default="", blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = CommunityKey("people.Person", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "job", "number"], name="work_jobstep_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class PartUsed(CommunityOwned):
    """A part that went into the job."""

    job = CommunityKey("work.Job")
    name = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=10, default="个")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="work_partused_some"),
        ]
        indexes = [models.Index(fields=["community", "job"], name="work_partused_job")]

    def __str__(self) -> str:
        return f"{self.name} {self.quantity}{self.unit}"


class JobNote(CommunityOwned):
    """Words of somebody on the job: why it was refused, what was found, what was done."""

    class Purpose(models.TextChoices):
        REFUSAL = "refusal", _("不能接的原因")
        FOUND = "found", _("现场情况")
        RESULT = "result", _("处理结果")

    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person", null=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "job"], name="work_jobnote_job")]

    def __str__(self) -> str:
        return self.words[:30]


class DayPlan(CommunityOwned):
    """A plan of a day's work that somebody asked for.

    ``left_out`` are the ids of persons, ``without_parts`` those of jobs that were not to be planned;
    ``people`` maps the
    id of each person planned for to the name. ``figures`` compares with the plan without search: ``{"ours": {...},
    "greedy": {...}}``, each with ``placed``, ``missed``, ``unplaced``, ``travel`` (minutes) and ``score``.
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
    (``rules.as_seen``),
    ``fixed`` says that somebody is on the way or there already. ``taken_at`` is when the line was accepted.
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
