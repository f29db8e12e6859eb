"""Mails that came, letters that went, calls, and what a city's hotline sent along with a request."""

from django.db import models

from anju.channels.choices import MailState, Reason
from anju.kernel.records import CommunityKey, CommunityOwned


class Mail(CommunityOwned):
    """A mail that came, and what became of it.

    ``key`` is the digest of its Message-ID, or of the whole where it has none: the same mail comes in once. ``words``
    is its text without what it quotes, ``others`` the names of what was attached and not kept. ``unsure``: nobody could
    tell the category from the words, a person should look.
    """

    key = models.CharField(max_length=64)
    message_id = models.CharField(max_length=250, default="", blank=True)
    sender = models.CharField(max_length=254, default="", blank=True)
    sender_name = models.CharField(max_length=60, default="", blank=True)
    recipient = models.CharField(max_length=254, default="", blank=True)
    subject = models.CharField(max_length=200, default="", blank=True)
    words = models.TextField(default="", blank=True)
    others = models.JSONField(default=list)
    size = models.IntegerField(help_text="bytes")
    state = models.CharField(max_length=8, choices=MailState.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, default="", blank=True)
    unsure = models.BooleanField(default=False)
    request = CommunityKey("requests.Request", null=True)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="channels_mail_once")]
        indexes = [
            models.Index(fields=["community", "-id"], name="channels_mail_newest"),
            models.Index(fields=["community", "request"], name="channels_mail_request"),
        ]

    def __str__(self) -> str:
        return self.subject or self.key[:8]


class Letter(CommunityOwned):
    """A mail to somebody without an account. ``key`` names the thing said, so that it is said once."""

    key = models.CharField(max_length=80)
    request = CommunityKey("requests.Request", null=True)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    in_reply_to = models.CharField(max_length=250, default="", blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "key"], name="channels_letter_once")]
        indexes = [
            models.Index(
                fields=["at"], name="channels_letter_unsent", condition=models.Q(sent_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Call(CommunityOwned):
    """A call that somebody took. ``request`` is what it was about or became; None: it led to nothing."""

    called_at = models.DateTimeField()
    minutes = models.SmallIntegerField(null=True)
    caller = CommunityKey("people.Person", null=True)
    caller_name = models.CharField(max_length=60, default="", blank=True)
    phone = models.CharField(max_length=20, default="", blank=True)
    place = CommunityKey("places.Place", null=True)
    words = models.TextField(default="", blank=True)
    request = CommunityKey("requests.Request", null=True)
    taken_by = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__isnull=True) | models.Q(minutes__gte=0),
                name="channels_call_minutes",
            )
        ]
        indexes = [
            models.Index(fields=["community", "-called_at", "-id"], name="channels_call_newest"),
            models.Index(fields=["community", "caller", "-id"], name="channels_call_caller"),
            models.Index(fields=["community", "place", "-id"], name="channels_call_place"),
            models.Index(fields=["community", "request"], name="channels_call_request"),
        ]

    def __str__(self) -> str:
        return f"{self.caller_name} {self.called_at:%F %T}"


class GeoReport(CommunityOwned):
    """What came along with a request over Open311: the position and address as they were sent, a link, answers.

    ``media_url`` is a link that is shown and never fetched by us. ``answers`` maps the codes of the service's
    attributes to lists of values.
    """

    request = CommunityKey("requests.Request")
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    description = models.TextField(default="", blank=True)
    address = models.CharField(max_length=300, default="", blank=True)
    media_url = models.CharField(max_length=500, default="", blank=True)
    device = models.CharField(max_length=120, default="", blank=True)
    account = models.CharField(max_length=120, default="", blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request"], name="channels_georeport_once")
        ]

    def __str__(self) -> str:
        return str(self.request_id)
