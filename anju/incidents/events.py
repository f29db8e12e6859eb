"""What happened to a mass incident, and to requests because of it."""

from dataclasses import dataclass
from datetime import datetime

from anju.kernel.events import Fact


@dataclass(frozen=True)
class IncidentOpened(Fact):
    number: str
    planned: bool
    starts: datetime


@dataclass(frozen=True)
class IncidentUpdated(Fact):
    """Everybody concerned is told something new."""

    update_id: int


@dataclass(frozen=True)
class IncidentStarted(Fact):
    """What was planned has begun."""


@dataclass(frozen=True)
class IncidentEnded(Fact):
    """It is over; ``reports`` belonged to it, ``asked`` of them are asked how it is now."""

    update_id: int
    reports: int
    asked: int


@dataclass(frozen=True)
class IncidentCalledOff(Fact):
    """It did not happen."""

    update_id: int


@dataclass(frozen=True)
class RequestJoined(Fact):
    """A request belongs to an incident; recorded about the request. ``by_itself``: by place, kind and time."""

    incident_id: int
    number: str
    by_itself: bool


@dataclass(frozen=True)
class RequestParted(Fact):
    """A request does not belong to the incident after all; recorded about the request."""

    incident_id: int
    number: str
