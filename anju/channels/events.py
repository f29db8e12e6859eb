"""What came in by the channels. Words stay in the rows; facts hold codes and ids."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class MailReceived(Fact):
    state: str
    reason: str = ""
    request_id: int | None = None


@dataclass(frozen=True)
class MailFiled(Fact):
    """A mail that was left aside was filed by hand."""

    request_id: int


@dataclass(frozen=True)
class CallLogged(Fact):
    request_id: int | None = None


@dataclass(frozen=True)
class CallFiled(Fact):
    """A call that was only noted became a request."""

    request_id: int
