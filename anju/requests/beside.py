"""What the apps above add to a request. Each lists it in its ``menu.py``; they are collected at start.

``REQUEST_PANELS`` are parts of the page of one request, ``REQUEST_WAYS`` steps the reporter can take there,
``REQUEST_ACTS`` steps the desk can take, ``REPORT_OFFERS`` what is shown while somebody is still typing,
``TIMELINE_WORDINGS`` how events of their own about a request are told on its time line, ``REQUEST_BARRED`` who may not
be sent.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.utils.functional import Promise

from anju.kernel.actor import Actor, Standing
from anju.kernel.events import Recorded
from anju.ui.menu import listed


@dataclass(frozen=True)
class RequestPanel:
    """A part of a request's page, or of the page that says it was received.

    ``show(actor, request)`` answers what ``template`` needs (as ``panel``), None where
    there is nothing to show. On the resident's face the actor may be a guest with the secret of the link."""

    face: Literal["desk", "resident", "received"]
    template: str
    show: Callable[[Actor, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Way:
    """One thing the reporter can do: what is typed, what is done, what is said afterwards. The page posts it to
    ``{{ here.base }}do/<name>/``; a ``Refused`` or ``Invalid`` of the action is said to the reporter."""

    form: type[forms.Form]
    do: Callable[[Actor, Any, Mapping[str, Any]], object]
    said: str | Promise


@dataclass(frozen=True)
class Act:
    """One step of the desk with a request: ``title`` and ``button`` are verbs, ``said`` is what the toast says
    afterwards. ``needs`` is the grant of who may take it; ``may(standing, request)`` says whether it stands in the menu
    now; the action checks again.
    ``prepare(request, found)`` gives more arguments for the form."""

    form: type[forms.Form]
    title: str | Promise
    button: str | Promise
    said: str | Promise
    do: Callable[[Any, Any, dict[str, Any]], object]
    may: Callable[[Any, Any], bool] = lambda standing, found: True
    prepare: Callable[[Any, Any], Mapping[str, Any]] = lambda request, found: {}
    icon: str = "chevron-right"
    needs: str = "requests.answer"

    def stands(self, standing: Standing, found: Any) -> bool:
        """Whether somebody standing there finds it in the menu of the request."""
        return standing.may(self.needs) and self.may(standing, found)


Facts = Mapping[str, Any]
Say = Callable[[Facts], tuple[str, str | Promise, str]]


@dataclass(frozen=True)
class LineWording:
    """How a kind of event about a request is told. ``say(facts)`` answers an icon, the line and its tone (plain, good,
    warm or bad).

    An ``internal`` line is for the staff. ``words(community_id, events)`` reads what somebody said, by event id, for
    all lines of the kind at once; a fact ``message_id`` names a message of the request, which needs no reader.
    """

    say: Say
    internal: bool = False
    words: Callable[[int, Sequence[Recorded[Any]]], Mapping[int, str]] | None = None


@dataclass(frozen=True)
class Told:
    """What somebody has typed so far, and where they are. ``place`` is None while none is chosen, ``category`` while
    the words mean nothing; ``by_desk``: it is typed at the desk, for somebody else."""

    community_id: int
    words: str
    kind: str = ""
    place: Any = None
    category: Any = None
    by_desk: bool = False


@dataclass(frozen=True)
class Offer:
    """Something that may spare the report or belongs to it: an answer, what is known already. ``url`` may be empty;
    ``tone`` is calm, run or wait."""

    icon: str
    title: str
    words: str
    url: str = ""
    link: str = ""
    tone: str = "calm"


Offering = Callable[[Actor, Told], list[Offer]]


def panels_of(face: str, actor: Actor, found: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """Template and context of each panel that has something to show."""
    panels: tuple[RequestPanel, ...] = listed("REQUEST_PANELS")
    shown = [(one.template, one.show(actor, found)) for one in panels if one.face == face]
    return [(template, context) for template, context in shown if context is not None]


def ways_above() -> dict[str, Way]:
    return {name: way for named in listed("REQUEST_WAYS") for name, way in named.items()}


def acts_above() -> dict[str, Act]:
    return {name: act for named in listed("REQUEST_ACTS") for name, act in named.items()}


def offers_for(actor: Actor, told: Told) -> list[Offer]:
    offerings: tuple[Offering, ...] = listed("REPORT_OFFERS")
    return [offer for offering in offerings for offer in offering(actor, told)] if told.words.strip() else []


def wordings_above() -> dict[str, LineWording]:
    """By kind of event: ``TIMELINE_WORDINGS = {ComplaintOpened.kind: LineWording(…)}`` in a ``menu.py``."""
    return {kind: wording for named in listed("TIMELINE_WORDINGS") for kind, wording in named.items()}


def barred_from(request: Any) -> set[int]:
    """The ids of the persons who may not be sent for a request, because it is about them: what the functions that the
    apps above list as ``REQUEST_BARRED`` answer."""
    listing: tuple[Callable[[Any], Collection[int]], ...] = listed("REQUEST_BARRED")
    return {person_id for barring in listing for person_id in barring(request)}
