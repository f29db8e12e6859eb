"""The catalogue: every component in its states, and every shell with content as long as life makes it."""

import re
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from anju.ui.context import IN_LIST
from anju.ui.pages import samples
from anju.ui.printing import QrLabel, qr_sheet

COMPONENTS = Path(__file__).resolve().parents[1] / "templates" / "ui" / "components"
USAGE = re.compile(r"^\{# (.*?) #\}", re.S)

# The name in the address: the template of the sample and the face whose shell it shows.
SHELLS = {
    "home": ("ui/catalogue/resident_home.html", "resident"),
    "report": ("ui/catalogue/resident_report.html", "resident"),
    "crew": ("ui/catalogue/crew_today.html", "crew"),
    "board": ("ui/catalogue/desk_board.html", "desk"),
    "request": ("ui/catalogue/desk_request.html", "desk"),
    "morning": ("ui/catalogue/desk_morning.html", "desk"),
    "public": ("ui/catalogue/public_report.html", "public"),
}


def components(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/catalogue/index.html", {**_common("public"), **_content(), "usage": _usage()})


def shell_sample(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SHELLS:
        raise Http404
    template, face = SHELLS[name]
    return render(request, template, {**_common(face), **_content()})


def sheet_sample(request: HttpRequest) -> HttpResponse:
    places = ("12 栋 2 单元电梯厅", "地下车库 B2 泵房西侧排水沟旁配电箱", samples.LONG_PLACE)
    labels = [
        QrLabel(f"https://example.org/q/7HXK{index:03d}", place) for index, place in enumerate(places * 5)
    ]
    return HttpResponse(qr_sheet("翠湖花园", labels), content_type="application/pdf")


def _common(face: str) -> dict[str, Any]:
    menu = samples.MENUS[face]
    return {
        "face": face,
        "menu": [entry for entry in menu if entry.spot in IN_LIST],
        "spots": {entry.spot: entry for entry in menu if entry.spot not in IN_LIST},
        "unread": 5,
        "actor": samples.actor(),
        "community": samples.standing(),
        "communities": samples.communities() if face == "desk" else [],
        "faces": {"crew": "#", "resident": "#"},
        "shells": SHELLS,
    }


def _content() -> dict[str, Any]:
    filled = samples.ReportForm(
        {"bad-what": "", "bad-phone": "1380000123", "bad-when": "pm", "bad-place": "home"}, prefix="bad"
    )
    return {
        "form": samples.ReportForm(),
        "bad_form": filled,
        "timeline": samples.timeline(),
        "thread": samples.messages(),
        "photos": samples.photos(),
        "soon": samples.ahead(minutes=95),
        "later": samples.ahead(days=2, hours=3),
        "past": samples.ago(minutes=35),
        "yesterday": samples.ago(days=1, hours=2),
        "long_name": samples.LONG_NAME,
        "long_place": samples.LONG_PLACE,
        "crumbs": [("诉求", "#"), ("未结", "#"), ("BX-20261123-0007", "")],
        "tabs": [("全部", "#", True, 24), ("等我回", "#", False, 3), ("已结", "#", False, None)],
        "steps": ["哪里不好", "在哪里", "什么时候"],
        "facts": [
            ("位置", samples.LONG_PLACE, "#"),
            ("报事人", samples.LONG_NAME),
            ("电话", "138****1234"),
            ("费用", "¥ 0.00（公共部位）"),
        ],
    }


def _usage() -> dict[str, str]:
    """What each component takes: the comment on its first line."""
    found = {path.stem: USAGE.match(path.read_text()) for path in COMPONENTS.glob("*.html")}
    return {name: match[1] for name, match in found.items() if match}
