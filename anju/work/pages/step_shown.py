"""The steps of a job as the worker's and the desk's pages show them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from anju.standards.choices import FailOpens
from anju.work import rules
from anju.work.choices import EvidenceWhy, StepResult
from anju.work.forms import PhotosForm
from anju.work.step_queries import follow_jobs_named, photos_of_steps, steps_without_evidence
from anju.work.step_rules import answer_in_words, breach_in_words, late_minutes, limits_in_words, plain

if TYPE_CHECKING:
    from anju.kernel.models import StoredFile
    from anju.work.models import Job, JobStep


def shown_photos(stored: "list[StoredFile]", slug: str) -> list[dict[str, str]]:
    """Files as the component ``photos`` takes them."""
    addresses = [reverse("photo", args=[slug, one.token]) for one in stored]
    return [{"url": address, "thumb": f"{address}?thumb"} for address in addresses]


@dataclass(frozen=True)
class StepRow:
    """A step with all that is shown of it. ``wrong`` is what was wrong with ``given``, by field."""

    step: "JobStep"
    said: str
    breach: str
    limits: str
    late: int
    why: str
    missing: bool
    follow: Any
    wants_photo: bool
    photos: list[dict[str, str]]
    photo_form: PhotosForm
    reading: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return self.step.result == StepResult.FAILED

    @property
    def skipped(self) -> bool:
        return self.step.result == StepResult.SKIPPED

    @property
    def waits(self) -> bool:
        """Whether the procedure says that it can wait for somebody."""
        return self.failed and self.step.fail_opens == FailOpens.HOLD_REASON


def rows_of(
    job: "Job",
    steps: "list[JobStep]",
    slug: str,
    *,
    wrong: dict[int, dict[str, str]] | None = None,
    given: dict[int, dict[str, str]] | None = None,
    photo_forms: dict[int, PhotosForm] | None = None,
) -> list[StepRow]:
    """All steps of the job; ``wrong``, ``given`` and ``photo_forms`` are what came back, by the step's number."""
    missing = {step.number for step in steps_without_evidence(job)} if steps else set()
    taken = photos_of_steps(job) if steps else {}
    follow = follow_jobs_named(job.community_id, steps)
    return [
        StepRow(
            step=step,
            said=answer_in_words(step),
            breach=breach_in_words(step),
            limits=limits_in_words(step),
            late=late_minutes(job, steps, step),
            why=str(EvidenceWhy(step.evidence_why).label) if step.evidence_why else "",
            missing=step.number in missing,
            follow=follow.get(step.follow_job_id or 0),
            wants_photo=rules.wants_photo(step.evidence),
            photos=shown_photos(taken.get(step.number, []), slug),
            photo_form=(photo_forms or {}).get(step.number) or PhotosForm(auto_id=f"step{step.number}_%s"),
            reading=plain(step.reading) if step.reading is not None else "",
            wrong=(wrong or {}).get(step.number, {}),
            given=(given or {}).get(step.number, {}),
        )
        for step in steps
    ]
