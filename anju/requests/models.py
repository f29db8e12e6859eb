"""A request, its dialogue and its jobs."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.requests.choices import Channel, HoldState, RequestState, Verdict, VerdictVia, Word
from anju.standards.choices import HoldReason, Priority, RequestKind


def _follow_token() -> str:
    return secrets.token_urlsafe(18)


class Request(CommunityOwned):
    """What was asked, by whom, about which place, and what was promised.

    ``answer_by``, ``arrive_by``, ``safe_by`` and ``finish_by`` are the promises in force, as the clock reckons them
    from the history (``queries.clocks``); ``due_at`` is the next one not yet kept (None: nothing promised is open).
    ``first_finish_by`` stays as it was at first, also after re-opening. ``level`` is the service level it was promised
    by. ``held_until`` is set while the clock stands. ``check_at`` is when somebody is to be told next, or a hold ends.
    ``unknown_year`` names a year whose holidays are missing, so that a due time cannot be told.
    A reporter without an account follows by ``follow_token`` until ``follow_until``.
    A ``sealed`` one is seen by few (see ``queries.requests_for``); ``by_outcome`` is ended by a reasoned outcome only,
    not by work that was done.
    """

    number = models.CharField(max_length=24)
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    category = CommunityKey("standards.Category")
    priority = models.CharField(max_length=2, choices=Priority.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.NEW)
    verdict = models.CharField(max_length=6, choices=Verdict.choices, default="", blank=True)
    verdict_via = models.CharField(max_length=5, choices=VerdictVia.choices, default="", blank=True)
    words = models.TextField()
    place = CommunityKey("places.Place")
    wish = models.CharField(max_length=80, default="", blank=True, help_text="when it suits the reporter")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reporter = CommunityKey("people.Person", null=True)
    guest_name = models.CharField(max_length=60, default="", blank=True)
    guest_phone = models.CharField(max_length=20, default="", blank=True)
    guest_email = models.CharField(max_length=254, default="", blank=True)
    filed_by = CommunityKey("people.Person", null=True)
    taken_by = CommunityKey("people.Person", null=True)
    merged_into = CommunityKey("requests.Request", null=True)
    follow_token = models.CharField(max_length=32, default=_follow_token)
    follow_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    arrive_by = models.DateTimeField(null=True)
    safe_by = models.DateTimeField(null=True)
    finish_by = models.DateTimeField(null=True)
    first_finish_by = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    level = models.SmallIntegerField(default=2)
    held_until = models.DateTimeField(null=True)
    check_at = models.DateTimeField(null=True)
    unknown_year = models.SmallIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    safe_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened = models.SmallIntegerField(default=0)
    urged = models.SmallIntegerField(default=0)
    urged_at = models.DateTimeField(null=True)
    sealed = models.BooleanField(default=False)
    by_outcome = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="requests_request_number"),
            models.UniqueConstraint(fields=["community", "follow_token"], name="requests_request_follow"),
            models.CheckConstraint(
                condition=models.Q(reporter__isnull=False) | models.Q(follow_until__isnull=False),
                name="requests_request_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="merged") | models.Q(merged_into__isnull=False),
                name="requests_request_merged",
            ),
        ]
        indexes = [
            models.Index(fields=["follow_token"], name="requests_request_token"),
            models.Index(
                fields=["community", "due_at", "id"],
                name="requests_request_open",
                condition=models.Q(state__in=["new", "open", "done"]),
            ),
            models.Index(
                fields=["check_at"],
                name="requests_request_check",
                condition=models.Q(check_at__isnull=False),
            ),
            models.Index(
                fields=["unknown_year"],
                name="requests_request_undated",
                condition=models.Q(unknown_year__isnull=False),
            ),
            models.Index(fields=["community", "-id"], name="requests_request_newest"),
            models.Index(fields=["community", "reporter", "-id"], name="requests_request_mine"),
            models.Index(fields=["community", "place", "-id"], name="requests_request_place"),
            models.Index(
                fields=["community", "finished_at"],
                name="requests_request_finished",
                condition=models.Q(finished_at__isnull=False),
            ),
            models.Index(
                fields=["community", "closed_at"],
                name="requests_request_closed",
                condition=models.Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody left a name or a number: answered by the secret link only."""
        return self.reporter_id is None and not self.guest_name and not self.guest_phone


class Message(CommunityOwned):
    """Words on a request: from the reporter, from the staff, or among the staff only (``internal``)."""

    class Side(models.TextChoices):
        REPORTER = "reporter", _("报事人")
        STAFF = "staff", _("物业")

    request = CommunityKey("requests.Request")
    side = models.CharField(max_length=8, choices=Side.choices)
    person = CommunityKey("people.Person", null=True)
    words = models.TextField()
    internal = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "request", "id"], name="requests_message_thread")]

    def __str__(self) -> str:
        return self.words[:30]


class Hold(CommunityOwned):
    """A time in which the clock of a request stands, and why: who is waited for, until when, on whose word.

    ``since`` is when it began to count, None while the resident is still asked. It ends by itself at ``until``, or
    earlier by somebody's act (``ended_at``). A void one never counted.
    """

    request = CommunityKey("requests.Request")
    reason = models.CharField(max_length=8, choices=HoldReason.choices)
    party = models.CharField(max_length=60, default="", blank=True)
    words = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=8, choices=HoldState.choices)
    word = models.CharField(max_length=8, choices=Word.choices)
    said_by = models.CharField(max_length=60, default="", blank=True, help_text="who gave the word")
    asked_at = models.DateTimeField()
    asked_by = CommunityKey("people.Person", null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | models.Q(until__gt=models.F("since")),
                name="requests_hold_order",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["running", "ended"]) | models.Q(since__isnull=False),
                name="requests_hold_counts_from",
            ),
            models.UniqueConstraint(
                fields=["community", "request"],
                name="requests_hold_one_open",
                condition=models.Q(state__in=["asked", "running"]),
            ),
        ]
        indexes = [models.Index(fields=["community", "request", "id"], name="requests_hold_of")]

    def __str__(self) -> str:
        return f"{self.reason} {self.until:%F %R}"


class RequestJob(CommunityOwned):
    """A job that was opened for a request."""

    request = CommunityKey("requests.Request")
    job = CommunityKey("work.Job")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request", "job"], name="requests_requestjob_once"),
            models.UniqueConstraint(fields=["community", "job"], name="requests_requestjob_job"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.job_id}"


class Concerned(CommunityOwned):
    """Whom of the staff a request is about: it is never given to them, and a sealed one is not shown to them."""

    request = CommunityKey("requests.Request")
    person = CommunityKey("people.Person")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request", "person"], name="requests_concerned_once")
        ]
        indexes = [models.Index(fields=["community", "person"], name="requests_concerned_person")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.person_id}"
