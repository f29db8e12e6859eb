"""Codes to print: which ones, how many on a page, then a PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid, NotFound
from anju.kernel.ids import id_in
from anju.places.forms import CodesForm
from anju.places.pages.addresses import code_url
from anju.places.pages.lists import Looking, areas_looked_for, homes_looked_for
from anju.places.queries import buildings_of, community_named, places_with_ids
from anju.ui.doors import Request, desk_page
from anju.ui.printing import QrLabel, qr_sheet
from anju.ui.printing.sheets import LAYOUTS
from anju.ui.spreadsheets import download

MOST_LABELS = 3000
USUAL = 12


@desk_page("places.manage")
def codes(request: Request) -> HttpResponse:
    """What to print. The form is sent to ``codes_pdf``; htmx asks here again to know how many there will be."""
    form = _form(request)
    context: dict[str, Any] = {"form": form, "count": 0}
    if form.is_valid():
        context |= _sizes(_chosen(request, form).count(), form.cleaned_data["per_page"])
    template = (
        "places/desk/codes.html#count" if request.htmx.target == "codes-count" else "places/desk/codes.html"
    )
    return render(request, template, context)


@desk_page("places.manage")
def codes_pdf(request: Request) -> HttpResponse:
    """The sheets: of the places ticked in a list (``id``), or of what the form says."""
    ticked = [id for id in map(id_in, request.GET.getlist("id")) if id is not None]
    if ticked:
        found = places_with_ids(request.actor, request.standing.community_id, ticked[:MOST_LABELS])
        per_page = USUAL
    else:
        form = _form(request)
        if not form.is_valid():
            raise NotFound()
        found, per_page = _chosen(request, form), form.cleaned_data["per_page"]
    places = list(found[: MOST_LABELS + 1])
    if not places:
        raise NotFound(_("这里还没有可以打印的房屋或区域。"))
    if len(places) > MOST_LABELS:
        raise Invalid(_("一次最多印 %(most)d 张，请按楼栋分几次印。") % {"most": MOST_LABELS})
    community = community_named(request.standing.community_id)
    line = _("扫码报事，不用登录")
    if community.hotline:
        line = _("扫码报事 · 电话 %(hotline)s") % {"hotline": community.hotline}
    labels = [QrLabel(code_url(request, place), place.label, place.code) for place in places]
    content = qr_sheet(community.name, labels, per_page=per_page, line=line)
    name = _("%(community)s二维码.pdf") % {"community": community.name}
    return download(content, name, "application/pdf", shown=True)


def _form(request: Request) -> CodesForm:
    given = {"what": "homes", "per_page": USUAL} | request.GET.dict()
    return CodesForm(given, buildings=buildings_of(request.standing.community_id))


def _chosen(request: Request, form: CodesForm) -> Any:
    given = form.cleaned_data
    looking = Looking(building=given["building"], area_kind=given["area_kind"])
    return (areas_looked_for if given["what"] == "areas" else homes_looked_for)(request, looking)


def _sizes(count: int, per_page: int) -> dict[str, int | bool]:
    assert per_page in LAYOUTS
    return {
        "count": count,
        "pages": -(-count // per_page),
        "too_many": count > MOST_LABELS,
        "most": MOST_LABELS,
    }
