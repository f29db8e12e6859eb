"""The price list and the moves: a part is added or changed, taken in, moved, counted, scrapped."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.assets import actions, forms, queries
from anju.assets.pages.shown import form_page, posted, stores_to_choose
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside


@desk_page("stores.manage", "GET POST")
def add_part(request: Request) -> HttpResponse:
    form = forms.PartForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_part(
                actor=request.actor, community_id=request.standing.community_id, **form.cleaned_data
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已加上“%(name)s”。") % {"name": made.name})
            return redirect("assets:part", request.standing.slug, made.id)
    back = reverse("assets:stock", args=[request.standing.slug])
    return form_page(request, form, title=_("加一种配件"), button=_("加上"), back=back)


@desk_page("stores.manage", "GET POST")
def edit_part(request: Request, part_id: int) -> HttpResponse:
    part = _part(request, part_id)
    initial = {name: getattr(part, name) for name in ("code", "name", "unit", "price", "cost")}
    form = forms.PartForm(posted(request), initial=initial)
    back = reverse("assets:part", args=[request.standing.slug, part.id])
    if form.is_bound and form.is_valid():
        try:
            actions.change_part(actor=request.actor, part=part, is_active=part.is_active, **form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("改好了。已经报出去的价不变。"))
            return redirect(back)
    return form_page(
        request, form, title=_("修改“%(name)s”") % {"name": part.name}, button=_("改好了"), back=back
    )


@dataclass(frozen=True)
class PartAct:
    """One thing that is done with a part in a store."""

    form: type[Any]
    title: str | Promise
    button: str | Promise
    said: str | Promise
    do: Callable[[Any, Any, dict[str, Any]], object]


def _stores(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """The form's stores as rows."""
    community_id = request.standing.community_id
    return {
        name: queries.store_for(request.actor, community_id, int(value))
        if name in ("store", "target")
        else value
        for name, value in given.items()
    }


def _move(actor: Any, part: Any, given: dict[str, Any]) -> object:
    return actions.move_parts(actor=actor, part=part, source=given.pop("store"), **given)


ACTS: dict[str, PartAct] = {
    "take-in": PartAct(
        forms.TakeInForm,
        gettext_lazy("入库"),
        gettext_lazy("入库"),
        gettext_lazy("已入库。"),
        lambda actor, part, given: actions.take_in(actor=actor, part=part, **given),
    ),
    "move": PartAct(
        forms.MoveForm, gettext_lazy("调拨"), gettext_lazy("调过去"), gettext_lazy("已调拨。"), _move
    ),
    "count": PartAct(
        forms.CountForm,
        gettext_lazy("盘点"),
        gettext_lazy("记下"),
        gettext_lazy("盘点已记下。"),
        lambda actor, part, given: actions.count_stock(actor=actor, part=part, **given),
    ),
    "scrap": PartAct(
        forms.ScrapForm,
        gettext_lazy("报废"),
        gettext_lazy("报废"),
        gettext_lazy("已报废。"),
        lambda actor, part, given: actions.scrap_parts(actor=actor, part=part, **given),
    ),
    "minimum": PartAct(
        forms.MinimumForm,
        gettext_lazy("最少留多少"),
        gettext_lazy("记下"),
        gettext_lazy("记下了，少了会提醒。"),
        lambda actor, part, given: actions.set_minimum(actor=actor, part=part, **given),
    ),
}


@desk_page("stores.manage", "GET POST")
def do(request: Request, part_id: int, act: str) -> HttpResponse:
    """One of ``ACTS`` with the part."""
    part, step = _part(request, part_id), ACTS.get(act)
    if step is None:
        raise NotFound()
    choices = stores_to_choose(request)
    form = step.form(posted(request), stores=choices, initial={"store": request.GET.get("store", "")})
    back = reverse("assets:part", args=[request.standing.slug, part.id])
    if form.is_bound and form.is_valid():
        try:
            step.do(request.actor, part, _stores(request, form.cleaned_data))
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, str(step.said))
            return redirect(back)
    return form_page(request, form, title=f"{step.title}：{part.name}", button=str(step.button), back=back)


def _part(request: Request, part_id: int) -> Any:
    return queries.part_for(request.actor, request.standing.community_id, part_id)
