"""What the database itself holds: composite keys, and history that nobody rewrites."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from anju.kernel import guards
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock
from anju.kernel.partitions import ensure_ahead
from tests.cast import Cast, people

Event = apps.get_model("kernel.Event")


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def test_all_are_there_and_a_missing_one_is_made_again(db: None) -> None:
    assert guards.missing_guards() == []
    wanted = {guard.name: guard for guard in guards.guards()}
    key, keep = wanted["people_homerole_person_id_key"], wanted["kernel_event_row_keep"]
    ask(f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}")
    ask(f"DROP TRIGGER {keep.name} ON {keep.table}")
    assert {guard.name for guard in guards.missing_guards()} == {key.name, keep.name}
    guards.make_missing_guards()
    assert guards.missing_guards() == []


def test_every_name_is_used_once_and_fits() -> None:
    names = [guard.name for guard in guards.guards()]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 63


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_event SET facts = '{}'",
        "UPDATE kernel_event SET kind = kind WHERE id = (SELECT max(id) FROM kernel_event)",
        "DELETE FROM kernel_event",
        "TRUNCATE kernel_event",
        "UPDATE kernel_event_202611 SET person_id = NULL",
        "DELETE FROM kernel_event_202611",
        "DELETE FROM kernel_event_other",
    ],
)
def test_history_is_only_ever_added_to(cast: Cast, statement: str) -> None:
    ask(
        "INSERT INTO kernel_event SELECT 7, community_id, at, kind, actor_kind, person_id, account_id, about_type,"
        " about_id, facts FROM kernel_event LIMIT 1"
    )  # one of long ago, which the default partition holds
    before = ask("SELECT id, kind, facts FROM kernel_event ORDER BY id")
    assert before
    with pytest.raises(IntegrityError, match="keeps what was written"), transaction.atomic():
        ask(statement)
    assert ask("SELECT id, kind, facts FROM kernel_event ORDER BY id") == before


def test_the_record_of_the_product_cannot_change_it_either(cast: Cast) -> None:
    event = Event.objects.of(cast.cuihu.id).first()
    event.facts = {"name": "别人"}
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()


def test_events_lie_in_the_partition_of_their_month(cast: Cast, clock: MovedClock) -> None:
    assert ask("SELECT DISTINCT tableoid::regclass::text FROM kernel_event") == [("kernel_event_202611",)]
    ensure_ahead()
    parts = {
        name
        for (name,) in ask(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'kernel_event'::regclass"
        )
    }
    assert {
        "kernel_event_202611",
        "kernel_event_202612",
        "kernel_event_202701",
        "kernel_event_202702",
    } <= parts


def test_a_month_whose_events_came_too_early_stays_in_the_default_partition(
    cast: Cast, clock: MovedClock
) -> None:
    clock.forward(days=400)
    people.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="新邻居")
    ensure_ahead()
    (where,) = ask("SELECT tableoid::regclass::text FROM kernel_event ORDER BY id DESC LIMIT 1")
    assert where == ("kernel_event_other",)
