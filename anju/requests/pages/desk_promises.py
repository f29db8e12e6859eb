"""What was promised to a request, said to the desk: kept, missed and by how much, running."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.requests.choices import OPEN_STATES, RequestState
from anju.standards.rules import Promise
from anju.ui import humane


@dataclass(frozen=True)
class PromiseLine:
    """One promise as a sentence; ``due`` is set while it runs, for what is left."""

    words: str
    tone: str
    due: datetime | None = None


def promises_of(request: Any) -> list[PromiseLine]:
    """What was promised: kept or missed, and by how much; running; or fallen away with the request."""
    asked = [
        (_("答复"), request.answer_by, request.answered_at),
        (_("有人到场"), request.arrive_by, request.arrived_at),
        (_("险情控制住"), request.safe_by, request.safe_at or request.finished_at),
        (_("办完"), request.finish_by, request.finished_at),
    ]
    lines = [_line(request, verb, due, kept) for verb, due, kept in asked if due is not None]
    if request.unknown_year:
        words = _("%(year)d 年的放假安排还没有导入，跨到那一年的期限先空着")
        lines.append(PromiseLine(words % {"year": request.unknown_year}, "wait"))
    return lines


def promised_in(promise: Promise) -> list[str]:
    """What would be promised, as one reads it to the caller: 今天 10:00 前答复."""
    now, zone = clock.now(), timezone.get_current_timezone()
    asked = [
        (_("答复"), promise.answer_by),
        (_("到场"), promise.arrive_by),
        (_("控制住险情"), promise.safe_by),
        (_("办完"), promise.finish_by),
    ]
    return [f"{humane.by(due, now, zone)}{verb}" for verb, due in asked if due is not None]


def _line(request: Any, verb: str, due: datetime, kept: datetime | None) -> PromiseLine:
    now, zone = clock.now(), timezone.get_current_timezone()
    by = humane.by(due, now, zone)
    if kept is not None:
        at = humane.when(kept, now, zone)
        if kept <= due:
            return PromiseLine(_("%(verb)s：%(at)s，守约") % {"verb": verb, "at": at}, "kept")
        late = humane.span(kept - due)
        return PromiseLine(
            _("%(verb)s：%(at)s，晚了 %(late)s") % {"verb": verb, "at": at, "late": late}, "late"
        )
    if request.state not in OPEN_STATES:
        return PromiseLine(_("%(verb)s：原定 %(by)s，没有用上") % {"verb": verb, "by": by}, "calm")
    if request.state == RequestState.DONE:
        return PromiseLine(_("%(verb)s：没有记到") % {"verb": verb}, "calm")
    if request.held_until is not None and due >= now:
        return PromiseLine(
            _("%(by)s%(verb)s（暂停中，按预计恢复的时间算）") % {"by": by, "verb": verb}, "wait"
        )
    tone = "late" if due < now else "run"
    return PromiseLine(_("%(by)s%(verb)s") % {"by": by, "verb": verb}, tone, due)
