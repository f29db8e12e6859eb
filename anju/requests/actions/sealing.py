"""Whom of the staff a request is about, and that it is kept from them; whether only an outcome ends it."""

from collections.abc import Collection

from django.db import transaction

from anju.kernel.actor import Actor
from anju.kernel.events import record
from anju.notices.actions import withdraw
from anju.people.queries import staff_with_grant
from anju.places.queries import community_named
from anju.requests import events
from anju.requests.actions.keeping import locked
from anju.requests.models import Concerned, Request
from anju.requests.rules import next_due


def set_concerned(
    *, actor: Actor, request: Request, person_ids: Collection[int], sealed: bool, by_outcome: bool
) -> Request:
    """Write down whom it is about, instead of whom it was before, whether it is sealed, and what ends it.

    For an app above, which has checked the actor. From now on the persons see nothing of a sealed one; what it said
    in their inboxes is taken back, and whoever has taken it on and may not go on gives it up.
    """
    with transaction.atomic():
        request = locked(request)
        rows = Concerned.objects.of(request.community_id).filter(request=request)
        rows.exclude(person_id__in=person_ids).delete()
        known = set(rows.values_list("person_id", flat=True))
        for person_id in sorted(set(person_ids) - known):
            rows.create(request=request, person_id=person_id)
        if by_outcome and not request.by_outcome and request.priority not in ("P1", "P2"):
            request.arrive_by = None  # what is judged by words promises nobody at the place
            request.due_at = next_due(request)
        request.sealed, request.by_outcome = sealed, by_outcome
        if request.taken_by_id in person_ids:
            request.taken_by = None
        request.save(update_fields=["sealed", "by_outcome", "taken_by", "arrive_by", "due_at"])
        if sealed:
            _take_back(request, person_ids)
        record(events.RequestSealed(sealed=sealed), actor=actor, about=request)
    return request


def _take_back(request: Request, person_ids: Collection[int]) -> None:
    """Empty the notices of the staff that tell of it, of all who no longer see it."""
    still = {person.id for person in staff_with_grant(request.community_id, "complaints.handle")}
    slug = community_named(request.community_id).slug
    withdraw(
        community_id=request.community_id,
        link=f"/desk/{slug}/requests/{request.number}/",
        but=(still | {request.filed_by_id}) - set(person_ids),
    )
