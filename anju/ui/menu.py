"""The navigation. Each app lists its entries as ``MENU`` in its ``menu.py``; they are collected at start."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from anju.kernel.actor import Standing

Face = Literal["resident", "crew", "desk"]
Spot = Literal["menu", "raised", "search", "bell", "me"]

# The first word of an address says the face: /home/<community>/..., /crew/<community>/..., /desk/...
PREFIXES: dict[str, str] = {"resident": "home", "crew": "crew", "desk": "desk"}


@dataclass(frozen=True)
class MenuEntry:
    """One way into an app's pages.

    ``url_name`` is reversed with the community's slug as its only argument. ``needs`` is the grant without
    which the entry is not shown. ``area`` is the group in the desk's left navigation. ``badge`` counts what
    waits (0 or None shows nothing); it is asked only when a page with navigation is drawn. ``spot`` says
    where the entry stands when not in the list: the raised middle of a phone's bar, the desk's search, bell
    or own page.
    """

    face: Face
    label: str | Promise
    url_name: str
    icon: str
    order: int
    needs: str = ""
    area: str | Promise = ""
    badge: Callable[[Standing], int | None] | None = None
    spot: Spot = "menu"


@dataclass(frozen=True)
class ShownEntry:
    """A menu entry as a shell draws it for one person in one community."""

    label: str
    url: str
    icon: str
    active: bool
    badge: int
    area: str
    spot: Spot


@cache
def listed(name: str) -> tuple[Any, ...]:
    """All that the installed apps list under ``name`` in their ``menu.py``; a dict counts as one thing."""
    found: list[Any] = []
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "menu"):
            mine = getattr(import_module(f"{config.name}.menu"), name, [])
            found += [mine] if isinstance(mine, dict) else mine
    return tuple(found)


@cache
def entries() -> tuple[MenuEntry, ...]:
    """The entries of all installed apps, in their order."""
    return tuple(sorted(listed("MENU"), key=lambda entry: entry.order))


def menu_for(face: str, standing: Standing, path: str) -> list[ShownEntry]:
    """The entries a person sees on ``face``; active is the one whose address begins ``path`` the longest."""
    mine = [
        (entry, reverse(entry.url_name, args=[standing.slug]))
        for entry in entries()
        if entry.face == face and (not entry.needs or standing.may(entry.needs))
    ]
    # The entries of an area stand together, at the place of its first one
    areas = {entry.area: entry.order for entry, _ in reversed(mine)}
    mine.sort(key=lambda one: (areas[one[0].area], one[0].order))
    active = max((url for _, url in mine if path.startswith(url)), key=len, default=None)
    return [
        ShownEntry(
            label=str(entry.label),
            url=url,
            icon=entry.icon,
            active=url == active,
            badge=(entry.badge(standing) or 0) if entry.badge else 0,
            area=str(entry.area),
            spot=entry.spot,
        )
        for entry, url in mine
    ]
