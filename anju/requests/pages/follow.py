"""Following one request: the same pages for who has signed in and for who holds the secret link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.requests import actions, rules
from anju.requests.choices import Verdict
from anju.requests.forms.resident import MessageForm, VerdictForm, WordsForm, refuse
from anju.requests.own_queries import sentences_of
from anju.requests.pages.story import story_of
from anju.requests.sentences import promises_of
from anju.requests.timeline import timeline_for


@dataclass(frozen=True)
class Here:
    """The door somebody follows through: who they are, the frame of the page, and the addresses.

    ``base`` is the address of the request's page, ``files`` what stands before a photo's token.
    """

    actor: Actor
    shell: str
    base: str
    files: str
    list: str = ""


Step = Callable[[Actor, Any, Mapping[str, Any]], object]


@dataclass(frozen=True)
class Way:
    """One thing the reporter can do: what is typed, what is done, what is said afterwards."""

    form: type[forms.Form]
    do: Step
    said: str | Promise


WAYS: dict[str, Way] = {
    "say": Way(
        MessageForm,
        lambda actor, found, told: actions.comment_request(
            actor=actor, request=found, words=told["words"], photos=told["photos"]
        ),
        _("已发出，处理的同事会看到。"),
    ),
    "urge": Way(
        forms.Form,
        lambda actor, found, told: actions.urge_request(actor=actor, request=found),
        _("已经催了，处理的同事收到了提醒。"),
    ),
    "cancel": Way(
        WordsForm,
        lambda actor, found, told: actions.cancel_request(actor=actor, request=found, words=told["words"]),
        _("已经撤销。"),
    ),
    "judge": Way(
        VerdictForm,
        lambda actor, found, told: actions.judge_request(
            actor=actor, request=found, verdict=told["verdict"], words=told["words"]
        ),
        _("知道了，谢谢您告诉我们。"),
    ),
    "reopen": Way(
        WordsForm,
        lambda actor, found, told: actions.reopen_request(actor=actor, request=found, words=told["words"]),
        _("已经重新打开，我们会再来。"),
    ),
}


def show(
    request: HttpRequest, found: Any, here: Here, forms_given: Mapping[str, forms.Form] | None = None
) -> HttpResponse:
    """The page of one request; ``forms_given`` are those that came back with something wrong."""
    given = forms_given or {}
    context = {**about(found, here), "message_form": given.get("say") or MessageForm(), "wrong": given}
    return render(request, "requests/resident/request.html", context, status=422 if given else 200)


def about(found: Any, here: Here) -> dict[str, Any]:
    """What the page tells of a request."""
    now = clock.now()
    return {
        "found": found,
        "here": here,
        "community": found.community,
        "sentence": sentences_of([found])[found.id],
        "promises": promises_of(found),
        "story": story_of(timeline_for(here.actor, found), here.files, reporter=str(_("您"))),
        "may": {step: rules.may(step, found) for step in ("urge", "cancel", "judge", "comment")},
        "may_reopen": rules.may("reopen", found) and now <= found.closed_at + rules.REOPEN_WITHIN,
        "urge_again": found.urged_at + rules.URGE_EVERY if found.urged_at else None,
        "not_yet": [verdict for verdict in Verdict if verdict in rules.REOPENING_VERDICTS],
    }


def act(request: HttpRequest, found: Any, here: Here, step: str) -> HttpResponse:
    """Take one of ``WAYS`` and show the page again; what is wrong is said beside its field."""
    way = WAYS[step]
    form = way.form(request.POST, request.FILES)
    if form.is_valid():
        try:
            way.do(here.actor, found, form.cleaned_data)
        except Invalid as wrong:
            refuse(form, wrong)
        except Refused as wrong:
            messages.warning(request, str(wrong.words))
            return redirect(here.base)
        else:
            messages.success(request, str(way.said))
            return redirect(here.base)
    return show(request, found, here, {step: form})
