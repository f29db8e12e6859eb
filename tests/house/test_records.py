"""The rules of community-owned data, for one server today and many tomorrow."""

import pytest
from django.db import connection, models

from anju.kernel.guards import missing_guards
from anju.kernel.records import CommunityKey, CommunityOwned, IdField
from tests.house.house import our_apps

# Tables without a community: each stands here with its reason.
SHARED = {
    "places.company": "owns communities",
    "places.community": "is the unit itself",
    "people.account": "one sign-in for all communities",
    "standards.holidayyear": "the country's list, the same for all communities",
    "standards.statutoryday": "the country's list, the same for all communities",
    "kernel.numberseries": "carries community_id, no key points to it",
    "kernel.idempotencykey": "a key is the caller's, not a community's",
    "kernel.usemark": "strangers have no community",
    "kernel.senttext": "codes are sent before anybody is known",
    "kernel.event": "carries community_id; partitioned, so made by hand",
}


def our_models() -> list[type[models.Model]]:
    return [model for config in our_apps() for model in config.get_models()]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label_lower)
def test_a_table_is_owned_by_a_community_or_says_why_not(model: type[models.Model]) -> None:
    assert issubclass(model, CommunityOwned) or model._meta.label_lower in SHARED


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label_lower)
def test_unique_constraints_begin_with_the_community(model: type[models.Model]) -> None:
    if not issubclass(model, CommunityOwned):
        return
    assert not model._meta.unique_together
    for field in model._meta.local_fields:
        assert field.primary_key or not field.unique, f"{field.name}: unique without the community"
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.fields[:1] == ("community",), constraint.name


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label_lower)
def test_keys_between_owned_tables_are_composite(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CommunityOwned):
            assert isinstance(field, CommunityKey), f"{field.name}: use CommunityKey"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label_lower)
def test_ids_are_global(model: type[models.Model]) -> None:
    if issubclass(model, CommunityOwned):
        assert isinstance(model._meta.pk, IdField)


@pytest.mark.django_db
def test_the_database_has_all_guards() -> None:
    assert missing_guards() == []


@pytest.mark.django_db
def test_only_core_features_are_used() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'")
        assert cursor.fetchall() == []
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
        assert cursor.fetchall() == [], "slot rows instead of exclusion constraints"
