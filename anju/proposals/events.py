"""What happened to proposals and praise. All are told about the request, so that they stand on its time line; the words
are kept in notes."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class ProposalOpened(Fact):
    answerer_id: int | None
    answer_by: str


@dataclass(frozen=True)
class ProposalAnswererNamed(Fact):
    """Somebody else answers from now on; the note says why."""

    answerer_id: int
    before_id: int | None
    words_id: int


@dataclass(frozen=True)
class ProposalPostponed(Fact):
    """It is being studied until a new date; the note says why."""

    answer_by: str
    words_id: int


@dataclass(frozen=True)
class ProposalDecided(Fact):
    decision: str
    words_id: int


@dataclass(frozen=True)
class ProposalReconsidered(Fact):
    """The author was not content with the decision: it stands open again."""

    answer_by: str


@dataclass(frozen=True)
class ProposalResultTold(Fact):
    done_on: str
    words_id: int


@dataclass(frozen=True)
class ProposalClimbed(Fact):
    """The date has passed without a decision: the holders of ``post`` are told."""

    post: str
    step: int


@dataclass(frozen=True)
class ProposalShared(Fact):
    shared: bool


@dataclass(frozen=True)
class ProposalSupported(Fact):
    supports: int


@dataclass(frozen=True)
class ProposalDropped(Fact):
    """Its request was cancelled, merged or is of another kind now."""


@dataclass(frozen=True)
class PraiseNamed(Fact):
    praise_id: int
    praised_id: int


@dataclass(frozen=True)
class PraiseReached(Fact):
    praise_id: int
    praised_id: int
