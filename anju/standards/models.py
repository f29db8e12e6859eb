"""The catalogue of a community: request categories, procedures and answers to choose from."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.standards.choices import (
    CalendarCode,
    Chargeable,
    CheckKind,
    DueFrom,
    FailOpens,
    Level,
    PhotoHint,
    Priority,
    RequestKind,
    Step,
)


class Category(CommunityOwned):
    """A kind of request and its promise, or (without parent) a group of them.

    Minutes and hours run from receipt; None means not promised. ``name`` is the catalogue's, for the staff;
    ``resident_name`` the short one that residents see. ``icon`` is a Tabler outline name, given to groups. A group
    of mixed kinds has an empty ``kind``.
    """

    code = models.CharField(max_length=10)
    parent = CommunityKey("standards.Category", null=True)
    name = models.CharField(max_length=60)
    resident_name = models.CharField(max_length=40, default="", blank=True)
    icon = models.CharField(max_length=40, default="", blank=True)
    kind = models.CharField(max_length=12, choices=RequestKind.choices, blank=True)
    priority = models.CharField(max_length=2, choices=Priority.choices, default="", blank=True)
    responder_post = models.CharField(max_length=20, default="", blank=True)
    answer_minutes = models.IntegerField(null=True)
    arrive_minutes = models.IntegerField(null=True)
    safe_minutes = models.IntegerField(null=True)
    finish_hours = models.IntegerField(null=True)
    escalate_minutes = models.IntegerField(null=True)
    escalate_post = models.CharField(max_length=20, default="", blank=True)
    calendar = models.CharField(
        max_length=8,
        choices=CalendarCode.choices,
        default="",
        blank=True,
        help_text="empty: round the clock for P1 and P2, else the desk's hours",
    )
    liable_party = models.CharField(max_length=60, default="", blank=True)
    chargeable = models.CharField(max_length=20, choices=Chargeable.choices, default="", blank=True)
    needs_home_visit = models.BooleanField(default=False)
    photo_hint = models.CharField(max_length=10, choices=PhotoHint.choices, default=PhotoHint.OPTIONAL)
    staff_note = models.CharField(max_length=200, default="", blank=True)
    advice = models.CharField(
        max_length=200, default="", blank=True, help_text="what the resident can do meanwhile"
    )
    keywords = models.CharField(max_length=300, default="", blank=True, help_text="separated by spaces")
    procedure = CommunityKey("standards.Procedure", null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="standards_category_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """What a resident reads, in their language where the catalogue has it."""
        return gettext(self.resident_name or self.name)


class StepTarget(CommunityOwned):
    """A target of its own for one step of a category, at a service level (0: any) and a kind of area ("": any, "HOME"
    for homes). ``minutes`` None: not promised there."""

    category = CommunityKey("standards.Category")
    level = models.SmallIntegerField(default=0)
    place_kind = models.CharField(max_length=20, default="", blank=True)
    step = models.CharField(max_length=8, choices=Step.choices)
    minutes = models.IntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "category", "level", "place_kind", "step"],
                name="standards_steptarget_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.category_id} {self.step} {self.minutes}"


class CalendarVersion(CommunityOwned):
    """The hours of a calendar (desk or office) from the local date ``since`` on."""

    code = models.CharField(max_length=8, choices=CalendarCode.choices)
    since = models.DateField()
    opens = models.TimeField(help_text="local time")
    closes = models.TimeField(help_text="local time; at or before opens: on the next day")
    weekdays = models.CharField(max_length=7, default="1234567", help_text="Monday 1 to Sunday 7")
    keeps_holidays = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "code", "since"], name="standards_calendarversion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.since}"


class LevelVersion(CommunityOwned):
    """The service level of the community from the moment ``since`` on. What was promised before keeps its level."""

    level = models.SmallIntegerField(choices=Level.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "since"], name="standards_levelversion_once")
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.since:%F}"


class DangerList(CommunityOwned):
    """A community's own list of words for one kind of danger, in place of the delivered one."""

    section = models.CharField(max_length=10, help_text="dangerous or harmless")
    kind = models.CharField(max_length=4)
    words = models.TextField(blank=True, help_text="separated by spaces; + joins parts that must all occur")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "section", "kind"], name="standards_dangerlist_once")
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.kind}"


class HolidayYear(models.Model):
    """A year whose statutory list was imported. A shared table: the list is the country's."""

    year = models.SmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200, default="", blank=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.year)


class StatutoryDay(models.Model):
    """A day that differs from its weekday: off, or a make-up day of work. A shared table."""

    day = models.DateField(primary_key=True)
    is_off = models.BooleanField()
    name = models.CharField(max_length=40, default="", blank=True)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Procedure(CommunityOwned):
    """How something is done (SOP), in steps. Of so many jobs in a hundred the photos are asked for by draw."""

    code = models.CharField(max_length=10)
    title = models.CharField(max_length=60)
    sample_percent = models.SmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="standards_procedure_code"),
            models.CheckConstraint(
                condition=models.Q(sample_percent__gte=0, sample_percent__lte=100),
                name="standards_procedure_share",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProcedureStep(CommunityOwned):
    """One step. ``minutes`` has a limit for each service level ("l1" is the highest); ``least`` and ``most`` are the
    limits of a number, ``options`` the answers of a choice (code, words, ok), ``risk`` codes of ``Risk`` separated by
    spaces. ``on_fail`` says in words what follows where it does not pass, ``fail_opens`` and ``fail_to`` in codes."""

    procedure = CommunityKey("standards.Procedure")
    number = models.SmallIntegerField()
    post = models.CharField(max_length=20)
    action = models.CharField(max_length=200)
    to_check = models.CharField(max_length=200, default="", blank=True)
    evidence = models.CharField(max_length=60, default="", blank=True)
    on_fail = models.CharField(max_length=200, default="", blank=True)
    kind = models.CharField(max_length=8, choices=CheckKind.choices, default=CheckKind.DONE)
    unit = models.CharField(max_length=10, default="", blank=True)
    least = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    most = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    options = models.JSONField(default=list)
    minutes = models.JSONField(default=dict)
    due_from = models.CharField(max_length=12, choices=DueFrom.choices, default="", blank=True)
    risk = models.CharField(max_length=60, default="", blank=True)
    fail_opens = models.CharField(max_length=12, choices=FailOpens.choices, default="", blank=True)
    fail_to = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "procedure", "number"], name="standards_procedurestep_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"

    @property
    def wants_photo(self) -> bool:
        """Whether the step's evidence is a photo."""
        return "照片" in self.evidence or "拍照" in self.evidence

    def minutes_at(self, level: int) -> Decimal | None:
        """The limit at a service level; None where the procedure has none."""
        found = self.minutes.get(f"l{level}")
        return Decimal(found) if found is not None else None


class AnswerTemplate(CommunityOwned):
    """An answer the desk can start from. ``words`` may hold {number}, {name}, {place}, {by}."""

    title = models.CharField(max_length=40)
    words = models.TextField()
    sort = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "title"], name="standards_answertemplate_title")
        ]

    def __str__(self) -> str:
        return self.title
