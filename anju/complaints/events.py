"""What happened to a complaint; all are about its request. Words are kept in rows; facts hold their ids."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class ComplaintOpened(Fact):
    complaint_id: int
    subject: str


@dataclass(frozen=True)
class ComplaintNamed(Fact):
    """What and how many persons of the staff it is about was written down."""

    subject: str
    people: int
    sealed: bool


@dataclass(frozen=True)
class ComplaintAssigned(Fact):
    """Somebody holds it from now on; None: nobody may. ``on_appeal``: it was given to somebody who had no part."""

    holder_id: int | None
    on_appeal: bool = False


@dataclass(frozen=True)
class ComplaintJoined(Fact):
    """Somebody of the line takes part beside who holds it."""

    joined_id: int


@dataclass(frozen=True)
class ComplaintReplied(Fact):
    """Who complained was told what happens next, who does it and until when."""

    message_id: int
    next_by: str


@dataclass(frozen=True)
class FactsAsked(Fact):
    question_id: int
    side: str


@dataclass(frozen=True)
class FactsGiven(Fact):
    """One of the staff said what happened."""

    statement_id: int
    side: str


@dataclass(frozen=True)
class FactsAdded(Fact):
    """Who complained said more of what happened."""

    statement_id: int


@dataclass(frozen=True)
class ComplaintDecided(Fact):
    decision_id: int
    outcome: str
    on_appeal: bool = False


@dataclass(frozen=True)
class ComplaintAppealed(Fact):
    statement_id: int


@dataclass(frozen=True)
class RemedyAgreed(Fact):
    """``remedy_kind`` "reconsider" asks whoever keeps the rules to look at one again."""

    remedy_id: int
    remedy_kind: str


@dataclass(frozen=True)
class RemedyDone(Fact):
    remedy_id: int
    remedy_kind: str
