"""Following one request: the same pages for who has signed in and for who holds the secret link."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound, Refused
from anju.kernel.idempotency import create_once, fingerprint
from anju.requests import actions, rules
from anju.requests.alarm import alarm_in
from anju.requests.beside import Way, panels_of, ways_above
from anju.requests.clock_queries import open_hold
from anju.requests.forms.resident import MessageForm, VerdictForm, WordsForm
from anju.requests.own_queries import sentences_of
from anju.requests.pages.story import story_of
from anju.requests.queries import signed_job_of
from anju.requests.sentences import answers_of, facts_of, level_words, promises_of
from anju.requests.timeline import timeline_for
from anju.standards.choices import RESIDENTS_SIDE
from anju.standards.queries import danger_lists
from anju.ui.forms import say_beside
from anju.work.queries import sign_off_of, signature_of


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


def _say(actor: Actor, found: Any, told: Mapping[str, Any]) -> object:
    """Once per key of the form and words: a message that was sent twice for want of signal stands once."""
    content = [told["words"], *(f"{photo.name} {photo.size}" for photo in told["photos"])]
    key = f"{told['key']} {fingerprint(content)}" if told["key"] else ""
    return create_once(
        owner=f"request:{found.id}",
        door="say",
        key=key,
        content=content,
        create=lambda: actions.comment_request(
            actor=actor, request=found, words=told["words"], photos=told["photos"]
        ),
        find=lambda community_id, message_id: found,
    )


WAYS: dict[str, Way] = {
    "not-mine": Way(
        forms.Form,
        lambda actor, found, told: actions.contest_sign_off(actor=actor, request=found),
        _("知道了。签的不算数，我们会查清楚是怎么回事。"),
    ),
    "say": Way(MessageForm, _say, _("已发出，处理的同事会看到。")),
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
    "agree": Way(
        forms.Form,
        lambda actor, found, told: actions.agree_to_hold(actor=actor, request=found),
        _("好的，就按说好的时间。"),
    ),
    "decline": Way(
        forms.Form,
        lambda actor, found, told: actions.decline_hold(actor=actor, request=found),
        _("知道了，没有暂停，照常计时。"),
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
    request: HttpRequest, found: Any, here: Here, message_form: forms.Form | None = None
) -> HttpResponse:
    """The page of one request; ``message_form`` is a message that came back with something wrong."""
    context = {**about(found, here), "message_form": message_form or MessageForm()}
    return render(request, "requests/resident/request.html", context, status=422 if message_form else 200)


def line(request: HttpRequest, found: Any, here: Here) -> HttpResponse:
    """What is new since ``?seen=``: nothing (204), the time line, and how it stands where that changed."""
    context = about(found, here)
    before = request.GET.get("seen", "")
    if before == context["seen"]:
        return HttpResponse(status=204)
    stood = before.partition("-")[2] == context["seen"].partition("-")[2]
    return render(
        request, "requests/resident/line.html", {**context, "news": True, "stood_otherwise": not stood}
    )


def about(found: Any, here: Here) -> dict[str, Any]:
    """What the page tells of a request. ``seen`` is a mark of the time line's length and of how it stands."""
    now = clock.now()
    sentence, hold = sentences_of([found])[found.id], open_hold(found)
    story = story_of(timeline_for(here.actor, found), here.files, reporter=str(_("您")))
    urge_again = found.urged_at + rules.URGE_EVERY if found.urged_at else None
    stands = f"{sentence.word}{sentence.words}{urge_again and urge_again > now}"
    return {
        "found": found,
        "here": here,
        "community": found.community,
        "sentence": sentence,
        "promises": promises_of(found),
        "hold": hold,
        "may_decline": hold is not None and hold.reason in RESIDENTS_SIDE,
        "level": level_words(found),
        "facts": facts_of(found),
        "panels": panels_of("resident", here.actor, found),
        "signed": signed_of(found, here.files),
        "story": story,
        "seen": f"{len(story)}-{crc32(stands.encode())}",
        "may": {step: rules.may(step, found) for step in ("urge", "cancel", "judge", "comment")},
        "may_reopen": rules.may("reopen", found) and now <= found.closed_at + rules.REOPEN_WITHIN,
        "urge_again": urge_again if urge_again and urge_again > now else None,
        # Always: the page that stands open while the work ends gets the buttons, but not their dialogs, anew
        "not_yet": answers_of(found),
        "silent_until": found.finished_at + rules.SILENCE_AFTER if found.finished_at else None,
        "key": secrets.token_urlsafe(16),
    }


def signed_of(found: Any, files: str) -> dict[str, Any] | None:
    """What was signed in the reporter's name at the door, to be contested with one tap; None where nothing was."""
    job = signed_job_of(found)
    if job is None:
        return None
    pictures = [{"url": f"{files}{one.token}", "alt": _("签字")} for one in signature_of(job)]
    return {"signed": sign_off_of(job), "pictures": pictures}


def received(request: HttpRequest, found: Any, here: Here, template: str, **more: Any) -> HttpResponse:
    """What one sees at once: the number, the promise, what to do meanwhile."""
    context = {
        "found": found,
        "here": here,
        "community": found.community,
        "alarm": alarm_in(found.words, found.community.hotline, danger_lists(found.community_id)),
        "promises": promises_of(found),
        "panels": panels_of("received", here.actor, found),
        **more,
    }
    return render(request, template, context)


def act(request: HttpRequest, found: Any, here: Here, step: str) -> HttpResponse:
    """Take one of ``WAYS``, or one that an app above has added, and show the page again; what is wrong is said beside
    its field."""
    way = WAYS.get(step) or ways_above().get(step)
    if way is None:
        raise NotFound()
    form = way.form(request.POST, request.FILES)
    if form.is_valid():
        try:
            way.do(here.actor, found, form.cleaned_data)
        except Invalid as wrong:
            say_beside(form, wrong)
        except Refused as wrong:
            messages.warning(request, str(wrong.words))
            return redirect(here.base)
    if getattr(request, "htmx", False) and step == "say":
        return _said(request, found, here, form)
    if form.errors and step == "say":
        return show(request, found, here, form)
    if form.errors:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    else:
        messages.success(request, str(way.said))
    return redirect(here.base)


def on_paper(request: HttpRequest, found: Any, here: Here, address: str) -> HttpResponse:
    """The request on a sheet of paper, with ``address`` as a code to scan. Nothing internal is on it."""
    entries = [entry for entry in timeline_for(here.actor, found) if not entry.internal]
    context = {
        "found": found,
        "community": found.community,
        "sentence": sentences_of([found])[found.id],
        "promises": promises_of(found),
        "facts": facts_of(found, on_paper=True),
        "story": story_of(entries, here.files),
        "address": address,
        "printed_at": clock.now(),
    }
    return render(request, "requests/resident/paper.html", context)


def _said(request: HttpRequest, found: Any, here: Here, form: forms.Form) -> HttpResponse:
    """The message form again, and with it the time line that now holds the message."""
    wrong = bool(form.errors)
    context = {**about(found, here), "message_form": form if wrong else MessageForm(), "news": not wrong}
    answer = render(request, "requests/resident/said.html", context, status=422 if wrong else 200)
    if not wrong:
        answer["HX-Trigger"] = json.dumps({"toast": {"words": str(WAYS["say"].said), "tone": "success"}})
    return answer
