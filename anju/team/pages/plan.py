"""The duty plan at the desk: who is on duty now, one post's week, entering and removing duties."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.people.queries import holders_of, persons_named
from anju.people.rules import POSTS, post_title
from anju.team import actions, queries
from anju.team.forms import DutyForm
from anju.team.rules import span_of_duty
from anju.ui.doors import Request, desk_page

WEEK = timedelta(days=7)


@desk_page("work.see")
def plan(request: Request) -> HttpResponse:
    """One post's week; ``post`` and ``week`` (its Monday) are in the address."""
    return _show(
        request, _post(request, request.GET.get("post", "")), _monday(request, request.GET.get("week", ""))
    )


@desk_page("team.manage", "POST")
def enter(request: Request) -> HttpResponse:
    post = _post(request, request.POST.get("post", ""))
    monday = _monday(request, request.POST.get("week", ""))
    people = _holders(request, post, monday)
    form = DutyForm(request.POST, people=[(p.id, p.name) for p in people], days=_days(monday))
    if form.is_valid():
        given = form.cleaned_data
        starts, ends = span_of_duty(
            date.fromisoformat(given["day"]), given["starts"], given["ends"], request.standing.tz
        )
        person = next(one for one in people if one.id == given["person"])
        if form.do(
            lambda: actions.enter_duty(
                actor=request.actor, person=person, post=post, starts=starts, ends=ends
            )
        ):
            return redirect(_address(request, post, monday))
    return _show(request, post, monday, form)


@desk_page("team.manage", "POST")
def copy(request: Request) -> HttpResponse:
    """Enter last week's duties into this week."""
    post = _post(request, request.POST.get("post", ""))
    monday = _monday(request, request.POST.get("week", ""))
    entered = actions.copy_week(
        actor=request.actor, community_id=request.standing.community_id, post=post, monday=monday
    )
    if entered:
        messages.success(request, _("照上周排了 %(count)d 个班。") % {"count": entered})
    else:
        messages.info(request, _("没有可照抄的班：上周没有排，或本周都已经有了。"))
    return redirect(_address(request, post, monday))


@desk_page("team.manage", "POST")
def remove(request: Request, duty_id: int) -> HttpResponse:
    duty = queries.duty_named(request.standing.community_id, duty_id)
    actions.remove_duty(actor=request.actor, duty=duty)
    day = duty.starts.astimezone(request.standing.tz).date()
    return redirect(_address(request, duty.post, day - timedelta(days=day.weekday())))


def _show(request: Request, post: str, monday: date, form: DutyForm | None = None) -> HttpResponse:
    people, days = _holders(request, post, monday), _days(monday)
    zone = request.standing.tz
    since = datetime.combine(monday, time(), zone)
    duties: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    found = queries.duties_between(request.standing.community_id, post, since, since + WEEK)
    for duty in found:
        duties[duty.person_id][duty.starts.astimezone(zone).date().isoformat()].append(duty)
    known = {person.id: person for person in people} | {duty.person_id: duty.person for duty in found}
    today = clock.now().astimezone(zone).date().isoformat()
    context = {
        "post": post,
        "title": post_title(post),
        "posts": [(code, post_title(code)) for code in _posts_here(request)],
        "week": monday.isoformat(),
        "before": (monday - WEEK).isoformat(),
        "after": (monday + WEEK).isoformat(),
        "days": [(key, words, key == today) for key, words in days],
        "rows": [
            (person, [(words, duties[person.id][key]) for key, words in days]) for person in known.values()
        ],
        "planned": bool(found),
        "now": _on_duty_now(request),
        "may_manage": request.standing.may("team.manage"),
        "form": form
        or DutyForm(
            people=[(person.id, person.name) for person in people],
            days=days,
            initial={"starts": time(8), "ends": time(17), "day": today},
        ),
    }
    return render(request, "team/desk/plan.html", context, status=422 if form else 200)


def _on_duty_now(request: Request) -> list[tuple[str, list[Any]]]:
    """Post by post who is on duty at this moment; a post without anybody is left out."""
    posts = _posts_here(request)
    now = clock.now()
    around = queries.plan_around(request.standing.community_id, posts, now)
    there = around.on_duty(now)
    people = persons_named(request.standing.community_id, there)
    found = [
        (post_title(post), [people[one] for one in around.on_duty_in(post, now) if one in people])
        for post in posts
    ]
    return [(title, names) for title, names in found if names]


def _posts_here(request: Request) -> list[str]:
    """The posts that somebody holds today, in the order of the catalogue."""
    held = holders_of(request.standing.community_id, list(POSTS), _today(request))
    return [post for post in POSTS if held[post]]


def _post(request: Request, wanted: str) -> str:
    here = _posts_here(request)
    doing = [
        post for post in here if "work.do" in POSTS[post].grants and "work.see" not in POSTS[post].grants
    ]
    usual = next(iter([*doing, *here]), "ENG_TECH")
    return wanted if wanted in here else usual


def _monday(request: Request, wanted: str) -> date:
    """The Monday of the week that ``wanted`` (a day) lies in, else of this week."""
    try:
        day = date.fromisoformat(wanted)
        day = day if 2000 < day.year < 2200 else _today(request)
    except ValueError:
        day = _today(request)
    return day - timedelta(days=day.weekday())


def _today(request: Request) -> date:
    return clock.now().astimezone(request.standing.tz).date()


def _days(monday: date) -> list[tuple[str, str]]:
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(day.isoformat(), f"{date_words(day, 'D')} {day.month}/{day.day}") for day in days]


def _holders(request: Request, post: str, monday: date) -> list[Any]:
    """Who holds the post at the beginning or the end of the week, in the order of names."""
    community_id = request.standing.community_id
    ids = {
        person_id
        for day in (monday, monday + timedelta(days=6))
        for person_id in holders_of(community_id, [post], day)[post]
    }
    return sorted(persons_named(community_id, ids).values(), key=lambda one: (one.pinyin, one.id))


def _address(request: Request, post: str, monday: date) -> str:
    return f"{reverse('team:plan', args=[request.standing.slug])}?post={post}&week={monday.isoformat()}"
