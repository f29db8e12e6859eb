"""Printed matter as PDF: typst templates of any app, filled with data as JSON, in our own fonts only."""

from anju.ui.printing.render import PrintingError, render_pdf
from anju.ui.printing.sheets import QrLabel, qr_sheet

__all__ = ["PrintingError", "QrLabel", "qr_sheet", "render_pdf"]
