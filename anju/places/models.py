"""The tree of places of a community."""

import secrets

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned, IdField
from anju.places.choices import AreaKind, PlaceKind


class Company(models.Model):
    """A property-service company. A shared table."""

    id = IdField()
    name = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """A residential community (小区): the unit of everything. A shared table that all owned rows point to."""

    id = IdField()
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=40, unique=True, help_text="in addresses, e.g. cuihu")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120, default="", blank=True)
    hotline = models.CharField(max_length=20, default="", blank=True)
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    desk_opens = models.TimeField(help_text="local time")
    desk_closes = models.TimeField(help_text="local time")
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, help_text="degrees, WGS 84")
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, help_text="degrees, WGS 84")
    radius = models.IntegerField(default=1000, help_text="metres from the centre to the border")

    def __str__(self) -> str:
        return self.name


def _place_token() -> str:
    return secrets.token_urlsafe(12)


class Place(CommunityOwned):
    """A building, an entrance, a home or a public area.

    ``label`` is the whole name people say (“3栋2单元1001”), ``name`` the last step of it. ``floor`` is the
    physical level (ground floor 1, cellars -1, -2 …), ``floor_label`` what the lift shows. ``code`` is the short
    name used in spreadsheets (“3-2-1001”). ``token`` stands in the printed QR code and cannot be guessed.
    """

    kind = models.CharField(max_length=10, choices=PlaceKind.choices)
    area_kind = models.CharField(max_length=20, choices=AreaKind.choices, default="", blank=True)
    parent = CommunityKey("places.Place", null=True)
    building = CommunityKey("places.Place", null=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    floor = models.SmallIntegerField(null=True)
    floor_label = models.CharField(max_length=10, default="", blank=True)
    built_area = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="m²")
    token = models.CharField(max_length=24, default=_place_token)
    sort = models.CharField(max_length=60, default="", help_text="orders codes as people count: 2 before 10")
    is_active = models.BooleanField(default=True)
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True, help_text="degrees, WGS 84")
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True, help_text="degrees, WGS 84")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="places_place_code"),
            models.UniqueConstraint(fields=["community", "token"], name="places_place_token"),
            models.CheckConstraint(
                condition=models.Q(kind="area") & ~models.Q(area_kind="")
                | ~models.Q(kind="area") & models.Q(area_kind=""),
                name="places_place_area_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="home") | models.Q(building__isnull=False, floor__isnull=False),
                name="places_place_home_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["token"], name="places_place_scanned"),
            models.Index(fields=["community", "kind", "sort"], name="places_place_kind"),
            models.Index(fields=["community", "building", "kind", "sort"], name="places_place_building"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_home(self) -> bool:
        return self.kind == PlaceKind.HOME
