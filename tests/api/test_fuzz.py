"""What a fuzzer finds when it reads our document: no fault of ours, nothing that the document does not say.

``ANJU_FUZZ=500 pytest tests/api/test_fuzz.py`` looks that many times at each call, each time for something new.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from anju.connect.models import ApiToken
from anju.kernel.clock import MovedClock
from tests.api.caller import Caller
from tests.api.stories import report
from tests.cast import Cast

LOOKS = int(os.environ.get("ANJU_FUZZ", "8"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def known(house: Cast, calls: Callable[..., Caller], clock: MovedClock) -> dict[str, Any]:
    """What can stand in the blanks of an address so that there is something."""
    number = report(calls("王小明"), house)["number"]
    desk = calls("陈静")
    job = desk.post(f"requests/{number}/jobs", assignee_id=str(house.person("陈静").id)).body
    return {
        "community": "cuihu",
        "request": number,
        "job": job["number"],
        "place_id": str(house.place("3-2-1001").id),
        "person_id": str(house.person("王小明").id),
        "step": 1,
    }


@contextmanager
def one_connection() -> Iterator[None]:
    """Requests end without closing the connection, whose transaction takes everything back after the test.

    (Django's own test client connects the signals again after each call, so this comes after the last of them.)
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def operations() -> Iterator[APIOperation]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    return (found.ok() for found in schema.get_all_operations())


def blanks(operation: APIOperation, known: dict[str, Any]) -> dict[str, Any]:
    number = known["job"] if "/jobs/{number}" in operation.path else known["request"]
    filled = {**known, "number": number}
    return {name: filled[name] for name in filled if f"{{{name}}}" in operation.path}


def look(operation: APIOperation, known: dict[str, Any], token: str) -> str:
    """Call one operation again and again; what was wrong, in words."""
    there = {"path_parameters": blanks(operation, known)} if blanks(operation, known) else {}
    good, bad = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
    cases = st.one_of(
        operation.as_strategy(good, **there),
        operation.as_strategy(good),
        operation.as_strategy(bad, **there),
        operation.as_strategy(bad),
    )

    @settings(
        max_examples=LOOKS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize="ANJU_FUZZ" not in os.environ,
    )
    @given(case=cases)
    def call(case: schemathesis.Case) -> None:
        checks = (
            [*CHECKS, negative_data_rejection] if case.meta and case.meta.generation.mode == bad else CHECKS
        )
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=checks)

    try:
        call()
    except FailureGroup as found:
        return f"{operation.method.upper()} {operation.path}: {found}"
    return ""


def test_no_fault_and_nothing_undocumented(
    known: dict[str, Any], calls: Callable[..., Caller], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.API_PER_MINUTE = 10**6
    token = calls("陈静").token
    with one_connection():
        found = [wrong for operation in operations() if (wrong := look(operation, known, token))]
    assert not found, "\n\n".join(found)
    assert ApiToken.objects.across().exists()
