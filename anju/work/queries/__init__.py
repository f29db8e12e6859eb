"""Jobs, who may see them, and who could do them."""

from anju.work.queries.candidates import (
    Candidate,
    candidates_for,
    workers_of,
)
from anju.work.queries.desk import (
    JOB_ROWS,
    WANTED,
    JobFilter,
    desk_jobs,
    is_job_key,
    job_key,
    open_job_counts,
)
from anju.work.queries.details import (
    known_parts,
    notes_named,
    notes_of,
    part_named,
    parts_of,
    photos_by_purpose,
    source_photos,
    steps_of,
)
from anju.work.queries.jobs import (
    as_seen,
    job_for,
    job_with_id,
    jobs_for,
    jobs_named,
    jobs_to_accept,
    my_finished_jobs,
    my_jobs,
    open_jobs_at,
    unaccepted_since,
)

__all__ = [
    "JOB_ROWS",
    "WANTED",
    "Candidate",
    "JobFilter",
    "as_seen",
    "candidates_for",
    "desk_jobs",
    "is_job_key",
    "job_for",
    "job_key",
    "job_with_id",
    "jobs_for",
    "jobs_named",
    "jobs_to_accept",
    "known_parts",
    "my_finished_jobs",
    "my_jobs",
    "notes_named",
    "notes_of",
    "open_job_counts",
    "open_jobs_at",
    "part_named",
    "parts_of",
    "photos_by_purpose",
    "source_photos",
    "steps_of",
    "unaccepted_since",
    "workers_of",
]
