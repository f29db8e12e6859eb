"""What happened to the duty plan, and to what people can do. Facts about a person are recorded about the person."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class DutyEntered(Fact):
    person_id: int
    post: str
    starts: str
    ends: str


@dataclass(frozen=True)
class DutyPlanned(Fact):
    """Many duties of a post were entered at once; about the first of them."""

    post: str
    count: int


@dataclass(frozen=True)
class DutyRemoved(Fact):
    person_id: int
    post: str
    starts: str
    ends: str


@dataclass(frozen=True)
class SkillGiven(Fact):
    code: str
    since: str


@dataclass(frozen=True)
class SkillEnded(Fact):
    code: str
    until: str


@dataclass(frozen=True)
class QualificationAdded(Fact):
    qualification_id: int
    code: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True)
class QualificationEnded(Fact):
    qualification_id: int
    code: str
    valid_until: str


@dataclass(frozen=True)
class TongueAdded(Fact):
    code: str


@dataclass(frozen=True)
class TongueRemoved(Fact):
    code: str
