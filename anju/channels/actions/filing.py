"""Where and under what something is filed that names neither place nor category."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Refused
from anju.people.queries import homes_of
from anju.places.queries import ground_area, place_named
from anju.standards.queries import category_for, guess_categories, leaf_categories

if TYPE_CHECKING:
    from anju.people.models import Person
    from anju.places.models import Place
    from anju.standards.models import Category

# 政策与规约咨询: where nobody can tell yet what it is about, it is a question.
UNSURE = "1107"
MOST_TO_GUESS_BY = 400


def category_of(community_id: int, words: str) -> "tuple[Category, bool]":
    """The category that the words mean, and whether that is a mere stand-in."""
    guessed = guess_categories(community_id, words[:MOST_TO_GUESS_BY], most=1)
    if guessed:
        return guessed[0], False
    offered = {leaf.code: leaf for leaf in leaf_categories(community_id, ["enquiry"])}
    if UNSURE in offered:
        return offered[UNSURE], True
    return next(iter([*offered.values(), *leaf_categories(community_id)]), None) or category_for(
        community_id, UNSURE
    ), True


def place_of(community_id: int, person: "Person | None") -> "Place":
    """The person's home if they have just one here, else the service desk or the grounds."""
    homes = {held.home_id for held in homes_of(community_id, person.id)} if person else set()
    if len(homes) == 1:
        return place_named(community_id, homes.pop())
    found = ground_area(community_id)
    if found is None:
        raise Refused(_("小区里还没有公共区域，请先加一个，例如“客服中心”。"))
    return found
