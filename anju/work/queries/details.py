"""What is noted on a job: steps, parts, photos, words."""

from collections.abc import Collection

from anju.kernel.errors import NotFound
from anju.kernel.files import files_about, files_of
from anju.kernel.models import StoredFile
from anju.work.models import Job, JobMate, JobNote, JobStep, PartUsed
from anju.work.step_rules import photos_purpose


def steps_of(job: Job) -> list[JobStep]:
    return list(JobStep.objects.of(job.community_id).filter(job=job).order_by("number"))


def parts_of(job: Job) -> list[PartUsed]:
    found = PartUsed.objects.of(job.community_id).filter(job=job).select_related("store")
    return list(found.order_by("id"))


def part_named(community_id: int, part_id: int) -> PartUsed:
    """A part that was noted, without a check; ``NotFound`` when it was taken back since."""
    found = PartUsed.objects.of(community_id).filter(id=part_id).first()
    if found is None:
        raise NotFound()
    return found


def source_photos(job: Job) -> list[StoredFile]:
    """The photos that came with what asked for the job (purpose "report").

    Found by the type and id that the job carries, so that work need not know the app above. Whether the actor sees
    them the files' door asks that app's ``seen_through`` query.
    """
    if not job.source_id:
        return []
    if job.source_type == job._meta.label_lower:
        step = JobStep.objects.of(job.community_id).filter(follow_job=job).first()
        purpose = photos_purpose(step.number) if step else "report"
        return files_about(job.community_id, job.source_type, job.source_id, purpose)
    return files_about(job.community_id, job.source_type, job.source_id, "report")


def photos_by_purpose(job: Job) -> dict[str, list[StoredFile]]:
    """The photos taken on the job: "before" and "after"."""
    found: dict[str, list[StoredFile]] = {"before": [], "after": []}
    for stored in files_of(job):
        found.setdefault(stored.purpose, []).append(stored)
    return found


def doers_of(community_id: int, job_ids: Collection[int]) -> set[int]:
    """The ids of all who did something on these jobs: who was there, who lent a hand, who answered steps."""
    ids = list(job_ids)
    mine = Job.objects.of(community_id).filter(id__in=ids, arrived_at__isnull=False)
    mates = JobMate.objects.of(community_id).filter(job_id__in=ids)
    ticked = JobStep.objects.of(community_id).filter(job_id__in=ids)
    found = {
        *mine.values_list("assignee_id", flat=True),
        *mates.values_list("person_id", flat=True),
        *ticked.values_list("done_by_id", flat=True),
    }
    return {person_id for person_id in found if person_id is not None}


def notes_of(job: Job) -> list[JobNote]:
    return list(JobNote.objects.of(job.community_id).filter(job=job).select_related("person").order_by("id"))


def notes_named(community_id: int, note_ids: Collection[int]) -> dict[int, JobNote]:
    return {note.id: note for note in JobNote.objects.of(community_id).filter(id__in=list(note_ids))}
