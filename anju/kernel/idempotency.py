"""Creating doors take a key from the caller: the same key creates once, however often it is sent."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.errors import Invalid
from anju.kernel.models import IdempotencyKey
from anju.kernel.records import CommunityOwned

Record = TypeVar("Record", bound=CommunityOwned)


def fingerprint(content: Any) -> str:
    """A digest of what was sent, to tell a repeated call from a different one under the same key."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def create_once(
    *,
    owner: str,
    door: str,
    key: str,
    content: Any,
    create: Callable[[], Record],
    find: Callable[[int, int], Record],
) -> Record:
    """``create()`` in one transaction with the key, or ``find(community_id, id)`` of what the key created before.

    A call that comes while the first is still under way waits for it. An empty key creates each time.
    The same key with other content is ``Invalid``.
    """
    if not key:
        return create()
    with transaction.atomic():
        digest = fingerprint(content)
        if _claim(owner, door, key, digest):
            made = create()
            IdempotencyKey.objects.filter(owner=owner, door=door, key=key).update(
                about_type=made._meta.label_lower, about_id=made.pk, community_id=made.community_id
            )
            return made
        used = IdempotencyKey.objects.get(owner=owner, door=door, key=key)
        if used.fingerprint != digest:
            raise Invalid(_("这个幂等键（Idempotency-Key）已用于另一份内容，请换一个新的。"))
        assert used.community_id is not None and used.about_id is not None
        return find(used.community_id, used.about_id)


def key_used_since(*, owner: str, door: str, keys: list[str], since: datetime) -> str | None:
    """Which of the keys was used from ``since`` on, the first one; None for none."""
    used = IdempotencyKey.objects.filter(owner=owner, door=door, key__in=keys, used_at__gte=since)
    return used.order_by("used_at").values_list("key", flat=True).first()


def _claim(owner: str, door: str, key: str, digest: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotencykey (owner, door, key, fingerprint, about_type, used_at) "
            "VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT (owner, door, key) DO NOTHING",
            [owner, door, key, digest, clock.now()],
        )
        return cursor.rowcount == 1
