"""What the demo's staff can do, their papers (one has lapsed, one lapses soon), and their duty plan."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anju.config.demo.stories import read
from anju.kernel.actor import SYSTEM
from anju.people.queries import staff_holding
from anju.people.rules import POSTS
from anju.team import actions as team
from anju.team.rules import Watch, span_of_duty
from anju.work.actions import change_dispatch

AHEAD = 14  # days
SINCE = date(2022, 3, 1)
# The minutes are long, so that what waits for an answer in the demo still does when somebody looks at it.
DISPATCH = {
    "cuihu": ("assign", {"P1": 15, "P2": 90, "P3": 240, "P4": 480}),
    "laohuai": ("grab", {"P1": 5, "P2": 10, "P3": 30, "P4": 120}),
}


def give_abilities(person: Any, name: str, post: str, today: date) -> None:
    """The skills, papers and languages of one of the staff."""
    told, own = read("team"), read("team")["own"].get(name, {})
    for code in [*told["skills"].get(post, []), *own.get("skills", [])]:
        team.give_skill(actor=SYSTEM, person=person, code=code, since=SINCE)
    for code, left in [*told["papers"].get(post, []), *own.get("papers", [])]:
        until = None if left is None else today + timedelta(days=left)
        number = f"T3301{person.id % 10**8:08d}"
        team.add_qualification(
            actor=SYSTEM, person=person, code=code, valid_from=SINCE, valid_until=until, number=number
        )
    for code in own.get("tongues", []):
        team.add_tongue(actor=SYSTEM, person=person, code=code)


def send_people(community_id: int, slug: str) -> None:
    mode, minutes = DISPATCH[slug]
    change_dispatch(actor=SYSTEM, community_id=community_id, mode=mode, minutes=minutes)


def plan_days(community_id: int, days: list[date], today: date, zone: ZoneInfo) -> None:
    """Everybody's duties on the days, in one step."""
    watches = [watch for post in POSTS for watch in _watches(community_id, post, days, today, zone)]
    team.plan_duties(actor=SYSTEM, community_id=community_id, watches=watches)


def _watches(community_id: int, post: str, days: list[date], today: date, zone: ZoneInfo) -> Iterator[Watch]:
    told = read("team")
    cycle: list[str] = told["shifts"].get(post) or told["shifts"][""]
    for index, person in enumerate(staff_holding(community_id, [post])):
        for day in days:
            turn = index if post in told["always"] else index + (day - today).days
            if hours := cycle[turn % len(cycle)]:
                begins, ends = (time.fromisoformat(part) for part in hours.split("-"))
                starts, stops = span_of_duty(day, begins, ends, zone)
                yield Watch(person.id, post, starts, stops)


def days_ahead(today: date) -> list[date]:
    return [today + timedelta(days=number) for number in range(1, AHEAD + 1)]
