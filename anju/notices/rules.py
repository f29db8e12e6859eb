"""Pure decisions about notices: which channels, when quiet hours end, when to try again, how long a text is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from anju.kernel.actor import Standing
from anju.notices.choices import Topic

# What a topic uses beyond the inbox as long as a person has not chosen: (e-mail, SMS).
DEFAULTS: dict[str, tuple[bool, bool]] = {
    Topic.PROGRESS: (True, False),
    Topic.DIALOGUE: (True, False),
    Topic.WORK: (False, False),
    Topic.DESK: (False, False),
    Topic.LATE: (True, False),
    Topic.DANGER: (True, True),
}

QUIET_STARTS = time(22)
QUIET_ENDS = time(7)

# A text message of up to 70 Chinese characters is sent, and paid, as one.
ONE_TEXT = 70

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=2)
MOST_TRIES = 16  # 30 s, 1 min, 2 min … then every two hours: about 17 hours in all

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_quiet(at: datetime, starts: time, ends: time, zone: ZoneInfo) -> bool:
    """Whether ``at`` falls into the quiet hours [starts, ends) of local time; they may span midnight."""
    local = at.astimezone(zone).time()
    if starts <= ends:
        return starts <= local < ends
    return local >= starts or local < ends


def not_before(at: datetime, starts: time, ends: time, zone: ZoneInfo) -> datetime:
    """The first moment from ``at`` on that is not quiet."""
    if not is_quiet(at, starts, ends, zone):
        return at
    local = at.astimezone(zone)
    end = local.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def wait_after(tries: int) -> timedelta:
    """How long to wait after the given number of failed tries (from 1): doubled each time, at most two hours."""
    return min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT)


def topics_of(standing: Standing) -> list[Topic]:
    """The topics a person of this standing can hear about; danger, which nobody can turn off, is not among them."""
    wanted = {
        Topic.PROGRESS: bool(standing.places),
        Topic.DIALOGUE: bool(standing.places) or standing.may("requests.answer"),
        Topic.WORK: standing.may("work.do"),
        Topic.DESK: standing.may("requests.answer") or standing.may("work.assign"),
        Topic.LATE: standing.may("requests.answer") or standing.may("insight.see"),
    }
    return [topic for topic, concerned in wanted.items() if concerned]


def face_of(topic: str, link: str) -> str:
    """The first word of the addresses of the face a notice belongs to: home, crew or desk."""
    first = link.split("/")[1] if link.startswith("/") else ""
    if first in {"home", "crew", "desk"}:
        return first
    return {Topic.WORK: "crew", Topic.DESK: "desk", Topic.LATE: "desk"}.get(Topic(topic), "home")


def text_message(title: str, body: str, link: str) -> str:
    """The words of a text message: as one text where that is possible, the body only if it fits whole."""
    whole = " ".join(part for part in (title, body, link) if part)
    if len(whole) <= ONE_TEXT:
        return whole
    room = max(ONE_TEXT - len(link) - 1, 20) if link else ONE_TEXT
    short = title if len(title) <= room else title[: room - 1] + "…"
    return " ".join(part for part in (short, link) if part)


def short_code(notice_id: int) -> str:
    """A notice's id in the digits of base 62: 11 characters, so that a link fits into a text message."""
    code = ""
    while notice_id:
        notice_id, digit = divmod(notice_id, len(DIGITS))
        code = DIGITS[digit] + code
    return code


def id_in(code: str) -> int:
    """The id behind a short code; 0 for what is no code."""
    if not code or len(code) > 11 or any(digit not in DIGITS for digit in code):
        return 0
    number = 0
    for digit in code:
        number = number * len(DIGITS) + DIGITS.index(digit)
    return number if number < 2**63 else 0
