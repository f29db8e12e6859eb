"""Sheets of QR labels to print, cut and stick on a wall."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.utils.translation import gettext as _

from anju.ui.printing.render import render_pdf

# How many labels an A4 sheet holds: columns and rows.
LAYOUTS = {2: (1, 2), 6: (2, 3), 12: (3, 4), 24: (4, 6)}


@dataclass(frozen=True)
class QrLabel:
    """One label: the address in the code (ASCII), the place as people call it, a short code to type by hand."""

    url: str
    place: str
    code: str = ""


def qr_sheet(community: str, labels: Sequence[QrLabel], per_page: int = 12, line: str = "") -> bytes:
    """An A4 PDF of ``labels`` with cutting lines, ``per_page`` of 2, 6, 12 or 24. ``line`` replaces 扫码报事."""
    columns, rows = LAYOUTS[per_page]
    return render_pdf(
        "ui/qr_sheet.typ",
        {
            "community": community,
            "line": line or _("扫码报事，不用登录"),
            "columns": columns,
            "rows": rows,
            "labels": [
                {"place": label.place, "code": label.code, "svg": qr_svg(label.url)} for label in labels
            ],
        },
    )


def qr_svg(url: str) -> str:
    """A QR code for print as SVG text; level Q still reads with a quarter of it scratched."""
    url.encode("ascii")
    out = io.BytesIO()
    # A mask of our choice: trying all eight takes five times as long, and random tokens are well mixed already.
    segno.make(url, error="q", micro=False, mask=4).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()
