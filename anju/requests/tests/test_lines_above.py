"""Apps above word their own events on the time line of a request."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.db import transaction

from anju.kernel.actor import Actor
from anju.kernel.events import Recorded, record
from anju.requests import timeline
from anju.requests.beside import LineWording
from anju.requests.events import RequestArrived, RequestPhoneShown
from anju.requests.tests.desk import Desk

READ: list[int] = []


def _words(community_id: int, events: Sequence[Recorded[Any]]) -> Mapping[int, str]:
    READ.append(len(events))
    return {event.id: f"第 {event.facts['job_id']} 次" for event in events}


# Two kinds that requests themselves do not tell, as if an app above had recorded them
ABOVE = {
    RequestArrived.kind: LineWording(lambda facts: ("walk", "有人来看过", "warm"), words=_words),
    RequestPhoneShown.kind: LineWording(lambda facts: ("phone", "看了号码", "plain"), internal=True),
}


@pytest.fixture
def lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(timeline, "wordings_above", lambda: ABOVE)
    request = desk.report()
    with transaction.atomic():
        for times in (1, 2):
            record(RequestArrived(job_id=times), actor=desk.cast.actor("赵敏"), about=request)
        record(RequestPhoneShown(), actor=desk.cast.actor("赵敏"), about=request)

    def told(actor: Actor) -> list[tuple[str, str, bool]]:
        return [(line.text, line.words, line.internal) for line in timeline.timeline_for(actor, request)][1:]

    return told


def test_the_line_and_its_words_stand_on_the_time_line(desk: Desk, lines: Any) -> None:
    READ.clear()
    assert lines(desk.cast.actor("赵敏")) == [
        ("有人来看过", "第 1 次", False),
        ("有人来看过", "第 2 次", False),
        ("看了号码", "", True),
    ]
    assert READ == [2]  # the words of all lines of a kind are read at once


def test_an_internal_line_is_for_the_staff_only(desk: Desk, lines: Any) -> None:
    assert [text for text, _words, _internal in lines(desk.cast.actor("王小明"))] == ["有人来看过"] * 2
