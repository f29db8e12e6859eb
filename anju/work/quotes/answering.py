"""The resident's answer: on their own phone, on the technician's with a signature, or by telephone."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from anju.assets.actions import release_reservations
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.text import clean, clean_line
from anju.work import events
from anju.work.choices import AnswerWay, JobState, QuoteState
from anju.work.models import Job, JobNote, Quote
from anju.work.quotes.keeping import check_open, keep_note, locked

LEAST_INK = 40  # dark points of a signature; a tap leaves fewer


def accept_quote(
    *,
    actor: Actor,
    quote: Quote,
    way: str,
    name: str,
    at: datetime | None = None,
    signature: Sequence[UploadedFile] = (),
) -> Quote:
    """The resident agrees. ``quote`` is the version they saw: ``Refused`` when there is a newer one.

    ``own``: the app that asked for the job has checked that the actor is who reported it. ``signed``: the assignee's
    phone, with the drawn signature. ``call``: the desk writes down who said so and ``at`` what time.
    """
    name = clean_line(name, field="name", most=60, least=1)
    images = _checked_signature(signature) if way == AnswerWay.SIGNED else []
    with transaction.atomic():
        job, quote = _locked_waiting(actor, quote, way)
        Quote.objects.of(quote.community_id).filter(job=job, state=QuoteState.ACCEPTED).update(
            state=QuoteState.REPLACED
        )
        _answer(actor, quote, QuoteState.ACCEPTED, way, name, _said_at(quote, way, at))
        keep_photos(images, actor=actor, about=quote, purpose="signature")
        fact = events.JobQuoteAccepted(quote_id=quote.id, total=quote.total, way=way)
        record(fact, actor=actor, about=job)
    return quote


def refuse_quote(
    *, actor: Actor, quote: Quote, way: str, name: str, words: str, at: datetime | None = None
) -> Quote:
    """The resident does not agree, in their words. A job without an earlier agreement ends: not done, quote refused;
    with one, that stays in force."""
    name = clean_line(name, field="name", most=60, least=1)
    words = clean(words, field="words", most=300, least=1)
    with transaction.atomic():
        job, quote = _locked_waiting(actor, quote, way)
        _answer(actor, quote, QuoteState.REFUSED, way, name, _said_at(quote, way, at))
        note = keep_note(actor, job, JobNote.Purpose.DECLINED, words)
        fact = events.JobQuoteRefused(quote_id=quote.id, note_id=note.id, way=way)
        record(fact, actor=actor, about=job)
        agreed = Quote.objects.of(quote.community_id).filter(job=job, state=QuoteState.ACCEPTED)
        if not agreed.exists():
            _end(actor, job, quote, note)
    return quote


def _locked_waiting(actor: Actor, quote: Quote, way: str) -> tuple[Job, Quote]:
    if way not in AnswerWay.values:
        raise Invalid(fields={"way": _("请选一下是怎么答复的。")})
    job = locked(Job(community_id=quote.community_id, id=quote.job_id))
    _check_may_write(actor, job, way)
    check_open(job)
    found: Quote = Quote.objects.of(quote.community_id).get(id=quote.id)
    if found.state != QuoteState.WAITING:
        raise Refused(_("这份报价已经答复过，或换成新的了，请看一下现在的。"))
    return job, found


def _check_may_write(actor: Actor, job: Job, way: str) -> None:
    if way == AnswerWay.CALL:
        actor.check("work.assign", job.community_id)
    if way == AnswerWay.SIGNED and job.assignee_id != actor.at(job.community_id).person_id:
        raise NotAllowed(_("这件工作不在您名下。"))


def _said_at(quote: Quote, way: str, at: datetime | None) -> datetime:
    now = clock.now()
    if at is None or way != AnswerWay.CALL:
        return now
    if not quote.given_at <= at <= now:
        raise Invalid(fields={"at": _("答复的时间在报价以后、现在以前。")})
    return at


def _answer(actor: Actor, quote: Quote, state: str, way: str, name: str, at: datetime) -> None:
    person_id = actor.person_in(quote.community_id)
    quote.state, quote.way, quote.name, quote.answered_at = state, way, name, at
    quote.person_id = person_id if way == AnswerWay.OWN else None
    quote.written_by_id = None if way == AnswerWay.OWN else person_id
    quote.save(update_fields=["state", "way", "name", "answered_at", "person", "written_by"])


def _end(actor: Actor, job: Job, quote: Quote, note: JobNote) -> None:
    job.state = JobState.CANCELLED
    job.save(update_fields=["state"])
    record(events.JobDeclined(quote_id=quote.id, note_id=note.id), actor=actor, about=job)
    release_reservations(actor=actor, community_id=job.community_id, about=(job._meta.label_lower, job.id))


def _checked_signature(uploads: Sequence[UploadedFile]) -> list[Image.Image]:
    """The drawn signature; ``Invalid`` when nothing was drawn, or too little to be a name."""
    try:
        images = check_photos(uploads)
    except Invalid:
        raise Invalid(fields={"signature": _("签名没有收到，请再签一次。")}) from None
    if len(images) != 1:
        raise Invalid(fields={"signature": _("请住户在框里签名。")})
    dark = sum(images[0].convert("L").histogram()[:128])
    if dark < LEAST_INK:
        raise Invalid(fields={"signature": _("请住户在框里签名。")})
    return images
