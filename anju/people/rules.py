"""Pure decisions about people: what a post may do, how a phone number is shown, what a search looks through."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid

# What a post may do; each grant is checked by a door (pages, API) or an action.
ALL_GRANTS = frozenset(
    {
        "places.see",
        "places.manage",  # import homes and people, print codes
        "people.see",
        "people.see_phone",
        "people.manage",
        "requests.see",  # every request of the community
        "requests.answer",  # take on, answer, file on behalf, merge, close for somebody
        "work.do",  # jobs of one's own
        "work.see",  # every job
        "work.assign",
        "insight.see",  # the manager's page
        "settings.manage",  # tokens, webhooks, community settings
    }
)

_DESK = frozenset(
    {
        "places.see",
        "people.see",
        "people.see_phone",
        "requests.see",
        "requests.answer",
        "work.see",
        "work.assign",
    }
)
_LEAD = frozenset(
    {"places.see", "people.see", "requests.see", "work.see", "work.assign", "work.do", "insight.see"}
)
_CREW = frozenset({"places.see", "work.do"})


@dataclass(frozen=True)
class Post:
    title: str | Promise
    grants: frozenset[str]


# Codes and titles follow the positions catalogue.
POSTS: dict[str, Post] = {
    "COMPANY": Post(_("公司职能"), ALL_GRANTS - {"work.do"}),
    "PM": Post(_("项目经理"), ALL_GRANTS),
    "CS_LEADER": Post(_("客服主管"), _DESK | {"insight.see", "people.manage", "places.manage"}),
    "CS_AGENT": Post(_("客服专员"), _DESK),
    "STEWARD": Post(_("楼宇管家"), _DESK | {"work.do"}),
    "FINANCE": Post(_("收费员"), frozenset({"places.see", "people.see", "requests.see", "requests.answer"})),
    "SEC_LEADER": Post(_("秩序主管"), _LEAD),
    "SEC_GUARD": Post(_("秩序维护员"), _CREW),
    "CCTV_OP": Post(_("中控值班员"), _CREW),
    "ENV_MANAGER": Post(_("环境主管"), _LEAD),
    "CLEAN_LEADER": Post(_("保洁领班"), _CREW | {"work.see", "work.assign"}),
    "CLEANER": Post(_("保洁员"), _CREW),
    "GARDENER": Post(_("绿化养护工"), _CREW),
    "ENG_LEADER": Post(_("工程主管"), _LEAD | {"people.see_phone"}),
    "ENG_TECH": Post(_("综合维修工"), _CREW),
    "ENG_ELEC": Post(_("值班电工"), _CREW),
    "LIFT_SAFETY": Post(_("电梯安全员"), _CREW),
    "LIFT_VENDOR": Post(_("电梯维保单位"), _CREW),
    "FIRE_VENDOR": Post(_("消防维保单位"), _CREW),
    "VENDOR": Post(_("专项外包单位"), _CREW),
}


def grants_of(posts: Iterable[str]) -> frozenset[str]:
    """The grants of all given posts together; an unknown post grants nothing."""
    return frozenset().union(*(POSTS[post].grants for post in posts if post in POSTS))


def post_title(code: str) -> str:
    return str(POSTS[code].title) if code in POSTS else code


def holds_on(day: date, since: date, until: date | None) -> bool:
    """Whether the half-open range [since, until) holds ``day``."""
    return since <= day and (until is None or day < until)


_DESK_WORK = {"requests.answer", "insight.see", "people.manage", "settings.manage"}


def first_page(actor: Actor) -> str:
    """The address where a person begins after signing in: the desk, the crew's phone page, or their home."""
    for standing in actor.standings:
        if standing.grants & _DESK_WORK:
            return f"/desk/{standing.slug}/"
    for standing in actor.standings:
        if standing.is_staff:
            return f"/crew/{standing.slug}/"
    for standing in actor.standings:
        if standing.places:
            return f"/home/{standing.slug}/"
    return "/me/"


MOBILE_DIGITS = 11


def clean_phone(typed: str, *, field: str = "phone") -> str:
    """A number as it is kept: 11 digits in the mainland, ``+`` and digits abroad, only digits for a landline.

    Spaces, hyphens and the mainland's +86 are taken away; ``Invalid`` on ``field`` says what is wrong.
    """
    digits = re.sub(r"[\s\-–—()·.]", "", unicodedata.normalize("NFKC", typed))
    digits = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
    if re.fullmatch(r"1[3-9]\d{9}|\+[1-9]\d{6,14}|0\d{9,11}|400\d{7}|[2-9]\d{6,7}", digits):
        return digits
    raise Invalid(fields={field: _phone_fault(digits)})


def is_mobile(phone: str) -> bool:
    """Whether text messages reach the number (as ``clean_phone`` keeps it)."""
    return phone.startswith("+") or (phone.startswith("1") and len(phone) == MOBILE_DIGITS)


def _phone_fault(digits: str) -> str | Promise:
    if not digits:
        return _("这里还没有写手机号。")
    if not digits.lstrip("+").isdigit():
        return _("手机号里有不是数字的字，请检查一下。")
    if digits.startswith("1") and len(digits) < MOBILE_DIGITS:
        return _("手机号少了 %(count)d 位，请检查一下。") % {"count": MOBILE_DIGITS - len(digits)}
    if digits.startswith("1") and len(digits) > MOBILE_DIGITS:
        return _("手机号多了 %(count)d 位，请检查一下。") % {"count": len(digits) - MOBILE_DIGITS}
    return _("这个号码不像是电话号码，请检查一下。")


def mask_phone(phone: str) -> str:
    """``13812345678`` → ``138****5678``; short numbers keep their last two signs."""
    if len(phone) < 7:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"


def mask_name(name: str) -> str:
    """``王小明`` → ``王**`` for public pages."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def pinyin_of(name: str) -> tuple[str, str]:
    """The full pinyin and the initials of a name, lower case: ``("wangxiaoming", "wxm")``."""
    full = lazy_pinyin(name, style=Style.NORMAL)
    first = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return "".join(full).lower().replace(" ", ""), "".join(first).lower().replace(" ", "")


def haystack_of(*, name: str, phone: str, plates: Iterable[str], rooms: Iterable[str]) -> str:
    """What the search looks through: name, pinyin, initials, phone, plates, room codes; lower case, ``|`` between."""
    pinyin, initials = pinyin_of(name)
    return "|".join(part.lower() for part in (name, pinyin, initials, phone, *plates, *rooms) if part)
