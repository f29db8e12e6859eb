"""Return visits, the draw that chose them, and each try."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.voice.choices import Outcome, VisitAnswer, VisitState


class VisitRule(CommunityOwned):
    """Of so many requests in a hundred that have no reason of their own somebody is asked again."""

    base_percent = models.SmallIntegerField(default=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], name="voice_visitrule_one"),
            models.CheckConstraint(
                condition=models.Q(base_percent__gte=0, base_percent__lte=100),
                name="voice_visitrule_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base_percent} %"


class Visit(CommunityOwned):
    """Whether somebody is asked again about a request that was closed, and what they said.

    ``round`` counts the closings: how often the request had been re-opened. ``seed``, ``percent`` and ``drawn`` (in
    hundredths of a percent) are the draw, so that it can be checked. ``words`` are the person's own. ``answer`` is
    empty where nobody was reached.
    """

    request = CommunityKey("requests.Request")
    round = models.SmallIntegerField()
    reasons = models.JSONField(default=list)
    percent = models.SmallIntegerField()
    seed = models.CharField(max_length=60)
    drawn = models.SmallIntegerField()
    state = models.CharField(max_length=9, choices=VisitState.choices)
    visitor = CommunityKey("people.Person", null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    answer = models.CharField(max_length=6, choices=VisitAnswer.choices, default="", blank=True)
    words = models.TextField(default="", blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request", "round"], name="voice_visit_once"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | ~models.Q(answer=""), name="voice_visit_answered"
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "due_at", "id"],
                name="voice_visit_due",
                condition=models.Q(state="due"),
            ),
            models.Index(fields=["community", "-id"], name="voice_visit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.round}"


class VisitTry(CommunityOwned):
    """One call or knock."""

    visit = CommunityKey("voice.Visit")
    by = CommunityKey("people.Person")
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    words = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "visit"], name="voice_visittry_visit")]

    def __str__(self) -> str:
        return self.outcome
