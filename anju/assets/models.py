"""Stores, parts and their moves; tools and who has them; what the builder still warrants."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext

from anju.assets.choices import End, PartClass, StoreKind, ToolKind, ToolState
from anju.kernel.records import CommunityKey, CommunityOwned


class Store(CommunityOwned):
    """Where parts lie: a warehouse, a van, somebody's bag. ``keeper`` None means that it is everybody's."""

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=StoreKind.choices, default=StoreKind.WAREHOUSE)
    keeper = CommunityKey("people.Person", null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="assets_store_name")]

    def __str__(self) -> str:
        return self.name


class Part(CommunityOwned):
    """A part of the price list. ``price`` is what a resident pays, ``cost`` what it costs us, both in yuan a unit."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=10)
    price = models.DecimalField(max_digits=14, decimal_places=2)
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    haystack = models.TextField(default="", help_text="code, name, its pinyin and initials, for the search")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="assets_part_code"),
            models.CheckConstraint(condition=models.Q(price__gte=0, cost__gte=0), name="assets_part_no_debt"),
        ]

    def __str__(self) -> str:
        return self.name


class Stock(CommunityOwned):
    """How many of a part a store holds: the sum of its moves, changed with each of them under a lock.

    ``reserved`` of them wait for jobs; below ``minimum`` the store should be filled up.
    """

    store = CommunityKey("assets.Store")
    part = CommunityKey("assets.Part")
    quantity = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    reserved = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    minimum = models.DecimalField(max_digits=10, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "store", "part"], name="assets_stock_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0, reserved__gte=0, minimum__gte=0),
                name="assets_stock_not_below_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(reserved__lte=models.F("quantity")), name="assets_stock_reserved_is_there"
            ),
        ]
        indexes = [
            models.Index(fields=["community", "part"], name="assets_stock_part"),
            models.Index(
                fields=["community", "part", "store"],
                name="assets_stock_short",
                condition=models.Q(quantity__lt=models.F("minimum")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.store_id} {self.part_id} {self.quantity}"

    @property
    def free(self) -> Decimal:
        """What is there and waits for no job."""
        return self.quantity - self.reserved

    @property
    def is_short(self) -> bool:
        return self.quantity < self.minimum


class Move(CommunityOwned):
    """Some of a part went from one end to another. Never changed: what was wrong is moved back.

    ``about_*`` names the record that it was for (a job); ``cost`` is the part's cost in yuan at that moment.
    """

    append_only = True

    part = CommunityKey("assets.Part")
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    from_kind = models.CharField(max_length=10, choices=End.choices)
    from_store = CommunityKey("assets.Store", null=True)
    to_kind = models.CharField(max_length=10, choices=End.choices)
    to_store = CommunityKey("assets.Store", null=True)
    about_type = models.CharField(max_length=60, default="", blank=True)
    about_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="assets_move_some"),
            models.CheckConstraint(
                condition=models.Q(from_kind="store", from_store__isnull=False)
                | ~models.Q(from_kind="store") & models.Q(from_store__isnull=True),
                name="assets_move_from",
            ),
            models.CheckConstraint(
                condition=models.Q(to_kind="store", to_store__isnull=False)
                | ~models.Q(to_kind="store") & models.Q(to_store__isnull=True),
                name="assets_move_to",
            ),
            models.CheckConstraint(
                condition=models.Q(from_kind="store") | models.Q(to_kind="store"), name="assets_move_a_store"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_store=models.F("to_store"))
                | models.Q(from_store__isnull=True)
                | models.Q(to_store__isnull=True),
                name="assets_move_elsewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "part", "-id"], name="assets_move_part"),
            models.Index(fields=["community", "about_type", "about_id"], name="assets_move_about"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} {self.quantity} {self.from_kind}→{self.to_kind}"


class Reservation(CommunityOwned):
    """Some of a part is kept in a store for a job, until it is taken or let go (then ``quantity`` is 0)."""

    store = CommunityKey("assets.Store")
    part = CommunityKey("assets.Part")
    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=10, decimal_places=2)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "about_type", "about_id", "store", "part"],
                name="assets_reservation_once",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="assets_reservation_some"),
        ]
        indexes = [
            models.Index(
                fields=["community", "part"],
                name="assets_reservation_open",
                condition=models.Q(quantity__gt=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.about_id} {self.part_id} {self.quantity}"


class Tool(CommunityOwned):
    """A tool that is lent out. ``calibrated_on`` and ``due_on`` are set where its kind is calibrated."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=ToolKind.choices)
    calibrated_on = models.DateField(null=True)
    due_on = models.DateField(null=True, help_text="last day on which the calibration holds")
    keeper = CommunityKey("people.Person", null=True)
    state = models.CharField(max_length=8, choices=ToolState.choices, default=ToolState.READY)
    why = models.CharField(max_length=200, default="", blank=True, help_text="why it is out of use")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="assets_tool_code")]
        indexes = [models.Index(fields=["community", "due_on"], name="assets_tool_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ToolLoan(CommunityOwned):
    """Who has a tool, since when and until when, for which job (its number; empty where none was named)."""

    tool = CommunityKey("assets.Tool")
    person = CommunityKey("people.Person")
    job_number = models.CharField(max_length=24, default="", blank=True)
    out_at = models.DateTimeField()
    back_by = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    back_words = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "tool"],
                name="assets_toolloan_one_out",
                condition=models.Q(back_at__isnull=True),
            )
        ]
        indexes = [
            models.Index(fields=["community", "tool", "-id"], name="assets_toolloan_tool"),
            models.Index(
                fields=["community", "back_by"],
                name="assets_toolloan_out",
                condition=models.Q(back_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tool_id} {self.person_id}"


class Warranty(CommunityOwned):
    """Until which day the builder warrants a class of parts of a home, a building or an area."""

    place = CommunityKey("places.Place")
    part_class = models.CharField(max_length=12, choices=PartClass.choices)
    until = models.DateField(help_text="last day of the warranty")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "place", "part_class"], name="assets_warranty_once")
        ]

    def __str__(self) -> str:
        return gettext("%(what)s 保修到 %(until)s") % {
            "what": self.get_part_class_display(),
            "until": self.until,
        }
