"""Proposals with their decisions, who supports them, and praise."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.proposals.choices import Decision, ProposalState
from anju.standards.choices import RequestKind


class Proposal(CommunityOwned):
    """What a suggestion or an enquiry needs: who answers, until when, the decision with its reason, what came of it.

    ``answer_by`` is the date in force, ``first_answer_by`` stays as it was; ``postponed``: the one new date was used.
    ``decision`` and ``reason`` are the latest that ends it. ``climbed`` counts the leaders told that it is overdue.
    ``shared``: the author lets neighbours read it, without their name, and support it.
    """

    request = CommunityKey("requests.Request")
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    state = models.CharField(max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN)
    answerer = CommunityKey("people.Person", null=True)
    answer_by = models.DateTimeField()
    first_answer_by = models.DateTimeField()
    postponed = models.BooleanField(default=False)
    decision = models.CharField(max_length=10, choices=Decision.choices, default="", blank=True)
    reason = models.TextField(default="", blank=True)
    decided_by = CommunityKey("people.Person", null=True)
    decided_at = models.DateTimeField(null=True)
    result = models.TextField(default="", blank=True)
    result_on = models.DateField(null=True, help_text="the day on which it was done")
    shared = models.BooleanField(default=False)
    supports = models.IntegerField(default=0)
    climbed = models.SmallIntegerField(default=0)
    climbed_at = models.DateTimeField(null=True)
    article = CommunityKey("improvement.Article", null=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request"], name="proposals_proposal_request"),
            models.CheckConstraint(
                condition=~models.Q(state="decided") | (~models.Q(decision="") & ~models.Q(reason="")),
                name="proposals_proposal_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "answer_by", "id"],
                name="proposals_proposal_open",
                condition=models.Q(state="open"),
            ),
            models.Index(fields=["community", "-id"], name="proposals_proposal_newest"),
            models.Index(
                fields=["community", "-id"],
                name="proposals_proposal_shared",
                condition=models.Q(shared=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.state}"


class ProposalNote(CommunityOwned):
    """The words of one change: why somebody else answers, a decision's reason, a result. Facts name it by id."""

    append_only = True

    proposal = CommunityKey("proposals.Proposal")
    words = models.TextField()
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "proposal", "id"], name="proposals_note_thread")]

    def __str__(self) -> str:
        return self.words[:30]


class Support(CommunityOwned):
    """A neighbour supports a shared suggestion."""

    proposal = CommunityKey("proposals.Proposal")
    person = CommunityKey("people.Person")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "proposal", "person"], name="proposals_support_once")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"


class Signing(CommunityOwned):
    """Whether the author of a praise wants their name told; the row is there once they said so."""

    request = CommunityKey("requests.Request")
    signed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request"], name="proposals_signing_once")
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.signed}"


class Praise(CommunityOwned):
    """Good words for one of the staff, as they were said. ``author`` is empty where they do not want to be named;
    ``reached_at`` is when the person was told."""

    request = CommunityKey("requests.Request")
    person = CommunityKey("people.Person")
    words = models.TextField()
    author = models.CharField(max_length=60, default="", blank=True)
    at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request", "person"], name="proposals_praise_once")
        ]
        indexes = [models.Index(fields=["community", "person", "-id"], name="proposals_praise_file")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.request_id}"
