"""From a typst template and data to a PDF."""

import json
from pathlib import Path
from typing import Any

import typst
from django.apps import apps

from anju.kernel import clock

PACKAGE = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parents[1] / "fonts"


class PrintingError(RuntimeError):
    """The document could not be made: the template is missing or faulty, or the fonts were not fetched."""


def render_pdf(template: str, data: dict[str, Any]) -> bytes:
    """The PDF of ``template``, given as ``<app label>/<file>.typ`` in that app's folder ``printing/``.

    ``data`` must be JSON: the template reads it by ``json(bytes(sys.inputs.data))`` (``base.typ`` does so), hence no
    text of a person ever becomes source. Raises ``PrintingError``.
    """
    label, _, name = template.partition("/")
    source = Path(apps.get_app_config(label).path) / "printing" / name
    if not source.exists():
        raise PrintingError(f"there is no printing template {template}")
    if not any(FONTS.glob("*.ttf")):
        raise PrintingError("the fonts are missing: run `make run` once, or anju.launch.frontend.ensure()")
    try:
        document: bytes = typst.compile(
            str(source),
            root=str(PACKAGE),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(clock.now().timestamp()),
        )
    except RuntimeError as error:  # typst raises its own subclass; its text names the line of the template
        raise PrintingError(str(error)) from error
    return document
