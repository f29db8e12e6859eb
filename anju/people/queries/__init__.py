"""Who is who, and who may know it."""

from anju.people.queries.accounts import Device, Passkey, devices_of, passkeys_of
from anju.people.queries.actors import Belonging, account_for_phone, account_with_id, actor_of, belongings_of
from anju.people.queries.dates import holding, today
from anju.people.queries.demo import DemoFace, demo_faces, newest_texts
from anju.people.queries.persons import (
    homes_of,
    households_of,
    languages_of,
    person_named,
    persons_named,
    posts_of,
    residents_of,
    staff_holding,
    staff_with_grant,
)
from anju.people.queries.search import (
    FoundPerson,
    Hit,
    finds,
    found_elsewhere,
    matching_persons,
    search_people,
    search_places,
)

__all__ = [
    "Belonging",
    "DemoFace",
    "Device",
    "FoundPerson",
    "Hit",
    "Passkey",
    "account_for_phone",
    "account_with_id",
    "actor_of",
    "belongings_of",
    "demo_faces",
    "devices_of",
    "finds",
    "found_elsewhere",
    "holding",
    "homes_of",
    "households_of",
    "languages_of",
    "matching_persons",
    "newest_texts",
    "passkeys_of",
    "person_named",
    "persons_named",
    "posts_of",
    "residents_of",
    "search_people",
    "search_places",
    "staff_holding",
    "staff_with_grant",
    "today",
]
