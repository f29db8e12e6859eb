"""Accounts (shared: one sign-in for all communities) and persons (one row per community)."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from anju.kernel.records import CommunityKey, CommunityOwned, IdField
from anju.people.choices import IntakeState


class AccountQuery(BaseUserManager["Account"]):
    """Makes accounts; Django's sign-in asks for the name ``create_user``."""

    def create_user(self, phone: str, password: str | None = None, **fields: Any) -> "Account":
        account = Account(phone=phone, **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Who signs in: by phone number and password, one-time code or passkey. A shared table; never deleted."""

    id = IdField()
    phone = models.CharField(max_length=20, unique=True)
    email = models.EmailField(default="", blank=True)
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountQuery()

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(CommunityOwned):
    """A person as one community knows them.

    ``haystack`` is what the search looks through (``rules.search``); the migration 0003 puts an index on its grams.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=200, default="")
    initials = models.CharField(max_length=60, default="")
    phone = models.CharField(max_length=20, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    gender = models.CharField(max_length=1, default="", blank=True)
    care_note = models.CharField(max_length=200, default="", blank=True)
    haystack = models.TextField(default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "account"],
                name="people_person_account",
                condition=models.Q(account__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["community", "name", "phone"],
                name="people_person_once",
                condition=~models.Q(phone=""),
            ),
        ]
        indexes = [
            models.Index(fields=["account"], name="people_person_signed_in"),
            models.Index(fields=["community", "pinyin", "id"], name="people_person_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class HomeRole(CommunityOwned):
    """What somebody is to a home, from ``since`` until before ``until`` (None: still)."""

    class Role(models.TextChoices):
        OWNER = "owner", _("业主")
        TENANT = "tenant", _("租户")
        FAMILY = "family", _("家人")
        HELPER = "helper", _("帮办人")

    person = CommunityKey("people.Person")
    home = CommunityKey("places.Place")
    role = models.CharField(max_length=10, choices=Role.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person", "home", "role", "since"], name="people_homerole_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="people_homerole_order",
            ),
        ]
        indexes = [models.Index(fields=["community", "home"], name="people_homerole_home")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.home_id}"


class StaffPost(CommunityOwned):
    """A post (岗位, code of the positions catalogue) that a person holds from ``since`` until before ``until``."""

    person = CommunityKey("people.Person")
    post = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person", "post", "since"], name="people_staffpost_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="people_staffpost_order",
            ),
        ]
        indexes = [models.Index(fields=["community", "post"], name="people_staffpost_post")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post}"


class Vehicle(CommunityOwned):
    """A number plate and whose car it is."""

    person = CommunityKey("people.Person")
    plate = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "plate"], name="people_vehicle_plate")]
        indexes = [models.Index(fields=["community", "person"], name="people_vehicle_person")]

    def __str__(self) -> str:
        return self.plate


class Intake(CommunityOwned):
    """A file that was handed in, what the check found in it, and what became of it.

    ``done`` of ``total`` parts of the present ``step`` are behind; ``counts`` maps what is imported
    (``homes``, ``persons`` …) to ``[new, changed, same]``; ``faults`` is the list of ``people.intake.faults.Fault``
    as plain dicts, ``more_faults`` says that the check stopped before the end of a very bad file. The file itself is
    deleted when it is no longer needed: it is full of names and numbers.
    """

    state = models.CharField(max_length=10, choices=IntakeState.choices, default=IntakeState.CHECKING)
    file_name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, default="", blank=True)
    size = models.IntegerField(help_text="bytes")
    step = models.CharField(max_length=20, default="", blank=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    more_faults = models.BooleanField(default=False)
    unread_sheets = models.JSONField(default=list)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField(help_text="handed in")
    ended_at = models.DateTimeField(null=True, help_text="applied, dropped or broken")

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="people_intake_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"
