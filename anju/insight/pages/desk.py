"""The manager's morning page: numbers that open, what to decide now, and how the last 30 days went."""

import io
from datetime import timedelta
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anju.insight.hotspots import Spot, hot_spots_for
from anju.insight.queries import FIGURES, SILENT_DAYS, Decision, decisions_for, figures_for
from anju.insight.rules import Reason, Share
from anju.insight.trends import Trend, trend_for
from anju.kernel import clock
from anju.requests.choices import Verdict
from anju.ui import humane
from anju.ui.doors import Request, desk_page

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk_page("insight.see")
def today(request: Request) -> HttpResponse:
    """The page; its upper part alone for htmx, which asks for it every minute."""
    community_id = request.standing.community_id
    figures = figures_for(request.actor, community_id)
    context: dict[str, Any] = {
        "now": clock.now(),
        "figures": _figures(request, figures),
        "decisions": [_shown(request, decision) for decision in decisions_for(request.actor, community_id)],
        "spots": [_spot(request, spot) for spot in hot_spots_for(request.actor, community_id)],
        "more_late": _board(request, "late") if figures["late"] else "",
    }
    if request.htmx.target == "now":
        return render(request, "insight/desk/now.html", context)
    trend = trend_for(request.actor, community_id)
    return render(request, "insight/desk/today.html", context | {"trend": trend, "said": _said(trend)})


@desk_page("insight.see")
def trend_sheet(request: Request) -> HttpResponse:
    """The days behind the charts as a spreadsheet."""
    trend = trend_for(request.actor, request.standing.community_id)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(_("30 天"))
        sheet.set_column(0, 5, 16)
        heads = [_("日期"), _("报了"), _("做完"), _("其中有时限"), _("按时"), _("从报到做完（小时，中位数）")]
        sheet.write_row(0, 0, heads, book.add_format({"bold": True}))
        for number, day in enumerate(trend.days, start=1):
            cells = (day.day.isoformat(), day.reported, day.finished, day.promised, day.in_time, day.hours)
            sheet.write_row(number, 0, cells)
    name = f"{request.standing.slug}-{trend.days[-1].day:%Y%m%d}-30d.xlsx"
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _board(request: Request, figure: str) -> str:
    return f"{reverse('desk:board', args=[request.standing.slug])}?{FIGURES[figure].query()}"


def _spot(request: Request, spot: Spot) -> dict[str, Any]:
    counts = {"people": spot.reporters, "reports": spot.reports}
    return {
        "title": f"{spot.place}：{_(spot.category)}",
        "url": f"{reverse('desk:board', args=[request.standing.slug])}?states=all&{spot.looking.query()}",
        "counts": _("%(people)d 个人报了 %(reports)d 件") % counts,
        "since": spot.since,
        "usual": _("平时一周 %s 件") % localize(spot.usual),
    }


def _figures(request: Request, found: dict[str, int]) -> list[dict[str, Any]]:
    """The numbers as the component ``stat`` takes them; a number of nothing is calm."""
    words = {
        "late": (_("已超时"), "alert-circle", "late", ""),
        "soon": (_("快到时"), "clock", "wait", _("一小时内")),
        "unaccepted": (_("没人接单"), "user-question", "wait", _("派了还没接")),
        "not": (_("说没好的"), "mood-sad", "late", _("还没解决")),
        "half": (_("只好一部分"), "mood-empty", "wait", _("还没解决")),
        "messy": (_("没收拾好"), "mood-neutral", "wait", _("还没解决")),
        "waiting": (_("等住户确认"), "message-question", "calm", _("做完了")),
        "silent": (_("问了没答复"), "message-off", "calm", _("近 %d 天结束的") % SILENT_DAYS),
        "open": (_("没办完"), "list", "calm", _("待受理和处理中")),
    }
    return [
        {
            "key": key,
            "value": found[key],
            "label": label,
            "icon": icon,
            "tone": tone if found[key] else "calm",
            "note": note,
            "url": _board(request, key),
        }
        for key, (label, icon, tone, note) in words.items()
    ]


def _shown(request: Request, decision: Decision) -> dict[str, Any]:
    found = decision.request
    first = decision.reasons[0].kind if decision.reasons else ""
    return {
        "url": reverse("desk:request", args=[request.standing.slug, found.number]),
        "title": found.words,
        "place": found.place.label,
        "number": found.number,
        "priority": found.priority,
        "holders": decision.holders,
        "reasons": [_reason(request, reason) for reason in decision.reasons],
        "tone": "late" if first in ("late", "bad") else "wait",
        "verb": _("看进展") if first == "late" and decision.holders else _VERBS[first](),
    }


_VERBS = {
    "late": lambda: _("派人去"),
    "unaccepted": lambda: _("换个人"),
    "bad": lambda: _("回个话"),
    "urged": lambda: _("回个话"),
    "": lambda: _("看一下"),
}


def _reason(request: Request, reason: Reason) -> dict[str, str]:
    now = clock.now()
    if reason.kind == "late" and reason.since:
        return {"words": humane.left(reason.since, now), "tone": "late", "icon": "alert-circle"}
    if reason.kind == "unaccepted" and reason.since:
        words = _("%(span)s没人接") % {"span": humane.span(now - reason.since)}
        return {"words": words, "tone": "wait", "icon": "user-question"}
    if reason.kind == "bad":
        words = str(Verdict(reason.verdict).label)
        if reason.times > 1:
            words = _("%(words)s，第 %(times)d 次") % {"words": words, "times": reason.times}
        return {"words": words, "tone": "late", "icon": "mood-sad"}
    words = ngettext("催了 %d 次", "催了 %d 次", reason.times) % reason.times
    return {"words": words, "tone": "wait", "icon": "bell-ringing"}


def _said(trend: Trend) -> list[dict[str, str]]:
    """The three figures of the trend in words, each with its sample."""
    return [
        {"label": _("报了"), "value": str(trend.reported), "note": _("做完 %d 件") % trend.finished},
        {"label": _("按时做完"), **share_words(trend.share)},
        {"label": _("从报到做完"), **_median_words(trend.median, trend.finished)},
    ]


def share_words(share: Share) -> dict[str, str]:
    """A share as people may rely on it: counts where the sample is small, nothing where there is none."""
    if not share.whole:
        return {"value": "—", "note": _("暂无数据")}
    counts = {"part": share.part, "whole": share.whole}
    if share.percent is None:
        return {"value": f"{share.part} / {share.whole}", "note": _("不到 30 件，不算百分比")}
    return {"value": f"{share.percent}%", "note": _("有时限的 %(whole)d 件里 %(part)d 件") % counts}


def _median_words(median: timedelta | None, sample: int) -> dict[str, str]:
    if median is None:
        return {"value": "—", "note": _("暂无数据")}
    return {"value": humane.span(median), "note": _("%d 件的中位数：一半比这快，一半比这慢") % sample}
