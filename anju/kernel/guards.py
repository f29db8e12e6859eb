"""What the database itself must hold, made after each ``migrate`` and checked by the house tests.

1. every community-owned table: UNIQUE (community_id, id);
2. every CommunityKey: FOREIGN KEY (community_id, x_id) to (community_id, id) of the other table;
3. every model that sets ``append_only = True``: a trigger that refuses UPDATE, DELETE and TRUNCATE.

Constraint and trigger names are derived from table and column, so each run makes only what is missing.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models

from anju.kernel.records import CommunityKey, CommunityOwned


class Guard(NamedTuple):
    name: str
    table: str
    statement: str


def guards() -> Iterator[Guard]:
    """All guards the models ask for, in the order in which they can be made."""
    owned = [model for model in apps.get_models() if issubclass(model, CommunityOwned)]
    for model in owned:
        name = _name(model, "id", "own")
        yield Guard(
            name,
            model._meta.db_table,
            f"ALTER TABLE {_table(model)} ADD CONSTRAINT {name} UNIQUE (community_id, id)",
        )
    for model in owned:
        for field in model._meta.local_fields:
            if isinstance(field, CommunityKey):
                yield _composite_key(model, field)
    for kept in apps.get_models():
        if getattr(kept, "append_only", False):
            yield from _append_only(kept)


def missing_guards() -> list[Guard]:
    """Guards that the connected database lacks, of the tables it has."""
    present = _present_names()
    return [guard for guard in guards() if guard.name not in present and guard.table in present]


def make_missing_guards() -> None:
    with connection.cursor() as cursor:
        for guard in missing_guards():
            cursor.execute(guard.statement)


def _composite_key(model: type[models.Model], field: Any) -> Guard:
    name = _name(model, field.column, "key")
    return Guard(
        name,
        model._meta.db_table,
        f"ALTER TABLE {_table(model)} ADD CONSTRAINT {name} FOREIGN KEY (community_id, {field.column}) "
        f"REFERENCES {_table(field.related_model)} (community_id, id) DEFERRABLE INITIALLY DEFERRED",
    )


def _append_only(model: type[models.Model]) -> Iterator[Guard]:
    row, table = _name(model, "row", "keep"), _name(model, "table", "keep")
    yield Guard(
        row,
        model._meta.db_table,
        f"CREATE TRIGGER {row} BEFORE UPDATE OR DELETE ON {_table(model)} "
        f"FOR EACH ROW EXECUTE FUNCTION kernel_append_only()",
    )
    yield Guard(
        table,
        model._meta.db_table,
        f"CREATE TRIGGER {table} BEFORE TRUNCATE ON {_table(model)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION kernel_append_only()",
    )


def _present_names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace "
            "UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
            "UNION SELECT relname FROM pg_class "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
        )
        return {name for (name,) in cursor.fetchall()}


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _name(model: type[models.Model], column: str, kind: str) -> str:
    plain = f"{model._meta.db_table}_{column}_{kind}"
    if len(plain) <= 60:
        return plain
    return f"{plain[:45]}_{hashlib.md5(plain.encode(), usedforsecurity=False).hexdigest()[:8]}_{kind}"
