"""The token by which a reply finds its request: in the address, in the subject, or in the ids of the thread.

Only small letters and digits, as mail programs change the case of addresses. It carries the request's id and a mark
made with the site's key, so that nobody can make one up.
"""

import hashlib
import hmac
import re

from django.conf import settings

REPLY = "reply+"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MARK = 12
_TOKEN = r"[0-9a-z]{1,13}[a-f0-9]{12}"
_ADDRESS = re.compile(rf"\breply\+({_TOKEN})@", re.IGNORECASE)
_SUBJECT = re.compile(rf"[\[【][A-Z]{{2}}-\d{{8}}-\d{{4,9}}\s+#({_TOKEN})[\]】]", re.IGNORECASE)
_THREAD = re.compile(rf"<anju\.({_TOKEN})(?:\.\w+)?@", re.IGNORECASE)


def token_of(request_id: int) -> str:
    return f"{_in_digits(request_id)}{_mark(request_id)}"


def request_id_in(token: str) -> int | None:
    """The request's id behind a token; None for one that is not ours."""
    token = token.lower()
    digits, mark = token[:-MARK], token[-MARK:]
    if not digits or not set(digits) <= set(DIGITS):
        return None
    request_id = int(digits, 36)
    return request_id if request_id < 2**63 and hmac.compare_digest(mark, _mark(request_id)) else None


def tokens_in(*, addresses: str, subject: str, thread: str) -> list[str]:
    """The tokens that a mail names, the surest first."""
    return [*_ADDRESS.findall(addresses), *_SUBJECT.findall(subject), *_THREAD.findall(thread)]


def message_id_of(token: str, domain: str, part: int | str = "") -> str:
    """The Message-ID of a letter about a request; without ``part`` that of the thread's root."""
    return f"<anju.{token}{f'.{part}' if part else ''}@{domain}>"


def _in_digits(number: int) -> str:
    out = ""
    while number:
        number, digit = divmod(number, 36)
        out = DIGITS[digit] + out
    return out or "0"


def _mark(request_id: int) -> str:
    text = f"mail reply {request_id}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()[:MARK]
