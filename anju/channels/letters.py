"""What a letter to a reporter says: what was received and promised, what goes on, what was answered."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from anju.channels.rules import REPLY, message_id_of, token_of
from anju.places.queries import community_named
from anju.requests.queries import request_of_link
from anju.requests.sentences import on_paper, promises_of

if TYPE_CHECKING:
    from anju.requests.models import Request


def receipt_of(request: "Request") -> dict[str, str]:
    """Address, subject and body of the letter that says: received, promised, this is how to follow it."""
    return _letter(request, _("已收到：%(what)s") % {"what": request.words.split("\n")[0][:40]}, "")


def news_of(request: "Request", title: str, words: str = "") -> dict[str, str]:
    """A letter that says what has happened, and the words that were written."""
    return _letter(request, title, words)


def thread_headers(notice: Any) -> dict[str, str]:
    """For the mail of a notice about a request of one's own: a reply to it comes onto the request's time line."""
    request = request_of_link(notice.community_id, notice.link)
    if request is None or not settings.MAIL_DOMAIN:
        return {}
    token, domain = token_of(request.id), settings.MAIL_DOMAIN
    root = message_id_of(token, domain)
    return {
        "Reply-To": f"{REPLY}{token}@{domain}",
        "Message-ID": message_id_of(token, domain, notice.id),
        "In-Reply-To": root,
        "References": root,
    }


def _letter(request: "Request", title: str, words: str) -> dict[str, str]:
    community = community_named(request.community_id)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(ZoneInfo(community.zone)):
        told = {
            "request": request,
            "community": community,
            "title": title,
            "words": words,
            "promises": [on_paper(one) for one in promises_of(request) if one.kept is None],
            "link": link_to(request),
            "may_reply": bool(settings.MAIL_DOMAIN),
            "until": request.follow_until,
        }
        return {
            "address": request.guest_email,
            "subject": f"{title} [{request.number} #{token_of(request.id)}]",
            "body": render_to_string("channels/mail/letter.txt", told),
        }


def link_to(request: "Request") -> str:
    """The page of the request: behind the secret link for a guest, behind signing in for who is known."""
    if request.reporter_id is None:
        return settings.SITE_URL + reverse("public:request", args=[request.follow_token])
    slug = community_named(request.community_id).slug
    return settings.SITE_URL + reverse("resident:request", args=[slug, request.number])
