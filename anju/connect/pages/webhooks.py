"""The page of both, and everything about a webhook: making it, its log, trying it out, sending again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anju.connect import actions, queries
from anju.connect.choices import DeliveryState
from anju.connect.forms import WebhookForm
from anju.connect.pages.shown import ShownDelivery, ShownToken, ShownWebhook
from anju.connect.wording import kind_groups
from anju.kernel.ids import id_in
from anju.ui.doors import Request, desk_page


@desk_page("settings.manage")
def connect(request: Request) -> HttpResponse:
    actor, community_id = request.actor, request.standing.community_id
    last = queries.last_deliveries(actor, community_id)
    context = {
        "tokens": [ShownToken(token) for token in queries.tokens_for(actor, community_id)],
        "webhooks": [
            ShownWebhook(webhook, last.get(webhook.id))
            for webhook in queries.webhooks_for(actor, community_id)
        ],
        "api": request.build_absolute_uri("/api/v1/"),
        "docs": reverse("api:openapi-view"),
    }
    return render(request, "connect/desk/connect.html", context)


@desk_page("settings.manage", "GET POST")
def new_webhook(request: Request) -> HttpResponse:
    groups = kind_groups()
    kinds = [kind for group in groups for kind in (group.every, *(name for name, _words in group.kinds))]
    form = WebhookForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        made = form.do(
            lambda: actions.add_webhook(
                actor=request.actor,
                community_id=request.standing.community_id,
                name=form.cleaned_data["name"],
                url=form.cleaned_data["url"],
                kinds=form.chosen,
            )
        )
        if made is not None:
            messages.success(request, _("已加上。把密钥交给对方，再试发一条看看。"))
            return redirect("connect:webhook", request.standing.slug, made.id)
    context = {
        "form": form,
        "groups": groups,
        "chosen": request.POST.getlist("kinds"),
        "crumbs": _crumbs(request, _("加一个推送")),
    }
    return render(request, "connect/desk/new_webhook.html", context, status=422 if form.errors else 200)


@desk_page("settings.manage")
def webhook(request: Request, webhook_id: int) -> HttpResponse:
    """The log of a webhook, newest first; ``state`` by chips, ``after`` is the id of the last row seen."""
    found = queries.webhook_for(request.actor, request.standing.community_id, webhook_id)
    rows = queries.deliveries_for(
        request.actor,
        found,
        state=request.GET.get("state", ""),
        before=id_in(request.GET.get("after", "")),
        most=queries.PAGE + 1,
    )
    shown = [ShownDelivery(row) for row in rows[: queries.PAGE]]
    context = {
        "webhook": ShownWebhook(found),
        "deliveries": shown,
        "after": str(rows[queries.PAGE - 1].id) if len(rows) > queries.PAGE else "",
        "states": DeliveryState.choices,
        "filtered": bool(request.GET.get("state")),
        "soon": any(row.comes_soon for row in shown),
        "crumbs": _crumbs(request, found.name),
    }
    return render(request, "connect/desk/webhook.html", context)


@desk_page("settings.manage")
def delivery(request: Request, delivery_id: int) -> HttpResponse:
    """One delivery with the whole message, as it was signed and sent."""
    found = queries.delivery_for(request.actor, request.standing.community_id, delivery_id)
    back = reverse("connect:webhook", args=[request.standing.slug, found.webhook_id])
    shown = ShownDelivery(found)
    first, last = _crumbs(request, shown.words)
    context = {
        "delivery": shown,
        "webhook": ShownWebhook(found.webhook),
        "crumbs": [first, (found.webhook.name, back), last],
    }
    return render(request, "connect/desk/delivery.html", context)


@desk_page("settings.manage", "POST")
def ping(request: Request, webhook_id: int) -> HttpResponse:
    found = queries.webhook_for(request.actor, request.standing.community_id, webhook_id)
    actions.ping_webhook(actor=request.actor, webhook=found)
    messages.success(request, _("正在试发，结果马上出现在记录里。"))
    return redirect("connect:webhook", request.standing.slug, webhook_id)


@desk_page("settings.manage", "POST")
def stop(request: Request, webhook_id: int) -> HttpResponse:
    return _set_active(request, webhook_id, False, _("已停用，不再推送。"))


@desk_page("settings.manage", "POST")
def start(request: Request, webhook_id: int) -> HttpResponse:
    return _set_active(request, webhook_id, True, _("已启用，从现在发生的事开始推送。"))


@desk_page("settings.manage", "POST")
def resend(request: Request, delivery_id: int) -> HttpResponse:
    found = queries.delivery_for(request.actor, request.standing.community_id, delivery_id)
    actions.resend(actor=request.actor, delivery=found)
    messages.success(request, _("正在重发，结果马上出现在记录里。"))
    return redirect("connect:webhook", request.standing.slug, found.webhook_id)


def _set_active(request: Request, webhook_id: int, is_active: bool, words: str) -> HttpResponse:
    found = queries.webhook_for(request.actor, request.standing.community_id, webhook_id)
    actions.set_webhook_active(actor=request.actor, webhook=found, is_active=is_active)
    messages.success(request, words)
    return redirect("connect:webhook", request.standing.slug, webhook_id)


def _crumbs(request: Request, here: str) -> list[tuple[Any, str]]:
    return [(_("系统对接"), reverse("connect:connect", args=[request.standing.slug])), (here, "")]
