"""Answers of Open311 GeoReport v2: one structure, as XML or as JSON."""

import json
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as xml

from django.http import HttpResponse

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# The element that stands for one thing in a list.
ONE_OF = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def answer(form: str, root: str, content: Any, *, status: int = 200) -> HttpResponse:
    """``content`` (a dict, or a list of what ``root`` holds) in the format asked for; XML where none is known."""
    form = form if form in TYPES else "xml"
    body = (
        json.dumps(content, ensure_ascii=False, default=_plain).encode()
        if form == "json"
        else as_xml(root, content)
    )
    made = HttpResponse(body, status=status, content_type=TYPES[form])
    made["Cache-Control"] = "private, no-store"
    made["Access-Control-Allow-Origin"] = (
        "*"  # public clients read from pages of their own; no cookie counts here
    )
    made["X-Content-Type-Options"] = "nosniff"
    return made


def as_xml(root: str, content: Any) -> bytes:
    top = xml.Element(root)
    _fill(top, content)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + xml.tostring(top, encoding="utf-8")


def w3_time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment is not None else None


def _fill(element: xml.Element, content: Any) -> None:
    if isinstance(content, dict):
        for name, value in content.items():
            _fill(xml.SubElement(element, name), value)
    elif isinstance(content, list | tuple):
        for one in content:
            _fill(xml.SubElement(element, ONE_OF[element.tag]), one)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = _NOT_IN_XML.sub("", str(content))


def _plain(value: Any) -> Any:
    return str(value)
