"""Who is who in a community."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Length, StrIndex

from anju.kernel.errors import NotFound
from anju.people.models import HomeRole, Person, StaffPost
from anju.people.queries.dates import holding, today
from anju.people.rules import grants_of


def person_named(community_id: int, person_id: int) -> Person:
    """A person of the community, without a check: for apps above that already know they may."""
    try:
        return Person.objects.of(community_id).get(id=person_id)
    except Person.DoesNotExist:
        raise NotFound() from None


def person_with_email(community_id: int, address: str) -> Person | None:
    """The one active person with this mail address; None where there is none, or more than one."""
    if not address:
        return None
    people = list(Person.objects.of(community_id).filter(email__iexact=address, is_active=True)[:2])
    return people[0] if len(people) == 1 else None


def names_of(community_id: int) -> frozenset[str]:
    """The names of everybody known in the community, to keep them out of what strangers read."""
    return frozenset(Person.objects.of(community_id).values_list("name", flat=True))


def persons_named(community_id: int, person_ids: Collection[int | None]) -> dict[int, Person]:
    """The persons with these ids, by id; unknown ones are left out."""
    wanted = [person_id for person_id in person_ids if person_id is not None]
    return {person.id: person for person in Person.objects.of(community_id).filter(id__in=wanted)}


def names_in(community_id: int, words: str) -> set[str]:
    """The names of people known in the community that stand somewhere in the words."""
    named = Person.objects.of(community_id).annotate(
        at=StrIndex(Value(words), F("name")), long=Length("name")
    )
    return set(named.filter(at__gt=0, long__gte=2).values_list("name", flat=True))


def languages_of(community_id: int, person_ids: Collection[int]) -> dict[int, str]:
    """The language in which to speak to each person: their account's, the product's for who has none."""
    found = dict.fromkeys(person_ids, settings.LANGUAGE_CODE)
    rows = Person.objects.of(community_id).filter(id__in=list(person_ids), account__isnull=False)
    found.update(rows.values_list("id", "account__language"))
    return found


def posts_of(community_id: int, person_ids: Collection[int | None]) -> dict[int, list[str]]:
    """The codes of the posts that the persons hold today, by person id."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = StaffPost.objects.of(community_id).filter(
        holding(today()), person_id__in=[i for i in person_ids if i]
    )
    for person_id, post in rows.order_by("id").values_list("person_id", "post"):
        found[person_id].append(post)
    return found


def staff_holding(community_id: int, posts: Collection[str]) -> list[Person]:
    """The persons who hold one of the posts today, in the order of their names."""
    held = StaffPost.objects.of(community_id).filter(holding(today()), post__in=list(posts))
    found = Person.objects.of(community_id).filter(id__in=held.values("person_id"), is_active=True)
    return list(found.order_by("pinyin", "id"))


def holders_of(community_id: int, posts: Collection[str], on: date) -> dict[str, set[int]]:
    """Who of the active persons holds each of the posts on the day, by post."""
    found: dict[str, set[int]] = {post: set() for post in posts}
    held = StaffPost.objects.of(community_id).filter(
        holding(on), post__in=list(posts), person__is_active=True
    )
    for post, person_id in held.values_list("post", "person_id"):
        found[post].add(person_id)
    return found


def staff_with_grant(community_id: int, grant: str) -> list[Person]:
    """The persons who hold the grant today by any post."""
    held = StaffPost.objects.of(community_id).filter(holding(today())).values_list("person_id", "post")
    able = [person_id for person_id, post in held if grant in grants_of([post])]
    return list(Person.objects.of(community_id).filter(id__in=able, is_active=True).order_by("pinyin", "id"))


def residents_of(community_id: int, home_id: int) -> QuerySet[HomeRole]:
    """Who is what to a home today, with the persons."""
    return (
        HomeRole.objects.of(community_id)
        .filter(holding(today()), home_id=home_id)
        .select_related("person")
        .order_by("role", "id")
    )


def homes_of(community_id: int, person_id: int) -> list[HomeRole]:
    """What the person is to which homes today, with the homes."""
    found = HomeRole.objects.of(community_id).filter(holding(today()), person_id=person_id)
    return list(found.select_related("home").order_by("since", "id"))


def households_of(community_id: int) -> list[HomeRole]:
    """Everybody's role to a home today, with person and home, in the order of homes."""
    held = HomeRole.objects.of(community_id).filter(holding(today()), person__is_active=True)
    return list(held.select_related("person", "home").order_by("home__sort", "id"))
