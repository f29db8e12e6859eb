"""What the worker answers to the steps of a job, and what follows where one does not pass."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.events import record
from anju.kernel.files import check_photos, files_of, keep_photos
from anju.kernel.text import clean_line
from anju.standards.choices import CheckKind, FailOpens
from anju.standards.queries import leaf_for, promised_at
from anju.work import events
from anju.work.actions import open_job
from anju.work.actions.keeping import team_locked
from anju.work.choices import StepResult
from anju.work.models import Job, JobStep
from anju.work.quotes.gates import check_may_tick
from anju.work.step_rules import Answered, answered, breach_in_words, photos_purpose

MOST_WORDS = 200


def answer_step(*, actor: Actor, job: Job, number: int, answer: str = "", words: str = "") -> JobStep:
    """Answer a step: a tick needs no ``answer``; else "yes" or "no", the reading, the code of a choice, or words.

    One that does not pass opens at once what the procedure says. The same answer again changes nothing, another
    one takes the place of the first; both stay in the history.
    """
    words = clean_line(words, field="words", most=MOST_WORDS)
    with transaction.atomic():
        job, step = _locked_step(actor, job, number)
        return _settle(actor, job, step, answered(step, answer[:300]), words)


def fail_step(*, actor: Actor, job: Job, number: int, words: str) -> JobStep:
    """The step cannot be done, and why; what the procedure says for that is opened."""
    words = clean_line(words, field="words", most=MOST_WORDS, least=2)
    with transaction.atomic():
        job, step = _locked_step(actor, job, number)
        answer = "no" if step.kind == CheckKind.YES_NO else ""
        return _settle(actor, job, step, Answered(StepResult.FAILED, answer), words)


def skip_step(*, actor: Actor, job: Job, number: int, words: str) -> JobStep:
    """The step is of no use this time, and why; no photo of it is wanted then."""
    words = clean_line(words, field="words", most=MOST_WORDS, least=2)
    with transaction.atomic():
        job, step = _locked_step(actor, job, number)
        return _settle(actor, job, step, Answered(StepResult.SKIPPED), words)


def add_step_photos(*, actor: Actor, job: Job, number: int, photos: Sequence[UploadedFile]) -> None:
    """Keep photos as the evidence of a step."""
    purpose = photos_purpose(number)
    images = check_photos(photos, already=len(files_of(job, purpose)))
    if not images:
        raise Invalid(fields={"photos": _("还没有选照片。")})
    with transaction.atomic():
        job, _step = _locked_step(actor, job, number)
        keep_photos(images, actor=actor, about=job, purpose=purpose)
        record(events.JobPhotoTaken(count=len(images), purpose=purpose), actor=actor, about=job)


def explain_no_photo(*, actor: Actor, job: Job, number: int, words: str) -> JobStep:
    """Say why no photo of the step could be taken. That counts, and is marked; nothing else follows from it."""
    words = clean_line(words, field="words", most=MOST_WORDS, least=2)
    with transaction.atomic():
        job, step = _locked_step(actor, job, number)
        if step.no_photo != words:
            step.no_photo = words
            step.save(update_fields=["no_photo"])
            record(events.JobStepExplained(step=number), actor=actor, about=job)
    return step


def _locked_step(actor: Actor, job: Job, number: int) -> tuple[Job, JobStep]:
    job = team_locked(actor, job, "work")
    step = JobStep.objects.of(job.community_id).filter(job=job, number=number).first()
    if step is None:
        raise NotFound()
    return job, step


def _settle(actor: Actor, job: Job, step: JobStep, found: Answered, words: str) -> JobStep:
    before = (step.result, step.answer, step.reading, step.words)
    if before == (found.result, found.answer, found.reading, words):
        return step
    if found.result != StepResult.SKIPPED:
        check_may_tick(job, step)
    step.result, step.answer, step.reading, step.words = found.result, found.answer, found.reading, words
    step.done_at, step.done_by_id = clock.now(), actor.at(job.community_id).person_id
    if found.result == StepResult.FAILED and step.fail_opens == FailOpens.FOLLOW_JOB:
        step.follow_job = step.follow_job or _follow_job(job, step)
    step.save()
    record(_fact(step), actor=actor, about=job)
    return step


def _fact(step: JobStep) -> events.JobStepDone | events.JobStepFailed | events.JobStepSkipped:
    if step.result == StepResult.OK:
        return events.JobStepDone(step=step.number)
    if step.result == StepResult.SKIPPED:
        return events.JobStepSkipped(step=step.number)
    return events.JobStepFailed(
        step=step.number,
        opens=step.fail_opens,
        to=step.fail_to,
        reading=step.reading,
        follow_job_id=step.follow_job_id,
    )


def _follow_job(job: Job, step: JobStep) -> Job:
    """The job that the procedure asks for, with the reading and the limit in its words, due as its category promises.

    The one who found it need not be allowed to open jobs: the procedure opens it.
    """
    category = leaf_for(job.community_id, step.fail_to)
    promise = promised_at(category, job.place, at=clock.now())
    return open_job(
        actor=SYSTEM,
        community_id=job.community_id,
        title=category.name,
        words=_follow_words(job, step),
        place=job.place,
        category=category,
        priority=category.priority,
        arrive_by=promise.arrive_by,
        safe_by=promise.safe_by,
        finish_by=promise.finish_by,
        contact_name=job.contact_name,
        contact_phone=job.contact_phone,
        source=(job._meta.label_lower, job.id),
    )


def _follow_words(job: Job, step: JobStep) -> str:
    told = {"number": job.number, "step": step.number, "action": step.action}
    first = _("%(number)s 第 %(step)d 步没通过：%(action)s") % told
    return "\n".join(part for part in (first, breach_in_words(step), step.on_fail) if part)
