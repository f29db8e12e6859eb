"""What happened to a request. Words are kept in messages; facts hold their ids."""

from dataclasses import dataclass, field
from datetime import datetime

from anju.kernel.events import Fact


@dataclass(frozen=True)
class RequestReported(Fact):
    """``terms`` is what was promised: step → [minutes, calendar]."""

    number: str
    request_kind: str
    category: str
    priority: str
    channel: str
    danger: bool = False
    level: int = 2
    terms: dict[str, list[int | str]] = field(default_factory=dict)
    sealed: bool = False
    subject: str = ""


@dataclass(frozen=True)
class RequestTaken(Fact):
    """A person of the staff has taken it on."""

    priority: str


@dataclass(frozen=True)
class RequestAnswered(Fact):
    """The staff wrote to the reporter."""

    message_id: int


@dataclass(frozen=True)
class RequestCommented(Fact):
    """The reporter wrote."""

    message_id: int


@dataclass(frozen=True)
class RequestNoted(Fact):
    """The staff wrote among themselves."""

    message_id: int


@dataclass(frozen=True)
class RequestPhoneShown(Fact):
    """Somebody of the staff looked at the whole number that a guest left."""


@dataclass(frozen=True)
class RequestClassified(Fact):
    category: str
    priority: str
    before_category: str
    before_priority: str
    terms: dict[str, list[int | str]] = field(default_factory=dict)


@dataclass(frozen=True)
class RequestDispatched(Fact):
    """A job was opened for it."""

    job_id: int
    job_number: str


@dataclass(frozen=True)
class RequestUrged(Fact):
    times: int


@dataclass(frozen=True)
class RequestArrived(Fact):
    """Somebody is at the place."""

    job_id: int


@dataclass(frozen=True)
class RequestSecured(Fact):
    """The danger is under control, the mending goes on."""

    job_id: int


@dataclass(frozen=True)
class RequestHeld(Fact):
    """The clock stands from ``since`` until ``until`` at the latest."""

    hold_id: int
    reason: str
    since: datetime
    until: datetime
    word: str


@dataclass(frozen=True)
class RequestHoldAsked(Fact):
    """The resident is asked whether the clock may stand; until they say so it runs."""

    hold_id: int
    reason: str
    until: datetime


@dataclass(frozen=True)
class RequestHoldDeclined(Fact):
    """The resident does not agree, or never did: the hold does not count."""

    hold_id: int


@dataclass(frozen=True)
class RequestResumed(Fact):
    """The clock goes on. ``by_itself``: the time that was named is over; ``person_id``: who goes on with the job."""

    hold_id: int
    at: datetime
    by_itself: bool = False
    person_id: int | None = None


@dataclass(frozen=True)
class RequestEndAgreed(Fact):
    """Another end was promised with a reason: ``until`` instead of the minutes of the terms."""

    until: datetime


@dataclass(frozen=True)
class RequestRetimed(Fact):
    """The due times were reckoned anew because hours or holidays changed."""


@dataclass(frozen=True)
class RequestClimbed(Fact):
    """Somebody further up was told that a promise comes due or was missed; ``told`` are their ids."""

    step: str
    rung: str
    due: datetime
    told: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class RequestFinished(Fact):
    """The staff says it is done; the reporter is asked, or where ``asked`` is false only told."""

    message_id: int | None = None
    job_id: int | None = None
    asked: bool = True


@dataclass(frozen=True)
class RequestJudged(Fact):
    """The reporter said what they think of the result. ``for_reporter``: by phone, written down by the staff.
    ``sign_off_id``: signed on the phone of who did it."""

    verdict: str
    message_id: int | None = None
    for_reporter: bool = False
    sign_off_id: int | None = None


@dataclass(frozen=True)
class RequestReopened(Fact):
    """``verdict`` is empty where the reporter said only that a signature is not theirs."""

    times: int
    verdict: str
    message_id: int | None = None


@dataclass(frozen=True)
class RequestClosed(Fact):
    verdict: str


@dataclass(frozen=True)
class RequestCancelled(Fact):
    message_id: int | None = None


@dataclass(frozen=True)
class RequestMerged(Fact):
    into_id: int
    into_number: str


@dataclass(frozen=True)
class RequestSealed(Fact):
    """Whom it is about was written down, and whether it is kept from them. Their ids stand in ``Concerned`` only."""

    sealed: bool
