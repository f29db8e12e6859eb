"""Who is who, and who may know it."""

from anju.people.queries.accounts import Device, Passkey, devices_of, passkeys_of
from anju.people.queries.actors import Belonging, account_for_phone, actor_of, belongings_of
from anju.people.queries.dates import holding, today
from anju.people.queries.demo import DemoFace, demo_faces, newest_texts
from anju.people.queries.persons import (
    homes_of,
    person_named,
    persons_named,
    posts_of,
    residents_of,
    staff_holding,
    staff_with_grant,
)

__all__ = [
    "Belonging",
    "DemoFace",
    "Device",
    "Passkey",
    "account_for_phone",
    "actor_of",
    "belongings_of",
    "demo_faces",
    "devices_of",
    "holding",
    "homes_of",
    "newest_texts",
    "passkeys_of",
    "person_named",
    "persons_named",
    "posts_of",
    "residents_of",
    "staff_holding",
    "staff_with_grant",
    "today",
]
