"""A notice to one person, and its deliveries over channels."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned


class Topic(models.TextChoices):
    """What a notice is about; preferences are kept per topic."""

    PROGRESS = "progress", "我报的事的进展"
    DIALOGUE = "dialogue", "回复和留言"
    WORK = "work", "派给我的工作"
    DESK = "desk", "前台新来的事"
    LATE = "late", "快超时和已超时"
    DANGER = "danger", "危险和紧急"


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
        constraints = [models.UniqueConstraint(fields=["community", "person", "key"], name="notices_notice_once")]
        indexes = [
            models.Index(
                fields=["community", "person"], name="notices_notice_unread", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(fields=["community", "person", "-id"], name="notices_notice_inbox"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(CommunityOwned):
    """A notice on its way over one channel beyond the inbox. ``not_before`` holds it over quiet hours."""

    class Channel(models.TextChoices):
        EMAIL = "email", "电子邮件"
        SMS = "sms", "短信"

    class State(models.TextChoices):
        WAITING = "waiting", "待发"
        SENT = "sent", "已发出"
        FAILED = "failed", "没有发出"

    notice = CommunityKey("notices.Notice")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "notice", "channel"], name="notices_delivery_once")]
        indexes = [
            models.Index(fields=["not_before"], name="notices_delivery_waiting", condition=models.Q(state="waiting"))
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
        constraints = [models.UniqueConstraint(fields=["community", "person", "topic"], name="notices_preference_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.topic}"


class QuietHours(CommunityOwned):
    """When one person is left in peace (local time; may span midnight). Danger is told all the same."""

    person = CommunityKey("people.Person")
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "person"], name="notices_quiethours_once")]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"
