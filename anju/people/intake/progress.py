"""How far an import is, written through a connection of its own: seen while the import's transaction is still open."""

from types import TracebackType
from typing import Self

from django.db import connection

from anju.people.models import Intake


class Progress:
    """Notes the step and how many of its parts are behind. Use as a context; the row itself is not locked."""

    def __init__(self, community_id: int, intake_id: int) -> None:
        self.where = [community_id, intake_id]
        self.aside = connection.copy()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.aside.close()

    def note(self, step: str, done: int = 0, total: int = 0) -> None:
        table = self.aside.ops.quote_name(Intake._meta.db_table)
        with self.aside.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET step = %s, done = %s, total = %s WHERE community_id = %s AND id = %s",
                [step, done, total, *self.where],
            )
