"""What happened to places."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class PlaceAdded(Fact):
    place_kind: str


@dataclass(frozen=True)
class PlaceChanged(Fact):
    fields: list[str]


@dataclass(frozen=True)
class PlaceLocated(Fact):
    """Where it is on the map was set, or taken away."""

    located: bool


@dataclass(frozen=True)
class PlaceRetired(Fact):
    pass
