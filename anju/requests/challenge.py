"""What keeps programs from filling the desk through a form that needs no account. All of it is ours: no picture to
read, no foreign service.

The form carries a signed slip: for which place and when it was shown. Too quick, too old or unsigned is sent back.
After some reports from one address a small sum is asked, in words. The slip's nonce is also the form's idempotency
key, so one slip makes one request.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_words
from django.utils.translation import pgettext

from anju.kernel import clock, limits
from anju.kernel.errors import Invalid

SALT = "anju.requests.challenge"
QUICKEST = 2  # seconds; nobody types a report faster
OLDEST = 24 * 60 * 60
WINDOW = 10 * 60
EASY = 3  # reports from one address within WINDOW before the sum is asked
MOST = 20  # within WINDOW; a whole stairwell may share one address
MOST_A_DAY = 200
MOST_A_PLACE = 60  # in an hour
DOOR = "public.report"

_STALE = lazy_words("页面开得太久了。您写的内容还在，请再点一次发出。")


@dataclass(frozen=True)
class Slip:
    """A slip as it was read. ``nonce`` is the key under which the report is made once, ``age`` is in seconds."""

    nonce: str
    place: str
    age: float


def new_slip(place: str) -> str:
    """A signed slip for the form of a place (its token)."""
    content = {"n": secrets.token_urlsafe(12), "p": place, "t": int(clock.now().timestamp())}
    return signing.Signer(salt=SALT).sign_object(content)


def count(address: str, place: str) -> None:
    """Count one try; ``TooOften`` when there were too many from the address or for the place."""
    limits.take(DOOR, address, most=MOST, seconds=WINDOW)
    limits.take(f"{DOOR}.day", address, most=MOST_A_DAY, seconds=24 * 60 * 60)
    limits.take(f"{DOOR}.place", place, most=MOST_A_PLACE, seconds=60 * 60)


def asks_sum(address: str) -> bool:
    """Whether the next report from the address must answer the sum."""
    return limits.used(DOOR, address, seconds=WINDOW) >= EASY


def sum_words(slip: str) -> str:
    """The question that belongs to a slip: 三加五等于几？"""
    one, other = _terms(_read(slip).nonce)
    return _("%(one)s加%(other)s等于几？") % {"one": _numeral(one), "other": _numeral(other)}


def check(slip: str, *, place: str, answer: str, needs_sum: bool) -> Slip:
    """The slip, if the form may be taken; ``Invalid`` says what to do."""
    read = _read(slip)
    if read.place != place or read.age > OLDEST:
        raise Invalid(_STALE)
    if read.age < QUICKEST:
        raise Invalid(_("页面刚打开就发出了，请看一眼内容，再点一次。"))
    if needs_sum and unicodedata.normalize("NFKC", answer).strip() != str(sum(_terms(read.nonce))):
        raise Invalid(fields={"sum": _("请写上答案，一个数字就行。")})
    return read


def _read(slip: str) -> Slip:
    try:
        content = signing.Signer(salt=SALT).unsign_object(slip)
        return Slip(content["n"], content["p"], clock.now().timestamp() - content["t"])
    except signing.BadSignature:
        raise Invalid(_STALE) from None


def _terms(nonce: str) -> tuple[int, int]:
    digest = salted_hmac(SALT, nonce).digest()
    return 1 + digest[0] % 9, 1 + digest[1] % 9


def _numeral(number: int) -> str:
    return [
        pgettext("number", "一"),
        pgettext("number", "二"),
        pgettext("number", "三"),
        pgettext("number", "四"),
        pgettext("number", "五"),
        pgettext("number", "六"),
        pgettext("number", "七"),
        pgettext("number", "八"),
        pgettext("number", "九"),
    ][number - 1]
