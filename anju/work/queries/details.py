"""What is noted on a job: steps, parts, photos, words."""

from collections import Counter
from collections.abc import Collection

from anju.kernel.errors import NotFound
from anju.kernel.files import files_about, files_of
from anju.kernel.models import StoredFile
from anju.work.models import Job, JobNote, JobStep, PartUsed


def steps_of(job: Job) -> list[JobStep]:
    return list(JobStep.objects.of(job.community_id).filter(job=job).order_by("number"))


def parts_of(job: Job) -> list[PartUsed]:
    return list(PartUsed.objects.of(job.community_id).filter(job=job).order_by("id"))


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
    return files_about(job.community_id, job.source_type, job.source_id, "report")


def known_parts(community_id: int, most: int = 40) -> list[str]:
    """Names of parts that were used here lately, the most used first: to choose from while typing."""
    lately = PartUsed.objects.of(community_id).order_by("-id").values("name")[:500]
    return [name for name, _ in Counter(row["name"] for row in lately).most_common(most)]


def photos_by_purpose(job: Job) -> dict[str, list[StoredFile]]:
    """The photos taken on the job: "before" and "after"."""
    found: dict[str, list[StoredFile]] = {"before": [], "after": []}
    for stored in files_of(job):
        found.setdefault(stored.purpose, []).append(stored)
    return found


def notes_of(job: Job) -> list[JobNote]:
    return list(JobNote.objects.of(job.community_id).filter(job=job).select_related("person").order_by("id"))


def notes_named(community_id: int, note_ids: Collection[int]) -> dict[int, JobNote]:
    return {note.id: note for note in JobNote.objects.of(community_id).filter(id__in=list(note_ids))}
