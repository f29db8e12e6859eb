"""What the apps above show beside people. Each lists it in its ``menu.py``; they are collected at start.

``PERSON_PANELS`` are panels on the desk's page of one person: htmx fetches each by its address, so people need not know
what is in it.
"""

from dataclasses import dataclass

from anju.kernel.actor import Standing
from anju.ui.menu import listed


@dataclass(frozen=True)
class PersonPanel:
    """``url_name`` is reversed with the community's slug and the person's id; of what it answers the part that
    ``select`` (CSS) names is shown. ``staff_only``: it says something about who holds or held a post."""

    url_name: str
    needs: tuple[str, ...] = ()
    staff_only: bool = False
    select: str = ".a-split-main > *"


def panels_for(standing: Standing, *, is_staff: bool) -> list[PersonPanel]:
    panels: tuple[PersonPanel, ...] = listed("PERSON_PANELS")
    return [
        panel
        for panel in panels
        if all(map(standing.may, panel.needs)) and (is_staff or not panel.staff_only)
    ]
