"""Mass incidents in the navigation, on the pages of requests, and while somebody is still typing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.incidents import actions, queries
from anju.incidents.events import RequestJoined, RequestParted
from anju.incidents.forms import JoinForm
from anju.incidents.shown import desk_panel, panel
from anju.kernel.actor import Actor, Standing
from anju.requests.beside import Act, LineWording, Offer, RequestPanel, Told
from anju.requests.choices import RequestState
from anju.standards.queries import guess_categories
from anju.ui.forms import Form
from anju.ui.menu import MenuEntry

MENU = [
    MenuEntry(
        face="desk",
        label=gettext_lazy("大面积事件"),
        url_name="incidents:all",
        icon="alert-triangle",
        order=22,
        needs="requests.see",
        area=gettext_lazy("服务"),
    ),
]

REQUEST_PANELS = [
    RequestPanel("desk", "incidents/desk/panel.html", desk_panel),
    RequestPanel("resident", "incidents/resident/panel.html", panel),
]


def _running_ones(request: Any, found: Any) -> dict[str, Any]:
    rows = queries.incident_rows(request.actor, found.community_id, over=False)
    return {"running": [(row.number, f"{row.number} {row.title}") for row, _reports in rows]}


def _join(request: Any, found: Any, given: dict[str, Any]) -> None:
    incident = queries.incident_for(request.actor, found.community_id, given["number"])
    actions.join_incident(actor=request.actor, incident=incident, request=found)


def _may_join(standing: Standing, found: Any) -> bool:
    return (
        standing.may("incidents.manage")
        and found.state in (RequestState.NEW, RequestState.OPEN)
        and queries.live_count(standing.community_id) > 0
        and queries.incident_of(found) is None
    )


def _may_leave(standing: Standing, found: Any) -> bool:
    return standing.may("incidents.manage") and queries.incident_of(found) is not None


REQUEST_ACTS = {
    "join-incident": Act(
        JoinForm,
        gettext_lazy("算在大面积事件里"),
        gettext_lazy("并进去"),
        gettext_lazy("已并进去，报事人收到了说明。"),
        _join,
        may=_may_join,
        prepare=_running_ones,
        icon="alert-triangle",
    ),
    "leave-incident": Act(
        Form,
        gettext_lazy("不是那件大面积事件"),
        gettext_lazy("移出来，单独办"),
        gettext_lazy("已移出来，单独计时。"),
        lambda request, found, given: actions.leave_incident(actor=request.actor, request=found),
        may=_may_leave,
        icon="arrow-bar-right",
    ),
}

TIMELINE_WORDINGS = {
    RequestJoined.kind: LineWording(
        lambda facts: ("alert-triangle", _("这是大面积事件 %s 的一部分，一起处理") % facts["number"], "plain")
    ),
    RequestParted.kind: LineWording(
        lambda facts: ("arrow-bar-right", _("不属于 %s，单独处理") % facts["number"], "plain")
    ),
}


def _known(actor: Actor, told: Told) -> list[Offer]:
    """What is known already at that place, when the words sound like it."""
    if told.place is None or queries.live_count(told.community_id) == 0:
        return []
    for category in guess_categories(told.community_id, told.words[:400]):
        incident = queries.running_at(told.community_id, told.place, category)
        if incident is not None:
            slug = next((one.slug for one in actor.standings if one.community_id == told.community_id), "")
            return [
                Offer(
                    icon="alert-triangle",
                    title=_("这件事我们已经知道：%(title)s") % {"title": incident.title},
                    words=queries.words_now(incident),
                    url=reverse("incidents:told", args=[slug, incident.number]) if slug else "",
                    link=_("看进展"),
                    tone="run",
                )
            ]
    return []


REPORT_OFFERS = [_known]
