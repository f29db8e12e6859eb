"""One spreadsheet on its way into a community."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.people.intake.choices import State


class Intake(CommunityOwned):
    """A file that was handed in, what the check found in it, and what became of it.

    ``done`` of ``total`` parts of the present ``step`` are behind; ``counts`` maps what is imported
    (``homes``, ``persons`` …) to ``[new, changed, same]``; ``faults`` is the list of ``people.intake.faults.Fault``
    as plain dicts, ``more_faults`` says that the check stopped before the end of a very bad file. The file itself is
    deleted when it is no longer needed: it is full of names and numbers.
    """

    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
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
