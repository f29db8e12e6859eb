"""The steps of a job, their photos, and who did what."""

from collections.abc import Collection

from anju.kernel.files import files_of
from anju.kernel.models import StoredFile
from anju.work.choices import OPEN_STATES, StepResult
from anju.work.models import Job, JobStep, SignOff
from anju.work.step_rules import STEP_PHOTOS, photos_purpose

SIGNATURE = "signature"


def step_numbered(job: Job, number: int) -> JobStep | None:
    return JobStep.objects.of(job.community_id).filter(job=job, number=number).first()


def photos_of_result(job: Job) -> list[StoredFile]:
    """The photos of the place before and after: neither those of steps nor the signature."""
    return [stored for stored in files_of(job) if stored.purpose in ("before", "after")]


def photos_of_steps(job: Job) -> dict[int, list[StoredFile]]:
    """The photos of each step, by its number."""
    found: dict[int, list[StoredFile]] = {}
    for stored in files_of(job):
        number = stored.purpose.removeprefix(STEP_PHOTOS)
        if stored.purpose.startswith(STEP_PHOTOS) and number.isdecimal():
            found.setdefault(int(number), []).append(stored)
    return found


def steps_without_evidence(job: Job) -> list[JobStep]:
    """The steps whose photo is wanted and neither there nor explained. A step that was left out needs none."""
    wanted = JobStep.objects.of(job.community_id).filter(job=job, no_photo="").exclude(evidence_why="")
    taken = {stored.purpose for stored in files_of(job)}
    return [
        step
        for step in wanted.exclude(result=StepResult.SKIPPED).order_by("number")
        if photos_purpose(step.number) not in taken
    ]


def follow_ups_of(community_id: int, job_ids: Collection[int]) -> list[int]:
    """The ids of the jobs that were opened because a step of these did not pass."""
    steps = JobStep.objects.of(community_id).filter(job_id__in=list(job_ids), follow_job__isnull=False)
    return list(steps.order_by("id").values_list("follow_job_id", flat=True))


def open_follow_ups_of(job: Job) -> list[Job]:
    """The jobs that were opened because a step of this one did not pass, and are still to be done."""
    ids = follow_ups_of(job.community_id, [job.id])
    return list(Job.objects.of(job.community_id).filter(id__in=ids, state__in=OPEN_STATES)) if ids else []


def sign_off_of(job: Job) -> SignOff | None:
    return SignOff.objects.of(job.community_id).filter(job=job).select_related("device_of").first()


def signed_off(community_id: int, sign_off_id: int) -> SignOff:
    return SignOff.objects.of(community_id).get(id=sign_off_id)


def signature_of(job: Job) -> list[StoredFile]:
    return files_of(job, SIGNATURE)


def source_job_of(job: Job) -> Job | None:
    """The job whose step opened this one, if one did."""
    if job.source_type != job._meta.label_lower or job.source_id is None:
        return None
    return Job.objects.of(job.community_id).filter(id=job.source_id).first()


def follow_jobs_named(community_id: int, steps: Collection[JobStep]) -> dict[int, Job]:
    """The jobs that steps have opened, by id; no query where none has."""
    ids = [step.follow_job_id for step in steps if step.follow_job_id]
    found = Job.objects.of(community_id).filter(id__in=ids).select_related("assignee") if ids else []
    return {job.id: job for job in found}
