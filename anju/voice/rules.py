"""Pure decisions about return visits: how likely one is and why, the draw, by when, what may be said of answers."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from anju.requests.choices import Verdict, VerdictVia
from anju.standards.choices import RequestKind
from anju.voice.choices import VisitAnswer, Why

BASE_PERCENT = 10
DRAWS = 10_000  # hundredths of a percent
MOST_TRIES = 3
HIGH_CHARGE = Decimal("300.00")
LEAST_SAMPLE = 30  # below it a percentage says more than is known
AGAIN_AFTER = timedelta(hours=4)
# Within how many hours by service level, and the share that the standard of repairs (RP14) promises.
HOURS = {1: 24, 2: 48, 3: 72}
PROMISED = {1: 100, 2: 80, 3: 50}

# How likely each reason makes a visit, in percent; the strongest counts.
WEIGHTS: dict[Why, int] = {
    Why.PRESSING: 100,
    Why.COMPLAINT: 100,
    Why.REOPENED: 100,
    Why.CARE: 80,
    Why.CHARGE: 80,
    Why.DOER: 50,
    Why.SILENCE: 50,
}


@dataclass(frozen=True)
class Closed:
    """What the draw looks at of a request that was closed."""

    kind: str
    priority: str
    verdict: str
    via: str
    reopened: int
    needs_care: bool = False
    has_phone: bool = True
    charged: Decimal = Decimal(0)


@dataclass(frozen=True)
class Odds:
    percent: int
    reasons: tuple[Why, ...]


def odds_of(closed: Closed, base: int = BASE_PERCENT) -> Odds:
    """How likely somebody is asked again, and why: the strongest reason counts, never less than the base share."""
    if closed.kind == RequestKind.PRAISE:
        return Odds(0, (Why.PRAISE,))
    if not closed.has_phone:
        return Odds(0, (Why.NO_PHONE,))
    given = {
        Why.PRESSING: closed.priority in ("P1", "P2"),
        Why.COMPLAINT: closed.kind == RequestKind.COMPLAINT,
        Why.REOPENED: closed.reopened > 0,
        Why.CARE: closed.needs_care,
        Why.CHARGE: closed.charged >= HIGH_CHARGE,
        Why.DOER: closed.via == VerdictVia.DOER,
        Why.SILENCE: closed.verdict == Verdict.SILENT,
    }
    reasons = tuple(why for why, holds in given.items() if holds)
    if not reasons:
        return Odds(base, (Why.DRAW,))
    return Odds(max(base, *(WEIGHTS[why] for why in reasons)), reasons)


def seed_of(request_id: int, round_: int) -> str:
    return f"visit {request_id} {round_}"


def drawn_from(seed: str) -> int:
    """A number from 0 to 9999 that belongs to the seed: whoever draws again draws the same."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % DRAWS


def is_chosen(percent: int, drawn: int) -> bool:
    return drawn < percent * 100


def due_at(closed_at: datetime, level: int = 1) -> datetime:
    return closed_at + timedelta(hours=HOURS[level])


def visitor_of(able: Collection[int], doers: Collection[int], load: Mapping[int, int]) -> int | None:
    """Who asks: never somebody who did the work; of the others who has the fewest visits before them."""
    free = [person_id for person_id in able if person_id not in doers]
    return min(free, key=lambda one: (load.get(one, 0), one), default=None)


@dataclass(frozen=True)
class AnswerShare:
    answer: VisitAnswer
    count: int
    percent: int | None


def shares_of(counts: Mapping[str, int]) -> list[AnswerShare]:
    """Each answer apart. No percentage where fewer than thirty have answered."""
    whole = sum(counts.get(answer.value, 0) for answer in VisitAnswer)
    return [
        AnswerShare(
            answer,
            counts.get(answer.value, 0),
            None if whole < LEAST_SAMPLE else (200 * counts.get(answer.value, 0) + whole) // (2 * whole),
        )
        for answer in VisitAnswer
    ]
