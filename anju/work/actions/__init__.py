"""Everything that can be done to a job of work. Each verb: lock, check, change, record the event."""

from anju.work.actions.answering import (
    accept_job,
    grab_job,
    refuse_job,
    take_back_unanswered,
)
from anju.work.actions.doing import (
    add_job_photos,
    arrive,
    finish_job,
    secure_job,
    set_out,
    tick_step,
    untick_step,
)
from anju.work.actions.giving import (
    assign_job,
)
from anju.work.actions.handing_over import (
    accept_handover,
    decline_handover,
    propose_handover,
    withdraw_handover,
)
from anju.work.actions.holding import hold_job, release_job, resume_job, retime_job
from anju.work.actions.labour import (
    correct_labour,
    pause_labour,
    resume_labour,
    start_labour,
    stop_labour,
)
from anju.work.actions.lending import (
    add_mate,
    remove_mate,
)
from anju.work.actions.opening import (
    cancel_job,
    open_job,
)
from anju.work.actions.ordering import (
    change_dispatch,
)
from anju.work.actions.parts import (
    drop_part,
    use_part,
)

__all__ = [
    "accept_handover",
    "accept_job",
    "add_job_photos",
    "add_mate",
    "arrive",
    "assign_job",
    "cancel_job",
    "change_dispatch",
    "correct_labour",
    "decline_handover",
    "drop_part",
    "finish_job",
    "grab_job",
    "hold_job",
    "open_job",
    "pause_labour",
    "propose_handover",
    "refuse_job",
    "release_job",
    "remove_mate",
    "resume_job",
    "resume_labour",
    "retime_job",
    "secure_job",
    "set_out",
    "start_labour",
    "stop_labour",
    "take_back_unanswered",
    "tick_step",
    "untick_step",
    "use_part",
    "withdraw_handover",
]
