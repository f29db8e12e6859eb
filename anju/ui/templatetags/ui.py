"""The tags and filters of every template (they are built in, no ``{% load %}``)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from zlib import crc32

import segno
from django import forms, template
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from anju.kernel import clock
from anju.ui import humane, icons

register = template.Library()

register.simple_tag(icons.svg, name="icon")

HUES = 6


# Time as a person says it, in the zone that is active for the request


@register.filter
def said(words: str | None) -> str:
    """Words of the catalogue in the reader's language; what a community wrote itself stays as it is."""
    return gettext(words) if words else ""


@register.filter
def when(moment: datetime | None) -> str:
    return humane.when(moment, clock.now(), timezone.get_current_timezone()) if moment else ""


@register.filter
def by(moment: datetime | None) -> str:
    return humane.by(moment, clock.now(), timezone.get_current_timezone()) if moment else ""


@register.filter
def ago(moment: datetime | None) -> str:
    return humane.ago(moment, clock.now(), timezone.get_current_timezone()) if moment else ""


@register.filter
def left(due: datetime | None) -> str:
    return humane.left(due, clock.now()) if due else ""


@register.filter
def is_past(due: datetime | None) -> bool:
    return bool(due and due < clock.now())


register.filter("span", humane.span)


@register.filter
def exact(moment: datetime | None) -> str:
    return humane.exact(moment, timezone.get_current_timezone()) if moment else ""


@register.simple_tag
def time(moment: datetime | None, words: str = "") -> str:
    """``<time>`` with the exact time as its title. ``words`` replaces 今天 18:00, e.g. by ``at|ago``."""
    if not moment:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact(moment), words or when(moment)
    )


@register.filter
def by_day(entries: Iterable[Any]) -> list[dict[str, Any]]:
    """Entries with an ``at`` (attribute or key), in their order, as dicts with ``day`` and ``entries``."""
    zone, now = timezone.get_current_timezone(), clock.now()

    def at(entry: Any) -> datetime:
        moment: datetime = entry["at"] if isinstance(entry, dict) else entry.at
        return moment

    days = groupby(entries, key=lambda entry: at(entry).astimezone(zone).date())
    groups = (list(group) for _, group in days)
    return [{"day": humane.day(at(group[0]), now, zone), "entries": group} for group in groups]


# Addresses


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The query of the present address with ``changes``; None or an empty text takes a filter out. A changed
    filter leaves the page one was on (``after``, ``before``) unless it says otherwise."""
    values: QueryDict = context["request"].GET.copy()
    for cursor in ("after", "before"):
        values.pop(cursor, None)
    for name, value in changes.items():
        if value is None or value == "":
            values.pop(name, None)
        elif isinstance(value, list | tuple):
            values.setlist(name, [str(one) for one in value])
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}" if values else "?"


@register.inclusion_tag("ui/components/chip.html", takes_context=True)
def chip(
    context: Context, label: str, param: str, value: Any = "", icon: str = "", count: Any = None
) -> dict[str, Any]:
    """A filter in the address. Chosen once more, it is taken out; an empty ``value`` is the chip for all."""
    chosen = context["request"].GET.get(param, "") == str(value)
    return {
        "label": label,
        "url": query(context, **{param: None if chosen else value}),
        "active": chosen,
        "icon": icon,
        "count": count,
    }


# Forms


@register.simple_tag
def field(
    bound: BoundField, label: str = "", help: str = "", placeholder: str = "", **attrs: Any
) -> SafeString:
    """A whole field: label, control, help and what is wrong, tied together for screen readers.

    Further arguments become attributes of the control (``inputmode="tel"``, ``autocomplete="tel"``; an
    underscore is written as a hyphen, so ``hx_get`` is ``hx-get``).
    """
    widget = bound.field.widget
    kind = _kind(widget)
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    if placeholder:
        given["placeholder"] = placeholder
    given["class"] = " ".join(filter(None, [str(widget.attrs.get("class", "")), CONTROL[kind]]))
    if bound.errors:
        given["class"] += " is-invalid"
    return mark_safe(
        render_to_string(
            "ui/components/field.html",
            {
                "field": bound,
                "kind": kind,
                "label": label or bound.label,
                "help": help or bound.help_text,
                "control": "" if kind == "choices" else bound.as_widget(attrs=given),
                "given": given,
            },
        )
    )


CONTROL = {
    "text": "form-control",
    "select": "form-select",
    "check": "form-check-input",
    "choices": "form-check-input",
    "file": "form-control",
    "hidden": "",
}


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.Select):
        return "select"
    return "file" if isinstance(widget, forms.FileInput) else "text"


# Small parts


@register.inclusion_tag("ui/components/state.html")
def state(word: str, tone: str = "calm", icon: str = "") -> dict[str, str]:
    """A state as word, icon and colour. Without ``icon`` the tone brings its own.

    ``tone``: calm, run, wait (for a person), late, kept (the person said so), off.
    """
    return {"word": word, "tone": tone, "icon": icon or TONE_ICONS[tone]}


TONE_ICONS = {
    "calm": "circle",
    "run": "progress",
    "wait": "hourglass",
    "late": "alert-circle",
    "kept": "circle-check",
    "off": "circle-off",
}


@register.inclusion_tag("ui/components/avatar.html")
def avatar(name: str, size: str = "") -> dict[str, Any]:
    """The person's picture by name: the last two characters of a Chinese name, else the initials."""
    name = name.strip()
    if not name or ord(name[0]) < 0x2E80:
        letters = "".join(word[0] for word in name.split()[:2]).upper()
    else:
        letters = name.split("·")[0][-2:]
    return {"name": name, "letters": letters, "hue": crc32(name.encode()) % HUES, "size": size}


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """A QR code as inline SVG. ``text`` must be ASCII: the camera's reader returns nothing for other text."""
    text.encode("ascii")
    code = segno.make(text, error="m", micro=False)
    lines = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark
    )
    width = len(code.matrix)
    return format_html(
        '<svg class="a-qr-code" viewBox="-4 -4 {0} {0}" role="img" aria-label="{1}">'
        '<path class="a-qr-ground" d="M-4-4h{0}v{0}h-{0}z"/><path d="{2}"/></svg>',
        width + 8,
        label or text,
        lines,
    )


# Parts that hold other content


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    icon: str = "",
    link: str = "",
    more: str = "",
    id: str = "",
    kind: str = "",
) -> str:
    """A white card with an optional heading and a link at its end.

    ``kind``: "" padded, "list" with rows up to the edge, "fold" folded on a phone and open on the desk.
    """
    return render_to_string(
        "ui/components/panel.html",
        {
            "content": content,
            "title": title,
            "icon": icon,
            "link": link,
            "more": more,
            "id": id,
            "kind": kind,
        },
    )


@register.simple_block_tag
def notice(content: str, tone: str = "calm", icon: str = "", title: str = "") -> str:
    """A banner inside a page. ``tone``: calm, wait, late, kept."""
    icon = (
        icon
        or {"calm": "info-circle", "wait": "bulb", "late": "alert-triangle", "kept": "circle-check"}[tone]
    )
    return render_to_string(
        "ui/components/notice.html", {"content": content, "tone": tone, "icon": icon, "title": title}
    )


@register.simple_block_tag
def empty(content: str, title: str, icon: str = "mood-smile") -> str:
    """An empty state: why it is empty as ``title``, what to do as content."""
    return render_to_string("ui/components/empty.html", {"content": content, "title": title, "icon": icon})


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> str:
    """A dialog, opened by any link or button with ``href="#<id>"`` or ``data-dialog="<id>"``."""
    return render_to_string("ui/components/dialog.html", {"content": content, "id": id, "title": title})


@register.simple_block_tag
def dropdown(content: str, label: str, icon: str = "dots", kind: str = "icon", align: str = "end") -> str:
    """A menu behind a button. Its content is links and buttons with the class ``a-menu-item``."""
    return render_to_string(
        "ui/components/menu.html",
        {"content": content, "label": label, "icon": icon, "kind": kind, "align": align},
    )
