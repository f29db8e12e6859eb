"""Reading a report that is posted: where, what, the answers to the service's questions, who."""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.translation import gettext as _

from anju.channels.actions import Told311
from anju.channels.attributes import Attribute, attributes_of
from anju.channels.pages.georeport_door import Caller, Fault
from anju.channels.rules.geo import moment_in, number_in
from anju.kernel.errors import Invalid, NotFound
from anju.people.rules import clean_phone
from anju.places.queries import areas_of, ground_area, located_areas, place_coded
from anju.places.rules import metres_between

_ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\d*\])?")
MOST = {"description": 4000, "address_string": 300, "media_url": 500, "email": 254, "phone": 40}
MOST_ANSWERS, MOST_ANSWER = 30, 1000
BROKEN = "\ufffd"


def told_in(sent: QueryDict, caller: Caller, category: Any) -> Told311:
    """The report in what was sent; a ``Fault`` names everything that is wrong with it, at once."""
    wrong = _too_long(sent)
    answers = _answers(sent, category.code, wrong)
    media = sent.get("media_url", "").strip()
    if media and not _is_link(media):
        wrong.append(_("media_url 要是 https:// 开头的网址。"))
    email, phone = sent.get("email", "").strip(), sent.get("phone", "").strip()
    if email and not re.fullmatch(r"[^\s@<>\"(),:;\\]{1,64}@[A-Za-z0-9.-]{1,185}", email):
        wrong.append(_("email 不像邮箱地址。"))
    if phone:
        try:
            phone = clean_phone(phone)
        except Invalid as fault:
            wrong.append(f"phone: {fault.words}")
    position = _position(sent, wrong)
    if wrong:
        raise Fault(400, *wrong)
    names = [sent.get(part, "").strip() for part in ("last_name", "first_name")]
    chinese = any("\u4e00" <= letter <= "\u9fff" for name in names for letter in name)
    return Told311(
        category=category,
        place=_place(sent, caller, position),
        description=sent.get("description", ""),
        name=("" if chinese else " ").join(part for part in (names if chinese else names[::-1]) if part)[:60],
        phone=phone,
        email=email,
        lat=position[0] if position else None,
        lon=position[1] if position else None,
        address=sent.get("address_string", ""),
        media_url=media,
        device=sent.get("device_id", "")[:120],
        account=sent.get("account_id", "")[:120],
        answers=answers,
    )


def _too_long(sent: QueryDict) -> list[str]:
    wrong = [
        _("%(name)s 最多 %(most)d 个字。") % {"name": name, "most": most}
        for name, most in MOST.items()
        if len(sent.get(name, "")) > most
    ]
    if any(BROKEN in value for name in sent for value in sent.getlist(name)):
        wrong.append(_("内容不是 UTF-8。"))
    return wrong


def _position(sent: QueryDict, wrong: list[str]) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude, if they were sent; what is wrong with them is said in ``wrong``."""
    texts = {name: sent.get(name, "").strip() for name in ("lat", "long")}
    if not any(texts.values()):
        if not sent.get("address_string", "").strip() and not sent.get("address_id", "").strip():
            wrong.append(_("缺少位置：lat 和 long、address_string、address_id 至少要有一样。"))
        return None
    numbers = {}
    for name, most in (("lat", 90), ("long", 180)):
        if not texts[name]:
            wrong.append(_("lat 和 long 要一起发，缺少 %(name)s。") % {"name": name})
            continue
        number = number_in(texts[name])
        if number is None or abs(number) > most:
            wrong.append(_("%(name)s 要是 -%(most)d 到 %(most)d 之间的数。") % {"name": name, "most": most})
        else:
            numbers[name] = number.quantize(Decimal("0.000001"))
    return (numbers["lat"], numbers["long"]) if len(numbers) == 2 else None


def _place(sent: QueryDict, caller: Caller, position: tuple[Decimal, Decimal] | None) -> Any:
    """Where it is filed: the place of that id, else the nearest public area, else the one the address names, else the
    grounds."""
    here = caller.here
    centre = (here.lat, here.lon)
    if position and None not in centre and metres_between(position, centre) > here.radius:  # type: ignore[arg-type]
        raise Fault(400, _("这个位置不在%(name)s的范围内（lat、long）。") % {"name": here.name})
    if code := sent.get("address_id", "").strip():
        try:
            return place_coded(caller.actor, here.id, code[:40])
        except NotFound:
            raise Fault(400, _("没有这个 address_id：%(code)s") % {"code": code[:40]}) from None
    if position and (near := located_areas(here.id)):
        return min(near, key=lambda area: metres_between(position, (area.lat, area.lon)))  # type: ignore[arg-type]
    address = "".join(sent.get("address_string", "").split())
    named = [area for area in areas_of(here.id) if area.label in address] if address else []
    found = max(named, key=lambda area: len(area.label), default=None) or ground_area(here.id)
    if found is None:
        raise Fault(400, _("这个小区还没有公共区域，不能登记。"))
    return found


def _answers(sent: QueryDict, code: str, wrong: list[str]) -> dict[str, list[str]]:
    """The answers to the service's questions by code; what was not asked is kept as well."""
    given: dict[str, list[str]] = {}
    for name in sent:
        if found := _ATTRIBUTE.fullmatch(name):
            values = [value.strip()[:MOST_ANSWER] for value in sent.getlist(name) if value.strip()]
            given.setdefault(found[1], []).extend(values)
    if len(given) > MOST_ANSWERS or any(len(values) > MOST_ANSWERS for values in given.values()):
        wrong.append(_("attribute 太多了。"))
        return {}
    for attribute in attributes_of(code):
        if attribute.variable and (fault := _fault(attribute, given.get(attribute.code, []))):
            wrong.append(f"attribute[{attribute.code}]: {fault}")
    return {name: values for name, values in given.items() if values}


def _fault(attribute: Attribute, values: list[str]) -> str:
    if not values:
        return _("这一项必须回答。") if attribute.required else ""
    if len(values) > 1 and attribute.datatype != "multivaluelist":
        return _("只能有一个值。")
    keys = [key for key, _name in attribute.values]
    if keys and (unknown := [value for value in values if value not in keys]):
        return _("没有这个选项：%(value)s") % {"value": unknown[0][:60]}
    if attribute.datatype == "number" and number_in(values[0]) is None:
        return _("要是一个数。")
    if attribute.datatype == "datetime" and moment_in(values[0]) is None:
        return _("要是 ISO 8601 的日期时间。")
    return ""


def _is_link(text: str) -> bool:
    """An https address. It is kept as words and shown; this server never opens it."""
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s<>\"\x00-\x1f]", text)
    except ValueError:
        return False
