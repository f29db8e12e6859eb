"""Quotes and their lines, decisions on who is liable, rework, charges."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.work.choices import AnswerWay, LineKind, Party, QuoteState


class Quote(CommunityOwned):
    """One version of what a job costs, in yuan. A change is a new version; at most one waits, at most one is agreed.

    ``name`` is who answered as they were called, ``person`` their record where there is one, ``written_by`` the
    colleague who wrote it down, ``answered_at`` when they said so.
    """

    job = CommunityKey("work.Job")
    version = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=QuoteState.choices, default=QuoteState.WAITING)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    words = models.CharField(max_length=300, default="", blank=True)
    given_by = CommunityKey("people.Person", null=True)
    given_at = models.DateTimeField()
    way = models.CharField(max_length=6, choices=AnswerWay.choices, default="", blank=True)
    name = models.CharField(max_length=60, default="", blank=True)
    person = CommunityKey("people.Person", null=True)
    written_by = CommunityKey("people.Person", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "job", "version"], name="work_quote_version"),
            models.UniqueConstraint(
                fields=["community", "job"], name="work_quote_one_waits", condition=models.Q(state="waiting")
            ),
            models.UniqueConstraint(
                fields=["community", "job"],
                name="work_quote_one_agreed",
                condition=models.Q(state="accepted"),
            ),
            models.CheckConstraint(
                condition=models.Q(total__gte=0, total__lte=1_000_000), name="work_quote_total"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["accepted", "refused"])
                | models.Q(answered_at__isnull=False) & ~models.Q(way=""),
                name="work_quote_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} v{self.version} {self.total}"


class QuoteLine(CommunityOwned):
    """What one thing costs: ``amount`` is quantity × unit price, rounded half-up to the cent. Never changed."""

    append_only = True

    quote = CommunityKey("work.Quote")
    number = models.SmallIntegerField()
    kind = models.CharField(max_length=6, choices=LineKind.choices)
    part = CommunityKey("assets.Part", null=True)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=10, default="", blank=True)
    quantity = models.DecimalField(max_digits=8, decimal_places=2)
    unit_price = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "quote", "number"], name="work_quoteline_number"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, unit_price__gte=0, amount__gte=0),
                name="work_quoteline_some",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount}"


class LiabilityDecision(CommunityOwned):
    """Somebody decided who bears the cost. The newest one is in force; a change has its reason."""

    append_only = True

    job = CommunityKey("work.Job")
    party = models.CharField(max_length=8, choices=Party.choices)
    reason = models.CharField(max_length=200, default="", blank=True)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "job", "-id"], name="work_liabilitydecision_job")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.party}"


class Rework(CommunityOwned):
    """A job at the place and of the kind of one that was finished shortly before. Not charged again.

    ``denied_*``: somebody looked and said that it is something else.
    """

    job = CommunityKey("work.Job")
    of_job = CommunityKey("work.Job")
    at = models.DateTimeField()
    denied_words = models.CharField(max_length=200, default="", blank=True)
    denied_by = CommunityKey("people.Person", null=True)
    denied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "job"], name="work_rework_job")]
        indexes = [
            models.Index(
                fields=["community", "at"],
                name="work_rework_counted",
                condition=models.Q(denied_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.job_id} again {self.of_job_id}"


class Charge(CommunityOwned):
    """What somebody owes for a finished job: the amount of the agreed quote, or its counter-entry (``reverses``).

    Never changed and never deleted; fees take it from here.
    """

    append_only = True

    job = CommunityKey("work.Job")
    quote = CommunityKey("work.Quote")
    payer = models.CharField(max_length=8, choices=Party.choices)
    person = CommunityKey("people.Person", null=True)
    home = CommunityKey("places.Place", null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="yuan; below zero to cancel one")
    reverses = CommunityKey("work.Charge", null=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    written_by = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "job"],
                name="work_charge_once",
                condition=models.Q(reverses__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["community", "reverses"],
                name="work_charge_cancelled_once",
                condition=models.Q(reverses__isnull=False),
            ),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, amount__gte=0)
                | models.Q(reverses__isnull=False, amount__lte=0),
                name="work_charge_sign",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "id"], name="work_charge_feed"),
            models.Index(fields=["community", "home", "-id"], name="work_charge_home"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} {self.amount}"
