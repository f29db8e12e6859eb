"""Everything that can be done to proposals and praise. Each verb: lock, check, change, record the event."""

from anju.proposals.actions.articles import make_article
from anju.proposals.actions.climbing import climb
from anju.proposals.actions.deciding import decide, name_answerer, tell_result
from anju.proposals.actions.opening import drop_proposal, keep_answer, open_proposal, reconsider
from anju.proposals.actions.praising import name_praised, note_reached, sign_praise
from anju.proposals.actions.sharing import share_proposal, support_proposal

__all__ = [
    "climb",
    "decide",
    "drop_proposal",
    "keep_answer",
    "make_article",
    "name_answerer",
    "name_praised",
    "note_reached",
    "open_proposal",
    "reconsider",
    "share_proposal",
    "sign_praise",
    "support_proposal",
    "tell_result",
]
