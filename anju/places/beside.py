"""What the apps above show beside places. Each lists it in its ``menu.py``; they are collected at start.

``PLACES_LINKS`` are buttons at the head of the desk's places, ``PLACE_PANELS`` are panels on the page of one place:
htmx fetches each by its address, so places need not know what is in it.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from anju.kernel.actor import Standing


@dataclass(frozen=True)
class PlacesLink:
    """``url_name`` is reversed with the community's slug; all of ``needs`` must be held."""

    label: str | Promise
    url_name: str
    icon: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlacePanel:
    """``url_name`` is reversed with the community's slug and the place's id; of what it answers the part that
    ``select`` (CSS) names is shown. ``kinds`` are the kinds of place it says something about."""

    url_name: str
    kinds: tuple[str, ...]
    needs: tuple[str, ...] = ()
    select: str = ".a-split-main > *"


def links_for(standing: Standing) -> list[PlacesLink]:
    return [link for link in _listed("PLACES_LINKS") if all(map(standing.may, link.needs))]


def panels_for(standing: Standing, kind: str) -> list[PlacePanel]:
    listed: tuple[PlacePanel, ...] = _listed("PLACE_PANELS")
    return [panel for panel in listed if kind in panel.kinds and all(map(standing.may, panel.needs))]


@cache
def _listed(name: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "menu"):
            found += getattr(import_module(f"{config.name}.menu"), name, [])
    return tuple(found)
