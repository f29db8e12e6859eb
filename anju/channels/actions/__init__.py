"""What can be done over the channels: take a mail in, write a letter, log a call, file what a city sends."""

from anju.channels.actions.calling import file_call, log_call, note_call_of
from anju.channels.actions.geo import Told311, file_report
from anju.channels.actions.letters import put_in_queue, send_letter, write_letter
from anju.channels.actions.receiving import file_left_aside, receive_mail

__all__ = [
    "Told311",
    "file_call",
    "file_left_aside",
    "file_report",
    "log_call",
    "note_call_of",
    "put_in_queue",
    "receive_mail",
    "send_letter",
    "write_letter",
]
