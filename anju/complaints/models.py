"""The case of a complaint: who holds it, what both sides say, how it was decided, what is made good."""

from django.db import models

from anju.complaints.choices import Outcome, RemedyKind, Side
from anju.kernel.records import CommunityKey, CommunityOwned
from anju.requests.choices import Subject


class Complaint(CommunityOwned):
    """The case behind one request. ``holder`` is the person who answers for it; None when nobody may.

    ``reply_by`` and ``decide_by`` are its clocks: the holding reply and the outcome (of the appeal, after one).
    ``due_at`` is the next of them that is open. ``ended_at`` is set while nothing is to be decided. ``outcome`` is that
    of the last decision.
    """

    request = CommunityKey("requests.Request")
    subject = models.CharField(max_length=6, choices=Subject.choices, default="", blank=True)
    holder = CommunityKey("people.Person", null=True)
    opened_at = models.DateTimeField()
    reply_by = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    decide_by = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default="", blank=True)
    appealed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request"], name="complaints_complaint_request"),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | ~models.Q(outcome=""),
                name="complaints_complaint_decided",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "due_at", "id"],
                name="complaints_complaint_due",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(fields=["community", "-id"], name="complaints_complaint_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}"


class Part(CommunityOwned):
    """A person of the staff who has had a part in the case, and so may not decide an appeal.

    ``joined``: somebody of the line of whom it is about, who may ask and write down, but does not hold it.
    """

    complaint = CommunityKey("complaints.Complaint")
    person = CommunityKey("people.Person")
    joined = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "complaint", "person"], name="complaints_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.person_id}"


class Question(CommunityOwned):
    """Facts asked of one side. It stays as it was asked."""

    append_only = True

    complaint = CommunityKey("complaints.Complaint")
    side = models.CharField(max_length=11, choices=Side.choices)
    person = CommunityKey("people.Person", null=True)
    words = models.TextField()
    asked_by = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["community", "complaint", "id"], name="complaints_question_case"),
            models.Index(fields=["community", "person", "-id"], name="complaints_question_person"),
        ]

    def __str__(self) -> str:
        return self.words[:30]


class Statement(CommunityOwned):
    """What somebody said, in their own words: never edited, only added to.

    ``person`` speaks (None: who complained), ``written_by`` wrote it down for them. ``appeal``: why they appeal.
    """

    append_only = True

    complaint = CommunityKey("complaints.Complaint")
    side = models.CharField(max_length=11, choices=Side.choices)
    person = CommunityKey("people.Person", null=True)
    question = CommunityKey("complaints.Question", null=True)
    words = models.TextField()
    written_by = CommunityKey("people.Person", null=True)
    appeal = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "complaint", "id"], name="complaints_statement_case")]

    def __str__(self) -> str:
        return self.words[:30]


class Decision(CommunityOwned):
    """An outcome with its reason, addressed to who complained. A later one supersedes it; none is changed."""

    append_only = True

    complaint = CommunityKey("complaints.Complaint")
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    reason = models.TextField()
    person = CommunityKey("people.Person", null=True)
    on_appeal = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "complaint", "id"], name="complaints_decision_case")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%F}"


class Remedy(CommunityOwned):
    """Something that is made good: what, by whom, until when; done or not. Money is agreed here and paid elsewhere."""

    complaint = CommunityKey("complaints.Complaint")
    kind = models.CharField(max_length=10, choices=RemedyKind.choices)
    words = models.CharField(max_length=300, default="", blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    person = CommunityKey("people.Person")
    by = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = CommunityKey("people.Person", null=True)
    done_words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="money", amount__gt=0)
                | ~models.Q(kind="money") & models.Q(amount=None),
                name="complaints_remedy_amount",
            )
        ]
        indexes = [
            models.Index(fields=["community", "complaint", "id"], name="complaints_remedy_case"),
            models.Index(
                fields=["community", "person", "by"],
                name="complaints_remedy_open",
                condition=models.Q(done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.by:%F}"
