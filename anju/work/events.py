"""What happened to a job of work."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class JobOpened(Fact):
    number: str
    category: str
    priority: str
    source_type: str
    source_id: int | None


@dataclass(frozen=True)
class JobAssigned(Fact):
    assignee_id: int
    before_id: int | None = None


@dataclass(frozen=True)
class JobAccepted(Fact):
    assignee_id: int


@dataclass(frozen=True)
class JobRefused(Fact):
    note_id: int
    assignee_id: int


@dataclass(frozen=True)
class JobSetout(Fact):
    """The assignee is on the way."""

    assignee_id: int


@dataclass(frozen=True)
class JobArrived(Fact):
    assignee_id: int


@dataclass(frozen=True)
class JobStepDone(Fact):
    step: int


@dataclass(frozen=True)
class JobStepReverted(Fact):
    """A tick set by mistake was taken back."""

    step: int


@dataclass(frozen=True)
class JobPartUsed(Fact):
    part_id: int


@dataclass(frozen=True)
class JobPartDropped(Fact):
    """A part noted by mistake was taken back."""

    part_id: int


@dataclass(frozen=True)
class JobPhotoTaken(Fact):
    count: int
    purpose: str


@dataclass(frozen=True)
class JobFinished(Fact):
    note_id: int
    assignee_id: int
    photos: int


@dataclass(frozen=True)
class JobCancelled(Fact):
    pass


@dataclass(frozen=True)
class DayplanRequested(Fact):
    """Somebody asked who should do what today."""


@dataclass(frozen=True)
class DayplanMade(Fact):
    placed: int
    unplaced: int


@dataclass(frozen=True)
class DayplanTaken(Fact):
    """Lines of a plan were accepted: so many jobs sent, so many left because they had changed."""

    sent: int
    changed: int
