"""A complaint as the pages show it: to the desk with all that is known, to who complained in plain sentences."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anju.complaints import queries, rules
from anju.complaints.acts import ACTS, seen_by
from anju.complaints.models import Complaint, Remedy
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.people.rules import post_title
from anju.requests.choices import RequestState
from anju.ui import humane

Line = tuple[str, str, datetime | None]  # words, tone, what is left


def by(moment: datetime) -> str:
    return humane.by(moment, clock.now(), timezone.get_current_timezone())


def when(moment: datetime) -> str:
    return humane.when(moment, clock.now(), timezone.get_current_timezone())


def clocks_of(case: Complaint) -> list[Line]:
    """The two promises of a case as sentences."""
    what = _("复核结论") if case.appealed_at else _("结论")
    lines = [] if case.appealed_at else [_clock(_("初步答复"), case.reply_by, case.replied_at, case)]
    return [*lines, _clock(what, case.decide_by, case.decided_at, case)]


def _clock(what: str, due: datetime, kept: datetime | None, case: Complaint) -> Line:
    told = {"what": what, "by": by(due)}
    if kept is not None:
        if kept > due:
            return _("%(what)s：给了，晚了（说好%(by)s）") % told, "late", None
        return _("%(what)s：已经给了") % told, "run", None
    if case.ended_at is not None:
        return _("%(what)s：不再需要") % told, "run", None
    if clock.now() > due:
        return _("%(what)s：说好%(by)s，晚了") % told, "late", None
    return _("%(by)s给%(what)s") % told, "run", due


def desk_panel(actor: Actor, found: Any) -> Mapping[str, Any] | None:
    """The case beside the request; nothing of it for whom it is about. What was asked and said is shown to those who
    deal with it only."""
    seen = seen_by(actor.at(found.community_id), found)
    case = seen.case
    if case is None or seen.about:
        return None
    named = queries.named_in(found.community_id, found.id)
    people = queries.colleagues_named(found.community_id, [case.holder_id])
    deals = seen.handles or seen.joined
    questions = queries.questions_of(case) if deals else []
    statements = queries.statements_of(case) if deals else []
    answered = {one.question_id for one in statements}
    return {
        "case": case,
        "named": named,
        "holder": people[0].title if people else "",
        "why": rules.why(people[0], named, on_appeal=case.appealed_at is not None) if people else "",
        "clocks": clocks_of(case) if found.by_outcome else [],
        "deals": deals,
        "waiting": [one for one in questions if one.id not in answered],
        "statements": statements,
        "decisions": queries.decisions_of(case),
        "remedies": queries.remedies_of(case),
        "acts": _first_acts(actor, found),
        "serious": found.by_outcome,
    }


# What is wanted most stands as buttons in the panel; all stand in the menu of the request.
_FIRST = ("complaint-about", "complaint-reply", "complaint-ask", "complaint-decide", "complaint-remedy")


def _first_acts(actor: Actor, found: Any) -> list[tuple[str, Any]]:
    standing = actor.at(found.community_id)
    if not standing.may("requests.answer"):
        return []
    return [(name, ACTS[name]) for name in _FIRST if ACTS[name].may(standing, found)]


def reporter_panel(actor: Actor, found: Any) -> Mapping[str, Any] | None:
    """Where a complaint stands, for who complained: nothing beside the request's own sentence for dirt and the like."""
    if not found.by_outcome:
        return None
    case = queries.case_of(found)
    if case is None:
        return None
    decisions = queries.decisions_of(case)
    last = decisions[-1] if decisions else None
    now = clock.now()
    appealable = found.state in {RequestState.OPEN, RequestState.DONE, RequestState.CLOSED}
    return {
        "case": case,
        "lines": _sentences(case, found),
        "decision": last if case.decided_at is not None else None,
        "earlier": decisions if case.decided_at is None else decisions[:-1],
        "remedies": [(one, remedy_words(one)) for one in queries.remedies_of(case)],
        "statements": [one for one in queries.statements_of(case) if one.person_id is None],
        "may_add": case.ended_at is None,
        "may_appeal": appealable and rules.may_appeal(case, last.at if last else None, now),
        "appeal_until": last.at + rules.APPEAL_WITHIN if last else None,
        "appealed": case.appealed_at is not None,
        "final": case.appealed_at is not None and case.decided_at is not None,
        "sealed": found.sealed,
    }


def _sentences(case: Complaint, found: Any) -> list[Line]:
    """What happens, who does it and until when; what was late is said too."""
    people = queries.colleagues_named(case.community_id, [case.holder_id])
    who = _who(people[0]) if people else ""
    if case.ended_at is not None:
        if not case.outcome:
            return [(_("这件投诉不再处理。"), "run", None)]
        return []
    if not who:
        return [(_("正在找一位与此事无关的人来负责，找到后告诉您。"), "wait", None)]
    if case.appealed_at is not None:
        words = _("您的申诉由%(who)s复核，他没有参与过原来的处理。") % {"who": who}
        return [(words, "run", None), *_until(case.decide_by, _("给您复核结论"))]
    lines: list[Line] = [(_("由%(who)s负责。") % {"who": who}, "run", None)]
    if case.replied_at is None:
        lines += _until(case.reply_by, _("先给您一个答复，说明怎么处理"))
    return [*lines, *_until(case.decide_by, _("给您结论和理由"))]


def _until(due: datetime, what: str) -> list[Line]:
    if clock.now() > due:
        return [(_("说好%(by)s%(what)s，我们晚了。") % {"by": by(due), "what": what}, "late", None)]
    return [(_("%(by)s%(what)s。") % {"by": by(due), "what": what}, "run", due)]


def _who(person: rules.Colleague) -> str:
    return (
        _("%(name)s（%(post)s）") % {"name": person.name, "post": post_title(person.posts[0])}
        if person.posts
        else person.name
    )


def remedy_words(one: Remedy) -> str:
    """Who does what until when, or did it."""
    told = {"who": one.person.name, "what": one.get_kind_display(), "amount": f"{one.amount or 0:.2f}"}
    what = _("%(what)s %(amount)s 元") % told if one.amount is not None else told["what"]
    if one.done_at is not None:
        facts = {"who": one.person.name, "what": what, "at": when(one.done_at)}
        return _("%(who)s：%(what)s，%(at)s做完") % facts
    return _("%(who)s%(by)s%(what)s") % {"who": one.person.name, "by": by(one.by), "what": what}
