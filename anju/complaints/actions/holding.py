"""Whom a complaint is about, and who holds it. Never the person, never their line alone."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.complaints import queries, rules
from anju.complaints.actions.keeping import (
    case_locked,
    check_handles,
    check_holds,
    give_to_somebody,
    hand_over,
    take_part,
)
from anju.complaints.events import ComplaintJoined, ComplaintNamed
from anju.complaints.models import Complaint
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.people.rules import grants_of
from anju.requests.actions import set_concerned
from anju.requests.choices import Subject

MOST_NAMED = 10


def name_concerned(
    *, actor: Actor, request: Any, subject: str, person_ids: Collection[int], sealed: bool
) -> Complaint:
    """Write down what and whom it is about. Whoever holds it and may no more gives it up to whom the rule chooses.

    ``Invalid`` for somebody who holds no post here. A sealed one is no more seen by those named, from now on.
    """
    if subject not in {"", *Subject.values}:
        raise Invalid(fields={"subject": _("请选一个最接近的。")})
    wanted = set(person_ids)
    staff = {one.id for one in queries.staff_of(request.community_id)}
    with transaction.atomic():
        case = case_locked(request)
        check_handles(actor, case)
        known = {one.id for one in queries.named_in(case.community_id, case.request_id)}
        if not wanted <= staff | known or len(wanted) > MOST_NAMED:
            raise Invalid(fields={"people": _("请从在岗的同事里选。")})
        if actor.person_in(case.community_id) in wanted:
            raise Refused(_("说的是您自己，请由别的同事来写明。"))
        case.subject = subject
        case.request = set_concerned(
            actor=actor,
            request=case.request,
            person_ids=wanted,
            sealed=sealed,
            by_outcome=case.request.by_outcome
            or rules.needs_outcome(subject, case.request.category.code, named=bool(wanted), sealed=sealed),
        )
        case.save()
        record(
            ComplaintNamed(subject=subject, people=len(wanted), sealed=sealed),
            actor=actor,
            about=case.request,
        )
        holder = queries.colleagues_named(case.community_id, [case.holder_id])
        if not holder or queries.obstacles(case, holder):
            give_to_somebody(actor, case)
    return case


def change_holder(*, actor: Actor, request: Any, person_id: int) -> Complaint:
    """Let somebody else hold it, under the same rule. ``Refused`` says why they may not."""
    with transaction.atomic():
        case = case_locked(request)
        check_handles(actor, case)
        rules.check_open(case)
        person = _colleague(case, person_id, "holder")
        why_not = queries.obstacles(case, [person]).get(person.id)
        if why_not:
            raise Refused(why_not)
        grants = grants_of(person.posts)
        if "requests.answer" not in grants:
            raise Refused(
                _("%(name)s的岗位不能答复住户，不能负责投诉；可以请他参与。") % {"name": person.name}
            )
        if case.request.sealed and "complaints.handle" not in grants:
            raise Refused(_("这件投诉要保密，只能由客服主管、项目经理或公司的人负责。"))
        if person.id != case.holder_id:
            hand_over(actor, case, person.id)
    return case


def join_complaint(*, actor: Actor, request: Any, person_id: int) -> Complaint:
    """Let somebody take part beside who holds it: ask and write down, as a leader of the line may."""
    with transaction.atomic():
        case = case_locked(request)
        check_holds(actor, case)
        rules.check_open(case)
        person = _colleague(case, person_id, "person")
        if person.id in {one.id for one in queries.named_in(case.community_id, case.request_id)}:
            raise Refused(_("投诉说的就是%(name)s。") % {"name": person.name})
        if person.id == case.holder_id:
            raise Refused(_("%(name)s已经在负责这件投诉。") % {"name": person.name})
        if case.request.sealed and "complaints.handle" not in grants_of(person.posts):
            raise Refused(_("这件投诉要保密，不再让更多的人看到。"))
        take_part(case, person.id, joined=True)
        record(ComplaintJoined(joined_id=person.id), actor=actor, about=case.request)
    return case


def _colleague(case: Complaint, person_id: int, field: str) -> rules.Colleague:
    found = next((one for one in queries.staff_of(case.community_id) if one.id == person_id), None)
    if found is None:
        raise Invalid(fields={field: _("请从在岗的同事里选。")})
    return found
