"""Complaints and who may see them: whoever handles complaints or holds one, as far as they see its request."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.http import urlencode

from anju.complaints import rules
from anju.complaints.choices import Due, Side
from anju.complaints.models import Complaint, Decision, Part, Question, Remedy, Statement
from anju.complaints.rules import Colleague
from anju.kernel import clock
from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import NotFound
from anju.kernel.ids import MAX_ID
from anju.people.queries import persons_named, posts_of, staff_holding
from anju.people.rules import POSTS
from anju.requests.queries import concerned_in, ids_about, requests_for
from anju.standards.choices import RequestKind

ROWS = 50


def complaints_for(actor: Actor, community_id: int) -> QuerySet[Complaint]:
    """The complaints the actor deals with: all with ``complaints.handle``, else those they hold or take part in;
    never one that is about themselves."""
    seen = requests_for(actor, community_id).filter(kind=RequestKind.COMPLAINT)
    found = Complaint.objects.of(community_id).filter(request_id__in=seen.values("id"))
    if actor.kind != "system":
        found = found.exclude(request_id__in=ids_about(community_id, actor.person_in(community_id)))
    if not actor.may("complaints.handle", community_id):
        person_id = actor.at(community_id).person_id or 0
        joined = Part.objects.of(community_id).filter(person_id=person_id, joined=True)
        found = found.filter(Q(holder_id=person_id) | Q(id__in=joined.values("complaint_id")))
    return found.select_related("request__place", "request__category", "request__reporter", "holder")


def complaint_for(actor: Actor, community_id: int, number: str) -> Complaint:
    found = complaints_for(actor, community_id).filter(request__number=number).first()
    if found is None:
        raise NotFound()
    return found


def case_of(request: Any) -> Complaint | None:
    """The case behind a request, for who sees the request; None where it is no complaint."""
    if request.kind != RequestKind.COMPLAINT:
        return None
    found = Complaint.objects.of(request.community_id).filter(request_id=request.id)
    return found.select_related("holder").first()


@dataclass(frozen=True)
class Looking:
    """What the desk looks for. Empty means no limit; without ``due`` all that are not decided."""

    due: str = ""
    subject: str = ""
    holder_id: int | None = None
    mine: bool = False
    text: str = ""

    def query(self) -> str:
        limits = {name: value for name, value in vars(self).items() if value}
        return urlencode({**limits, "mine": 1} if self.mine else limits)


def complaint_rows(
    actor: Actor,
    community_id: int,
    looking: Looking,
    *,
    after: tuple[datetime | None, int] | None = None,
    most: int = ROWS,
) -> list[Complaint]:
    """The rows of the list: the next due first; decided ones the newest first. ``after``: see ``row_key``."""
    found = _filtered(complaints_for(actor, community_id), looking, actor.at(community_id))
    if looking.due in (Due.DECIDED, Due.REMEDY):
        found = found.filter(id__lt=after[1]) if after is not None else found
        return list(found.order_by("-id")[:most])
    if after is not None and after[0] is not None:
        found = found.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    return list(found.order_by("due_at", "id")[:most])


def _filtered(found: QuerySet[Complaint], looking: Looking, standing: Standing) -> QuerySet[Complaint]:
    wanted = _WANTED.get(looking.due) or (lambda: Q(ended_at__isnull=True))
    found = found.filter(wanted())
    if looking.due == Due.REMEDY:
        found = found.filter(_with_open_remedy())
    if looking.subject:
        found = found.filter(subject=looking.subject)
    if looking.holder_id:
        found = found.filter(holder_id=looking.holder_id)
    if looking.mine:
        found = found.filter(holder_id=standing.person_id)
    if looking.text:
        text = looking.text.strip()
        found = found.filter(
            Q(request__number__icontains=text)
            | Q(request__words__icontains=text)
            | Q(request__place__label__icontains=text)
            | Q(request__reporter__haystack__contains=text.lower())
        )
    return found


_WANTED: dict[str, Callable[[], Q]] = {
    Due.REPLY: lambda: Q(ended_at__isnull=True, replied_at__isnull=True),
    Due.OUTCOME: lambda: Q(ended_at__isnull=True, replied_at__isnull=False),
    Due.LATE: lambda: Q(ended_at__isnull=True, due_at__lt=clock.now()),
    Due.APPEAL: lambda: Q(ended_at__isnull=True, appealed_at__isnull=False),
    Due.DECIDED: lambda: Q(ended_at__isnull=False),
    Due.REMEDY: lambda: Q(),
}


def _with_open_remedy() -> Exists:
    return Exists(
        Remedy.objects.across().filter(
            community_id=OuterRef("community_id"), complaint_id=OuterRef("id"), done_at__isnull=True
        )
    )


def complaint_counts(actor: Actor, community_id: int) -> dict[str, int]:
    """How many are not decided, for the chips of the list."""
    return (
        complaints_for(actor, community_id)
        .filter(ended_at__isnull=True)
        .aggregate(
            open=Count("id"),
            **{
                str(due): Count("id", filter=_WANTED[due]())
                for due in (Due.REPLY, Due.OUTCOME, Due.LATE, Due.APPEAL)
            },
        )
    )


def due_today(standing: Standing) -> int:
    """How many clocks run out today or have, of the cases the person handles or holds: the badge."""
    local = clock.now().astimezone(standing.tz)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    found = Complaint.objects.of(standing.community_id).filter(
        ended_at__isnull=True, due_at__lt=midnight, request__kind=RequestKind.COMPLAINT
    )
    found = found.exclude(request_id__in=ids_about(standing.community_id, standing.person_id))
    if not standing.may("complaints.handle"):
        found = found.filter(holder_id=standing.person_id)
    return found.count()


def row_key(case: Complaint) -> str:
    return f"{case.due_at.isoformat() if case.due_at else ''}~{case.id}"


def row_key_in(text: str) -> tuple[datetime | None, int] | None:
    """The key inside an address's word; None when there is none or it is broken."""
    due, _, row_id = text.rpartition("~")
    if not (row_id.isascii() and row_id.isdecimal()):
        return None
    try:
        moment = datetime.fromisoformat(due) if due else None
    except ValueError:
        return None
    if moment is not None and moment.tzinfo is None:
        return None
    return moment, min(int(row_id), MAX_ID)


def staff_of(community_id: int) -> list[Colleague]:
    """Everybody who holds a post today, with the posts."""
    people = staff_holding(community_id, list(POSTS))
    posts = posts_of(community_id, [one.id for one in people])
    return [Colleague(one.id, one.name, tuple(posts.get(one.id, []))) for one in people]


def colleagues_named(community_id: int, person_ids: Collection[int | None]) -> list[Colleague]:
    """These persons with the posts they hold today, also those who hold none any more."""
    people = persons_named(community_id, person_ids)
    posts = posts_of(community_id, list(people))
    return [Colleague(one.id, one.name, tuple(posts.get(one.id, []))) for one in people.values()]


def named_in(community_id: int, request_id: int) -> list[Colleague]:
    """Whom of the staff the complaint is about."""
    return colleagues_named(community_id, concerned_in(community_id, request_id))


def load_of(community_id: int) -> dict[int, int]:
    """How many undecided complaints each person holds."""
    found = Complaint.objects.of(community_id).filter(ended_at__isnull=True, holder__isnull=False)
    return dict(found.values_list("holder_id").annotate(count=Count("id")).order_by())


def parts_in(case: Complaint) -> dict[int, bool]:
    """Who had a part in the case, and whether they joined it without holding it."""
    found = Part.objects.of(case.community_id).filter(complaint=case)
    return dict(found.values_list("person_id", "joined"))


def questions_of(case: Complaint) -> list[Question]:
    found = Question.objects.of(case.community_id).filter(complaint=case)
    return list(found.select_related("person", "asked_by").order_by("id"))


def statements_of(case: Complaint) -> list[Statement]:
    found = Statement.objects.of(case.community_id).filter(complaint=case)
    return list(found.select_related("person", "written_by").order_by("id"))


def decisions_of(case: Complaint) -> list[Decision]:
    found = Decision.objects.of(case.community_id).filter(complaint=case)
    return list(found.select_related("person").order_by("id"))


def last_decided(case: Complaint) -> datetime | None:
    """When it was last decided; None when it never was."""
    found = Decision.objects.of(case.community_id).filter(complaint=case)
    return found.order_by("-id").values_list("at", flat=True).first()


def remedies_of(case: Complaint) -> list[Remedy]:
    found = Remedy.objects.of(case.community_id).filter(complaint=case)
    return list(found.select_related("person", "done_by").order_by("id"))


def questions_to(actor: Actor, community_id: int) -> list[Question]:
    """What the actor is asked about complaints, the newest first. The words of the question and no more: a sealed
    complaint stays unseen."""
    found = Question.objects.of(community_id).filter(person_id=actor.at(community_id).person_id or 0)
    return list(found.select_related("complaint__request__place", "asked_by").order_by("-id")[:ROWS])


def question_to(actor: Actor, community_id: int, question_id: int) -> Question:
    found = Question.objects.of(community_id).filter(person_id=actor.at(community_id).person_id or 0)
    question = found.filter(id=question_id).select_related("complaint__request__place", "asked_by").first()
    if question is None:
        raise NotFound()
    return question


def answers_to(community_id: int, questions: Collection[Question]) -> dict[int, list[Statement]]:
    """What was answered, by the question's id, oldest first."""
    told: dict[int, list[Statement]] = {}
    found = Statement.objects.of(community_id).filter(question_id__in=[one.id for one in questions])
    for statement in found.order_by("id"):
        if statement.question_id is not None:
            told.setdefault(statement.question_id, []).append(statement)
    return told


def remedies_by(actor: Actor, community_id: int) -> list[Remedy]:
    """What the actor has to make good, the next due first; then what they did lately."""
    mine = Remedy.objects.of(community_id).filter(person_id=actor.at(community_id).person_id or 0)
    mine = mine.select_related("complaint__request__place", "complaint__request__reporter")
    done = mine.filter(done_at__gt=clock.now() - timedelta(days=7)).order_by("-done_at")
    return [*mine.filter(done_at__isnull=True).order_by("by", "id"), *done[:ROWS]]


def remedy_to_do(actor: Actor, community_id: int, remedy_id: int) -> Remedy:
    """A remedy the actor may say is done: their own, or one of a complaint they deal with."""
    found = Remedy.objects.of(community_id).filter(id=remedy_id).select_related("complaint__request").first()
    if found is not None and found.person_id == actor.at(community_id).person_id:
        return found
    if found is None or not complaints_for(actor, community_id).filter(id=found.complaint_id).exists():
        raise NotFound()
    return found


def words_of_statements(community_id: int, ids: Collection[int]) -> dict[int, str]:
    found = Statement.objects.of(community_id).filter(id__in=list(ids))
    return dict(found.values_list("id", "words"))


def questions_named(community_id: int, ids: Collection[int]) -> dict[int, Question]:
    return {one.id: one for one in Question.objects.of(community_id).filter(id__in=list(ids))}


def remedies_named(community_id: int, ids: Collection[int]) -> dict[int, Remedy]:
    found = Remedy.objects.of(community_id).filter(id__in=list(ids)).select_related("person")
    return {one.id: one for one in found}


def unheard(case: Complaint) -> list[Colleague]:
    """The named persons who were neither asked nor have spoken."""
    named = named_in(case.community_id, case.request_id)
    asked = Question.objects.of(case.community_id).filter(complaint=case, side=Side.CONCERNED)
    spoke = Statement.objects.of(case.community_id).filter(complaint=case, side=Side.CONCERNED)
    heard = set(asked.values_list("person_id", flat=True)) | set(spoke.values_list("person_id", flat=True))
    return [one for one in named if one.id not in heard]


def obstacles(case: Complaint, people: Collection[Colleague]) -> dict[int, str]:
    """Why each of the persons may not hold the case; those who may are left out."""
    named = named_in(case.community_id, case.request_id)
    had = set(parts_in(case)) if case.appealed_at is not None else set()
    had.discard(case.holder_id or 0)
    found = {one.id: rules.obstacle(one, named, had) for one in people}
    return {person_id: words for person_id, words in found.items() if words}


def holders_of(actor: Actor, community_id: int) -> list[tuple[int, str]]:
    """Who holds complaints that are not decided, to choose from: id and name."""
    found = complaints_for(actor, community_id).filter(ended_at__isnull=True, holder__isnull=False)
    rows = found.order_by("holder__pinyin").values_list("holder_id", "holder__name").distinct()
    return [(person_id, name) for person_id, name in rows if person_id is not None]
