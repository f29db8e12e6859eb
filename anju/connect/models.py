"""Tokens and webhooks of a community."""

from django.conf import settings
from django.db import models

from anju.connect.choices import DeliveryState
from anju.kernel.records import CommunityKey, CommunityOwned


class ApiToken(CommunityOwned):
    """A token acts for its account in this community, with the grants the account has there today."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the token; the token itself is not kept")
    hint = models.CharField(max_length=12, help_text="how the token begins, to tell it from others")
    may_write = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "digest"], name="connect_apitoken_once")]
        indexes = [models.Index(fields=["digest"], name="connect_apitoken_digest")]

    def __str__(self) -> str:
        return self.name


class Webhook(CommunityOwned):
    """An address that is told of events. ``kinds`` empty means every kind; ``secret`` signs (Standard Webhooks)."""

    url = models.URLField(max_length=300)
    name = models.CharField(max_length=60)
    secret = models.CharField(max_length=80)
    kinds = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    ended_why = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "url", "name"], name="connect_webhook_once")
        ]
        indexes = [
            models.Index(
                fields=["community"], name="connect_webhook_active", condition=models.Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(CommunityOwned):
    """One event on its way to one webhook, with what came back."""

    State = DeliveryState

    webhook = CommunityKey("connect.Webhook")
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    attempt = models.CharField(
        max_length=20, default="", help_text="empty for the first sending, else a re-send's mark"
    )
    body = models.TextField()
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.SmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_status = models.IntegerField(null=True)
    answer_ms = models.IntegerField(null=True)
    answer_excerpt = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "webhook", "event_id", "attempt"], name="connect_webhookdelivery_once"
            )
        ]
        indexes = [
            models.Index(fields=["community", "webhook", "-id"], name="connect_webhookdelivery_log"),
            models.Index(
                fields=["next_try_at"],
                name="connect_webhookdelivery_wait",
                condition=models.Q(state="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
