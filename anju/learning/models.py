"""Past reports, the labels they came with, the files they came in, and what was learned from them."""

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned
from anju.learning.choices import FileState


class Label(CommunityOwned):
    """A category as a file calls it. ``category`` is ours that means the same: found by its name or code, or said by
    the desk; None while nobody said so."""

    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, default="", blank=True)
    category = CommunityKey("standards.Category", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="learning_label_name")]

    def __str__(self) -> str:
        return self.name


class PastFile(CommunityOwned):
    """A file of past reports that was handed in. ``counts`` maps rows, new, known, labels and left_out to numbers;
    ``faults`` is a list of ``learning.reading.faults.Fault`` as plain dicts, of the rows that are left out. The file
    itself is deleted when it is no longer needed."""

    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.CHECKING)
    file_name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, default="", blank=True)
    size = models.IntegerField(help_text="bytes")
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField(help_text="handed in")
    ended_at = models.DateTimeField(null=True, help_text="applied, dropped or broken")

    class Meta:
        indexes = [models.Index(fields=["community", "-id"], name="learning_file_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"


class PastReport(CommunityOwned):
    """A report whose category is known: a row of a file (``label``), or a record of ours that has ended
    (``category``, with ``source_type`` and ``source_id``). ``mark`` recognises it when it comes once more."""

    words = models.TextField()
    label = CommunityKey("learning.Label", null=True)
    category = CommunityKey("standards.Category", null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    place_words = models.CharField(max_length=120, default="", blank=True)
    place = CommunityKey("places.Place", null=True)
    file = CommunityKey("learning.PastFile", null=True)
    source_type = models.CharField(max_length=40, default="", blank=True)
    source_id = models.BigIntegerField(null=True)
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "mark"], name="learning_pastreport_once"),
            models.CheckConstraint(
                condition=models.Q(label__isnull=False) ^ models.Q(category__isnull=False),
                name="learning_pastreport_meant",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "-id"], name="learning_pastreport_newest"),
            models.Index(fields=["community", "label"], name="learning_pastreport_label"),
        ]

    def __str__(self) -> str:
        return self.words[:30]


class Model(CommunityOwned):
    """What was learned, one row a training; the newest is in force. The file holds plain arrays and is read only while
    its content has the digest ``sha256``. ``figures`` are those of ``learning.training``, on rows held back."""

    version = models.IntegerField()
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.IntegerField(help_text="past reports there were when it was trained")
    labels = models.IntegerField()
    seconds = models.FloatField(help_text="training took")
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "version"], name="learning_model_version")
        ]

    def __str__(self) -> str:
        return f"{self.version}"
