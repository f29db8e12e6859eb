"""Many rows of one community at once: written by COPY, changed by one UPDATE over arrays.

For imports and generated rows; a single record is saved through its model. Call both inside the action's
transaction. A row is a dict of column names (``home_id``, not ``home``) and what the column holds.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import connection

from anju.kernel.ids import new_id
from anju.kernel.records import CommunityOwned

Row = Mapping[str, Any]


def add_rows(model: type[CommunityOwned], community_id: int, rows: Iterable[Row]) -> None:
    """Insert rows, all with the same columns. Columns that are left out take the field's default, ``id`` a new one."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    given = list(first)
    left_out = [
        field
        for field in model._meta.concrete_fields
        if field.column not in given and field.column not in ("id", "community_id") and not field.generated
    ]
    columns = ["community_id", "id", *(name for name in given if name != "id")]
    columns += [str(field.column) for field in left_out]
    start = f"COPY {_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(start) as copy:
        for row in chain([first], rows):
            values = [row[name] for name in given if name != "id"]
            defaults = [field.get_db_prep_save(field.get_default(), connection) for field in left_out]
            copy.write_row([community_id, row.get("id") or new_id(), *values, *defaults])


def change_rows(model: type[CommunityOwned], community_id: int, rows: Sequence[Row]) -> None:
    """Set the columns of existing rows in one statement; each row has its ``id`` and the same columns."""
    if not rows:
        return
    columns = [name for name in rows[0] if name != "id"]
    names = ["id", *columns]
    sets = ", ".join(f"{_quoted(name)} = given.{_quoted(name)}" for name in columns)
    arrays = ", ".join(f"%s::{_array_type(model, name)}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_quoted(model._meta.db_table)} AS own SET {sets} "
            f"FROM unnest({arrays}) AS given ({', '.join(map(_quoted, names))}) "
            f"WHERE own.community_id = %s AND own.id = given.id",
            [*([row[name] for row in rows] for name in names), community_id],
        )


def _array_type(model: type[CommunityOwned], column: str) -> str:
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    # Without its length: a cast to varchar(60) would cut a longer text off instead of refusing it.
    return re.sub(r"\(.*\)", "", field.db_type(connection) or "text") + "[]"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
