"""Pure decisions about mails, calls and positions."""

from anju.channels.rules.loops import MailHead, why_left_aside
from anju.channels.rules.quotes import new_words
from anju.channels.rules.tokens import REPLY, message_id_of, request_id_in, token_of, tokens_in

__all__ = [
    "REPLY",
    "MailHead",
    "message_id_of",
    "new_words",
    "request_id_in",
    "token_of",
    "tokens_in",
    "why_left_aside",
]
