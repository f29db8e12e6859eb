"""The catalogue of a community: what can be asked for, what is promised, how it is done, what to answer.

Nothing in it is personal, so these readers take no actor; the pages that show it ask for their own grant.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from anju.kernel.errors import NotFound
from anju.kernel.events import Recorded, history
from anju.places.queries import community_named
from anju.standards.models import AnswerTemplate, Category, Procedure, ProcedureStep
from anju.standards.rules import ServiceHours, is_done_at_the_place
from anju.standards.rules.guessing import best_of

# For doors, which take rows from here and never import models.
CategoryRow = Category


@dataclass(frozen=True)
class Group:
    """A group of the catalogue with the categories in it."""

    category: Category
    leaves: list[Category]


def category_for(community_id: int, code: str) -> Category:
    """The category with this code, also one no longer offered, with its group and procedure. ``NotFound`` if none."""
    if "\x00" in code:  # PostgreSQL takes none, and doors hand on what they were given
        raise NotFound()
    found = Category.objects.of(community_id).select_related("parent", "procedure").filter(code=code).first()
    if found is None:
        raise NotFound()
    return found


def leaf_categories(
    community_id: int, kinds: Collection[str] | None = None, *, also_inactive: bool = False
) -> list[Category]:
    """The categories that can be asked for, with their groups, in the order of codes; of the given kinds only."""
    return list(_leaves(community_id, kinds, also_inactive=also_inactive).select_related("parent"))


def _leaves(
    community_id: int, kinds: Collection[str] | None, *, also_inactive: bool = False
) -> QuerySet[Category]:
    found = Category.objects.of(community_id).filter(parent__isnull=False).order_by("code")
    if kinds is not None:
        found = found.filter(kind__in=list(kinds))
    return found if also_inactive else found.filter(is_active=True, parent__is_active=True)


def category_groups(
    community_id: int, kinds: Collection[str] | None = None, *, also_inactive: bool = False
) -> list[Group]:
    """``leaf_categories`` under their groups, in the order of codes; a group without any is left out."""
    groups: dict[int, Group] = {}
    for leaf in leaf_categories(community_id, kinds, also_inactive=also_inactive):
        if leaf.parent is not None:
            groups.setdefault(leaf.parent.id, Group(leaf.parent, [])).leaves.append(leaf)
    return sorted(groups.values(), key=lambda group: group.category.code)


def group_names(community_id: int) -> list[tuple[str, str]]:
    """Code and name of each group in the order of codes, to choose one to look for."""
    found = Category.objects.of(community_id).filter(parent__isnull=True, is_active=True)
    return list(found.order_by("code").values_list("code", "name"))


def guess_categories(
    community_id: int, words: str, most: int = 3, kinds: Collection[str] | None = None
) -> list[Category]:
    """The categories that the words probably mean, best first; [] when nothing fits."""
    if not words.strip():
        return []
    # The words of all, then the rows of the best: building every row would take longer than the guess.
    rows = list(_leaves(community_id, kinds).values_list("id", "name", "resident_name", "keywords"))
    best = best_of([(f"{name} {plain}", keywords) for _id, name, plain, keywords in rows], words, most)
    order = {rows[position][0]: rank for rank, position in enumerate(best)}
    found = Category.objects.of(community_id).filter(id__in=order).select_related("parent") if order else []
    return sorted(found, key=lambda leaf: order[leaf.id])


def leaf_for(community_id: int, code: str) -> Category:
    """Like ``category_for``, but not a group."""
    found = category_for(community_id, code)
    if found.parent is None:
        raise NotFound()
    return found


def catalogue_found(community_id: int, *, words: str = "", kind: str = "", priority: str = "") -> list[Group]:
    """The whole catalogue for the staff, also what is no longer offered, narrowed by kind, priority and words.

    Words find what carries them in code, names or keywords, and what they would be guessed to mean.
    """
    groups = category_groups(community_id, [kind] if kind else None, also_inactive=True)
    guessed = {leaf.id for leaf in guess_categories(community_id, words)}

    def fits(leaf: Category) -> bool:
        said = f"{leaf.code} {leaf.name} {leaf.resident_name} {leaf.keywords}"
        return (not priority or leaf.priority == priority) and (
            not words or leaf.id in guessed or words in said
        )

    narrowed = [Group(group.category, [leaf for leaf in group.leaves if fits(leaf)]) for group in groups]
    return [group for group in narrowed if group.leaves]


def changes_of(category: Category) -> list[Recorded[Any]]:
    """What was changed of the category, oldest first."""
    return history(category.community_id, [(category._meta.label_lower, category.id)])


def procedure_of(category: Category) -> Procedure | None:
    """The procedure of the category, or of its group."""
    return category.procedure or (category.parent.procedure if category.parent else None)


def steps_of(procedure: Procedure) -> list[ProcedureStep]:
    """All steps of the procedure in their order."""
    return list(
        ProcedureStep.objects.of(procedure.community_id).filter(procedure=procedure).order_by("number")
    )


def crew_steps(category: Category) -> list[ProcedureStep]:
    """The steps of the category's procedure that the crew does at the place, in their order; [] without procedure."""
    procedure = procedure_of(category)
    return [step for step in steps_of(procedure) if is_done_at_the_place(step.post)] if procedure else []


def sample_percent_of(category: Category) -> int:
    """Of how many jobs in a hundred the photos are asked for by draw; 0 without a procedure."""
    procedure = procedure_of(category)
    return procedure.sample_percent if procedure else 0


def answer_templates(community_id: int) -> list[AnswerTemplate]:
    """The answers the desk can start from, in their order."""
    return list(AnswerTemplate.objects.of(community_id).order_by("sort", "title"))


def service_hours(community_id: int) -> ServiceHours:
    community = community_named(community_id)
    return ServiceHours(opens=community.desk_opens, closes=community.desk_closes, zone=community.zone)
