"""Who is who, and who may know it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from anju.kernel import clock
from anju.kernel.actor import STRANGER, Actor, Standing
from anju.kernel.errors import NotFound
from anju.people.models import Account, HomeRole, Person, StaffPost
from anju.people.rules import grants_of
from anju.places.queries import communities_by_id


def today() -> date:
    return clock.now().astimezone(timezone.get_default_timezone()).date()


def _holding(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def actor_of(account: Account | None) -> Actor:
    """The account as an actor, with their standing in each community today; a stranger for None."""
    if account is None or not account.is_active:
        return STRANGER
    people = list(Person.objects.across().filter(account_id=account.id, is_active=True))
    ids = [person.id for person in people]
    communities = communities_by_id({person.community_id for person in people})
    posts, homes = defaultdict(list), defaultdict(set)
    for person_id, post in (
        StaffPost.objects.across(communities)
        .filter(_holding(today()), person_id__in=ids)
        .values_list("person_id", "post")
    ):
        posts[person_id].append(post)
    for person_id, home_id in (
        HomeRole.objects.across(communities)
        .filter(_holding(today()), person_id__in=ids)
        .values_list("person_id", "home_id")
    ):
        homes[person_id].add(home_id)
    standings = tuple(
        Standing(
            community_id=person.community_id,
            slug=communities[person.community_id].slug,
            name=communities[person.community_id].name,
            zone=communities[person.community_id].zone,
            person_id=person.id,
            grants=grants_of(posts[person.id]),
            places=frozenset(homes[person.id]),
            posts=tuple(sorted(posts[person.id])),
        )
        for person in sorted(people, key=lambda person: person.id)
    )
    return Actor(
        kind="person",
        account_id=account.id,
        label=account.name,
        language=account.language,
        standings=standings,
    )


def account_for_phone(phone: str) -> Account | None:
    return Account.objects.filter(phone=phone, is_active=True).first()


def person_named(community_id: int, person_id: int) -> Person:
    """A person of the community, without a check: for apps above that already know they may."""
    try:
        return Person.objects.of(community_id).get(id=person_id)
    except Person.DoesNotExist:
        raise NotFound() from None


def persons_named(community_id: int, person_ids: Collection[int | None]) -> dict[int, Person]:
    """The persons with these ids, by id; unknown ones are left out."""
    wanted = [person_id for person_id in person_ids if person_id is not None]
    return {person.id: person for person in Person.objects.of(community_id).filter(id__in=wanted)}


def posts_of(community_id: int, person_ids: Collection[int | None]) -> dict[int, list[str]]:
    """The codes of the posts that the persons hold today, by person id."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = StaffPost.objects.of(community_id).filter(
        _holding(today()), person_id__in=[i for i in person_ids if i]
    )
    for person_id, post in rows.order_by("id").values_list("person_id", "post"):
        found[person_id].append(post)
    return found


def staff_holding(community_id: int, posts: Collection[str]) -> list[Person]:
    """The persons who hold one of the posts today, in the order of their names."""
    held = StaffPost.objects.of(community_id).filter(_holding(today()), post__in=list(posts))
    found = Person.objects.of(community_id).filter(id__in=held.values("person_id"), is_active=True)
    return list(found.order_by("pinyin", "id"))


def staff_with_grant(community_id: int, grant: str) -> list[Person]:
    """The persons who hold the grant today by any post."""
    held = StaffPost.objects.of(community_id).filter(_holding(today())).values_list("person_id", "post")
    able = [person_id for person_id, post in held if grant in grants_of([post])]
    return list(Person.objects.of(community_id).filter(id__in=able, is_active=True).order_by("pinyin", "id"))


def residents_of(community_id: int, home_id: int) -> QuerySet[HomeRole]:
    """Who is what to a home today, with the persons."""
    return (
        HomeRole.objects.of(community_id)
        .filter(_holding(today()), home_id=home_id)
        .select_related("person")
        .order_by("role", "id")
    )


def homes_of(community_id: int, person_id: int) -> list[HomeRole]:
    """What the person is to which homes today, with the homes."""
    found = HomeRole.objects.of(community_id).filter(_holding(today()), person_id=person_id)
    return list(found.select_related("home").order_by("since", "id"))
