"""Pure decisions about mass incidents: who is asked at the end, what looks like one."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

SHARE_ASKED = 5  # one in five
LEAST_ASKED = 5
MOST_ASKED = 30
EARLY = timedelta(hours=2)  # a sudden incident is reported before somebody knows of it
SUSPECT_WITHIN = timedelta(hours=1)
SUSPECT_FROM = 3  # reports of one category in one building


def sample(incident_id: int, request_ids: Sequence[int]) -> set[int]:
    """Whom to ask: one in five, at least five (or all), at most thirty. Drawn by a digest of both ids, so that nobody
    can choose and anybody can check."""
    wanted = min(max(-(-len(request_ids) // SHARE_ASKED), LEAST_ASKED), MOST_ASKED)
    return set(sorted(request_ids, key=lambda one: _draw(incident_id, one))[:wanted])


def _draw(incident_id: int, request_id: int) -> bytes:
    return hashlib.sha256(f"{incident_id} {request_id}".encode()).digest()
