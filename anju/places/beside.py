"""What the apps above show beside places. Each lists it in its ``menu.py``; they are collected at start.

``PLACES_LINKS`` are buttons at the head of the desk's places, ``PLACE_PANELS`` are panels on the page of one place:
htmx fetches each by its address, so places need not know what is in it.
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from anju.kernel.actor import Standing
from anju.ui.menu import listed


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
    return [link for link in listed("PLACES_LINKS") if all(map(standing.may, link.needs))]


def panels_for(standing: Standing, kind: str) -> list[PlacePanel]:
    panels: tuple[PlacePanel, ...] = listed("PLACE_PANELS")
    return [panel for panel in panels if kind in panel.kinds and all(map(standing.may, panel.needs))]
