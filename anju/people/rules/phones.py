"""Phone numbers: how they are kept, and how they are shown to who need not know them."""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid

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


def mask_email(address: str) -> str:
    """``wang.xm@example.org`` → ``w***@example.org``."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}***@{host}" if host else "***"
