"""Rows that belong to a community: no query without one, none of its rows points into another."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from anju.kernel.errors import UnscopedQuery
from tests.cast import Cast

Place = apps.get_model("places.Place")
Person = apps.get_model("people.Person")
HomeRole = apps.get_model("people.HomeRole")
Event = apps.get_model("kernel.Event")

EVALUATIONS: dict[str, Callable[[Any], Any]] = {
    "iteration": list,
    "len": len,
    "truth": bool,
    "index": lambda rows: rows[0],
    "slice": lambda rows: list(rows[:2]),
    "contains": lambda rows: object() in rows,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "get": lambda rows: rows.get(id=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("id"),
    "values": lambda rows: list(rows.values("id")),
    "values_list": lambda rows: list(rows.values_list("id", flat=True)),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "iterator": lambda rows: list(rows.iterator()),
    "aiterator": lambda rows: rows.aiterator(),
    "aggregate": lambda rows: rows.aggregate(Count("id")),
    "update": lambda rows: rows.update(name="x"),
    "delete": lambda rows: rows.delete(),
    "lock": lambda rows: rows.select_for_update(),
    "get_or_create": lambda rows: rows.get_or_create(id=1),
    "inside another query": lambda rows: list(HomeRole.objects.across().filter(home__in=rows)),
    "as a subquery of ids": lambda rows: list(
        HomeRole.objects.across().filter(home_id__in=rows.values("id"))
    ),
    "or": lambda rows: Place.objects.across() | rows,
    "and": lambda rows: Place.objects.across() & rows,
}
READS_ONLY = ("update", "delete", "lock")


@pytest.mark.django_db
@pytest.mark.parametrize("how", EVALUATIONS)
def test_a_query_that_names_no_community_is_refused(how: str) -> None:
    with CaptureQueriesContext(connection) as asked, pytest.raises(UnscopedQuery):
        EVALUATIONS[how](Place.objects.filter(name="x"))
    assert [query for query in asked.captured_queries if "places_place" in query["sql"]] == []


@pytest.mark.django_db
@pytest.mark.parametrize("how", READS_ONLY)
def test_across_communities_one_only_reads(how: str, cast: Cast) -> None:
    with pytest.raises(UnscopedQuery):
        EVALUATIONS[how](Place.objects.across([cast.cuihu.id]))
    with pytest.raises(UnscopedQuery):
        EVALUATIONS[how](Place.objects.of(cast.cuihu.id).across())


@pytest.mark.parametrize("model", [Place, Person, Event], ids=lambda model: model.__name__)
def test_each_kind_of_record_refuses(model: Any, db: None) -> None:
    with pytest.raises(UnscopedQuery):
        model.objects.count()


def test_of_and_across_find_what_they_say(cast: Cast) -> None:
    ours, theirs = (
        {place.id for (slug, _), place in cast.places.items() if slug == name}
        for name in ("cuihu", "laohuai")
    )
    assert {place.id for place in Place.objects.of(cast.cuihu.id)} == ours
    assert {place.id for place in Place.objects.across()} == ours | theirs
    assert {place.id for place in Place.objects.across([cast.laohuai.id])} == theirs
    assert Place.objects.across([]).count() == 0
    assert not Place.objects.of(cast.cuihu.id).filter(id__in=theirs).exists()


def test_rows_made_from_a_community_belong_to_it(cast: Cast) -> None:
    person = Person.objects.of(cast.laohuai.id).create(name="新人")
    assert person.community_id == cast.laohuai.id


def test_a_join_carries_the_community(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(HomeRole.objects.of(cast.cuihu.id).filter(home__code="3-2-1001").select_related("person"))
    sql = asked.captured_queries[0]["sql"]
    for far, key in (("places_place", "home_id"), ("people_person", "person_id")):
        assert (
            f'INNER JOIN "{far}" ON ("people_homerole"."{key}" = "{far}"."id" '
            f'AND ("{far}"."community_id" = ("people_homerole"."community_id")))'
        ) in sql


def test_a_correlated_subquery_names_the_community(cast: Cast) -> None:
    lived = HomeRole.objects.across().filter(community_id=OuterRef("community_id"), person_id=OuterRef("id"))
    found = Person.objects.of(cast.cuihu.id).filter(Exists(lived))
    assert {person.name for person in found} == {"王小明", "李芳", "欧阳慧敏"}


def test_saving_puts_the_community_into_where_and_never_into_set(cast: Cast) -> None:
    person = cast.person("王小明")
    with CaptureQueriesContext(connection) as asked:
        person.save()
    (update,) = [query["sql"] for query in asked.captured_queries]
    changes, where = update.split(" WHERE ")
    assert '"community_id"' not in changes
    assert f'"community_id" = {cast.cuihu.id}' in where


def test_a_row_does_not_move_to_another_community(cast: Cast) -> None:
    person = cast.person("王小明")
    person.community_id = cast.laohuai.id
    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()
    with pytest.raises(UnscopedQuery):
        Person.objects.of(cast.cuihu.id).update(community_id=cast.laohuai.id)
    with pytest.raises(UnscopedQuery):
        Person.objects.of(cast.cuihu.id).update(community=cast.laohuai)
    assert Person.objects.of(cast.cuihu.id).filter(id=person.id).exists()


def test_refreshing_reads_within_the_community(cast: Cast) -> None:
    person = cast.person("王小明")
    Person.objects.of(cast.cuihu.id).filter(id=person.id).update(care_note="耳背")
    person.refresh_from_db()
    assert person.care_note == "耳背"
    part = Person.objects.of(cast.cuihu.id).only("name").get(id=person.id)
    assert (part.community_id, part.care_note) == (cast.cuihu.id, "耳背")


@pytest.mark.parametrize("far", ["home", "person"])
def test_a_row_cannot_point_into_another_community(cast: Cast, far: str) -> None:
    ends = {"home": cast.place("3-2-1001"), "person": cast.person("王小明")}
    ends[far] = {"home": cast.place("1-1-101", "laohuai"), "person": cast.person("钱进")}[far]
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeRole.objects.of(cast.cuihu.id).create(
            person_id=ends["person"].id, home_id=ends["home"].id, role="owner", since="2026-01-01"
        )
        connection.check_constraints()
    assert HomeRole.objects.of(cast.cuihu.id).filter(since="2026-01-01").count() == 0


def test_what_is_pointed_to_cannot_be_taken_away(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM places_place WHERE id = %s", [cast.place("3-2-1001").id])
        connection.check_constraints()
