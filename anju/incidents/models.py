"""A mass incident, where it is felt, what was told, which requests belong to it."""

from django.db import models

from anju.incidents.choices import IncidentState
from anju.kernel.records import CommunityKey, CommunityOwned


class Incident(CommunityOwned):
    """One cause that many feel. ``words`` are what everybody is told who reports it; ``party`` is the outside body that
    is waited for, if it is one: then the clocks of what joins stand until ``expected_end``.

    Reports of one of its categories from one of its places join from ``starts`` until it is over. Without places it is
    felt in the whole community.
    """

    number = models.CharField(max_length=24)
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=500)
    party = models.CharField(max_length=60, default="", blank=True)
    state = models.CharField(max_length=8, choices=IncidentState.choices)
    planned = models.BooleanField(default=False)
    starts = models.DateTimeField()
    expected_end = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by = CommunityKey("people.Person", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number"], name="incidents_incident_number"),
            models.CheckConstraint(
                condition=models.Q(expected_end__isnull=True) | models.Q(expected_end__gt=models.F("starts")),
                name="incidents_incident_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "starts"],
                name="incidents_incident_running",
                condition=models.Q(state__in=["running", "coming"]),
            ),
            models.Index(fields=["community", "-id"], name="incidents_incident_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class IncidentPlace(CommunityOwned):
    """A building, an entrance or an area in which the incident is felt."""

    incident = CommunityKey("incidents.Incident")
    place = CommunityKey("places.Place")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "incident", "place"], name="incidents_incidentplace_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.place_id}"


class IncidentCategory(CommunityOwned):
    """A category whose reports belong to the incident."""

    incident = CommunityKey("incidents.Incident")
    category = CommunityKey("standards.Category")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "incident", "category"], name="incidents_incidentcategory_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.category_id}"


class IncidentReport(CommunityOwned):
    """A request that belongs to the incident. ``asked``: drawn into the sample that is asked how it is now."""

    incident = CommunityKey("incidents.Incident")
    request = CommunityKey("requests.Request")
    at = models.DateTimeField()
    asked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "request"], name="incidents_incidentreport_once"),
        ]
        indexes = [models.Index(fields=["community", "incident", "id"], name="incidents_incidentreport_of")]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.request_id}"


class IncidentUpdate(CommunityOwned):
    """What everybody concerned was told at one time."""

    incident = CommunityKey("incidents.Incident")
    words = models.CharField(max_length=500)
    expected_end = models.DateTimeField(null=True)
    at = models.DateTimeField()
    person = CommunityKey("people.Person", null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "incident", "id"], name="incidents_incidentupdate_of")]

    def __str__(self) -> str:
        return self.words[:30]
