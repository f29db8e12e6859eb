"""The end of a job at the door: the resident signs on the technician's phone, or later says it on their own."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.files import check_photos, keep_photos
from anju.kernel.text import clean, clean_line
from anju.work import events, rules
from anju.work.choices import JobState, Opinion
from anju.work.models import Job, SignOff
from anju.work.step_queries import SIGNATURE, sign_off_of

MOST_WORDS = 500


def sign_off(
    *,
    actor: Actor,
    job: Job,
    name: str,
    opinion: str,
    signature: Sequence[UploadedFile],
    words: str = "",
) -> SignOff:
    """Keep what was said and signed at the place, on the phone of who did it. Once for each job."""
    name = clean_line(name, field="name", most=60, least=1)
    words = clean(words, field="words", most=MOST_WORDS)
    if opinion not in Opinion.values:
        raise Invalid(fields={"opinion": _("请住户选一个最接近的。")})
    images = check_photos(signature)
    if not images:
        raise Invalid(fields={"signature": _("还没有签字。请用手指在框里写下名字。")})
    with transaction.atomic():
        job = _locked_to_sign(actor, job)
        signed = _keep(actor, job, present=True, name=name, opinion=opinion, words=words)
        keep_photos(images[:1], actor=actor, about=job, purpose=SIGNATURE)
        fact = events.JobSignedoff(sign_off_id=signed.id, verdict=opinion, device_of=signed.device_of_id)
        record(fact, actor=actor, about=job)
    return signed


def leave_sign_off(*, actor: Actor, job: Job) -> SignOff:
    """Nobody is there to sign: the resident will say it on their own phone."""
    with transaction.atomic():
        job = _locked_to_sign(actor, job)
        left = _keep(actor, job, present=False)
        record(events.JobSignoffLeft(sign_off_id=left.id), actor=actor, about=job)
    return left


def contest_sign_off(*, actor: Actor, job: Job) -> SignOff | None:
    """The resident says that the signature is not theirs. The caller has checked who they are; None where nothing was
    signed, and a second time changes nothing."""
    with transaction.atomic():
        job = Job.objects.of(job.community_id).select_for_update().get(id=job.id)
        signed = sign_off_of(job)
        if signed is None or not signed.present:
            return None
        if signed.contested_at is None:
            signed.contested_at = clock.now()
            signed.save(update_fields=["contested_at"])
            record(events.JobSignoffContested(sign_off_id=signed.id), actor=actor, about=job)
    return signed


def _locked_to_sign(actor: Actor, job: Job) -> Job:
    job = Job.objects.of(job.community_id).select_for_update().get(id=job.id)
    rules.check_is_mine(job, actor.at(job.community_id).person_id)
    if job.state != JobState.FINISHED:
        raise Refused(_("先填写完成，再请住户签字。"))
    if sign_off_of(job) is not None:
        raise Refused(_("这件已经签过，或已说好由住户自己确认。"))
    return job


def _keep(
    actor: Actor, job: Job, *, present: bool, name: str = "", opinion: str = "", words: str = ""
) -> SignOff:
    return SignOff.objects.of(job.community_id).create(
        job=job,
        present=present,
        name=name,
        opinion=opinion,
        words=words,
        device_of_id=actor.at(job.community_id).person_id,
        at=clock.now(),
    )
