"""The address of the board read as a filter. What nobody can have chosen is left out, never an error."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anju.kernel.ids import MAX_ID
from anju.requests.choices import OPEN_STATES, RequestState, Verdict
from anju.requests.queries import BoardFilter
from anju.standards.choices import Priority, RequestKind
from anju.ui.forms import CONTROL

VIEWS = ("table", "columns")
ENDED = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)
MOST_DAYS = 3660

# How requests are called from the desk, where "you" are not the reporter.
STATE_NAMES = {
    RequestState.NEW: _("待受理"),
    RequestState.OPEN: _("处理中"),
    RequestState.DONE: _("待住户确认"),
    RequestState.CLOSED: _("已结束"),
    RequestState.CANCELLED: _("已撤销"),
    RequestState.MERGED: _("已合并"),
}


def filter_from(query: QueryDict) -> BoardFilter:
    """The filter that the address of the board says; see ``BoardFilter`` for the parameters."""
    told = query.getlist("states")
    chosen = [state for state in RequestState.values if state in told]
    return BoardFilter(
        states=() if "all" in told else tuple(chosen) or OPEN_STATES,
        late=_one(query, "late", ("late", "soon")),
        building_id=_number(query, "building_id", MAX_ID) or None,
        category_code=query.get("category_code", "")[:10],
        kind=_one(query, "kind", RequestKind.values),
        priority=_one(query, "priority", Priority.values),
        text=CONTROL.sub("", query.get("text", "")).strip()[:80],
        unaccepted=query.get("unaccepted") == "1",
        verdict=_one(query, "verdict", ("bad", *Verdict.values)),
        closed_days=_number(query, "closed_days", MOST_DAYS),
        opened_days=_number(query, "opened_days", MOST_DAYS),
    )


def _one(query: QueryDict, name: str, known: "tuple[str, ...] | list[str]") -> str:
    value = query.get(name, "")
    return value if value in known else ""


def _number(query: QueryDict, name: str, most: int) -> int:
    value = query.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 20 and int(value) <= most else 0
