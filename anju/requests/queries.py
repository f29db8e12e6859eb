"""Requests and who may see them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor, Standing
from anju.kernel.errors import NotFound, Refused
from anju.kernel.files import seen_through
from anju.kernel.ids import MAX_ID, first_id_at
from anju.people.queries import Hit, finds
from anju.requests import rules
from anju.requests.choices import OPEN_STATES, RequestState
from anju.requests.models import Concerned, Message, Request, RequestJob
from anju.work.choices import OPEN_STATES as JOB_OPEN_STATES
from anju.work.choices import UNACCEPTED
from anju.work.queries import doers_of, jobs_for, jobs_named, sign_off_of

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.work.models import Job

ROWS = 50
NEARLY_LATE = timedelta(minutes=60)
LEAST_TO_FIND = 2
MOST_FOUND = 6


def requests_for(actor: Actor, community_id: int) -> QuerySet[Request]:
    """The requests the actor may see: all with ``requests.see``, else those they reported.

    A sealed one is seen by who handles complaints and who wrote it down, and never by whom it is about.
    """
    found = Request.objects.of(community_id).select_related("place", "category", "reporter")
    if actor.kind == "guest":
        return (
            found.filter(follow_token=actor.secret, follow_until__gt=clock.now())
            if actor.secret
            else found.none()
        )
    if actor.kind == "system":
        return found
    if actor.may("requests.see", community_id):
        return found.filter(_open_to(actor.at(community_id)))
    return found.filter(reporter_id=actor.at(community_id).person_id)


def _open_to(standing: Standing) -> Q:
    """What the seals leave to somebody of the staff."""
    about_them = ids_about(standing.community_id, standing.person_id)
    allowed = Q() if standing.may("complaints.handle") else Q(filed_by_id=standing.person_id)
    return (
        Q(sealed=False)
        | Q(reporter_id=standing.person_id, reporter__isnull=False)
        | (allowed & ~Q(id__in=about_them))
    )


def ids_about(community_id: int, person_id: int | None) -> QuerySet[Any]:
    """The ids of the requests that are about the person, to be left out of a query."""
    found = Concerned.objects.of(community_id).filter(person_id=person_id or 0)
    return found.values_list("request_id", flat=True)


def concerned_in(community_id: int, request_id: int) -> set[int]:
    """The ids of the persons of the staff whom the request is about: it is never given to them."""
    found = Concerned.objects.of(community_id).filter(request_id=request_id)
    return set(found.values_list("person_id", flat=True))


def check_not_about(actor: Actor, request: Request) -> None:
    """``Refused`` for whom the request is about: others deal with it."""
    person_id = actor.person_in(request.community_id)
    if person_id is not None and person_id in concerned_in(request.community_id, request.id):
        raise Refused(_("这件事说的是您，请由别的同事来处理。"))


def request_for(actor: Actor, community_id: int, number: str) -> Request:
    found = requests_for(actor, community_id).filter(number=number).first()
    if found is None:
        raise NotFound()
    return found


def is_reported_by(actor: Actor, request: Request) -> bool:
    """Whether the actor is who reported it, signed in or by the secret link."""
    return rules.is_reporter(actor, request, clock.now())


def workers_known_to(request: Request, *, since: datetime, most: int) -> "list[Person]":
    """Who had a job lately for what the same person reported, or at the same home; the latest first."""
    near = Q(request__reporter_id=request.reporter_id) if request.reporter_id else Q()
    if request.place.is_home:
        near |= Q(request__place_id=request.place_id)
    if not near:
        return []
    links = RequestJob.objects.of(request.community_id).filter(
        near, job__assignee__isnull=False, job__opened_at__gte=since
    )
    found: dict[int, Person] = {}
    for link in links.select_related("job__assignee").order_by("-id")[: most * 5]:
        if link.job.assignee is not None and link.job.assignee.is_active:
            found.setdefault(link.job.assignee.id, link.job.assignee)
    return list(found.values())[:most]


def request_with_id(actor: Actor, community_id: int, request_id: int) -> Request:
    found = requests_for(actor, community_id).filter(id=request_id).first()
    if found is None:
        raise NotFound()
    return found


@seen_through("requests.request")
def check_sees_photos(actor: Actor, community_id: int, request_id: int) -> None:
    """The photos of a request are seen by who sees it, and, unless it is sealed, by who has a job for it."""
    if requests_for(actor, community_id).filter(id=request_id).exists():
        return
    links = RequestJob.objects.of(community_id).filter(request_id=request_id, request__sealed=False)
    jobs = [link.job_id for link in links]
    if actor.kind == "guest" or not jobs_for(actor, community_id).filter(id__in=jobs).exists():
        raise NotFound()


@seen_through("work.job")
def check_sees_photos_of_job(actor: Actor, community_id: int, job_id: int) -> None:
    """The photos of a job are also seen by who reported what it was opened for."""
    link = RequestJob.objects.of(community_id).filter(job_id=job_id).first()
    if link is None or not requests_for(actor, community_id).filter(id=link.request_id).exists():
        raise NotFound()


@dataclass(frozen=True)
class BoardFilter:
    """What the desk looks for. Empty means no limit.

    In the board's address each limit is a parameter named like its field, ``states`` once per state. ``late`` is
    "late", "soon" (due within the hour) or empty. ``unaccepted``: a job of it waits for somebody to accept it.
    ``verdict`` is one of ``Verdict`` or "bad": half, not or messy. ``closed_days``: closed within so many days,
    ``opened_days``: reported within them.
    """

    states: Collection[str] = field(default_factory=lambda: OPEN_STATES)
    late: str = ""
    building_id: int | None = None
    category_code: str = ""
    kind: str = ""
    priority: str = ""
    text: str = ""
    unaccepted: bool = False
    verdict: str = ""
    closed_days: int = 0
    opened_days: int = 0

    @property
    def by_due(self) -> bool:
        """Whether only open requests are looked for: then the next due comes first, else the newest."""
        return bool(self.states) and set(self.states) <= set(OPEN_STATES)

    def query(self) -> str:
        """The limits as the query of the board's address: ``states=new&states=open&late=late``."""
        limits = {name: value for name, value in vars(self).items() if value and name != "states"}
        if self.unaccepted:
            limits["unaccepted"] = 1
        return urlencode({"states": [str(state) for state in self.states], **limits}, doseq=True)


def board_for(
    actor: Actor,
    community_id: int,
    looking: BoardFilter,
    *,
    after: tuple[str, int] | None = None,
    most: int = ROWS,
) -> list[Request]:
    """The rows of the desk's board: the next due first, those without an open promise after, newest first.

    Where ended ones are looked for too, the newest come first. ``after`` is the key of the last row of the page
    before (see ``board_key``).
    """
    found = _filtered(requests_for(actor, community_id), looking)
    if not looking.by_due:
        found = (found.filter(id__lt=after[1]) if after is not None else found).order_by("-id")
    else:
        found = (found.filter(_after(*after)) if after is not None else found).annotate(undue=_UNDUE)
        found = found.order_by(*_BY_DUE)
    return _rows(actor, community_id, list(found.values_list("id", flat=True)[:most]))


def board_columns(
    actor: Actor, community_id: int, looking: BoardFilter, *, most: int
) -> dict[str, list[Request]]:
    """The first ``most`` rows of each open state that is looked for, in the order of ``board_for``."""
    found = _filtered(requests_for(actor, community_id), looking).annotate(undue=_UNDUE)
    place = Window(RowNumber(), partition_by=F("state"), order_by=_BY_DUE)
    ids = found.annotate(place_in=place).filter(place_in__lte=most).order_by("place_in")
    columns: dict[str, list[Request]] = {str(state): [] for state in OPEN_STATES if state in looking.states}
    for row in _rows(actor, community_id, list(ids.values_list("id", flat=True))):
        columns[row.state].append(row)
    return columns


# Those without an open promise come last.
_UNDUE = Case(When(due_at__isnull=True, then=Value(1)), default=Value(0), output_field=IntegerField())
_BY_DUE = ("undue", "due_at", "-id")


def _rows(actor: Actor, community_id: int, ids: list[int]) -> list[Request]:
    """The requests with these ids, in this order, with all that a row shows: so only what is shown is joined."""
    found = requests_for(actor, community_id).filter(id__in=ids).select_related("taken_by")
    by_id = {row.id: row for row in found}
    return [by_id[row_id] for row_id in ids if row_id in by_id]


def matching(actor: Actor, community_id: int, looking: BoardFilter) -> QuerySet[Request]:
    """All that the filter finds among what the actor may see: the rows behind a number."""
    return _filtered(requests_for(actor, community_id), looking)


def board_key(request: Request) -> str:
    """The place of a row in the board, for the address of the next page."""
    return f"{request.due_at.isoformat() if request.due_at else ''}~{request.id}"


def _after(due: str, row_id: int) -> Q:
    if not due:
        return Q(due_at__isnull=True, id__lt=row_id)
    return Q(due_at__gt=due) | Q(due_at=due, id__lt=row_id) | Q(due_at__isnull=True)


def _filtered(found: QuerySet[Request], looking: BoardFilter) -> QuerySet[Request]:
    if looking.states:
        found = found.filter(state__in=list(looking.states))
    if looking.late == "late":
        found = found.filter(due_at__lt=clock.now())
    elif looking.late == "soon":
        found = found.filter(due_at__gte=clock.now(), due_at__lt=clock.now() + NEARLY_LATE)
    if looking.building_id:
        found = found.filter(Q(place__building_id=looking.building_id) | Q(place_id=looking.building_id))
    if looking.category_code:
        found = found.filter(category__code__startswith=looking.category_code)
    if looking.kind:
        found = found.filter(kind=looking.kind)
    if looking.priority:
        found = found.filter(priority=looking.priority)
    if looking.verdict:
        bad = looking.verdict == "bad"
        found = found.filter(verdict__in=rules.REOPENING_VERDICTS if bad else [looking.verdict])
    if looking.unaccepted:
        found = found.filter(_has_unaccepted_job())
    if looking.closed_days:
        found = found.filter(closed_at__gt=clock.now() - timedelta(days=looking.closed_days))
    if looking.opened_days:
        found = found.filter(id__gte=first_id_at(clock.now() - timedelta(days=looking.opened_days)))
    if looking.text:
        text = looking.text.strip()
        found = found.filter(
            Q(number__icontains=text)
            | Q(words__icontains=text)
            | Q(place__label__icontains=text)
            | Q(place__code__icontains=text)
            | Q(reporter__haystack__contains=text.lower())
        )
    return found


def _has_unaccepted_job() -> Exists:
    return Exists(
        RequestJob.objects.across().filter(
            community_id=OuterRef("community_id"), request_id=OuterRef("id"), job__state__in=UNACCEPTED
        )
    )


def board_counts(actor: Actor, community_id: int) -> dict[str, int]:
    """How many open requests are new, nearly late, late, and judged not, half or messy: for the board's chips."""
    now = clock.now()
    said = {verdict.value: Count("id", filter=Q(verdict=verdict)) for verdict in rules.REOPENING_VERDICTS}
    return (
        requests_for(actor, community_id)
        .filter(state__in=OPEN_STATES)
        .aggregate(
            open=Count("id"),
            new=Count("id", filter=Q(state=RequestState.NEW)),
            soon=Count("id", filter=Q(due_at__gte=now, due_at__lt=now + NEARLY_LATE)),
            late=Count("id", filter=Q(due_at__lt=now)),
            **said,
        )
    )


def working_on(community_id: int, request_ids: Collection[int]) -> "dict[int, list[Job]]":
    """The open jobs of requests with their assignees, by request id; for rows the caller may see."""
    found: dict[int, list[Job]] = defaultdict(list)
    links = RequestJob.objects.of(community_id).filter(
        request_id__in=list(request_ids), job__state__in=JOB_OPEN_STATES
    )
    for link in links.select_related("job__assignee").order_by("id"):
        found[link.request_id].append(link.job)
    return dict(found)


def waiting_for_words(community_id: int, request_ids: Collection[int]) -> set[int]:
    """Those of the requests whose reporter wrote last: somebody should answer."""
    last = (
        Message.objects.of(community_id)
        .filter(request_id__in=list(request_ids), internal=False)
        .order_by("request_id", "-id")
        .distinct("request_id")
    )
    sides = last.values_list("request_id", "side")
    return {request_id for request_id, side in sides if side == Message.Side.REPORTER}


def request_with_this_id(request_id: int) -> Request | None:
    """The request with this id in whichever community, without a check: for who holds a signed token or an event."""
    found = Request.objects.across().filter(id=request_id)
    return found.select_related("community", "category", "place", "reporter").first()


def request_of_link(community_id: int, link: str) -> Request | None:
    """The request whose page a notice to its reporter leads to; None where it leads elsewhere."""
    face, _slug, kind, number = [*link.strip("/").split("/"), "", "", "", ""][:4]
    if (face, kind) != ("home", "requests") or not number:
        return None
    return Request.objects.of(community_id).filter(number=number).first()


def messages_of(request: Request, *, with_internal: bool) -> list[Message]:
    found = Message.objects.of(request.community_id).filter(request=request).select_related("person")
    return list((found if with_internal else found.filter(internal=False)).order_by("id"))


def job_ids_of(request: Request) -> list[int]:
    links = RequestJob.objects.of(request.community_id).filter(request=request)
    return list(links.order_by("id").values_list("job_id", flat=True))


def jobs_of(request: Request) -> list:
    """The jobs that were opened for the request, oldest first."""
    ids = job_ids_of(request)
    found = jobs_named(request.community_id, ids)
    return [found[job_id] for job_id in ids]


def previous_doers(request: Request) -> set[int]:
    """The ids of all who were there for the request and worked on it."""
    return doers_of(request.community_id, job_ids_of(request))


def signed_job_of(request: Request) -> "Job | None":
    """The newest job of the request whose signature nobody has contested; None where nothing was signed."""
    for job in reversed(jobs_of(request)):
        signed = sign_off_of(job)
        if signed is not None and signed.present:
            return job if signed.contested_at is None else None
    return None


def request_of_job(community_id: int, job_id: int) -> Request | None:
    """The request a job was opened for, without a check: the caller has seen that the job is the actor's."""
    link = RequestJob.objects.of(community_id).filter(job_id=job_id).select_related("request").first()
    return link.request if link else None


def merged_into(actor: Actor, request: Request) -> list[Request]:
    """The duplicates that are handled with this one, as far as the actor sees them."""
    found = requests_for(actor, request.community_id).filter(merged_into=request)
    return list(found.order_by("id"))


def newest_at(actor: Actor, place: "Place", *, most: int) -> list[Request]:
    """The newest requests at that very place that the actor may see."""
    return list(requests_for(actor, place.community_id).filter(place_id=place.id).order_by("-id")[:most])


def silent_too_long() -> list[tuple[int, int]]:
    """(community, id) of requests whose reporter did not answer for a week."""
    waiting = Request.objects.across().filter(
        state=RequestState.DONE, finished_at__lt=clock.now() - rules.SILENCE_AFTER
    )
    return list(waiting.order_by("id").values_list("community_id", "id")[:1000])


def alike_within(request: Request, span: timedelta) -> list[Request]:
    """The open requests of the same category in the same building (for the grounds: at the same place) that were
    reported within ``span`` before or after this one, without it; the oldest first."""
    place = request.place
    near = Q(place__building_id=place.building_id) if place.building_id else Q(place_id=place.id)
    found = Request.objects.of(request.community_id).filter(
        near,
        category_id=request.category_id,
        state__in=[RequestState.NEW, RequestState.OPEN],
        opened_at__gt=request.opened_at - span,
        opened_at__lt=request.opened_at + span,
    )
    return list(found.exclude(id=request.id).select_related("place", "category").order_by("id")[:50])


def open_of(community_id: int, category_ids: Collection[int], since: datetime) -> list[Request]:
    """The open requests of the categories that were reported since the moment, with places; the oldest first."""
    found = Request.objects.of(community_id).filter(
        category_id__in=list(category_ids),
        state__in=[RequestState.NEW, RequestState.OPEN],
        opened_at__gte=since,
    )
    return list(found.select_related("place", "category").order_by("id"))


def request_about(community_id: int, request_id: int) -> Request:
    """The request an event is about, without a check: for reactions of the apps above."""
    rows = Request.objects.of(community_id).select_related("place", "category", "reporter")
    return rows.get(id=request_id)


def open_request_ids(community_id: int) -> list[int]:
    """The ids of all requests whose promises run, for what concerns them all."""
    running = Request.objects.of(community_id).filter(state__in=[RequestState.NEW, RequestState.OPEN])
    return list(running.order_by("id").values_list("id", flat=True))


def ended_since(moment: datetime, most: int) -> list[Request]:
    """Closed requests of all communities that ended at ``moment`` or later, oldest first."""
    ended = Request.objects.across().filter(state=RequestState.CLOSED, closed_at__gte=moment)
    return list(ended.order_by("closed_at", "id")[:most])


def open_count(standing: Standing) -> int:
    """How many requests nobody has taken on, of those they see: the desk's badge."""
    found = Request.objects.of(standing.community_id).filter(state=RequestState.NEW)
    return found.filter(_open_to(standing)).count()


def board_key_in(text: str) -> tuple[str, int] | None:
    """The key inside an address's word, as ``board_for`` takes it; None when there is none or it is broken."""
    due, _, row_id = text.rpartition("~")
    if not row_id.isdecimal() or (due and _aware_moment(due) is None):
        return None
    return due, min(int(row_id), MAX_ID)


def _aware_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def any_reported_between(community_id: int, first: datetime, last: datetime) -> bool:
    """Whether anything was reported in [first, last)."""
    return (
        Request.objects.of(community_id).filter(id__gte=first_id_at(first), id__lt=first_id_at(last)).exists()
    )


@finds(_("诉求"))
def found_requests(actor: Actor, community_id: int, text: str) -> list[Hit]:
    """For the desk's search: the request of that number, and open ones whose number or words hold the text."""
    if not actor.may("requests.see", community_id) or len(text.strip()) < LEAST_TO_FIND:
        return []
    text, slug = text.strip()[:80], actor.at(community_id).slug
    found = requests_for(actor, community_id)
    exact = list(found.filter(number=text.upper())[:1])
    holding = Q(number__icontains=text) | Q(words__icontains=text)
    alike = (
        found.filter(holding, state__in=OPEN_STATES).exclude(id__in=[one.id for one in exact]).order_by("-id")
    )
    return [
        Hit(
            url=reverse("desk:request", args=[slug, one.number]),
            title=one.words[:40],
            sub=f"{one.number} · {one.place.label}",
            icon="messages",
        )
        for one in [*exact, *alike[:MOST_FOUND]]
    ]
