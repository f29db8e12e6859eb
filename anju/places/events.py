"""What happened to places."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class PlaceAdded(Fact):
    place_kind: str
