"""排今天的活: choose who is here and what lacks parts, watch the plan being made, accept it line by line or whole."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anju.kernel import clock
from anju.kernel.ids import id_in
from anju.places.queries import community_named
from anju.ui.doors import Request, desk_page
from anju.work.choices import PlanState
from anju.work.planning import actions, queries, situation
from anju.work.planning.wording import placed_words, unplaced_words

SHOWN_PLANS = 5


@dataclass(frozen=True)
class Row:
    """A line with why it stands there; ``open`` when accepting it would send the job."""

    line: Any
    words: str
    open: bool


@desk_page("work.assign", "GET POST")
def start(request: Request) -> HttpResponse:
    """The pile and the people; a tick takes somebody out or says that parts are lacking."""
    community_id, now = request.standing.community_id, clock.now()
    begins_at, ends_at = situation.working_day(community_named(community_id), now)
    pile = situation.pile_of(community_id)
    people = situation.people_for(community_id, pile, begins_at)
    if request.method == "POST":
        here = _ids(request, "here")
        made = actions.ask_plan(
            actor=request.actor,
            community_id=community_id,
            left_out=[person.id for person in people if person.id not in here],
            without_parts=_ids(request, "without_parts") & {job.id for job in pile},
        )
        return redirect("desk_plans:plan", request.standing.slug, made.id)
    context = {
        "begins_at": begins_at,
        "ends_at": ends_at,
        "pile": pile,
        "people": people,
        "most": situation.MOST_JOBS if len(pile) == situation.MOST_JOBS else 0,
        "plans": list(queries.plans_for(request.actor, community_id)[:SHOWN_PLANS]),
    }
    return render(request, "work/desk/plan_start.html", context)


@desk_page("work.assign")
def plan(request: Request, plan_id: int) -> HttpResponse:
    """How far the plan is, or the plan. htmx asks for the inner part every second while it is being made."""
    found = queries.plan_for(request.actor, request.standing.community_id, plan_id)
    name = "work/desk/plan_now.html" if request.htmx.target == "plan" else "work/desk/plan.html"
    return render(request, name, _shown(request, found))


@desk_page("work.assign", "POST")
def take(request: Request, plan_id: int) -> HttpResponse:
    """Accept the ticked lines, or the one whose button was pressed (``only``)."""
    found = queries.plan_for(request.actor, request.standing.community_id, plan_id)
    chosen = _ids(request, "only") or _ids(request, "line")
    taken = actions.take_lines(actor=request.actor, plan=found, visit_ids=chosen)
    if taken.sent:
        words = ngettext(
            "已派出 %(jobs)s 件，师傅会收到通知。", "已派出 %(jobs)s 件，师傅会收到通知。", taken.sent
        )
        messages.success(request, words % {"jobs": taken.sent})
    if taken.changed:
        words = _("这几件排好以后有了变化，没有动：%(numbers)s。可以再排一次。")
        messages.warning(request, words % {"numbers": _("、").join(taken.changed)})
    if not chosen:
        messages.warning(request, _("还没有勾选要采纳的。"))
    return redirect("desk_plans:plan", request.standing.slug, plan_id)


def _ids(request: Request, name: str) -> set[int]:
    return {found for found in map(id_in, request.POST.getlist(name)) if found is not None}


def _shown(request: Request, found: Any) -> dict[str, Any]:
    context: dict[str, Any] = {
        "plan": found,
        "under_way": queries.is_under_way(found, clock.now()),
        "ready": found.state == PlanState.READY,
    }
    if not context["ready"]:
        return context
    lines = queries.lines_of(found)
    names = {int(person_id): name for person_id, name in found.people.items()}
    rounds: dict[int, tuple[str, list[Row]]] = {person_id: (name, []) for person_id, name in names.items()}
    for line in lines:
        if line.person is not None:
            rounds.setdefault(line.person.id, (line.person.name, []))[1].append(_row(request, line, names))
    busy = sorted(rounds.values(), key=lambda one: (not one[1], one[0]))
    return context | {
        "rounds": [(name, rows) for name, rows in busy if rows],
        "idle": [name for name, rows in busy if not rows],
        "left": [_row(request, line, names) for line in lines if line.person_id is None],
        "open_lines": sum(row.open for _name, rows in busy for row in rows),
        "ours": found.figures["ours"],
        "better": _better(found.figures["ours"], found.figures["greedy"]),
    }


def _row(request: Request, line: Any, names: dict[int, str]) -> Row:
    job, post = line.job, line.job.category.responder_post
    due = job.arrive_by or job.finish_by
    if line.person_id is None:
        holder = job.assignee.name if job.assignee else ""
        return Row(line, unplaced_words(line.reasons, post=post, holder=holder), open=False)
    words = placed_words(line.reasons, post=post, due=due, zone=request.standing.tz, names=names)
    return Row(line, words, open=not line.fixed and line.taken_at is None and actions.changes(line))


def _better(ours: dict[str, Any], plain: dict[str, Any]) -> str:
    """One line: what the search has gained over sending each job to who is nearest."""
    gains = [
        (plain["missed"] - ours["missed"], _("多赶上 %(count)s 件承诺")),
        (plain["unplaced"] - ours["unplaced"], _("多排上 %(count)s 件")),
        (plain["travel"] - ours["travel"], _("少走 %(count)s 分钟")),
    ]
    said = [words % {"count": count} for count, words in gains if count > 0]
    if not said:
        return _("和一件一件就近派一样好，没有更好的排法。")
    return _("比一件一件就近派：%(gains)s。") % {"gains": _("，").join(said)}
