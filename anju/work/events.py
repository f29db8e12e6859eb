"""What happened to a job of work."""

from dataclasses import dataclass
from datetime import datetime
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
    """``how`` is empty for the desk, else ``grab`` (took it themselves) or ``rotate`` (came in turn). ``despite_id``
    names the note that says why somebody without the skill was sent."""

    assignee_id: int
    before_id: int | None = None
    how: str = ""
    despite_id: int | None = None


@dataclass(frozen=True)
class JobAccepted(Fact):
    assignee_id: int


@dataclass(frozen=True)
class JobRefused(Fact):
    note_id: int
    assignee_id: int


@dataclass(frozen=True)
class JobLapsed(Fact):
    """Nobody answered in time. ``assignee_id`` is who was asked, None for a job that all could have taken."""

    assignee_id: int | None
    times: int


@dataclass(frozen=True)
class JobHandoverProposed(Fact):
    handover_id: int
    giver_id: int
    taker_id: int


@dataclass(frozen=True)
class JobHandoverAccepted(Fact):
    """The job is the taker's from now on."""

    handover_id: int
    giver_id: int
    taker_id: int


@dataclass(frozen=True)
class JobHandoverDeclined(Fact):
    handover_id: int
    giver_id: int
    taker_id: int
    note_id: int


@dataclass(frozen=True)
class JobHandoverWithdrawn(Fact):
    handover_id: int
    giver_id: int
    taker_id: int


@dataclass(frozen=True)
class JobMateAdded(Fact):
    mate_id: int


@dataclass(frozen=True)
class JobMateRemoved(Fact):
    mate_id: int


@dataclass(frozen=True)
class JobLabourStarted(Fact):
    worker_id: int


@dataclass(frozen=True)
class JobLabourStopped(Fact):
    worker_id: int
    seconds: int


@dataclass(frozen=True)
class JobLabourCorrected(Fact):
    worker_id: int
    correction_id: int
    minutes: int


@dataclass(frozen=True)
class DispatchRulesChanged(Fact):
    """What holds from now on; about the community's row of rules."""

    mode: str
    before_mode: str
    minutes: list[int]
    before_minutes: list[int]


@dataclass(frozen=True)
class JobSetout(Fact):
    """The assignee is on the way."""

    assignee_id: int


@dataclass(frozen=True)
class JobArrived(Fact):
    assignee_id: int


@dataclass(frozen=True)
class JobSecured(Fact):
    """The danger is under control."""

    assignee_id: int


@dataclass(frozen=True)
class JobHeld(Fact):
    """The job stands until ``until`` at the latest."""

    reason: str
    until: datetime


@dataclass(frozen=True)
class JobResumed(Fact):
    """The job goes on."""


@dataclass(frozen=True)
class JobStepDone(Fact):
    step: int


@dataclass(frozen=True)
class JobStepFailed(Fact):
    """A step did not pass. ``opens`` and ``to`` are what the procedure says, in codes: ``hold_reason`` names a reason
    to wait, ``escalate`` a post, ``follow_job`` a category, of which ``follow_job_id`` was opened."""

    step: int
    opens: str
    to: str
    reading: Decimal | None = None
    follow_job_id: int | None = None


@dataclass(frozen=True)
class JobStepSkipped(Fact):
    """A step was left out, with a reason."""

    step: int


@dataclass(frozen=True)
class JobStepExplained(Fact):
    """Why no photo of a step could be taken."""

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
class JobSignedoff(Fact):
    """Somebody at the place signed on the phone of who did it. ``verdict`` is one of ``Opinion``."""

    sign_off_id: int
    verdict: str
    device_of: int


@dataclass(frozen=True)
class JobSignoffLeft(Fact):
    """Nobody was there to sign; the resident will say it on their own phone."""

    sign_off_id: int


@dataclass(frozen=True)
class JobSignoffContested(Fact):
    """The resident said that the signature is not theirs."""

    sign_off_id: int


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
