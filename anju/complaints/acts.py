"""The steps that the desk takes with a complaint, on the page of its request; and those of who complained."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from anju.complaints import actions, forms, queries
from anju.complaints.choices import Side
from anju.complaints.models import Complaint
from anju.kernel import clock
from anju.kernel.actor import Standing
from anju.kernel.errors import Invalid
from anju.kernel.ids import id_in
from anju.people.rules import grants_of
from anju.requests.beside import Act, Way
from anju.requests.queries import concerned_in


@dataclass(frozen=True)
class Seen:
    """The case of a request and what the person before it may do, read once for a page."""

    case: Complaint | None
    about: bool = False  # it is about themselves
    handles: bool = False
    holds: bool = False
    joined: bool = False

    @property
    def is_open(self) -> bool:
        return self.case is not None and self.case.ended_at is None


def seen_by(standing: Standing, found: Any) -> Seen:
    kept: Seen | None = found.__dict__.get("_complaint_seen")
    if kept is None:
        kept = found.__dict__["_complaint_seen"] = _seen(standing, found)
    return kept


def _seen(standing: Standing, found: Any) -> Seen:
    case = queries.case_of(found)
    if case is None:
        return Seen(None)
    about = standing.person_id in concerned_in(found.community_id, found.id)
    holds = case.holder_id is not None and case.holder_id == standing.person_id and not about
    return Seen(
        case=case,
        about=about,
        handles=not about and (holds or standing.may("complaints.handle")),
        holds=holds,
        joined=not about and queries.parts_in(case).get(standing.person_id or 0, False),
    )


def _may(check: Callable[[Seen], bool], *, when_open: bool = True) -> Callable[[Any, Any], bool]:
    def may(standing: Standing, found: Any) -> bool:
        seen = seen_by(standing, found)
        return seen.case is not None and (seen.is_open or not when_open) and check(seen)

    return may


def people_choices(found: Any) -> list[tuple[str, str]]:
    return [(str(one.id), one.title) for one in queries.staff_of(found.community_id)]


def whom_choices(found: Any) -> list[tuple[str, str]]:
    """Who can be asked or heard: who complained, whom it is about, other colleagues."""
    named = queries.named_in(found.community_id, found.id)
    known = {one.id for one in named}
    others = [one for one in queries.staff_of(found.community_id) if one.id not in known]
    return [
        (str(Side.COMPLAINANT), now_("投诉人")),
        *((f"{Side.CONCERNED}:{one.id}", now_("被投诉的：%(who)s") % {"who": one.title}) for one in named),
        *((f"{Side.WITNESS}:{one.id}", one.title) for one in others),
    ]


def whom_told(value: str) -> tuple[str, int | None]:
    """The side and the person that a chosen value means."""
    side, _colon, person = value.partition(":")
    return side, _id(person) if person else None


def _id(text: str) -> int:
    return id_in(text) or 0  # of nobody


@contextmanager
def _wrong_beside(field: str) -> Iterator[None]:
    """What an action finds wrong with the person stands beside the form's own field."""
    try:
        yield
    except Invalid as wrong:
        fields = {
            field if name in {"person", "people", "side", "holder"} else name: words
            for name, words in wrong.fields.items()
        }
        raise Invalid(fields=fields) from None


def _about(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    named = concerned_in(found.community_id, found.id)
    if given["add"]:
        named.add(_id(given["add"]))
    if given.get("drop"):
        named.discard(_id(given["drop"]))
    with _wrong_beside("add"):
        actions.name_concerned(
            actor=request.actor,
            request=found,
            subject=given["subject"],
            person_ids=named,
            sealed=given["sealed"],
        )


def _about_now(request: Any, found: Any) -> dict[str, Any]:
    case = queries.case_of(found)
    named = queries.named_in(found.community_id, found.id)
    return {
        "people": [
            one for one in people_choices(found) if _id(one[0]) not in {person.id for person in named}
        ],
        "named": [(str(one.id), one.title) for one in named],
        "initial": {"subject": case.subject if case else "", "sealed": found.sealed},
    }


def _holder(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    with _wrong_beside("person"):
        actions.change_holder(actor=request.actor, request=found, person_id=_id(given["person"]))


def _able(request: Any, found: Any) -> dict[str, Any]:
    able = [one for one in queries.staff_of(found.community_id) if "requests.answer" in grants_of(one.posts)]
    return {"people": [(str(one.id), one.title) for one in able]}


def _join(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    actions.join_complaint(actor=request.actor, request=found, person_id=_id(given["person"]))


def _ask(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    side, person_id = whom_told(given["whom"])
    with _wrong_beside("whom"):
        actions.ask_facts(
            actor=request.actor, request=found, side=side, person_id=person_id, words=given["words"]
        )


def _heard(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    side, person_id = whom_told(given["whom"])
    with _wrong_beside("whom"):
        actions.write_facts(
            actor=request.actor, request=found, side=side, person_id=person_id, words=given["words"]
        )


def _reply(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    actions.reply_complaint(
        actor=request.actor, request=found, words=given["words"], next_by=given["next_by"]
    )


def _reply_now(request: Any, found: Any) -> dict[str, Any]:
    case = queries.case_of(found)
    late = clock.now() + timedelta(days=1)
    return {"initial": {"next_by": max(case.decide_by, late) if case else late}}


def _decide(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    actions.decide_complaint(
        actor=request.actor, request=found, outcome=given["outcome"], reason=given["reason"]
    )


def _remedy(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    actions.agree_remedy(
        actor=request.actor,
        request=found,
        kind=given["kind"],
        person_id=_id(given["person"]),
        by=given["by"],
        words=given["words"],
        amount=given["amount"],
    )


def _done(request: Any, found: Any, given: Mapping[str, Any]) -> None:
    remedy = queries.remedy_to_do(request.actor, found.community_id, _id(given["remedy"]))
    actions.finish_remedy(actor=request.actor, remedy=remedy, words=given["words"])


def _open_remedies(found: Any) -> list[Any]:
    case = queries.case_of(found)
    return [one for one in queries.remedies_of(case) if one.done_at is None] if case else []


def _done_now(request: Any, found: Any) -> dict[str, Any]:
    rows = _open_remedies(found)
    return {
        "remedies": [
            (str(one.id), f"{one.get_kind_display()} · {one.person.name} {one.words}".strip()) for one in rows
        ]
    }


def _people_now(request: Any, found: Any) -> dict[str, Any]:
    return {"people": people_choices(found)}


def _whom_now(request: Any, found: Any) -> dict[str, Any]:
    return {"people": whom_choices(found)}


ACTS: dict[str, Act] = {
    "complaint-about": Act(
        forms.AboutForm,
        _("写明投诉的是什么、是谁"),
        _("记下来"),
        _("已记下；不该由他处理的，已经换人。"),
        _about,
        _may(lambda seen: seen.handles, when_open=False),
        _about_now,
        "user-exclamation",
    ),
    "complaint-holder": Act(
        forms.PersonForm,
        _("换人负责这件投诉"),
        _("由他负责"),
        _("已换人负责，他会收到通知。"),
        _holder,
        _may(lambda seen: seen.handles),
        _able,
        "user-share",
    ),
    "complaint-reply": Act(
        forms.ReplyForm,
        _("给投诉人初步答复"),
        _("发给投诉人"),
        _("已发给投诉人。"),
        _reply,
        _may(lambda seen: seen.holds),
        _reply_now,
        "message-forward",
    ),
    "complaint-ask": Act(
        forms.AskForm,
        _("问经过"),
        _("发出去问"),
        _("已经问了，答复会写在这里。"),
        _ask,
        _may(lambda seen: seen.holds or seen.joined),
        _whom_now,
        "message-question",
    ),
    "complaint-heard": Act(
        forms.HeardForm,
        _("记下谁说的经过"),
        _("照原话记下"),
        _("已照原话记下。"),
        _heard,
        _may(lambda seen: seen.holds or seen.joined),
        _whom_now,
        "quote",
    ),
    "complaint-join": Act(
        forms.PersonForm,
        _("请同事参与"),
        _("请他参与"),
        _("已请他参与，他会收到通知。"),
        _join,
        _may(lambda seen: seen.holds),
        _people_now,
        "users-plus",
    ),
    "complaint-decide": Act(
        forms.DecideForm,
        _("给出结论和理由"),
        _("告诉投诉人"),
        _("结论已发给投诉人，等他说是否认可。"),
        _decide,
        _may(lambda seen: seen.holds),
        icon="gavel",
    ),
    "complaint-remedy": Act(
        forms.RemedyForm,
        _("答应一项补救"),
        _("答应下来"),
        _("已记下，去做的同事会收到通知。"),
        _remedy,
        _may(lambda seen: seen.holds, when_open=False),
        _people_now,
        "heart-handshake",
    ),
    "complaint-done": Act(
        forms.DoneForm,
        _("补救做完了"),
        _("记为做完"),
        _("已记为做完。"),
        _done,
        _may(lambda seen: seen.handles, when_open=False),
        _done_now,
        "checkbox",
    ),
}


WAYS: dict[str, Way] = {
    "facts": Way(
        forms.FactsForm,
        lambda actor, found, told: actions.add_facts(actor=actor, request=found, words=told["words"]),
        _("已记下您说的经过，一个字也不会改。"),
    ),
    "appeal": Way(
        forms.AppealForm,
        lambda actor, found, told: actions.appeal_complaint(actor=actor, request=found, words=told["words"]),
        _("已收到您的申诉，由没有参与过的人复核。"),
    ),
}
