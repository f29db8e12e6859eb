"""What the apps above show beside a person. Each lists it as ``PERSON_PANELS`` in its ``menu.py``; htmx fetches it."""

from dataclasses import dataclass

from anju.kernel.actor import Standing
from anju.ui.menu import listed


@dataclass(frozen=True)
class PersonPanel:
    """``url_name`` is reversed with the community's slug and the person's id; of what it answers the part that
    ``select`` (CSS) names is shown. All of ``needs`` must be held."""

    url_name: str
    needs: tuple[str, ...] = ()
    select: str = ".a-split-main > *"


def panels_for(standing: Standing) -> list[PersonPanel]:
    panels: tuple[PersonPanel, ...] = listed("PERSON_PANELS")
    return [panel for panel in panels if all(map(standing.may, panel.needs))]
