"""How the events of a complaint are told on the time line of its request.

What the staff was asked and said stands in the panel alone, for who deals with it: all the desk reads the time line.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from anju.complaints import events, queries
from anju.complaints.choices import Outcome, RemedyKind, Side
from anju.complaints.shown import remedy_words
from anju.kernel.events import Recorded
from anju.people.queries import persons_named
from anju.requests.beside import LineWording

Events = Sequence[Recorded[Any]]


def _persons(fact: str) -> Callable[[int, Events], Mapping[int, str]]:
    def read(community_id: int, told: Events) -> Mapping[int, str]:
        people = persons_named(community_id, [event.facts[fact] for event in told])
        return {event.id: people[event.facts[fact]].name for event in told if event.facts[fact] in people}

    return read


def _statements(community_id: int, told: Events) -> Mapping[int, str]:
    words = queries.words_of_statements(community_id, [event.facts["statement_id"] for event in told])
    return {event.id: words.get(event.facts["statement_id"], "") for event in told}


def _remedies(community_id: int, told: Events) -> Mapping[int, str]:
    found = queries.remedies_named(community_id, [event.facts["remedy_id"] for event in told])
    rows = {event.id: found[event.facts["remedy_id"]] for event in told}
    return {event_id: f"{remedy_words(one)} {one.words}".strip() for event_id, one in rows.items()}


def _outcomes(facts: Mapping[str, Any]) -> tuple[str, Any, str]:
    words = _("复核结论：%s") if facts.get("on_appeal") else _("结论：%s")
    return "gavel", words % Outcome(facts["outcome"]).label, "plain"


def _named(facts: Mapping[str, Any]) -> tuple[str, Any, str]:
    if facts["sealed"]:
        return "lock", _("写明了投诉的是 %d 位同事，不让他们看到") % facts["people"], "plain"
    return "user-exclamation", _("写明了投诉的是 %d 位同事") % facts["people"], "plain"


TIMELINE_WORDINGS = {
    events.ComplaintNamed.kind: LineWording(_named, internal=True),
    events.ComplaintAssigned.kind: LineWording(
        lambda facts: (
            (
                ("user-shield", _("申诉由没有参与过的人复核"), "plain")
                if facts.get("on_appeal")
                else ("user-shield", _("投诉由这位负责"), "plain")
            )
            if facts["holder_id"]
            else ("user-question", _("还没有合适的人负责"), "warm")
        ),
        internal=True,
        words=_persons("holder_id"),
    ),
    events.ComplaintJoined.kind: LineWording(
        lambda facts: ("users-plus", _("请同事参与"), "plain"), internal=True, words=_persons("joined_id")
    ),
    events.FactsAsked.kind: LineWording(
        lambda facts: ("message-question", _("问经过：%s") % Side(facts["side"]).label, "plain"),
        internal=True,
    ),
    events.FactsGiven.kind: LineWording(
        lambda facts: ("quote", _("%s说的经过") % Side(facts["side"]).label, "plain"),
        internal=True,
    ),
    events.FactsAdded.kind: LineWording(
        lambda facts: ("quote", _("投诉人说的经过"), "plain"), words=_statements
    ),
    events.ComplaintDecided.kind: LineWording(_outcomes),
    events.ComplaintAppealed.kind: LineWording(
        lambda facts: ("scale", _("提出申诉"), "warm"), words=_statements
    ),
    events.RemedyAgreed.kind: LineWording(
        lambda facts: (
            "heart-handshake",
            _("答应补救：%s") % RemedyKind(facts["remedy_kind"]).label,
            "plain",
        ),
        words=_remedies,
    ),
    events.RemedyDone.kind: LineWording(
        lambda facts: ("checkbox", _("做到了：%s") % RemedyKind(facts["remedy_kind"]).label, "plain")
    ),
}
