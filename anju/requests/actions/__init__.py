"""Everything that can be done to a request. Each verb: lock, check, change, record the event."""

from anju.requests.actions.answering import (
    add_note,
    agree_finish,
    answer_request,
    classify_request,
    conclude_request,
    dispatch_request,
    finish_request,
    merge_request,
    show_phone,
    take_request,
)
from anju.requests.actions.following import (
    cancel_request,
    comment_request,
    contest_sign_off,
    judge_request,
    reopen_request,
    urge_request,
)
from anju.requests.actions.hearing import (
    close_silent,
    note_arrival,
    note_finished_job,
    note_follow_up,
    note_secured,
    note_sign_off,
    pass_on_request,
)
from anju.requests.actions.holding import (
    agree_to_hold,
    decline_hold,
    hold_request,
    note_hold_of_job,
    note_resumed_job,
    resume_request,
)
from anju.requests.actions.quoting import accept_quote, refuse_quote
from anju.requests.actions.reporting import report_for, report_request
from anju.requests.actions.sealing import set_concerned
from anju.requests.actions.watching import check_promise, reckon_again

__all__ = [
    "accept_quote",
    "add_note",
    "agree_finish",
    "agree_to_hold",
    "answer_request",
    "cancel_request",
    "check_promise",
    "classify_request",
    "close_silent",
    "comment_request",
    "conclude_request",
    "contest_sign_off",
    "decline_hold",
    "dispatch_request",
    "finish_request",
    "hold_request",
    "judge_request",
    "merge_request",
    "note_arrival",
    "note_finished_job",
    "note_follow_up",
    "note_hold_of_job",
    "note_resumed_job",
    "note_secured",
    "note_sign_off",
    "pass_on_request",
    "reckon_again",
    "refuse_quote",
    "reopen_request",
    "report_for",
    "report_request",
    "resume_request",
    "set_concerned",
    "show_phone",
    "take_request",
    "urge_request",
]
