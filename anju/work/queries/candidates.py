"""Who could go, as one ordered list with reasons."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from anju.kernel import clock
from anju.people.queries import languages_of, posts_of, staff_with_grant
from anju.people.rules import POSTS, grants_of
from anju.places.queries import buildings_of, community_named
from anju.team.queries import (
    held_by,
    is_qualification,
    lacking_of,
    language_names,
    languages_spoken,
    name_of,
    on_record,
    plan_around,
    unmet,
    wants_of,
)
from anju.work.choices import JobState
from anju.work.models import Job
from anju.work.queries.jobs import MINE
from anju.work.suggesting import Candidate, order_of, reasons_for

if TYPE_CHECKING:
    from anju.places.models import Place
    from anju.standards.models import Category

THIRD_TIME = 2  # so many finished jobs for the same thing went before
WORKING_POSTS = [code for code, post in POSTS.items() if "work.do" in post.grants]


@dataclass(frozen=True)
class Lack:
    """Codes that are wanted and not validly held, as far as the community keeps book of them."""

    skills: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


def candidates_for(
    community_id: int,
    category: "Category | None" = None,
    *,
    place: "Place | None" = None,
    resident_id: int | None = None,
    source: tuple[str, int] | None = None,
    but: Collection[int] = (),
    at: datetime | None = None,
) -> list[Candidate]:
    """Who can do work here, the suggested one first, each with reasons; who is in ``but`` is left out.

    ``resident_id`` is who is met there, ``source`` the record that asks (its earlier jobs count as attempts), ``at``
    the moment to look at (now if None).
    """
    at = at or clock.now()
    zone = ZoneInfo(community_named(community_id).zone)
    people = [person for person in staff_with_grant(community_id, "work.do") if person.id not in but]
    ids = [person.id for person in people]
    known = _Known(community_id, ids, category, place, source, at, zone)
    language = _foreign(community_id, resident_id)
    spoken = languages_spoken(community_id, ids) if language else {}
    name = language_names().get(language, language)
    found = []
    for person in people:
        one = known.about(person.id, person.name)
        if language:
            one = replace(one, speaks=language in spoken.get(person.id, ()))
        found.append(replace(one, reasons=reasons_for(one, at, zone, name)))
    return sorted(found, key=order_of)


def candidates_for_job(job: Job, at: datetime | None = None) -> list[Candidate]:
    """``candidates_for`` what the job asks; whoever is barred from it is left out."""
    return candidates_for(
        job.community_id,
        job.category,
        place=job.place,
        resident_id=job.resident_id,
        source=(job.source_type, job.source_id) if job.source_id else None,
        but=job.barred,
        at=at,
    )


def lack_of(community_id: int, person_ids: Collection[int], category: "Category") -> dict[int, Lack]:
    """What each lacks today for a category. What nobody in the community has on record refuses nobody."""
    zone = ZoneInfo(community_named(community_id).zone)
    return _lack_of(community_id, person_ids, category.code, clock.now().astimezone(zone))


def not_kept(community_id: int, category: "Category") -> list[str]:
    """The names of what the category wants and nobody in the community has on record, so that it is not asked for."""
    wanted = wants_of(category.code).codes
    kept = on_record(community_id, wanted)
    return [name_of(code) for code in wanted if code not in kept]


def could_do(community_id: int, person_id: int, categories: "Collection[Category]") -> set[int]:
    """The ids of those categories for which the person is able today: holds the skills and papers that are kept book
    of, or the post where no skill is."""
    at = clock.now().astimezone(ZoneInfo(community_named(community_id).zone))
    held = held_by(community_id, [person_id], at.date())[person_id]
    posts = posts_of(community_id, [person_id])[person_id]
    wants = {category.id: wants_of(category.code) for category in categories}
    kept = on_record(community_id, {code for want in wants.values() for code in want.codes})
    able = set()
    for category in categories:
        asked = [code for code in wants[category.id].codes if code in kept]
        skilled = bool(kept & set(wants[category.id].skills)) or category.responder_post in posts
        if skilled and not unmet(asked, held):
            able.add(category.id)
    return able


def workers_of(community_id: int) -> list[tuple[int, str]]:
    """Id and name of everybody who can do work here."""
    return [(person.id, person.name) for person in staff_with_grant(community_id, "work.do")]


def _lack_of(
    community_id: int, person_ids: Collection[int], category_code: str, at: datetime
) -> dict[int, Lack]:
    kept = on_record(community_id, wants_of(category_code).codes)
    return _asked(kept, lacking_of(community_id, person_ids, category_code, at.date()))


def _asked(kept: Collection[str], lacking: Mapping[int, Iterable[str]]) -> dict[int, Lack]:
    """What each lacks of the codes that are kept book of."""
    found = {}
    for person_id, codes in lacking.items():
        asked = [code for code in codes if code in kept]
        papers = tuple(code for code in asked if is_qualification(code))
        found[person_id] = Lack(tuple(code for code in asked if code not in papers), papers)
    return found


def _foreign(community_id: int, resident_id: int | None) -> str:
    """The resident's language where it is not the product's own, else empty."""
    if resident_id is None:
        return ""
    language = languages_of(community_id, [resident_id])[resident_id]
    return "" if language == settings.LANGUAGE_CODE else language


class _Known:
    """What is known about the people of a list, read in one query per question."""

    def __init__(
        self,
        community_id: int,
        ids: list[int],
        category: "Category | None",
        place: "Place | None",
        source: tuple[str, int] | None,
        at: datetime,
        zone: ZoneInfo,
    ) -> None:
        self.community_id, self.ids = community_id, ids
        self.post = category.responder_post if category else ""
        self.posts = posts_of(community_id, ids)
        code = category.code if category else ""
        kept = on_record(community_id, wants_of(code).codes)
        self.lacks = _asked(kept, lacking_of(community_id, ids, code, at.astimezone(zone).date()))
        self.wants_skill = bool(kept & set(wants_of(code).skills))
        plan = plan_around(community_id, WORKING_POSTS, at)
        self.on_duty, self.ends, self.begins = plan.on_duty(at), plan.ends_of(at), plan.next_by_person(at)
        self.load = self._counted(Q(state__in=MINE))
        midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        self.apart = self._buildings_apart(place, midnight) if place else {}
        self.been_there = self._counted(Q(state=JobState.FINISHED, place_id=place.id)) if place else {}
        self.tried = self._tried(source) if source else set()

    def about(self, person_id: int, name: str) -> Candidate:
        posts, lack = self.posts[person_id], self.lacks[person_id]
        fits = self.post in posts
        return Candidate(
            person_id=person_id,
            name=name,
            posts=posts,
            open_jobs=self.load.get(person_id, 0),
            fits=fits,
            leads="work.assign" in grants_of(posts),
            able=not lack.skills and (self.wants_skill or fits or not self.post),
            lacks_skills=tuple(name_of(code) for code in lack.skills),
            lacks_papers=tuple(name_of(code) for code in lack.papers),
            on_duty=person_id in self.on_duty,
            until=self.ends.get(person_id),
            next_duty=self.begins.get(person_id),
            apart=self.apart.get(person_id),
            been_there=self.been_there.get(person_id, 0),
            tried_before=person_id in self.tried,
        )

    def _counted(self, which: Q) -> dict[int, int]:
        rows = Job.objects.of(self.community_id).filter(which, assignee_id__in=self.ids)
        return dict(rows.values_list("assignee_id").annotate(jobs=Count("id")).order_by())

    def _buildings_apart(self, place: "Place", midnight: datetime) -> dict[int, int]:
        """How many buildings each is away from the place: from the job in hand, else from today's last one."""
        rank = {building.id: number for number, building in enumerate(buildings_of(self.community_id))}
        here = rank.get(_building(place.id, place.building_id))
        if here is None:
            return {}
        busy = Q(state__in=[JobState.ON_WAY, JobState.ARRIVED])
        today = Q(state=JobState.FINISHED, finished_at__gte=midnight)
        rows = Job.objects.of(self.community_id).filter(busy | today, assignee_id__in=self.ids)
        last = rows.order_by("finished_at", "id")  # PostgreSQL sorts NULL last: the job in hand
        there = {
            row[0]: rank.get(_building(row[1], row[2]))
            for row in last.values_list("assignee_id", "place_id", "place__building_id")
        }
        return {person_id: abs(rank - here) for person_id, rank in there.items() if rank is not None}

    def _tried(self, source: tuple[str, int]) -> set[int]:
        """Who finished an earlier job for the same thing, from the third time on."""
        rows = Job.objects.of(self.community_id).filter(
            source_type=source[0], source_id=source[1], state=JobState.FINISHED
        )
        tried: Iterable[int | None] = rows.values_list("assignee_id", flat=True)
        times = Counter(person_id for person_id in tried if person_id is not None)
        return set(times) if times.total() >= THIRD_TIME else set()


def _building(place_id: int, building_id: int | None) -> int:
    """The building of a place; a building's own row is its own."""
    return building_id or place_id
