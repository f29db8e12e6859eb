"""Icons as inline SVG, read from the archive that ``anju.launch.frontend`` makes of Tabler's outline set."""

import logging
import re
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ARCHIVE = Path(__file__).resolve().parent / "icons" / "outline.zip"
SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
EMPTY_SHAPE = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>\s*')

logger = logging.getLogger(__name__)


@cache
def svg(name: str, size: str = "", label: str = "") -> SafeString:
    """The icon ``name`` (https://tabler.io/icons lists them) as an ``<svg>`` in the colour of the text.

    ``size`` is "", "sm", "lg" or "xl". An icon without ``label`` is hidden from screen readers. Raises
    ``LookupError`` for an unknown name, so that a misspelt one is found by the first test that draws it.
    """
    classes = f"icon icon-{size}" if size else "icon"
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round"'
        ' stroke-linejoin="round" {}>{}</svg>',
        classes,
        said,
        mark_safe(_shapes(name)),
    )


@cache
def _shapes(name: str) -> str:
    if not ARCHIVE.exists():
        _say_missing()
        return ""
    try:
        source = _archive().read(f"{name}.svg").decode()
    except KeyError:
        raise LookupError(f"there is no icon named {name!r}; see https://tabler.io/icons") from None
    found = SHAPES.search(source)
    shapes = EMPTY_SHAPE.sub("", found[1] if found else "")
    return re.sub(r"\s+", " ", shapes).strip()


@cache
def _archive() -> ZipFile:
    return ZipFile(ARCHIVE)


@cache
def _say_missing() -> None:
    logger.warning("The icons are missing: run `make run` once, or anju.launch.frontend.ensure().")
