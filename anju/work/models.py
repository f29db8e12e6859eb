"""A job of work and what is noted while it is done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.standards.choices import CheckKind, DueFrom, FailOpens, HoldReason, Priority
from anju.work.choices import DispatchMode, EvidenceWhy, HandoverState, JobState, Opinion, StepResult
from anju.work.models_plans import DayPlan, PlannedVisit
from anju.work.models_quotes import Charge, LiabilityDecision, Quote, QuoteLine, Rework

__all__ = [
    "Charge",
    "DayPlan",
    "DispatchRules",
    "Handover",
    "Job",
    "JobMate",
    "JobNote",
    "JobStep",
    "LabourCorrection",
    "LabourSpan",
    "LiabilityDecision",
    "PartUsed",
    "PlannedVisit",
    "Quote",
    "QuoteLine",
    "Rework",
    "SignOff",
    "Turn",
]


class Job(CommunityOwned):
    """One piece of work at one place for one person. ``source_*`` says which record asked for it.

    ``held_*`` says why it stands, for whom, until when and on whose word; it goes on by itself at ``held_until``.
    ``resident`` is who is met there, where known; ``barred`` are persons who may not be sent (who is complained
    about). ``respond_by`` is set while an answer is waited for: by then it is accepted, or it falls back. ``lapses``
    counts how often it did, ``passed_by`` is who was last asked and did not take it.
    """

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
    safe_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    safe_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    held_reason = models.CharField(max_length=8, choices=HoldReason.choices, default="", blank=True)
    held_until = models.DateTimeField(null=True)
    held_for = models.CharField(max_length=60, default="", blank=True)
    held_words = models.CharField(max_length=200, default="", blank=True)
    held_said_by = models.CharField(max_length=60, default="", blank=True)
    resident = CommunityKey("people.Person", null=True)
    barred = ArrayField(models.BigIntegerField(), default=list)
    respond_by = models.DateTimeField(null=True)
    lapses = models.SmallIntegerField(default=0)
    passed_by = CommunityKey("people.Person", null=True)

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
            models.Index(fields=["community", "place", "-id"], name="work_job_place"),
            models.Index(
                fields=["community", "assignee", "finished_at"],
                name="work_job_done",
                condition=models.Q(state="finished"),
            ),
            # Asked for all communities at once, each minute
            models.Index(
                fields=["respond_by"],
                name="work_job_unanswered",
                condition=models.Q(respond_by__isnull=False),
            ),
            models.Index(
                fields=["community", "place", "-finished_at"],
                name="work_job_done_here",
                condition=models.Q(state="finished"),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class JobStep(CommunityOwned):
    """A step of the procedure as it stood when the job was opened, and how it was answered.

    ``done_at`` is when it was answered, whatever the ``result``; ``answer`` is a code or words, ``reading`` a number,
    ``words`` why it did not pass or was left out. ``evidence_why`` says why a photo is wanted (empty: it is not),
    ``no_photo`` why none could be taken, ``minutes`` how long it may take. ``follow_job`` is what was opened because it
    did not pass.
    """

    job = CommunityKey("work.Job")
    number = models.SmallIntegerField()
    action = models.CharField(max_length=200)
    to_check = models.CharField(max_length=200, default="", blank=True)
    evidence = models.CharField(max_length=60, default="", blank=True)
    kind = models.CharField(max_length=8, choices=CheckKind.choices, default=CheckKind.DONE)
    unit = models.CharField(max_length=10, default="", blank=True)
    least = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    most = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    options = models.JSONField(default=list)
    minutes = models.DecimalField(max_digits=8, decimal_places=1, null=True)
    due_from = models.CharField(max_length=12, choices=DueFrom.choices, default="", blank=True)
    risk = models.CharField(max_length=60, default="", blank=True)
    on_fail = models.CharField(max_length=200, default="", blank=True)
    fail_opens = models.CharField(max_length=12, choices=FailOpens.choices, default="", blank=True)
    fail_to = models.CharField(max_length=20, default="", blank=True)
    evidence_why = models.CharField(max_length=8, choices=EvidenceWhy.choices, default="", blank=True)
    no_photo = models.CharField(max_length=200, default="", blank=True)
    result = models.CharField(max_length=7, choices=StepResult.choices, default="", blank=True)
    answer = models.CharField(max_length=200, default="", blank=True)
    reading = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    words = models.CharField(max_length=200, default="", blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = CommunityKey("people.Person", null=True)
    follow_job = CommunityKey("work.Job", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "job", "number"], name="work_jobstep_number"),
            models.CheckConstraint(
                condition=models.Q(result="", done_at__isnull=True)
                | (~models.Q(result="") & models.Q(done_at__isnull=False)),
                name="work_jobstep_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "follow_job"],
                name="work_jobstep_follow",
                condition=models.Q(follow_job__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class PartUsed(CommunityOwned):
    """A part that went into the job: out of a store, or (without ``part``) what somebody wrote by hand."""

    job = CommunityKey("work.Job")
    part = CommunityKey("assets.Part", null=True)
    store = CommunityKey("assets.Store", null=True)
    name = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit = models.CharField(max_length=10, default="个")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="work_partused_some"),
            models.CheckConstraint(
                condition=models.Q(part__isnull=True, store__isnull=True)
                | models.Q(part__isnull=False, store__isnull=False),
                name="work_partused_whole",
            ),
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
        DESPITE = "despite", _("仍然派去的理由")
        DECLINED = "declined", _("不接受报价的原话")

    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person", null=True)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "job"], name="work_jobnote_job")]

    def __str__(self) -> str:
        return self.words[:30]


class DispatchRules(CommunityOwned):
    """How jobs find their person in a community, and within how many minutes an answer is expected."""

    mode = models.CharField(max_length=10, choices=DispatchMode.choices, default=DispatchMode.ASSIGN)
    p1_minutes = models.SmallIntegerField(default=5)
    p2_minutes = models.SmallIntegerField(default=10)
    p3_minutes = models.SmallIntegerField(default=30)
    p4_minutes = models.SmallIntegerField(default=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community"], name="work_dispatchrules_once")]

    def __str__(self) -> str:
        return self.mode

    def minutes_for(self, priority: str) -> int:
        return int(getattr(self, f"{priority.lower()}_minutes"))


class Turn(CommunityOwned):
    """When somebody was last given a job: who waited longest is next in turn."""

    person = CommunityKey("people.Person")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="work_turn_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%F %T}"


class Handover(CommunityOwned):
    """A job that ``giver`` asks ``taker`` to carry on with. It stays with the giver until the taker says yes."""

    job = CommunityKey("work.Job")
    giver = CommunityKey("people.Person")
    taker = CommunityKey("people.Person")
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=HandoverState.choices, default=HandoverState.ASKED)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "job"],
                name="work_handover_one_asked",
                condition=models.Q(state="asked"),
            ),
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("taker")), name="work_handover_to_another"
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "taker"],
                name="work_handover_asked_of",
                condition=models.Q(state="asked"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id} {self.state}"


class JobMate(CommunityOwned):
    """Somebody who lends a hand: sees the job, ticks steps, takes photos; finishing it stays with the assignee."""

    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "job", "person"], name="work_jobmate_once")
        ]
        indexes = [models.Index(fields=["community", "person"], name="work_jobmate_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.job_id}"


class LabourSpan(CommunityOwned):
    """Somebody's time on a job from ``started_at`` until ``stopped_at`` (None: running). Nobody has two running."""

    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person")
    started_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"],
                name="work_labourspan_one_running",
                condition=models.Q(stopped_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True)
                | models.Q(stopped_at__gte=models.F("started_at")),
                name="work_labourspan_forward",
            ),
        ]
        indexes = [models.Index(fields=["community", "job"], name="work_labourspan_job")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.job_id}"


class LabourCorrection(CommunityOwned):
    """Minutes that a leader adds to somebody's time on a job, or takes from it, with the reason. Never changed."""

    append_only = True

    job = CommunityKey("work.Job")
    person = CommunityKey("people.Person")
    minutes = models.SmallIntegerField(help_text="may be negative")
    words = models.CharField(max_length=200)
    by = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(minutes=0), name="work_labourcorrection_some")
        ]
        indexes = [models.Index(fields=["community", "job"], name="work_labourcorrection_job")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.minutes:+d}"


class SignOff(CommunityOwned):
    """What was said at the end of a job on the phone of who did it: the signature is kept with the job's files.

    ``present`` is False where nobody was there and the resident will say it on their own phone. ``device_of`` is
    whose phone it was; ``contested_at`` when the resident said that they did not sign.
    """

    job = CommunityKey("work.Job")
    present = models.BooleanField()
    name = models.CharField(max_length=60, default="", blank=True)
    opinion = models.CharField(max_length=6, choices=Opinion.choices, default="", blank=True)
    words = models.CharField(max_length=500, default="", blank=True)
    device_of = CommunityKey("people.Person")
    at = models.DateTimeField()
    contested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "job"], name="work_signoff_job"),
            models.CheckConstraint(
                condition=models.Q(present=False) | (~models.Q(name="") & ~models.Q(opinion="")),
                name="work_signoff_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "-"
