"""Labels of files: found or made by name, joined to a category of ours by name or code, or mapped by the desk."""

from collections.abc import Mapping

from django.db import transaction

from anju.kernel.actor import Actor
from anju.kernel.events import record
from anju.learning.events import LabelMapped
from anju.learning.models import Label
from anju.standards.queries import leaf_categories, leaf_for


def labels_for_names(community_id: int, names: Mapping[str, str]) -> dict[str, int]:
    """The id of the label for each name (with its code, may be ""); those that are new are made, and joined to a
    category whose name or code is the same. Call inside the action's transaction."""
    known = dict(Label.objects.of(community_id).filter(name__in=list(names)).values_list("name", "id"))
    ours = _categories_by_word(community_id)
    new = [
        Label(
            community_id=community_id,
            name=name,
            code=code,
            category_id=ours.get(_plain(code)) or ours.get(_plain(name)),
        )
        for name, code in names.items()
        if name not in known
    ]
    Label.objects.of(community_id).bulk_create(new)
    return known | {label.name: label.id for label in new}


def map_label(*, actor: Actor, label: Label, category_code: str) -> Label:
    """Say which category of ours a label means; "" for none. ``NotFound`` for a code that is no category to ask for."""
    actor.check("settings.manage", label.community_id)
    category = leaf_for(label.community_id, category_code) if category_code else None
    with transaction.atomic():
        label = Label.objects.of(label.community_id).select_for_update().get(id=label.id)
        if label.category_id == (category.id if category else None):
            return label
        label.category = category
        label.save(update_fields=["category"])
        record(LabelMapped(category=category_code), actor=actor, about=label)
    return label


def _categories_by_word(community_id: int) -> dict[str, int]:
    """Codes and names of our categories; a word that several have means none."""
    words: dict[str, set[int]] = {}
    for leaf in leaf_categories(community_id):
        for word in (leaf.code, leaf.name, leaf.resident_name):
            if word:
                words.setdefault(_plain(word), set()).add(leaf.id)
    return {word: ids.pop() for word, ids in words.items() if len(ids) == 1}


def _plain(word: str) -> str:
    return "".join(word.lower().split())
