"""What the apps above add to a request. Each lists it in its ``menu.py``; they are collected at start.

``REQUEST_PANELS`` are parts of the page of one request, ``REQUEST_WAYS`` steps the reporter can take there,
``REQUEST_ACTS`` steps the desk can take, ``REPORT_OFFERS`` what is shown while somebody is still typing,
``REQUEST_BARRED`` who may not be sent.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.utils.functional import Promise

from anju.kernel.actor import Actor
from anju.ui.menu import listed


@dataclass(frozen=True)
class RequestPanel:
    """A part of a request's page. ``show(actor, request)`` answers what ``template`` needs (as ``panel``), None where
    there is nothing to show. On the resident's face the actor may be a guest with the secret of the link."""

    face: Literal["desk", "resident"]
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
    afterwards. ``may(standing, request)`` says whether it stands in the menu now; the action checks again.
    ``prepare(request, found)`` gives more arguments for the form."""

    form: type[forms.Form]
    title: str | Promise
    button: str | Promise
    said: str | Promise
    do: Callable[[Any, Any, dict[str, Any]], object]
    may: Callable[[Any, Any], bool] = lambda standing, found: True
    prepare: Callable[[Any, Any], Mapping[str, Any]] = lambda request, found: {}
    icon: str = "chevron-right"


@dataclass(frozen=True)
class Told:
    """What somebody has typed so far, and where they are. ``place`` is None while none is chosen."""

    community_id: int
    words: str
    kind: str = ""
    place: Any = None


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


def barred_from(request: Any) -> set[int]:
    """The ids of the persons who may not be sent for a request, because it is about them: what the functions that the
    apps above list as ``REQUEST_BARRED`` answer."""
    listing: tuple[Callable[[Any], Collection[int]], ...] = listed("REQUEST_BARRED")
    return {person_id for barring in listing for person_id in barring(request)}
