"""A notice to one person, and its deliveries over channels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.notices.choices import Topic


class Notice(CommunityOwned):
    """One thing said to one person. ``key`` makes a repeated send harmless: the same key reaches them once."""

    person = CommunityKey("people.Person")
    topic = models.CharField(max_length=10, choices=Topic.choices)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=80)
    body = models.CharField(max_length=300, default="", blank=True)
    link = models.CharField(max_length=200, default="", blank=True)
    danger = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "key"], name="notices_notice_once")
        ]
        indexes = [
            models.Index(
                fields=["community", "person"],
                name="notices_notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
            models.Index(fields=["community", "person", "-id"], name="notices_notice_inbox"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(CommunityOwned):
    """A notice on its way over one channel beyond the inbox. ``not_before`` holds it over quiet hours."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("电子邮件")
        SMS = "sms", _("短信")

    class State(models.TextChoices):
        WAITING = "waiting", _("待发")
        SENT = "sent", _("已发出")
        FAILED = "failed", _("没有发出")
        NEEDLESS = "needless", _("已在消息里看过，不再发")

    notice = CommunityKey("notices.Notice")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "notice", "channel"], name="notices_delivery_once")
        ]
        indexes = [
            models.Index(
                fields=["not_before"], name="notices_delivery_waiting", condition=models.Q(state="waiting")
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(CommunityOwned):
    """How one person wants to be told about one topic; no row means the topic's default."""

    person = CommunityKey("people.Person")
    topic = models.CharField(max_length=10, choices=Topic.choices)
    email = models.BooleanField()
    sms = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "topic"], name="notices_preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic}"


class QuietHours(CommunityOwned):
    """When one person is left in peace (local time; may span midnight). Danger is told all the same."""

    person = CommunityKey("people.Person")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="notices_quiethours_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"
