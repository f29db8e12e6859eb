"""What happened to a job of work."""

from dataclasses import dataclass
from decimal import Decimal

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
class JobQuoted(Fact):
    """A quote was given, or a new version of it; ``total`` in yuan, as a text."""

    quote_id: int
    version: int
    total: Decimal


@dataclass(frozen=True)
class JobQuoteAccepted(Fact):
    quote_id: int
    total: Decimal
    way: str


@dataclass(frozen=True)
class JobQuoteRefused(Fact):
    quote_id: int
    note_id: int
    way: str


@dataclass(frozen=True)
class JobQuoteWithdrawn(Fact):
    quote_id: int


@dataclass(frozen=True)
class JobDeclined(Fact):
    """It is not done, because the quote was refused."""

    quote_id: int
    note_id: int


@dataclass(frozen=True)
class JobPartyDecided(Fact):
    party: str
    before: str = ""


@dataclass(frozen=True)
class JobReworkFound(Fact):
    of_job_id: int
    of_job_number: str
    days: int


@dataclass(frozen=True)
class JobReworkDenied(Fact):
    of_job_id: int


@dataclass(frozen=True)
class JobCharged(Fact):
    charge_id: int
    amount: Decimal
    payer: str


@dataclass(frozen=True)
class JobChargeCancelled(Fact):
    charge_id: int
    amount: Decimal


@dataclass(frozen=True)
class JobPartReturned(Fact):
    """A part that was not needed went back into the store."""

    part_id: int
    quantity: Decimal
