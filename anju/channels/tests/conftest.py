"""The cast with a catalogue, a map, and a city's hotline that holds a token."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as xml

import pytest
from django.test import Client
from django.test.utils import override_settings

from anju.connect.actions import make_token
from anju.kernel.actor import SYSTEM
from anju.places import actions as places
from anju.standards.actions import load_catalogue
from tests.cast import Cast

CENTRE = (Decimal("30.274150"), Decimal("120.155150"))
GARDEN = (Decimal("30.274900"), Decimal("120.155900"))
Calling = Callable[..., Any]


@pytest.fixture
def town(cast: Cast, inline_reactions: None) -> Cast:
    """翠湖花园 on the map with its garden; the catalogue in both communities."""
    for community in cast.communities.values():
        load_catalogue(actor=SYSTEM, community_id=community.id)
    places.locate_community(actor=SYSTEM, community_id=cast.cuihu.id, lat=CENTRE[0], lon=CENTRE[1])
    places.locate_place(actor=SYSTEM, place=cast.place("HY-1"), lat=GARDEN[0], lon=GARDEN[1])
    return cast


@pytest.fixture
def key_of(town: Cast) -> Callable[..., str]:
    """The text of a new token for somebody."""

    def make(name: str, community: str = "cuihu", **more: Any) -> str:
        _token, text = make_token(
            actor=SYSTEM,
            community_id=town.communities[community].id,
            account=town.account(name),
            name=f"城市热线 {name}",
            **more,
        )
        return text

    return make


class Hotline:
    """A client of Open311 that knows nothing of us but the address."""

    def __init__(self, key: str = "", jurisdiction: str = "cuihu") -> None:
        self.client, self.key, self.jurisdiction = Client(), key, jurisdiction

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/open311/v2/{path}", self._with(query))

    def post(self, path: str = "requests.json", *, headers: dict[str, str] | None = None, **sent: Any) -> Any:
        return self.client.post(
            f"/open311/v2/{path}",
            self._encoded(self._with(sent)),
            content_type="application/x-www-form-urlencoded; charset=utf-8",
            headers=headers,
        )

    def _with(self, sent: dict[str, Any]) -> dict[str, Any]:
        shared = {"jurisdiction_id": self.jurisdiction, "api_key": self.key}
        return {name: value for name, value in {**shared, **sent}.items() if value not in ("", None)}

    def _encoded(self, sent: dict[str, Any]) -> str:
        return urlencode(sent, doseq=True)


def errors_in(answer: Any) -> list[dict[str, Any]]:
    """The errors of an answer in either format, with the same shape."""
    if answer["Content-Type"] == "application/json; charset=utf-8":
        return list(answer.json())
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    top = xml.fromstring(answer.content)
    assert top.tag == "errors"
    assert all(one.tag == "error" and [part.tag for part in one] == ["code", "description"] for one in top)
    return [
        {"code": int(one.findtext("code") or 0), "description": one.findtext("description")} for one in top
    ]


@pytest.fixture
def mail_domain() -> Any:
    with override_settings(MAIL_DOMAIN="mail.example.org"):
        yield "mail.example.org"
