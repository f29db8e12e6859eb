"""Making and ending tokens, keeping webhooks, sending and sending again."""

from anju.connect.actions.deliveries import (
    give_up_waiting,
    keep_answer,
    plan_delivery,
    queue_try,
    resend,
)
from anju.connect.actions.tokens import end_token, make_token, note_use
from anju.connect.actions.webhooks import add_webhook, ping_webhook, set_webhook_active

__all__ = [
    "add_webhook",
    "end_token",
    "give_up_waiting",
    "keep_answer",
    "make_token",
    "note_use",
    "ping_webhook",
    "plan_delivery",
    "queue_try",
    "resend",
    "set_webhook_active",
]
