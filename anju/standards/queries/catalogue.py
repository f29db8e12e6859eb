"""The catalogue of a community: what can be asked for, what is promised, how it is done, what to answer.

Nothing in it is personal, so these readers take no actor; the pages that show it ask for their own grant.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from anju.kernel.errors import NotFound
from anju.kernel.events import Recorded, history
from anju.kernel.ids import EPOCH, time_of
from anju.standards.models import AnswerTemplate, Category, DangerList, Procedure, ProcedureStep
from anju.standards.rules import is_done_at_the_place
from anju.standards.rules.danger import DangerLists, own_lists
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
    codes = guess_codes(community_id, words, most, kinds)
    order = {code: rank for rank, code in enumerate(codes)}
    found = categories_coded(community_id, order) if order else {}
    return sorted(found.values(), key=lambda leaf: order[leaf.code])


def guess_codes(
    community_id: int, words: str, most: int = 3, kinds: Collection[str] | None = None
) -> list[str]:
    """The codes of ``guess_categories``."""
    return guesser(community_id, kinds)(words, most) if words.strip() else []


def guesser(community_id: int, kinds: Collection[str] | None = None) -> Callable[[str, int], list[str]]:
    """A function from words and how many to the codes they probably mean, for many texts after one query."""
    # The words of all, not their rows: building every row would take longer than the guess.
    rows = list(_leaves(community_id, kinds).values_list("code", "name", "resident_name", "keywords"))
    candidates = [(f"{name} {plain}", keywords) for _code, name, plain, keywords in rows]
    return lambda words, most: [rows[position][0] for position in best_of(candidates, words, most)]


def categories_coded(community_id: int, codes: Collection[str]) -> dict[str, Category]:
    """The categories with these codes, also those no longer offered, with their groups; unknown codes are left out."""
    if not codes:
        return {}
    found = Category.objects.of(community_id).filter(code__in=list(codes)).select_related("parent")
    return {row.code: row for row in found}


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


def catalogue_changed_at(community_id: int | None = None) -> datetime:
    """When the catalogue of a community (None: of any) was last added to or changed."""
    rows = Category.objects.across(None if community_id is None else [community_id])
    newest = rows.order_by("-id").values_list("id", flat=True).first()
    ids = [newest] if newest else []
    if community_id is not None:
        codes = rows.values_list("id", flat=True)
        ids += [
            event.id
            for event in history(community_id, [(Category._meta.label_lower, one) for one in codes])[-1:]
        ]
    return time_of(max(ids)).replace(microsecond=0) if ids else EPOCH


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


def danger_lists(community_id: int) -> DangerLists:
    """The words of danger that hold in the community: its own where it has some, else the delivered ones."""
    rows = DangerList.objects.of(community_id).values_list("section", "kind", "words")
    return own_lists({(section, kind): words for section, kind, words in rows})


def danger_changes(community_id: int) -> list[Recorded[Any]]:
    """What was changed of the words of danger, the oldest first."""
    rows = DangerList.objects.of(community_id).values_list("id", flat=True)
    return history(community_id, [("standards.dangerlist", row_id) for row_id in rows])
