"""The mails at the desk: what came in, what became of it, and filing what was wrongly left aside."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anju.channels import actions, queries
from anju.channels.choices import MailState
from anju.kernel.errors import Invalid
from anju.kernel.ids import id_in
from anju.people.rules import mask_email
from anju.ui.doors import Request, desk_page

TONES = {MailState.FILED: "run", MailState.ADDED: "run", MailState.IGNORED: "off", MailState.REFUSED: "late"}


@desk_page("requests.answer")
def mails(request: Request) -> HttpResponse:
    state = request.GET.get("state", "")
    found = queries.mails_for(
        request.actor,
        request.standing.community_id,
        state=state,
        before=id_in(request.GET.get("after", "")),
        most=queries.ROWS + 1,
    )
    context = {
        "mails": [_shown(one) for one in found[: queries.ROWS]],
        "after": str(found[queries.ROWS - 1].id) if len(found) > queries.ROWS else "",
        "states": MailState.choices,
        "state": state,
    }
    return render(request, "channels/desk/mails.html", context)


@desk_page("requests.answer")
def mail(request: Request, mail_id: int) -> HttpResponse:
    found = queries.mail_for(request.actor, request.standing.community_id, mail_id)
    return render(request, "channels/desk/mail.html", _shown(found))


@desk_page("requests.answer", "POST")
def file(request: Request, mail_id: int) -> HttpResponse:
    found = queries.mail_for(request.actor, request.standing.community_id, mail_id)
    try:
        filed = actions.file_left_aside(actor=request.actor, mail=found)
    except Invalid as wrong:
        return render(
            request, "channels/desk/mail.html", _shown(found) | {"wrong": str(wrong.words)}, status=422
        )
    messages.success(request, _("登记好了，已经给来信人回了一封。") if filed.guest_email else _("登记好了。"))
    return redirect("desk:request", request.standing.slug, filed.number)


def _shown(one: Any) -> dict[str, Any]:
    may_file = one.state == MailState.IGNORED and one.request_id is None and bool(one.words or one.subject)
    return {
        "mail": one,
        "who": one.person.name if one.person else one.sender_name or _("没有写名字"),
        "address": mask_email(one.sender) if one.sender else "",
        "tone": TONES[MailState(one.state)],
        "may_file": may_file,
    }
