"""Accounts, and what each may do as an actor."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast

from anju.kernel.actor import STRANGER, Actor, Standing
from anju.people.models import Account, HomeRole, Person, StaffPost
from anju.people.queries.dates import holding, today
from anju.people.rules import faces_of, grants_of, post_title


def account_for_phone(phone: str) -> Account | None:
    return Account.objects.filter(phone=phone, is_active=True).first()


def account_with_id(account_id: int) -> Account | None:
    return Account.objects.filter(id=account_id, is_active=True).first()


def actor_of(account: Account | None) -> Actor:
    """The account as an actor, with their standing in each community today; a stranger for None.

    Two queries. A person who was deactivated has no standing from the next request on.
    """
    if account is None or not account.is_active:
        return STRANGER
    found = Person.objects.across().filter(account_id=account.id, is_active=True).select_related("community")
    people = sorted(found, key=lambda person: person.id)
    posts, homes = _held_by(people)
    standings = tuple(
        Standing(
            community_id=person.community_id,
            slug=person.community.slug,
            name=person.community.name,
            zone=person.community.zone,
            person_id=person.id,
            grants=grants_of(posts[person.id]),
            places=frozenset(homes[person.id]),
            posts=tuple(sorted(posts[person.id])),
        )
        for person in people
    )
    return Actor(
        kind="person",
        account_id=account.id,
        label=account.name,
        language=account.language,
        standings=standings,
    )


@dataclass(frozen=True)
class Belonging:
    """What somebody is in one community, in words: homes with the role in each, titles of posts, faces."""

    name: str
    homes: list[tuple[str, str]]
    posts: list[str]
    faces: list[tuple[str, str]]


def belongings_of(actor: Actor) -> list[Belonging]:
    """Where the actor lives and works today, by community; ``faces`` are (face, address)."""
    ids = [standing.person_id for standing in actor.standings if standing.person_id]
    lived = HomeRole.objects.across([standing.community_id for standing in actor.standings])
    homes: dict[int | None, list[tuple[str, str]]] = defaultdict(list)
    for role in lived.filter(holding(today()), person_id__in=ids).select_related("home").order_by("id"):
        homes[role.person_id].append((role.home.label, role.get_role_display()))
    return [
        Belonging(
            name=standing.name,
            homes=homes[standing.person_id],
            posts=[post_title(post) for post in standing.posts],
            faces=faces_of(standing),
        )
        for standing in actor.standings
    ]


def _held_by(people: list[Person]) -> tuple[dict[int, list[str]], dict[int, list[int]]]:
    """The posts and the homes of each person today, in one query."""
    posts: dict[int, list[str]] = defaultdict(list)
    homes: dict[int, list[int]] = defaultdict(list)
    if not people:
        return posts, homes
    ids = [person.id for person in people]
    communities = {person.community_id for person in people}
    held = StaffPost.objects.across(communities).filter(holding(today()), person_id__in=ids)
    lived = HomeRole.objects.across(communities).filter(holding(today()), person_id__in=ids)
    rows = held.values_list("person_id", "post", Value(None, output_field=BigIntegerField())).union(
        lived.values_list(
            "person_id", Value("", output_field=CharField()), Cast("home_id", BigIntegerField())
        )
    )
    for person_id, post, home_id in rows:
        if post:
            posts[person_id].append(post)
        else:
            homes[person_id].append(home_id)
    return posts, homes
