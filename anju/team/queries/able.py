"""What people can do, which papers they hold, which languages they speak."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Q, QuerySet

from anju.kernel.errors import NotFound
from anju.kernel.ids import id_in
from anju.people.queries import holding, today
from anju.team.catalogue import is_qualification, wants_of
from anju.team.models import Qualification, Skill, Tongue
from anju.team.rules import LAPSES_SOON, unmet

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.standards.models import Category


def lacking(community_id: int, person_id: int, category: "Category", on: date) -> list[str]:
    """The codes of skills and papers that the category wants and the person does not validly hold on the day."""
    return lacking_of(community_id, [person_id], category.code, on)[person_id]


def lacking_of(
    community_id: int, person_ids: Collection[int], category_code: str, on: date
) -> dict[int, list[str]]:
    """``lacking`` of several persons in two queries."""
    wanted = wants_of(category_code).codes
    if not wanted:
        return {person_id: [] for person_id in person_ids}
    held = held_by(community_id, person_ids, on)
    return {person_id: unmet(wanted, held[person_id]) for person_id in person_ids}


def held_by(community_id: int, person_ids: Collection[int], on: date) -> dict[int, set[str]]:
    """The codes of all skills and papers that each person validly holds on the day."""
    found: dict[int, set[str]] = defaultdict(set)
    skills = Skill.objects.of(community_id).filter(holding(on), person_id__in=list(person_ids))
    valid = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    papers = Qualification.objects.of(community_id).filter(
        valid, valid_from__lte=on, person_id__in=list(person_ids)
    )
    for rows in (skills, papers):
        for person_id, code in rows.values_list("person_id", "code"):
            found[person_id].add(code)
    return found


def on_record(community_id: int, codes: Collection[str]) -> set[str]:
    """Those of ``codes`` that the community keeps book of: somebody has, or once had, one of its parts on record.

    What nobody ever had on record says nothing about anybody, so nobody can be refused for it.
    """
    known: set[str] = set()
    for model, of_papers in ((Skill, False), (Qualification, True)):
        parts = {part for code in codes if is_qualification(code) is of_papers for part in code.split("|")}
        if parts:
            rows = model.objects.of(community_id).filter(code__in=parts)
            known |= set(rows.order_by().values_list("code", flat=True).distinct())
    return {code for code in codes if set(code.split("|")) & known}


def languages_spoken(community_id: int, person_ids: Collection[int]) -> dict[int, set[str]]:
    """The codes of the languages that each person can talk in with residents, as far as it is on record."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Tongue.objects.of(community_id).filter(person_id__in=list(person_ids))
    for person_id, code in rows.values_list("person_id", "code"):
        found[person_id].add(code)
    return found


def skills_of(community_id: int, person_ids: Collection[int]) -> dict[int, list[Skill]]:
    """The skills that each person has today, the first learned first."""
    found: dict[int, list[Skill]] = defaultdict(list)
    rows = Skill.objects.of(community_id).filter(holding(today()), person_id__in=list(person_ids))
    for skill in rows.order_by("since", "id"):
        found[skill.person_id].append(skill)
    return found


def skill_named(person: "Person", row_id: str) -> Skill:
    """A row of the person's skills by its id; ``NotFound`` when there is none."""
    return cast(Skill, _row(Skill.objects.of(person.community_id), person, row_id))


def paper_named(person: "Person", row_id: str) -> Qualification:
    """A row of the person's papers by its id; ``NotFound`` when there is none."""
    return cast(Qualification, _row(Qualification.objects.of(person.community_id), person, row_id))


def papers_of(community_id: int, person_id: int) -> list[Qualification]:
    """All papers of the person, also lapsed ones, the latest first."""
    rows = Qualification.objects.of(community_id).filter(person_id=person_id)
    return list(rows.order_by("-valid_from", "-id"))


def staff_papers(community_id: int, person_ids: Collection[int]) -> dict[int, list[Qualification]]:
    """Each person's papers as they stand: of each kind the one that is valid longest."""
    rows = Qualification.objects.of(community_id).filter(person_id__in=list(person_ids))
    latest: dict[tuple[int, str], Qualification] = {}
    for paper in rows.order_by("valid_from", "id"):
        before = latest.get((paper.person_id, paper.code))
        if before is None or _lasts(paper) >= _lasts(before):
            latest[paper.person_id, paper.code] = paper
    found: dict[int, list[Qualification]] = defaultdict(list)
    for paper in latest.values():
        found[paper.person_id].append(paper)
    return found


def lapsing(community_id: int, person_ids: Collection[int]) -> list[Qualification]:
    """The papers among ``staff_papers`` that have lapsed or lapse within 30 days, the most pressing first."""
    last = today() + LAPSES_SOON
    every = (paper for papers in staff_papers(community_id, person_ids).values() for paper in papers)
    return sorted(
        (paper for paper in every if _lasts(paper) <= last), key=lambda paper: (_lasts(paper), paper.id)
    )


def _lasts(paper: Qualification) -> date:
    return paper.valid_until or date.max


def _row(rows: "QuerySet[Any]", person: "Person", row_id: str) -> Any:
    found = rows.filter(person_id=person.id, id=id_in(row_id)).select_related("person").first()
    if found is None:
        raise NotFound()
    return found
