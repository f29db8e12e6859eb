"""The stores themselves: which there are, who keeps them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.assets import actions, queries
from anju.assets.forms import StoreForm
from anju.assets.pages.shown import form_page, posted, workers
from anju.kernel.errors import Invalid
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page
from anju.ui.forms import say_beside


@desk_page("stores.see")
def stores(request: Request) -> HttpResponse:
    found = queries.stores_for(request.actor, request.standing.community_id, also_closed=True)
    context = {"stores": found, "may_manage": request.standing.may("stores.manage")}
    return render(request, "assets/desk/stores.html", context)


@desk_page("stores.manage", "GET POST")
def add_store(request: Request) -> HttpResponse:
    form = StoreForm(posted(request), people=workers(request))
    if form.is_bound and form.is_valid():
        try:
            actions.add_store(
                actor=request.actor, community_id=request.standing.community_id, **_given(form.cleaned_data)
            )
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("已加上，现在可以入库或调拨过来。"))
            return redirect("assets:stores", request.standing.slug)
    return form_page(request, form, title=_("加一个仓库或一辆车"), button=_("加上"), back=_back(request))


@desk_page("stores.manage", "GET POST")
def edit_store(request: Request, store_id: int) -> HttpResponse:
    store = queries.store_for(request.actor, request.standing.community_id, store_id)
    initial = {"name": store.name, "kind": store.kind, "keeper": str(store.keeper_id or "")}
    form = StoreForm(posted(request), people=workers(request), initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change_store(actor=request.actor, store=store, **_given(form.cleaned_data))
        except Invalid as wrong:
            say_beside(form, wrong)
        else:
            messages.success(request, _("改好了。"))
            return redirect("assets:stores", request.standing.slug)
    title = _("修改“%(name)s”") % {"name": store.name}
    return form_page(request, form, title=title, button=_("改好了"), back=_back(request))


def _given(told: dict[str, Any]) -> dict[str, Any]:
    return {"name": told["name"], "kind": told["kind"], "keeper_id": id_in(told["keeper"])}


def _back(request: Request) -> str:
    return reverse("assets:stores", args=[request.standing.slug])
