"""Everything that can be done with quotes, liability, rework and charges, for doors and apps above."""

from anju.work.quotes.answering import accept_quote, refuse_quote
from anju.work.quotes.charging import cancel_charge
from anju.work.quotes.deciding import decide_party, deny_rework
from anju.work.quotes.giving import give_quote, withdraw_quote

__all__ = [
    "accept_quote",
    "cancel_charge",
    "decide_party",
    "deny_rework",
    "give_quote",
    "refuse_quote",
    "withdraw_quote",
]
