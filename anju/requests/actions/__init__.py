"""Everything that can be done to a request. Each verb: lock, check, change, record the event."""

from anju.requests.actions.answering import (
    add_note,
    answer_request,
    classify_request,
    dispatch_request,
    finish_request,
    merge_request,
    show_phone,
    take_request,
)
from anju.requests.actions.following import (
    cancel_request,
    comment_request,
    judge_request,
    reopen_request,
    urge_request,
)
from anju.requests.actions.hearing import close_silent, note_arrival, note_finished_job
from anju.requests.actions.quoting import accept_quote, refuse_quote
from anju.requests.actions.reporting import report_for, report_request

__all__ = [
    "accept_quote",
    "add_note",
    "answer_request",
    "cancel_request",
    "classify_request",
    "close_silent",
    "comment_request",
    "dispatch_request",
    "finish_request",
    "judge_request",
    "merge_request",
    "note_arrival",
    "note_finished_job",
    "refuse_quote",
    "reopen_request",
    "report_for",
    "report_request",
    "show_phone",
    "take_request",
    "urge_request",
]
