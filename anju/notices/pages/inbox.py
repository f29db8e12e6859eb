"""Everybody's inbox and how they want to be told: the same pages behind the doors of all three faces (see urls)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel.actor import Standing
from anju.kernel.errors import Invalid
from anju.kernel.ids import id_in
from anju.notices import actions, queries, rules
from anju.notices.choices import Topic
from anju.notices.forms import ChannelsForm, QuietForm
from anju.people.queries import person_named
from anju.people.rules import is_mobile, mask_phone
from anju.ui.doors import Request
from anju.ui.forms import say_beside
from anju.ui.menu import PREFIXES

ICONS = {
    Topic.PROGRESS: "progress-check",
    Topic.DIALOGUE: "message",
    Topic.WORK: "tool",
    Topic.DESK: "inbox",
    Topic.LATE: "clock-exclamation",
    Topic.DANGER: "alert-triangle",
}


def _address(request: Request, page: str, *more: int) -> str:
    return reverse(f"notices:{PREFIXES[request.face]}_{page}", args=[request.standing.slug, *more])


def _common(request: Request) -> dict[str, Any]:
    return {
        "shell": f"ui/shells/{request.face}.html",
        "inbox_url": _address(request, "inbox"),
        "read_url": _address(request, "read"),
        "settings_url": _address(request, "settings"),
    }


def inbox(request: Request) -> HttpResponse:
    page = queries.inbox_for(
        request.standing,
        after=id_in(request.GET.get("after", "")),
        before=id_in(request.GET.get("before", "")),
    )
    rows = [
        {
            "at": notice.at,
            "url": _address(request, "open", notice.id),
            "icon": ICONS[Topic(notice.topic)],
            "notice": notice,
        }
        for notice in page.notices
    ]
    more = {"rows": rows, "page": page, "unread_here": queries.unread_count(request.standing)}
    return render(request, "notices/inbox/list.html", _common(request) | more)


def open_notice(request: Request, notice_id: int) -> HttpResponse:
    """Mark it read and go where it leads; what leads nowhere is shown whole."""
    notice = queries.notice_for(request.standing, notice_id)
    actions.mark_read(standing=request.standing, notice_id=notice.id)
    if notice.link:
        return redirect(notice.link)
    return render(request, "notices/inbox/notice.html", _common(request) | {"notice": notice})


def read_all(request: Request) -> HttpResponse:
    actions.mark_read(standing=request.standing)
    return redirect(_address(request, "inbox"))


def short(request: HttpRequest, code: str) -> HttpResponse:
    """The link of a text message or an e-mail: to the notice in its own community and face."""
    standing, notice = queries.notice_anywhere(request.actor, rules.id_in(code))  # type: ignore[attr-defined]
    face = _face_in(standing, rules.face_of(notice.topic, notice.link))
    return redirect(reverse(f"notices:{face}_open", args=[standing.slug, notice.id]))


def _face_in(standing: Standing, face: str) -> str:
    """The face, or home, which everybody known there has."""
    return face if standing.is_staff else "home"


def settings(request: Request) -> HttpResponse:
    standing = request.standing
    person = person_named(standing.community_id, queries.person_at(standing))
    made = {choice.topic: choice for choice in queries.choices_of(standing.community_id, person.id)}
    quiet = queries.quiet_hours_of(standing.community_id, person.id)
    given = request.POST if request.method == "POST" else None
    channels = ChannelsForm(given, choices=[made[topic] for topic in rules.topics_of(standing)])
    starting = {"quiet": quiet.starts != quiet.ends, "starts": quiet.starts, "ends": quiet.ends}
    if not starting["quiet"]:
        starting |= {"starts": rules.QUIET_STARTS, "ends": rules.QUIET_ENDS}
    hours = QuietForm(given, initial=starting)
    if (
        request.method == "POST"
        and channels.is_valid()
        and hours.is_valid()
        and _keep(request, channels, hours)
    ):
        messages.success(request, _("记下了，以后就这样告诉您。"))
        return redirect(_address(request, "settings"))
    context = _common(request) | {
        "channels": channels,
        "hours": hours,
        "email": person.email,
        "phone": mask_phone(person.phone) if is_mobile(person.phone) else "",
    }
    wrong = channels.errors or hours.errors
    return render(request, "notices/inbox/settings.html", context, status=422 if wrong else 200)


def _keep(request: Request, channels: ChannelsForm, hours: QuietForm) -> bool:
    """Whether it could be kept; if not, the form says why beside the field."""
    community_id = request.standing.community_id
    given = hours.cleaned_data
    try:
        actions.set_quiet_hours(
            actor=request.actor, community_id=community_id, starts=given["starts"], ends=given["ends"]
        )
    except Invalid as wrong:
        say_beside(hours, wrong)
        return False
    actions.choose(actor=request.actor, community_id=community_id, choices=channels.chosen())
    return True
