"""What happened to people."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class PersonAdded(Fact):
    pass


@dataclass(frozen=True)
class PersonChanged(Fact):
    """``fields`` are the names of what was corrected, never what they held."""

    fields: list[str]


@dataclass(frozen=True)
class PersonDeactivated(Fact):
    pass


@dataclass(frozen=True)
class PersonReactivated(Fact):
    pass


@dataclass(frozen=True)
class PhoneShown(Fact):
    """The whole number was shown to the actor."""


@dataclass(frozen=True)
class AccountOpened(Fact):
    """The person can sign in from now on."""


@dataclass(frozen=True)
class VehicleAdded(Fact):
    vehicle_id: int


@dataclass(frozen=True)
class VehicleRemoved(Fact):
    vehicle_id: int


@dataclass(frozen=True)
class HomeRoleGiven(Fact):
    home_id: int
    role: str
    since: str


@dataclass(frozen=True)
class HomeRoleEnded(Fact):
    home_id: int
    role: str
    until: str


@dataclass(frozen=True)
class StaffPostGiven(Fact):
    post: str
    since: str


@dataclass(frozen=True)
class StaffPostEnded(Fact):
    post: str
    until: str


@dataclass(frozen=True)
class IntakeOpened(Fact):
    """A spreadsheet of homes and people was handed in. ``size`` in bytes."""

    size: int


@dataclass(frozen=True)
class IntakeApplied(Fact):
    """``counts`` maps what was imported to ``[new, changed, same]``."""

    counts: dict[str, list[int]]


@dataclass(frozen=True)
class IntakeDropped(Fact):
    pass
