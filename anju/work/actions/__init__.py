"""Everything that can be done to a job of work. Each verb: lock, check, change, record the event."""

from anju.work.actions.doing import (
    add_job_photos,
    arrive,
    finish_job,
    secure_job,
    set_out,
    tick_step,
    untick_step,
)
from anju.work.actions.giving import accept_job, assign_job, refuse_job
from anju.work.actions.holding import hold_job, release_job, resume_job, retime_job
from anju.work.actions.opening import cancel_job, open_job
from anju.work.actions.parts import drop_part, use_part

__all__ = [
    "accept_job",
    "add_job_photos",
    "arrive",
    "assign_job",
    "cancel_job",
    "drop_part",
    "finish_job",
    "hold_job",
    "open_job",
    "refuse_job",
    "release_job",
    "resume_job",
    "retime_job",
    "secure_job",
    "set_out",
    "tick_step",
    "untick_step",
    "use_part",
]
