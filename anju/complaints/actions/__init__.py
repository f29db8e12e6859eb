"""Everything that can be done to a complaint. Each verb: lock, check, change, record the event."""

from anju.complaints.actions.deciding import appeal_complaint, decide_complaint
from anju.complaints.actions.hearing import add_facts, ask_facts, give_facts, reply_complaint, write_facts
from anju.complaints.actions.holding import change_holder, join_complaint, name_concerned
from anju.complaints.actions.mending import agree_remedy, finish_remedy
from anju.complaints.actions.opening import (
    end_by_work,
    end_complaint,
    note_dispatch,
    open_complaint,
    reopen_complaint,
)

__all__ = [
    "add_facts",
    "agree_remedy",
    "appeal_complaint",
    "ask_facts",
    "change_holder",
    "decide_complaint",
    "end_by_work",
    "end_complaint",
    "finish_remedy",
    "give_facts",
    "join_complaint",
    "name_concerned",
    "note_dispatch",
    "open_complaint",
    "reopen_complaint",
    "reply_complaint",
    "write_facts",
]
