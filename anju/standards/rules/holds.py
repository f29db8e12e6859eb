"""When a clock may stand: for a listed reason, naming who is waited for and until when."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from anju.kernel.errors import Invalid, Words
from anju.standards.choices import RESIDENTS_SIDE, HoldReason

LONGEST_HOLD = timedelta(days=60)
SHORTEST_HOLD = timedelta(minutes=5)


def check_hold(reason: str, party: str, until: datetime | None, at: datetime) -> None:
    """``Invalid`` names the field: a reason that is not listed, nobody named who is waited for, no end, an end that
    has passed or lies too far away. On the resident's side the one waited for is the resident."""
    faults: dict[str, Words] = {}
    if reason not in HoldReason.values:
        faults["reason"] = _("只有这几种情况可以暂停计时，请选一种。")
    elif reason not in RESIDENTS_SIDE and not party.strip():
        faults["party"] = _("请写上在等谁，比如哪家供应商、哪个单位。")
    if until is None:
        faults["until"] = _("请写上预计什么时候恢复，到时会自动接着计时。")
    elif until <= at:
        faults["until"] = _("预计恢复的时间已经过了，请写以后的时间。")
    elif until < at + SHORTEST_HOLD:
        faults["until"] = _("不到 5 分钟不用暂停。")
    elif until > at + LONGEST_HOLD:
        faults["until"] = _("一次最多暂停 60 天；到时还没好，再说明原因续一次。")
    if faults:
        raise Invalid(fields=faults)
