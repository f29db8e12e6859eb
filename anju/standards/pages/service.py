"""What the clocks run by: hours of service, statutory days off, the service level. Read by the desk, changed by who has
the settings."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.errors import Invalid, Refused
from anju.people.queries import persons_named
from anju.standards import actions, queries
from anju.standards.choices import CalendarCode, Level
from anju.standards.forms import WEEK, HolidaysForm, HoursForm, LevelForm
from anju.standards.holidays import read_year
from anju.standards.rules import EVERY_DAY, ServiceHours
from anju.ui import humane
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside

AHEAD_MONTH = 11  # the State Council publishes the next year's list in November


@desk_page("requests.see")
def service(request: Request) -> HttpResponse:
    """The hours, days and level in force, and what was changed."""
    return render(request, "standards/desk/service.html", _shown(request))


@desk_page("settings.manage", "GET POST")
def hours(request: Request) -> HttpResponse:
    """Other hours from a day on."""
    today = timezone.localtime(clock.now()).date()
    start = queries.service_hours(request.standing.community_id, clock.now())
    initial = {"code": CalendarCode.DESK, "since": today, "opens": start.opens, "closes": start.closes}
    form = HoursForm(request.POST or None, initial={**initial, "weekdays": sorted(start.weekdays)})
    return _changed(
        request,
        form,
        _("改服务时间"),
        lambda given: actions.change_hours(
            actor=request.actor, community_id=request.standing.community_id, **given
        ),
        _("已改好，从那天起按新的时间算；已经过去的时间不变。"),
    )


@desk_page("settings.manage", "GET POST")
def holidays(request: Request) -> HttpResponse:
    """The list of a year, from a file."""
    form = HolidaysForm(request.POST or None, request.FILES or None)
    return _changed(request, form, _("导入放假安排"), lambda given: _take_in(request, given), _("已导入。"))


@desk_page("settings.manage", "GET POST")
def level(request: Request) -> HttpResponse:
    """Another service level from now on."""
    form = LevelForm(
        request.POST or None, initial={"level": queries.level_of(request.standing.community_id, clock.now())}
    )
    return _changed(
        request,
        form,
        _("改服务等级"),
        lambda given: actions.change_level(
            actor=request.actor, community_id=request.standing.community_id, **given
        ),
        _("已改好。新报的事按新的等级承诺，已经答应的不变。"),
    )


def _take_in(request: Request, given: dict[str, Any]) -> object:
    year, days = read_year(given["file"].read())
    return actions.import_holidays(actor=request.actor, year=year, days=days, source=given["file"].name)


def _changed(
    request: Request, form: forms.Form, title: str, do: Callable[[dict[str, Any]], object], said: str
) -> HttpResponse:
    """Show the form, or do what it says and go back; what is wrong is said beside its field."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except (Invalid, Refused) as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, said)
            return redirect("standards:service", request.standing.slug)
    context = {"form": form, "title": title}
    return render(request, "standards/desk/service_form.html", context, status=422 if form.errors else 200)


def _shown(request: Request) -> dict[str, Any]:
    community_id, now = request.standing.community_id, clock.now()
    calendars, today = queries.calendars_of(community_id), timezone.localtime(now).date()
    codes = (CalendarCode.DESK, CalendarCode.OFFICE)
    versions = {code: calendars[code].versions for code in codes}
    return {
        "calendars": [
            (code.label, hours_in_words(calendars[code].hours_on(today)), _coming(versions[code], today))
            for code in codes
        ],
        "level": Level(queries.level_of(community_id, now)).label,
        "levels": _levels(request),
        "years": [
            (
                year.year,
                year.source,
                [one for one in days if one.is_off],
                [one for one in days if not one.is_off],
            )
            for year, days in queries.holiday_years()
        ],
        "missing": _missing(today),
        "may_change": request.standing.may("settings.manage"),
    }


def hours_in_words(hours: ServiceHours) -> str:
    """08:00–20:00，每天; 09:00–18:00，周一 周二 …，节假日休息."""
    days = (
        _("每天")
        if hours.weekdays == EVERY_DAY
        else " ".join(str(dict(WEEK)[day]) for day in sorted(hours.weekdays))
    )
    whole = _("全天") if hours.opens == hours.closes else f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    kept = [_("法定节假日休息，调休日上班")] if hours.holidays is not None else []
    return "，".join([whole, days, *kept])


def _coming(versions: Any, today: date) -> list[tuple[date, str]]:
    return [(since, hours_in_words(one)) for since, one in versions if since > today]


def _missing(today: date) -> int | None:
    """The next year without a list once it has been published: from November on it is time."""
    known = queries.holidays().years
    if today.year not in known:
        return today.year
    return today.year + 1 if today.month >= AHEAD_MONTH and today.year + 1 not in known else None


def _levels(request: Request) -> list[dict[str, Any]]:
    """The changes of the level as entries of a time line, oldest first."""
    _rows, told = queries.level_versions(request.standing.community_id)
    persons = persons_named(request.standing.community_id, [one.person_id for one in told])
    zone, now = timezone.get_current_timezone(), clock.now()
    return [
        {
            "at": one.at,
            "words": _("从%(before)s改为%(after)s：%(reason)s")
            % {
                "before": Level(one.facts["before"]).label,
                "after": Level(one.facts["level"]).label,
                "reason": one.facts["reason"],
            },
            "person": persons[one.person_id].name if one.person_id in persons else _("系统"),
            "icon": "stairs",
            "tone": "calm",
            "when": humane.when(one.at, now, zone),
        }
        for one in told
    ]
