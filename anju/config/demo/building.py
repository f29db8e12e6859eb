"""Building the demo: communities, households, staff, and then day by day its life."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from anju.config.demo.burst import burst_pipe
from anju.config.demo.channels import by_mail_and_phone, put_on_map
from anju.config.demo.complaints import complained_of
from anju.config.demo.crew import days_ahead, give_abilities, plan_days, send_people
from anju.config.demo.estate import COMPANY, ESTATES, Estate, workbook_of
from anju.config.demo.ideas import ideas_under_way
from anju.config.demo.life import Happening, Life
from anju.config.demo.stocking import stock_up
from anju.config.demo.stories import draws_of, keeps_complaining, read
from anju.config.demo.today import under_way
from anju.config.demo.troupe import troupe_of
from anju.improvement.actions import load_articles
from anju.kernel import partitions
from anju.kernel.actor import SYSTEM
from anju.kernel.events import inline_reactions
from anju.notices.actions import settle_past
from anju.people.actions import add_person, give_post, give_same_password, open_account
from anju.people.intake import actions as intake
from anju.places.actions import add_community
from anju.places.queries import community_called
from anju.requests.queries import any_reported_between
from anju.standards.actions import load_catalogue

SEED = "anju"
PASSWORD = "anju-demo"
DAYS = 90
FIRST_SLICE = 3  # days that are made before the first page opens
BURST_BEFORE = 23  # days before today: the night the pipe burst
FRIDAY = 4
ONE_NEIGHBOUR = 137  # who hears the same noise every Friday night
LONG_AGO = date(2022, 3, 1)
Note = Callable[[str], None]


@transaction.atomic
def build_estates(today: date, note: Note) -> None:
    """Communities with their catalogue, homes, households and staff."""
    phones = (f"1880000{number:04d}" for number in range(1, 1000))
    known: dict[str, str] = {}
    accounts = []
    for estate in ESTATES:
        note(estate.name)
        community = add_community(
            company=COMPANY,
            slug=estate.slug,
            name=estate.name,
            address=estate.address,
            hotline=estate.hotline,
        )
        load_catalogue(actor=SYSTEM, community_id=community.id)
        load_articles(actor=SYSTEM, community_id=community.id, publish=True)
        _import(community.id, workbook_of(estate, SEED, today))
        put_on_map(community.id, community.slug)
        for name, post in read("staff")[estate.slug]:
            phone = known.setdefault(name, next(phones))
            person = add_person(actor=SYSTEM, community_id=community.id, name=name, phone=phone)
            accounts.append(open_account(actor=SYSTEM, person=person))
            give_post(actor=SYSTEM, person=person, post=post, since=LONG_AGO)
            give_abilities(person, name, post, today)
        send_people(community.id, community.slug)
        plan_days(community.id, days_ahead(today), today, ZoneInfo(community.zone))
        stock_up(community.id, estate.slug, today, DAYS)
        for person in troupe_of(community.id, community.slug).faces():
            accounts.append(open_account(actor=SYSTEM, person=person))
    give_same_password(accounts, PASSWORD)


def _import(community_id: int, content: bytes) -> None:
    kept = intake.open_intake(
        actor=SYSTEM, community_id=community_id, content=content, file_name="翠湖花园.xlsx"
    )
    found = intake.check_intake(community_id=community_id, intake_id=kept.id)
    if found.faults:
        raise RuntimeError(f"the demo's own file has faults: {found.faults[:3]}")
    intake.confirm_intake(actor=SYSTEM, intake=found)
    intake.apply_intake(actor=SYSTEM, community_id=community_id, intake_id=kept.id)


def make_days(days: Iterator[date] | list[date], until: datetime, note: Note) -> None:
    """The life of the given local days in all demo communities, never behind ``until``."""
    for day in days:
        note(f"{day:%m-%d}")
        for estate in ESTATES:
            make_day(estate, day, until)


def make_day(estate: Estate, day: date, until: datetime) -> None:
    """One community's day in one transaction: either the whole day is there, or nothing of it."""
    community = community_called(estate.slug)
    zone = ZoneInfo(community.zone)
    midnight = datetime.combine(day, time(), zone)
    if any_reported_between(community.id, midnight, midnight + timedelta(days=1)):
        return  # the day is there already
    partitions.ensure_months(day, min(day + timedelta(days=31), until.date()))
    happenings = sorted(_happenings(estate, community, day, until, zone), key=lambda one: one[0])
    with transaction.atomic(), inline_reactions():
        plan_days(community.id, [day], _today(zone, until), zone)
        for _at, play in happenings:  # in the order of time, so that the numbers are too
            play()
        settle_past(community_id=community.id, before=until)


def _happenings(
    estate: Estate, community: Any, day: date, until: datetime, zone: ZoneInfo
) -> Iterator[Happening]:
    """All that begins on the day in the community."""
    troupe = troupe_of(community.id, community.slug)
    life = Life(troupe, until)
    midnight = datetime.combine(day, time(), zone)
    homes = estate.buildings * estate.entrances * estate.floors * estate.per_floor
    for draw in draws_of(day, seed=f"{SEED} {estate.slug}", homes=homes, zone=zone):
        yield draw.at, partial(life.play, draw)
    if estate.slug != "cuihu":
        return
    if day == _today(zone, until) - timedelta(days=BURST_BEFORE):
        yield from burst_pipe(troupe, midnight + timedelta(hours=19, minutes=38))
    if day.weekday() == FRIDAY:
        noise = keeps_complaining(midnight + timedelta(hours=23, minutes=17))
        yield noise.at, partial(life.play, noise, reporter=ONE_NEIGHBOUR)
    here = (
        *under_way(troupe, until),
        *by_mail_and_phone(troupe, estate.slug, until),
        *ideas_under_way(troupe, until),
        *complained_of(troupe, until),
    )
    for at, play in here:
        if at.astimezone(zone).date() == day:
            yield at, play


def slices(until: datetime) -> tuple[list[date], list[date]]:
    """(days of the first slice, days to be made afterwards), newest first, so that the board lives at once."""
    today = local_day(until)
    days = [today - timedelta(days=back) for back in range(DAYS)]
    return sorted(days[:FIRST_SLICE]), days[FIRST_SLICE:]


def local_day(until: datetime) -> date:
    """The day of ``until`` where the demo communities are."""
    return _today(ZoneInfo("Asia/Shanghai"), until)


def _today(zone: ZoneInfo, until: datetime) -> date:
    return until.astimezone(zone).date()
