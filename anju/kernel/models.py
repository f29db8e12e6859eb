"""The kernel's tables: events, numbers, idempotency keys, stored files, marks of use."""

import secrets

from django.db import models

from anju.kernel.records import CommunityOwned, CommunityQuerySet, IdField


class Event(models.Model):
    """One fact that happened: history, audit trail, outbox and feed in one append-only row.

    The table is partitioned by ranges of ``id``, which is stamped with the time (see ``kernel.partitions``).
    ``facts`` holds ids, numbers and short codes, never a person's words.
    """

    append_only = True

    id = IdField()
    community_id = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=10)
    person_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community_id", "about_type", "about_id", "id"], name="kernel_event_about"),
            models.Index(fields=["community_id", "id"], name="kernel_event_feed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_type}:{self.about_id}"


class NumberSeries(models.Model):
    """The last number given out per community, prefix and day; its row lock puts numbers in order."""

    community_id = models.BigIntegerField()
    prefix = models.CharField(max_length=8)
    day = models.DateField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community_id", "prefix", "day"], name="kernel_numberseries_once")
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.day:%Y%m%d}-{self.last:04d}"


class IdempotencyKey(models.Model):
    """What a creating door answered to a key, so that a repeated call creates nothing new.

    A shared table: ``owner`` says who used the key (an account, a token, a guest's address).
    """

    owner = models.CharField(max_length=80)
    door = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    about_type = models.CharField(max_length=60, default="")
    about_id = models.BigIntegerField(null=True)
    community_id = models.BigIntegerField(null=True)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "door", "key"], name="kernel_idempotencykey_once")
        ]
        indexes = [models.Index(fields=["used_at"], name="kernel_idempotencykey_age")]

    def __str__(self) -> str:
        return f"{self.owner} {self.door} {self.key}"


def _file_token() -> str:
    return secrets.token_urlsafe(24)


class StoredFile(CommunityOwned):
    """A photo that was checked and re-encoded. It is served only to who may see the record it belongs to."""

    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    purpose = models.CharField(max_length=20, default="")
    token = models.CharField(max_length=48, default=_file_token)
    path = models.CharField(max_length=200)
    thumb_path = models.CharField(max_length=200)
    mime = models.CharField(max_length=40)
    size = models.IntegerField(help_text="bytes")
    width = models.IntegerField(help_text="pixels")
    height = models.IntegerField(help_text="pixels")
    sha256 = models.CharField(max_length=64)
    person_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "token"], name="kernel_storedfile_token")]
        indexes = [
            models.Index(fields=["community", "about_type", "about_id"], name="kernel_storedfile_about")
        ]

    def __str__(self) -> str:
        return f"{self.about_type}:{self.about_id} {self.token[:6]}"


class UseMark(models.Model):
    """How often somebody used a door within a window of time; the count behind ``kernel.limits``. A shared table."""

    door = models.CharField(max_length=60)
    who = models.CharField(max_length=120)
    window = models.DateTimeField()
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["door", "who", "window"], name="kernel_usemark_once")]
        indexes = [models.Index(fields=["window"], name="kernel_usemark_age")]

    def __str__(self) -> str:
        return f"{self.door} {self.who} {self.count}"


class SentText(models.Model):
    """A text message that the local SMS channel kept instead of sending (demo and development). A shared table."""

    phone = models.CharField(max_length=20)
    words = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="kernel_senttext_newest")]

    def __str__(self) -> str:
        return f"{self.phone} {self.at:%F %T}"
