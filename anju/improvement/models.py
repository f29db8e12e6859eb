"""Articles of the knowledge base, each version of them, and who read them."""

from django.db import models

from anju.improvement.choices import ArticleState, Audience, ReadingEnd
from anju.kernel.records import CommunityKey, CommunityOwned


class Article(CommunityOwned):
    """A question as residents ask it, and its answer, as the newest version says it.

    ``categories`` are codes of the catalogue, ``keywords`` what people also say, both separated by spaces. From the day
    after ``valid_until`` residents no longer see it. ``source_*`` says which record it was made of.
    """

    state = models.CharField(max_length=10, choices=ArticleState.choices, default=ArticleState.DRAFT)
    version = models.IntegerField(default=0)
    title = models.CharField(max_length=60)
    question = models.CharField(max_length=200)
    words = models.TextField()
    keywords = models.CharField(max_length=300, default="", blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices, default=Audience.BOTH)
    categories = models.CharField(max_length=120, default="", blank=True)
    valid_until = models.DateField(null=True, help_text="the last day on which it holds")
    haystack = models.TextField(default="")
    source_type = models.CharField(max_length=60, default="", blank=True)
    source_id = models.BigIntegerField(null=True)
    helped = models.IntegerField(default=0)
    unhelped = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    quiet = models.IntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "-id"], name="improvement_article_state"),
            models.Index(fields=["community", "source_type", "source_id"], name="improvement_article_source"),
        ]

    def __str__(self) -> str:
        return self.title


class ArticleVersion(CommunityOwned):
    """An article as it stood after one change: who changed it, when and why."""

    append_only = True

    article = CommunityKey("improvement.Article")
    number = models.IntegerField()
    state = models.CharField(max_length=10, choices=ArticleState.choices)
    title = models.CharField(max_length=60)
    question = models.CharField(max_length=200)
    words = models.TextField()
    keywords = models.CharField(max_length=300, default="", blank=True)
    audience = models.CharField(max_length=8, choices=Audience.choices)
    categories = models.CharField(max_length=120, default="", blank=True)
    valid_until = models.DateField(null=True)
    why = models.CharField(max_length=200, default="", blank=True)
    person = CommunityKey("people.Person", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "article", "number"], name="improvement_articleversion_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"


class ArticleReading(CommunityOwned):
    """That somebody opened an article on a day, and how it ended. ``reader`` names a person or a browser, no name;
    ``offered``: it was shown while they were typing a question."""

    article = CommunityKey("improvement.Article")
    reader = models.CharField(max_length=48)
    day = models.DateField()
    offered = models.BooleanField(default=False)
    end = models.CharField(max_length=8, choices=ReadingEnd.choices, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "article", "reader", "day"], name="improvement_articlereading_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["community", "reader", "at"],
                name="improvement_reading_open",
                condition=models.Q(offered=True, end=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.end}"
