"""The database goes away for a moment."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from anju.ui import middleware
from anju.ui.middleware import TriesAgain


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "WAITS_SECONDS", (0, 0))
    monkeypatch.setattr(middleware.connection, "close", lambda: None)


def asked(method: str, page: Callable[[HttpRequest], HttpResponse]) -> HttpResponse | None:
    request = RequestFactory().generic(method, "/somewhere/")
    request.resolver_match = ResolverMatch(page, (), {})
    return TriesAgain(page).process_exception(request, OperationalError("gone"))


def test_reading_is_tried_again_and_answers() -> None:
    tries = []

    def page(request: HttpRequest) -> HttpResponse:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("still gone")
        return HttpResponse("here")

    answer = asked("GET", page)
    assert answer is not None and answer.content == b"here"
    assert len(tries) == 2


def test_writing_is_never_repeated() -> None:
    tries = []

    def page(request: HttpRequest) -> HttpResponse:
        tries.append(1)
        return HttpResponse("written twice")

    answer = asked("POST", page)
    assert answer is not None and answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "您写的内容还在" in answer.content.decode()
    assert tries == []


def test_other_faults_are_left_alone() -> None:
    request = RequestFactory().get("/")
    assert TriesAgain(lambda r: HttpResponse()).process_exception(request, ValueError()) is None
