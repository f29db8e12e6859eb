"""The standing people with a resident's token, in the database of ``DATABASE_URL``; run in a process of its own."""

import json

from django.core.management import call_command

from anju.connect.actions import make_token
from anju.kernel.actor import SYSTEM
from anju.people.queries import staff_with_grant
from anju.standards.actions import load_catalogue
from tests.cast import build as build_cast

REPORTER = "王小明"
MANAGER = "陈静"
HOME = "3-2-1001"


def build() -> None:
    """Prints as JSON: the token, the place to report for, and how many at the desk are told of a report."""
    call_command("migrate", interactive=False, verbosity=0)
    cast = build_cast()
    load_catalogue(actor=SYSTEM, community_id=cast.cuihu.id)
    _row, token = make_token(
        actor=cast.actor(MANAGER),
        community_id=cast.cuihu.id,
        account=cast.account(REPORTER),
        name="two hundred reports",
    )
    told = staff_with_grant(cast.cuihu.id, "requests.answer")
    print(json.dumps({"token": token, "place_id": str(cast.place(HOME).id), "told": len(told)}))  # noqa: T201
