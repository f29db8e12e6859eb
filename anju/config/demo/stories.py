"""What happens in the demo: which story, to whom, where and when. Pure draws from a seeded source."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

DATA = Path(__file__).parent / "data"
PER_HOME_AND_DAY = 0.008  # requests; about 10 a day for 1,200 homes

# How likely a report falls into each hour of the day, at home and for what is seen after dark.
BY_DAY = [1, 1, 1, 1, 1, 2, 6, 12, 15, 14, 12, 10, 8, 8, 9, 10, 10, 11, 14, 16, 14, 10, 5, 2]
BY_EVENING = [2, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 8, 16, 22, 24, 18, 10, 4]
NEIGHBOURS_NOISE = "1302"
AGAIN = [
    "楼上又在半夜跳绳，咚咚咚，孩子明天要考试",
    "还是楼上，十一点多了拖桌子",
    "楼上周五必吵，上次说好的十点后安静呢",
    "又来了，楼上小孩跑来跑去到半夜",
]
WISHES = ["", "", "", "今天下午", "今晚七点以后", "明天上午", "周末都可以", "来之前先打电话"]


@dataclass(frozen=True)
class Story:
    code: str
    weight: int
    where: str
    words: list[str]
    results: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    evening: bool = False
    desk: bool = False
    paired: bool = False  # the first answer is to the first words, and so on


@dataclass(frozen=True)
class Draw:
    """One report to come: when, which story, and the dice for everything that follows."""

    at: datetime
    story: Story
    words: str
    wish: str
    dice: Random


@cache
def read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


@cache
def all_stories() -> tuple[Story, ...]:
    return tuple(Story(**row) for row in read("stories"))


def draws_of(day: date, *, seed: str, homes: int, zone: ZoneInfo) -> list[Draw]:
    """The reports of one local day in the order of time."""
    dice = Random(f"{seed} {day}")
    expected = homes * PER_HOME_AND_DAY * (0.75 if day.weekday() >= 5 else 1.05)
    count = max(0, round(dice.gauss(expected, expected**0.5)))
    stories = [story for story in all_stories() if not story.months or day.month in story.months]
    weights = [story.weight for story in stories]
    found = []
    for story in dice.choices(stories, weights, k=count):
        hour = dice.choices(range(24), BY_EVENING if story.evening else BY_DAY)[0]
        at = datetime.combine(day, time(hour, dice.randrange(60), dice.randrange(60)), zone)
        wish = dice.choice(WISHES) if story.where == "home" and not story.desk else ""
        own = Random(dice.getrandbits(64))
        found.append(Draw(at, story, own.choice(story.words), wish, own))
    return sorted(found, key=lambda draw: draw.at)


def keeps_complaining(at: datetime) -> Draw:
    """The same neighbour's same complaint, in other words each time."""
    story = next(story for story in all_stories() if story.code == NEIGHBOURS_NOISE)
    dice = Random(f"again {at:%F}")
    return Draw(at, story, dice.choice(AGAIN), "", dice)


def minutes(dice: Random, typical: float, spread: float = 0.6) -> timedelta:
    """A waiting time around ``typical`` minutes with a long tail, as waits are."""
    return timedelta(minutes=typical * dice.lognormvariate(0, spread))
