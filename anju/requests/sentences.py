"""How a request stands, said in one sentence to the one who reported it. Promises only of what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anju.kernel import clock
from anju.people.rules import mask_phone
from anju.requests.choices import RequestState, Verdict
from anju.requests.models import Request
from anju.standards.choices import RequestKind
from anju.ui import humane
from anju.work.choices import JobState

if TYPE_CHECKING:
    from anju.work.models import Job, Quote


@dataclass(frozen=True)
class Sentence:
    """``word`` is the state in a word or two, ``words`` the sentence; ``tone`` is calm, run, wait (for the
    reporter), late, kept (the reporter said so) or off. ``due`` is the promise that the sentence tells of."""

    word: str
    words: str
    tone: str
    icon: str
    due: datetime | None = None


@dataclass(frozen=True)
class Promised:
    """One promise in words (``what`` without the time); ``kept`` is when it was kept, ``late`` that it was or is
    missed."""

    words: str
    what: str
    by: datetime
    kept: datetime | None
    late: bool


def sentence_of(
    request: Request,
    jobs: "Sequence[Job]" = (),
    into: Sentence | None = None,
    quote: "Quote | None" = None,
) -> Sentence:
    """The sentence for a request with its jobs; ``into`` is that of the request it was merged into, ``quote`` one that
    waits for the reporter."""
    if request.state == RequestState.OPEN and quote is not None:
        words = _("有一份报价等您答复：%(total)s 元") % {"total": quote.total}
        return Sentence(_("等您答复"), words, "wait", "file-invoice")
    if request.state == RequestState.NEW:
        return _new(request)
    if request.state == RequestState.OPEN:
        return _open(request, jobs)
    if request.state == RequestState.DONE:
        return Sentence(_("等您确认"), question_of(request), "wait", "hourglass")
    if request.state == RequestState.MERGED:
        words = _("有人报了同一件事，一起处理。")
        return Sentence(
            _("一起处理"), f"{words}{into.words if into else ''}", into.tone if into else "run", "git-merge"
        )
    if request.state == RequestState.CANCELLED:
        return Sentence(_("已撤销"), _("您已经撤销，没有人会再来。"), "off", "circle-off")
    return _closed(request)


def question_of(request: Request) -> str:
    """What the reporter is asked when it is done."""
    if _is_mending(request):
        return _("处理完了，您看修好了吗？")
    return _("处理完了，您看解决了吗？")


def promises_of(request: Request) -> list[Promised]:
    """All that was promised, in the order of time."""
    comes = _("有人上门") if comes_home(request) else _("有人到现场")
    now = clock.now()
    parts = (
        (request.answer_by, request.answered_at, _("回复您")),
        (request.arrive_by, request.arrived_at, comes),
        (request.finish_by, request.finished_at, _("处理完")),
    )
    return [
        Promised(f"{_by(due)}{words}", words, due, kept, (kept or now) > due)
        for due, kept, words in parts
        if due is not None
    ]


@dataclass(frozen=True)
class Answer:
    """One answer of a reporter who is not content: how it is said, and what is asked then."""

    value: str
    words: str
    ask: str


def answers_of(request: Request) -> list[Answer]:
    """The three answers beside "it is mended". None of them closes the request."""
    if _is_mending(request):
        words = (_("修好了，但没收拾干净"), _("只修好一部分"), _("没修好"))
    else:
        words = (_("解决了，但现场没收拾好"), _("只解决了一部分"), _("没有解决"))
    asks = (_("哪里没收拾好？"), _("还有哪里没好？"), _("现在是什么情况？"))
    verdicts = (Verdict.MESSY, Verdict.HALF, Verdict.NOT)
    return [Answer(*one) for one in zip(verdicts, words, asks, strict=True)]


def facts_of(request: Request, *, on_paper: bool = False) -> list[tuple[str, str]]:
    """What was reported, as word and value; the phone masked. Paper is read on another day: its time is exact."""
    zone, now = timezone.get_current_timezone(), clock.now()
    opened = request.opened_at
    facts = [
        (_("单号"), request.number),
        (_("位置"), request.place.label),
        (_("报事时间"), humane.exact(opened, zone) if on_paper else humane.when(opened, now, zone)),
        (_("方便的时间"), request.wish),
        (_("谁受理的"), request.taken_by.name if request.taken_by else ""),
        (_("怎么称呼您"), request.guest_name),
        (_("您的电话"), mask_phone(request.guest_phone) if request.guest_phone else ""),
    ]
    return [(word, value) for word, value in facts if value]


def comes_home(request: Request) -> bool:
    """Whether somebody comes to the person's home, and not only to the place."""
    return request.place.is_home


def _is_mending(request: Request) -> bool:
    return request.kind in (RequestKind.REPAIR, RequestKind.INCIDENT)


def _new(request: Request) -> Sentence:
    if request.answer_by is None:
        return Sentence(_("已收到"), _("已收到，正在安排人看。"), "run", "inbox")
    if clock.now() > request.answer_by:
        words = _("说好%(by)s回复您，我们没做到。可以催一下，也可以直接打电话。") % {
            "by": _by(request.answer_by)
        }
        return Sentence(_("回复晚了"), words, "late", "alert-circle", request.answer_by)
    words = _("已收到，%(by)s回复您") % {"by": _by(request.answer_by)}
    return Sentence(_("已收到"), words, "run", "inbox", request.answer_by)


_STEPS = {
    JobState.ARRIVED: 4,
    JobState.ON_WAY: 3,
    JobState.ACCEPTED: 2,
    JobState.ASSIGNED: 1,
    JobState.WAITING: 0,
}


def _open(request: Request, jobs: "Sequence[Job]") -> Sentence:
    """The job that is furthest says it; a promise that was missed is said too."""
    under_way = [job for job in jobs if job.state in _STEPS]
    job = max(under_way, key=lambda one: _STEPS[JobState(one.state)], default=None)
    who = _("%(name)s师傅") % {"name": job.assignee.name} if job is not None and job.assignee else ""
    if job is not None and job.state == JobState.ARRIVED:
        return _told(
            request,
            _("已到现场"),
            "map-pin-check",
            _("%(who)s正在现场处理") % {"who": who},
            request.finish_by,
            _("处理完"),
        )
    if job is not None and job.state == JobState.ON_WAY:
        return _told(
            request,
            _("在路上"),
            "walk",
            _("%(who)s在路上") % {"who": who},
            request.arrive_by,
            pgettext("arrives", "到"),
        )
    comes = _("上门") if comes_home(request) else _("到现场")
    if job is not None and job.state == JobState.ACCEPTED:
        return _told(
            request, _("已接单"), "user-check", _("%(who)s已接单") % {"who": who}, _next(request), comes
        )
    if request.reopened and request.arrived_at is None:
        words = _("您说还没好，正在安排再来")
        return _told(request, _("再来一次"), "refresh", words, request.finish_by, _("处理完"))
    if request.arrived_at is None and request.arrive_by is not None:
        words = _("已安排%(who)s") % {"who": who} if who else _("已受理，正在安排人")
        return _told(
            request,
            _("已受理"),
            "user-check",
            words,
            request.arrive_by,
            _("有人%(comes)s") % {"comes": comes},
        )
    return _told(request, _("处理中"), "progress", _("正在处理"), request.finish_by, _("处理完"))


def _next(request: Request) -> datetime | None:
    """When somebody comes; after re-opening the old time to come has passed, and only the end still counts."""
    return request.finish_by if request.reopened else request.arrive_by


def _told(request: Request, word: str, icon: str, words: str, due: datetime | None, what: str) -> Sentence:
    if due is None:
        return Sentence(word, words, "run", icon)
    if clock.now() > due:
        late = _("%(words)s。说好%(by)s%(what)s，晚了。") % {"words": words, "by": _by(due), "what": what}
        return Sentence(word, late, "late", icon, due)
    told = _("%(words)s，%(by)s%(what)s") % {"words": words, "by": _by(due), "what": what}
    return Sentence(word, told, "run", icon, due)


def _closed(request: Request) -> Sentence:
    if request.verdict == Verdict.SOLVED:
        return Sentence(_("您说好了"), _("您说解决了，这件事结束。"), "kept", "circle-check")
    return Sentence(
        _("已结束"), _("一周没有收到您的答复，先结束了。还没好的话，可以重新打开。"), "calm", "clock-off"
    )


def _by(moment: datetime) -> str:
    return humane.by(moment, clock.now(), timezone.get_current_timezone())
