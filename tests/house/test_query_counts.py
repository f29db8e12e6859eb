"""How many queries each page asks. More than written down is a mistake or a decision: change the file on purpose.

``QUERY_COUNTS=write pytest tests/house/test_query_counts.py`` writes what is asked today.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.house.test_permissions import PERSONS, filled, refusal, samples, table

__all__ = ["samples"]  # a fixture, used by name
COUNTS = Path(__file__).with_name("query_counts.json")
# A page may ask for a few more where a sample happens to hold more; one query per row shows at once.
SLACK = 2
MOST = 30


@pytest.mark.usefixtures("samples")
def test_each_page_asks_no_more_than_before(cast: Cast, samples: dict[str, str]) -> None:
    known = json.loads(COUNTS.read_text("utf-8")) if COUNTS.exists() else {}
    asked = {
        path: count
        for path, who in table().items()
        if (count := queries_of(cast, path, who, samples)) is not None
    }
    if os.environ.get("QUERY_COUNTS") == "write":
        COUNTS.write_text(json.dumps(asked, indent=1, sort_keys=True) + "\n", "utf-8")
        known = asked
    assert set(asked) == set(known), "write the new pages down: see the top of this file"
    grown = {path: (known[path], count) for path, count in asked.items() if count > known[path] + SLACK}
    assert not grown, f"(before, now) {grown}"
    assert max(asked.values()) <= MOST


def queries_of(cast: Cast, path: str, who: str, samples: dict[str, str]) -> int | None:
    """The queries of the page for the first person who may come in; None where it shows no page to be read."""
    if who in {"anyone", "own", "link"}:
        return None
    address = filled(path, samples)
    for name in PERSONS:
        if name and refusal(cast, name, who) is None:
            client = cast.client_of(name)
            with transaction.atomic():
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(address)
                transaction.set_rollback(True)
            if answer.status_code == 200:
                return len(captured)
    return None
