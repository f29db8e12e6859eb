"""The community-owned record: every row knows its community, every query names it, no key crosses it.

The rules are those measured for one server and for a database spread by community: the id is globally unique,
``(community, id)`` is unique too, foreign keys between such tables are composite in the database
(``anju.kernel.guards`` makes them), joins and saves carry the community, and a query without one is an error.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import Exact

from anju.kernel.errors import UnscopedQuery
from anju.kernel.ids import new_id


class IdField(models.BigIntegerField):
    """The primary key of every table of ours: a ``new_id`` given when the row is first saved."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(primary_key=True, editable=False)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("primary_key", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def get_pk_value_on_save(self, instance: models.Model) -> int:
        return new_id()


class CommunityQuerySet(models.QuerySet):
    """Refuses to run before ``of`` (one community) or ``across`` (several, read-only) was called."""

    _reach: int | str | None = None

    def of(self, community_id: int) -> Self:
        """Only this community's rows; rows made from here belong to it."""
        scoped = self.filter(community_id=community_id)
        scoped._reach = community_id
        return scoped

    def across(self, community_ids: Collection[int] | None = None) -> Self:
        """Rows of several communities (None: all), to read only. The caller answers for who may see them."""
        scoped = self.all() if community_ids is None else self.filter(community_id__in=list(community_ids))
        scoped._reach = "across"
        return scoped

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._reach = self._reach
        return clone

    def _check_scope(self) -> None:
        if self._reach is None:
            raise UnscopedQuery(f"{self.model.__name__}: start with .of(community_id) or .across(…)")

    def _check_one(self) -> int:
        self._check_scope()
        if not isinstance(self._reach, int):
            raise UnscopedQuery(
                f"{self.model.__name__}: .across(…) reads only; writes and locks want .of(community_id)"
            )
        return self._reach

    def _fetch_all(self) -> None:
        self._check_scope()
        super()._fetch_all()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()  # used inside another query, which would not ask again
        return super().resolve_expression(*args, **kwargs)

    def _merge_sanity_check(self, other: Any) -> None:
        other._check_scope()  # self | other would take the rows of all communities in
        super()._merge_sanity_check(other)  # type: ignore[misc]

    def aiterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()
        return super().aiterator(*args, **kwargs)

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._check_scope()
        return super().count()

    def exists(self) -> bool:
        self._check_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> Any:
        self._check_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check_one()
        if {"community", "community_id"} & kwargs.keys():
            raise UnscopedQuery(f"{self.model.__name__}: a row never changes its community")
        return super().update(**kwargs)

    def delete(self) -> Any:
        self._check_one()
        return super().delete()

    def select_for_update(self, *args: Any, **kwargs: Any) -> Self:
        self._check_one()
        return super().select_for_update(*args, **kwargs)

    def create(self, **kwargs: Any) -> Any:
        if isinstance(self._reach, int):
            kwargs.setdefault("community_id", self._reach)
        return super().create(**kwargs)


class CommunityOwned(models.Model):
    """A row that belongs to one community for ever."""

    id = IdField()
    community = models.ForeignKey(
        settings.COMMUNITY_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, db_index=False
    )

    objects = CommunityQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not args:
            kwargs.setdefault("force_insert", True)  # the id is new: no UPDATE need be tried first
        super().save(*args, **kwargs)

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *rest: Any) -> Any:
        """Save with the community in the WHERE and never in the SET."""
        own = [value for value in values if value[0].attname != "community_id"]
        return super()._do_update(base_qs.filter(community_id=self.community_id), using, pk_val, own, *rest)

    def refresh_from_db(
        self, using: str | None = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        if from_queryset is None:
            known = self.__dict__.get("community_id")  # itself not there yet where it was left out by only()
            rows = type(self).objects
            from_queryset = rows.across() if known is None else rows.of(known)
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)


class CommunityKey(models.ForeignKey):
    """A foreign key between community-owned tables: composite in the database and in every join."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False  # anju.kernel.guards makes the composite one
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("db_index", False)  # an index that serves begins with the community: declare it
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> Any:
        """``AND far.community_id = near.community_id`` for each join over this key."""
        if alias is None or related_alias is None:
            return None
        near: Any = self.model._meta.get_field("community")
        far: Any = self.remote_field.model._meta.get_field("community")
        return Exact(Col(alias, far, near), Col(related_alias, near, near))

    def get_extra_descriptor_filter(self, instance: Any) -> dict[str, Any]:
        return {"community_id": instance.community_id}
