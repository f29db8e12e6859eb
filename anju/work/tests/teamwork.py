"""What the stories of dispatch share: technicians, skills and papers, the way a community sends people."""

from datetime import date
from typing import Any

from anju.kernel.actor import SYSTEM, Actor
from anju.people.actions import add_person, give_post, open_account
from anju.people.models import Person
from anju.people.queries import actor_of
from anju.team import actions as team
from anju.work.actions import change_dispatch
from anju.work.models import Job
from tests.cast import LONG_AGO, Cast

MINUTES = {"P1": 5, "P2": 10, "P3": 30, "P4": 120}


def technician(cast: Cast, name: str, post: str = "ENG_TECH") -> Person:
    """One more colleague, known to the cast by name."""
    number = len(cast.persons) + 10
    person = add_person(actor=SYSTEM, community_id=cast.cuihu.id, name=name, phone=f"139000000{number:02d}")
    open_account(actor=SYSTEM, person=person)
    give_post(actor=SYSTEM, person=person, post=post, since=LONG_AGO)
    cast.persons["cuihu", name] = person
    return person


def can(cast: Cast, name: str, *skills: str) -> None:
    for code in skills:
        team.give_skill(actor=SYSTEM, person=cast.person(name), code=code, since=LONG_AGO)


def holds(cast: Cast, name: str, code: str, until: date | None = None) -> None:
    team.add_qualification(
        actor=SYSTEM, person=cast.person(name), code=code, valid_from=LONG_AGO, valid_until=until
    )


def sends_by(cast: Cast, mode: str, **minutes: int) -> None:
    change_dispatch(actor=SYSTEM, community_id=cast.cuihu.id, mode=mode, minutes={**MINUTES, **minutes})


def actor(cast: Cast, name: str) -> Actor:
    account = cast.person(name).account
    assert account is not None
    return actor_of(account)


def as_it_stands(job: Job) -> dict[str, Any]:
    """Every field of the job in the database, to see that a refusal changed none."""
    row = Job.objects.of(job.community_id).get(id=job.id)
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
