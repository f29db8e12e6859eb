"""The persons of a community at the desk: the list, one person, one home."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.ids import id_in
from anju.people import actions, queries
from anju.people.beside import panels_for
from anju.people.forms import HomeRoleForm, PersonForm, PlateForm, PostForm
from anju.people.pages.desk_homes import one_home
from anju.people.rules import mask_phone
from anju.places.queries import buildings_of
from anju.ui.doors import Request, desk_page
from anju.ui.spreadsheets import download, table_file


@desk_page("people.see")
def people(request: Request) -> HttpResponse:
    community_id = request.standing.community_id
    page = queries.persons_page(
        request.actor,
        community_id,
        _wanted(request),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(
        request,
        "people/desk/people.html",
        {
            "page": page,
            "wanted": _wanted(request),
            "roles": [*queries.ROLES, (queries.STAFF, _("员工")), (queries.GONE, _("已停用"))],
            "buildings": buildings_of(community_id),
            "may_manage": request.standing.may("people.manage"),
        },
    )


@desk_page("people.see")
def export(request: Request) -> HttpResponse:
    """What is filtered, with numbers masked: a list that leaves the house holds no whole numbers."""
    persons = queries.all_persons(request.actor, request.standing.community_id, _wanted(request))
    rows = ((one.name, one.masked, "、".join(one.homes), "、".join(one.posts)) for one in persons)
    heads = [_("姓名"), _("手机号"), _("住处"), _("岗位")]
    name = f"{request.standing.slug}-{clock.now():%Y%m%d}-{_('人员')}.xlsx"
    return download(table_file(_("人员"), heads, rows, [16, 14, 40, 20]), name)


@desk_page("people.manage", "GET POST")
def add(request: Request) -> HttpResponse:
    """A new person, and at once what they are to a home, where that is given."""
    form = PersonForm(request.POST or None)
    role = HomeRoleForm(request.POST or None, optional=True, initial={"home": request.GET.get("home", "")})
    if request.method == "POST" and form.is_valid() and role.is_valid():
        made = _added(request, form, role)
        if made is not None:
            messages.success(request, _("%(name)s 已登记。") % {"name": made.name})
            return redirect("people:person", request.standing.slug, made.id)
    status = 422 if form.errors or role.errors else 200
    return render(
        request, "people/desk/edit.html", {"form": form, "role": role, "person": None}, status=status
    )


@desk_page("people.see")
def person(request: Request, person_id: int) -> HttpResponse:
    found = queries.person_for(request.actor, request.standing.community_id, person_id)
    return render(request, "people/desk/person.html", about(request, found))


@desk_page("people.manage", "GET POST")
def edit(request: Request, person_id: int) -> HttpResponse:
    found = queries.person_for(request.actor, request.standing.community_id, person_id)
    actions.check_rank(request.actor, found)
    present = {name: getattr(found, name) for name in PersonForm.base_fields}
    form = PersonForm(request.POST or None, initial=present)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.do(lambda: actions.change_person(actor=request.actor, person=found, **form.cleaned_data))
    ):
        messages.success(request, _("已保存。"))
        return redirect("people:person", request.standing.slug, found.id)
    status = 422 if form.errors else 200
    return render(request, "people/desk/edit.html", {"form": form, "person": found}, status=status)


@desk_page("people.see")
def home(request: Request, home_id: int) -> HttpResponse:
    """A home and who is what to it today."""
    found = queries.home_seen_by(request.actor, request.standing.community_id, home_id)
    context = {
        "home": found,
        "household": queries.household_for(request.actor, request.standing.community_id, home_id),
        "may_manage": request.standing.may("people.manage"),
    }
    return render(request, "people/desk/home.html", context)


def about(request: Request, found: Any, **forms: Any) -> dict[str, Any]:
    """All that the page of a person shows; ``forms`` replaces those that were refused."""
    may_manage = request.standing.may("people.manage")
    holdings = queries.holdings_of(found)
    return {
        "person": found,
        "masked": mask_phone(found.phone),
        "holdings": holdings,
        "panels": [
            (reverse(panel.url_name, args=[request.standing.slug, found.id]), panel.select)
            for panel in panels_for(request.standing, is_staff=bool(holdings.posts))
        ],
        "entries": queries.history_of(found),
        "may_manage": may_manage,
        "may_see_phone": request.standing.may("people.see_phone") and bool(found.phone),
        "home_form": HomeRoleForm(),
        "post_form": PostForm(grants=request.standing.grants),
        "plate_form": PlateForm(),
    } | forms


def _added(request: Request, form: PersonForm, role: HomeRoleForm) -> Any:
    """The new person with their role, both or neither; None when one was refused."""
    home = None
    if role.cleaned_data["home"]:
        home = one_home(request, role)
        if home is None:
            return None
        if not role.cleaned_data["role"]:
            role.add_error("role", _("请选一个身份。"))
            return None
    made: list[Any] = []

    def act() -> None:
        made.append(
            actions.add_resident(
                actor=request.actor,
                community_id=request.standing.community_id,
                home_id=home,
                role=role.cleaned_data["role"],
                since=role.since_day,
                **form.cleaned_data,
            )
        )

    return made[0] if form.do(act) else None


def _wanted(request: HttpRequest) -> queries.Wanted:
    return queries.Wanted(
        text=request.GET.get("q", "")[:60],
        role=request.GET.get("role", ""),
        building=id_in(request.GET.get("building", "")),
    )
