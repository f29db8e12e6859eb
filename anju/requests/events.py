"""What happened to a request. Words are kept in messages; facts hold their ids."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class RequestReported(Fact):
    number: str
    request_kind: str
    category: str
    priority: str
    channel: str
    danger: bool = False


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
class RequestFinished(Fact):
    """The staff says it is done; the reporter is asked."""

    message_id: int | None = None
    job_id: int | None = None


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
