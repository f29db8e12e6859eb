"""What happened to a return visit. Words are kept with the visit."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class VisitDrawn(Fact):
    """For a request that was closed: how likely a visit was, what was drawn (in hundredths), and whether it is made."""

    request_id: int
    percent: int
    drawn: int
    chosen: bool
    visitor_id: int | None = None


@dataclass(frozen=True)
class VisitTaken(Fact):
    visitor_id: int


@dataclass(frozen=True)
class VisitTried(Fact):
    outcome: str
    tries: int


@dataclass(frozen=True)
class VisitAnswered(Fact):
    """The person was asked and ``answer`` is what they said; "unsaid" where they did not want to."""

    request_id: int
    answer: str


@dataclass(frozen=True)
class VisitMissed(Fact):
    """Three tries reached nobody. That is not an answer."""

    request_id: int
    tries: int


@dataclass(frozen=True)
class VisitDropped(Fact):
    """The reporter has re-opened it themselves meanwhile."""

    request_id: int


@dataclass(frozen=True)
class VisitRuleChanged(Fact):
    """Another share is visited of what has no reason of its own."""

    before: int
    after: int
