"""What all actions on a complaint share: its lock, who may act, who has a part, who holds it."""

from django.utils.translation import gettext_lazy as _

from anju.complaints import queries, rules
from anju.complaints.events import ComplaintAssigned
from anju.complaints.models import Complaint, Part
from anju.kernel.actor import Actor
from anju.kernel.errors import NotAllowed, NotFound, Refused
from anju.kernel.events import record
from anju.requests.actions.keeping import locked
from anju.requests.queries import check_not_about, requests_for


def case_locked(request: object) -> Complaint:
    """The case of the request with the request as they stand now, both locked: the request first."""
    fresh = locked(request)  # type: ignore[arg-type]
    rows = Complaint.objects.of(fresh.community_id).select_for_update(of=("self",))
    case = rows.select_related("holder").filter(request_id=fresh.id).first()
    if case is None:
        raise NotFound()
    case.request = fresh
    return case


def check_handles(actor: Actor, case: Complaint) -> None:
    """Raise unless the actor may say whom it is about and who holds it: by the grant, or as who holds it now."""
    _check_sees(actor, case)
    if not actor.may("complaints.handle", case.community_id) and not _holds(actor, case):
        raise NotAllowed()
    check_not_about(actor, case.request)


def check_holds(actor: Actor, case: Complaint, *, joined: bool = False) -> None:
    """Raise unless the actor holds the case; with ``joined`` also whoever takes part beside the holder."""
    _check_sees(actor, case)
    check_not_about(actor, case.request)
    if _holds(actor, case):
        return
    person_id = actor.person_in(case.community_id)
    if joined and person_id is not None and case.holder_id and queries.parts_in(case).get(person_id):
        return
    if not actor.may("requests.answer", case.community_id):
        raise NotAllowed()
    if case.holder is None:
        raise Refused(_("这件投诉还没有人负责，请先指定负责的人。"))
    raise Refused(_("这件投诉由%(name)s负责。要由您来做，请先改由您负责。") % {"name": case.holder.name})


def _check_sees(actor: Actor, case: Complaint) -> None:
    if (
        actor.kind == "guest"
        or not requests_for(actor, case.community_id).filter(id=case.request_id).exists()
    ):
        raise NotFound()


def _holds(actor: Actor, case: Complaint) -> bool:
    if actor.kind == "system":
        return True
    person_id = actor.person_in(case.community_id)
    return person_id is not None and person_id == case.holder_id


def take_part(case: Complaint, person_id: int | None, *, joined: bool = False) -> None:
    """Write down that the person has a part: they will not decide an appeal."""
    if person_id is not None:
        Part.objects.of(case.community_id).get_or_create(
            complaint=case, person_id=person_id, defaults={"joined": joined}
        )


def give_to_somebody(actor: Actor, case: Complaint) -> None:
    """Keep the holder if nothing stands against them, else choose another by the rule, perhaps nobody.

    For the caller to save. After an appeal whoever had a part is left out.
    """
    community_id, appealed = case.community_id, case.appealed_at is not None
    named = queries.named_in(community_id, case.request_id)
    had_part = set(queries.parts_in(case)) if appealed else set()
    chosen = rules.chosen(queries.staff_of(community_id), named, queries.load_of(community_id), had_part)
    hand_over(actor, case, chosen.id if chosen else None)


def hand_over(actor: Actor, case: Complaint, holder_id: int | None) -> None:
    case.holder_id = holder_id
    case.save()
    record(
        ComplaintAssigned(holder_id=holder_id, on_appeal=case.appealed_at is not None),
        actor=actor,
        about=case.request,
    )
