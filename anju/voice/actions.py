"""Everything that can be done to a return visit. Each verb: lock, check, change, record the event."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.people.queries import staff_with_grant
from anju.requests.actions import reopen_request
from anju.requests.choices import RequestState, VerdictVia
from anju.requests.queries import job_ids_of, previous_doers, request_with_id
from anju.voice import events, queries, rules
from anju.voice.choices import Outcome, VisitAnswer, VisitState
from anju.voice.models import Visit, VisitRule, VisitTry
from anju.work.quotes.queries import charges_of, owed

if TYPE_CHECKING:
    from anju.requests.models import Request

REOPENING = frozenset({VisitAnswer.NOT, VisitAnswer.HALF, VisitAnswer.MESSY})


def draw_visit(*, community_id: int, request_id: int, at: datetime) -> Visit | None:
    """A request was closed: draw whether somebody is asked again, and keep the draw either way. Safe to run twice."""
    with transaction.atomic():
        request = request_with_id(SYSTEM, community_id, request_id)
        if request.state != RequestState.CLOSED:
            return None
        odds = rules.odds_of(_closed(request), queries.base_percent(community_id))
        seed = rules.seed_of(request_id, request.reopened)
        drawn = rules.drawn_from(seed)
        chosen = rules.is_chosen(odds.percent, drawn)
        visit, new = Visit.objects.of(community_id).get_or_create(
            request=request,
            round=request.reopened,
            defaults={
                "reasons": [str(why) for why in odds.reasons],
                "percent": odds.percent,
                "seed": seed,
                "drawn": drawn,
                "state": VisitState.DUE if chosen else VisitState.SPARED,
                "visitor_id": _visitor_for(request) if chosen else None,
                "opened_at": at,
                "due_at": rules.due_at(at) if chosen else None,
            },
        )
        if new:
            fact = events.VisitDrawn(
                request_id=request_id,
                percent=odds.percent,
                drawn=drawn,
                chosen=chosen,
                visitor_id=visit.visitor_id,
            )
            record(fact, actor=SYSTEM, about=visit)
    return visit


def take_visit(*, actor: Actor, visit: Visit) -> Visit:
    """Take a visit over. ``Refused`` for who did the work."""
    actor.check("voice.visit", visit.community_id)
    with transaction.atomic():
        visit = _locked_due(visit)
        person_id = _check_did_not_do_it(actor, visit)
        if visit.visitor_id != person_id:
            visit.visitor_id = person_id
            visit.save(update_fields=["visitor"])
            record(events.VisitTaken(visitor_id=person_id), actor=actor, about=visit)
    return visit


def note_try(
    *,
    actor: Actor,
    visit: Visit,
    outcome: str,
    answer: str = "",
    words: str = "",
    tries_seen: int | None = None,
) -> Visit:
    """Write down a try: reached, with what they say now and their own words; not reached; or to call again later.

    What is not good opens the request again, with its first due time. Three tries without reaching anybody end as just
    that. ``tries_seen`` is how many tries the actor saw: ``Refused`` when somebody tried meanwhile.
    """
    actor.check("voice.visit", visit.community_id)
    if outcome not in Outcome.values:
        raise Invalid(fields={"outcome": _("请选一个：问到了、没联系上，还是晚点再打。")})
    if outcome == Outcome.REACHED and answer not in VisitAnswer.values:
        raise Invalid(fields={"answer": _("请选一个最接近的；对方没有说，就选“没有说”。")})
    words = clean(words, field="words", most=1000 if outcome == Outcome.REACHED else 200)
    with transaction.atomic():
        visit = _locked_due(visit)
        person_id = _check_did_not_do_it(actor, visit)
        if tries_seen is not None and tries_seen != visit.tries:
            raise Refused(_("您看的时候，同事刚刚联系过。请先看一下。"))
        VisitTry.objects.of(visit.community_id).create(
            visit=visit,
            by_id=person_id,
            outcome=outcome,
            words="" if outcome == Outcome.REACHED else words,
            at=clock.now(),
        )
        visit.visitor_id = person_id
        if outcome == Outcome.REACHED:
            _answered(actor, visit, VisitAnswer(answer), words)
        elif outcome == Outcome.LATER:
            visit.next_at = clock.now() + rules.AGAIN_AFTER
            visit.save()
        else:
            _not_reached(actor, visit)
        record(events.VisitTried(outcome=outcome, tries=visit.tries), actor=actor, about=visit)
    return visit


def drop_visits(*, community_id: int, request_id: int) -> None:
    """The request was opened again: nobody need be asked about that closing any more. Safe to run twice."""
    with transaction.atomic():
        waiting = Visit.objects.of(community_id).select_for_update(of=("self",))
        for visit in waiting.filter(request_id=request_id, state=VisitState.DUE):
            visit.state, visit.done_at = VisitState.DROPPED, clock.now()
            visit.save(update_fields=["state", "done_at"])
            record(events.VisitDropped(request_id=request_id), actor=SYSTEM, about=visit)


def set_share(*, actor: Actor, community_id: int, percent: int) -> VisitRule:
    """Of how many in a hundred without a reason of their own somebody is asked again, from the next closing on."""
    actor.check("settings.manage", community_id)
    if not 0 <= percent <= 100:
        raise Invalid(fields={"percent": _("请写 0 到 100 之间的整数。")})
    with transaction.atomic():
        rule, _new = VisitRule.objects.of(community_id).select_for_update().get_or_create()
        before, rule.base_percent = rule.base_percent, percent
        if before != percent:
            rule.save(update_fields=["base_percent"])
            record(events.VisitRuleChanged(before=before, after=percent), actor=actor, about=rule)
    return rule


def _closed(request: "Request") -> rules.Closed:
    reporter = request.reporter
    charges = charges_of(request.community_id, job_ids=job_ids_of(request))
    return rules.Closed(
        kind=request.kind,
        priority=request.priority,
        verdict=request.verdict,
        via=request.verdict_via,
        reopened=request.reopened,
        needs_care=bool(reporter and reporter.care_note),
        has_phone=bool(reporter.phone if reporter else request.guest_phone),
        charged=owed(charges),
    )


def _visitor_for(request: "Request") -> int | None:
    """Somebody who did not do it, with the fewest visits; None where only doers could."""
    able = [person.id for person in staff_with_grant(request.community_id, "voice.visit")]
    able = [person_id for person_id in able if person_id != request.reporter_id]
    return rules.visitor_of(able, previous_doers(request), queries.open_loads(request.community_id, able))


def _answered(actor: Actor, visit: Visit, answer: VisitAnswer, words: str) -> None:
    visit.state, visit.answer, visit.words = VisitState.DONE, answer, words
    visit.done_at = clock.now()
    visit.save()
    record(events.VisitAnswered(request_id=visit.request_id, answer=answer), actor=actor, about=visit)
    request = request_with_id(SYSTEM, visit.community_id, visit.request_id)
    if answer in REOPENING and request.state == RequestState.CLOSED:
        reopen_request(actor=actor, request=request, words=words, verdict=answer.value, via=VerdictVia.VISIT)


def _not_reached(actor: Actor, visit: Visit) -> None:
    visit.tries += 1
    visit.next_at = clock.now() + rules.AGAIN_AFTER
    if visit.tries >= rules.MOST_TRIES:
        visit.state, visit.done_at, visit.next_at = VisitState.UNREACHED, clock.now(), None
        fact = events.VisitMissed(request_id=visit.request_id, tries=visit.tries)
        record(fact, actor=actor, about=visit)
    visit.save()


def _locked_due(visit: Visit) -> Visit:
    visit = Visit.objects.of(visit.community_id).select_for_update(of=("self",)).get(id=visit.id)
    if visit.state != VisitState.DUE:
        raise Refused(_("这次回访已经结束了。"))
    return visit


def _check_did_not_do_it(actor: Actor, visit: Visit) -> int:
    person_id = actor.at(visit.community_id).person_id
    if person_id is None or not queries.may_visit(visit, person_id):
        raise Refused(_("这件事您自己做过，请没去过的同事回访。"))
    return person_id
