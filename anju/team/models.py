"""Duties, skills, papers and languages of the staff of a community."""

from datetime import timedelta

from django.db import models

from anju.kernel.records import CommunityKey, CommunityOwned

LONGEST_DUTY = timedelta(hours=24)


class Duty(CommunityOwned):
    """Somebody is on duty in a post from ``starts`` until before ``ends``; a night duty ends on the next day."""

    person = CommunityKey("people.Person")
    post = models.CharField(max_length=20)
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "starts"], name="team_duty_once"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts"))
                & models.Q(ends__lte=models.F("starts") + LONGEST_DUTY),
                name="team_duty_span",
            ),
        ]
        indexes = [models.Index(fields=["community", "post", "starts"], name="team_duty_post")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post} {self.starts:%F %H:%M}"


class Skill(CommunityOwned):
    """What somebody can do (code of ``data/skills.csv``) from ``since`` until before ``until`` (None: still)."""

    person = CommunityKey("people.Person")
    code = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "code", "since"], name="team_skill_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="team_skill_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"


class Qualification(CommunityOwned):
    """A paper (code of ``data/qualifications.csv``), valid from ``valid_from`` to ``valid_until``, both days whole as
    they are printed on it; None where it does not run out."""

    person = CommunityKey("people.Person")
    code = models.CharField(max_length=20)
    number = models.CharField(max_length=40, default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person", "code", "valid_from"], name="team_qualification_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="team_qualification_order",
            ),
        ]
        indexes = [models.Index(fields=["community", "valid_until"], name="team_qualification_lapse")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"


class Tongue(CommunityOwned):
    """A language (code of ``data/languages.csv``) in which somebody can talk with residents."""

    person = CommunityKey("people.Person")
    code = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "person", "code"], name="team_tongue_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.code}"
