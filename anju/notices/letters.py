"""A notice as an e-mail and as a text message."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from anju.notices import rules
from anju.notices.models import Delivery, Notice
from anju.places.queries import community_named
from anju.ui.menu import listed


def letter_of(delivery: Delivery) -> EmailMultiAlternatives:
    """The e-mail as text and as simple HTML, with the way to the page and to the settings."""
    notice = delivery.notice
    community = community_named(notice.community_id)
    face = rules.face_of(notice.topic, notice.link)
    about = {
        "notice": notice,
        "community": community,
        "link": short_link(notice),
        "settings_link": settings.SITE_URL + reverse(f"notices:{face}_settings", args=[community.slug]),
    }
    letter = EmailMultiAlternatives(
        subject=f"{notice.title} · {community.name}",
        body=render_to_string("notices/mail/notice.txt", about),
        to=[delivery.address],
        headers={
            "List-Unsubscribe": f"<{about['settings_link']}>",
            "Auto-Submitted": "auto-generated",
            **headers_above(notice),
        },
    )
    letter.attach_alternative(render_to_string("notices/mail/notice.html", about), "text/html")
    return letter


def headers_above(notice: Notice) -> dict[str, str]:
    """What the apps above add to the head of a notice's mail (``LETTER_HEADERS`` in their ``menu.py``: functions of
    the notice), such as the address a reply goes to."""
    return {name: line for headers in listed("LETTER_HEADERS") for name, line in headers(notice).items()}


def text_of(notice: Notice) -> str:
    return rules.text_message(notice.title, notice.body, short_link(notice))


def short_link(notice: Notice) -> str:
    """The address that leads to the notice's page; whoever opens it signs in first."""
    return settings.SITE_URL + reverse("notices:short", args=[rules.short_code(notice.id)])
