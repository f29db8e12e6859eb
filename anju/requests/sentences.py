"""How a request stands, said in one sentence to the one who reported it. Promises only of what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anju.kernel import clock
from anju.people.rules import mask_email, mask_phone
from anju.requests.choices import OPEN_STATES, HoldState, RequestState, Verdict, VerdictVia, Word
from anju.requests.models import Hold, Request
from anju.standards.choices import HoldReason, Level, RequestKind
from anju.standards.queries import level_of
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
    hold: Hold | None = None,
    quote: "Quote | None" = None,
) -> Sentence:
    """The sentence for a request with its jobs; ``into`` is that of the request it was merged into, ``hold`` the hold
    that runs or is asked for, ``quote`` one that waits for the reporter."""
    if request.state == RequestState.OPEN and quote is not None:
        words = _("有一份报价等您答复：%(total)s 元") % {"total": quote.total}
        return Sentence(_("等您答复"), words, "wait", "file-invoice")
    if hold is not None and request.state == RequestState.OPEN:
        return _held(request, hold)
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


def _held(request: Request, hold: Hold) -> Sentence:
    if hold.state == HoldState.ASKED:
        words = _("%(why)s，想改到%(until)s，等您同意；没同意之前照常计时。") % {
            "why": _why(hold),
            "until": _by(hold.until),
        }
        return Sentence(_("等您同意"), words, "wait", "message-question", request.due_at)
    return Sentence(_("暂停中"), hold_in_words(hold), "calm", "player-pause", request.due_at)


def hold_in_words(hold: Hold) -> str:
    """因等配件到货（某某五金）已暂停，预计周四 09:00 恢复."""
    until = humane.when(hold.until, clock.now(), timezone.get_current_timezone())
    if hold.state == HoldState.ASKED:
        return _("%(why)s，请住户同意改到 %(until)s，还没有答复，照常计时") % {
            "why": _why(hold),
            "until": until,
        }
    words = _("因%(why)s已暂停，预计 %(until)s 恢复") % {"why": _why(hold), "until": until}
    if hold.word == Word.SAID:
        return _("%(words)s（%(who)s同意的）") % {"words": words, "who": hold.said_by}
    return words


def _why(hold: Hold) -> str:
    reason = str(HoldReason(hold.reason).label)
    return _("%(reason)s（%(party)s）") % {"reason": reason, "party": hold.party} if hold.party else reason


def level_words(request: Request) -> str:
    """By which level it was promised, when the community promises by another one today; else empty."""
    today = level_of(request.community_id, clock.now())
    if today == request.level or request.state not in OPEN_STATES:
        return ""
    return _("小区现在按%(now)s服务，这件事仍按原来答应的（%(then)s）。") % {
        "now": Level(today).label,
        "then": Level(request.level).label,
    }


def question_of(request: Request) -> str:
    """What the reporter is asked when it is done."""
    if request.by_outcome:
        return _("您的投诉有结果了，您看这样可以吗？")
    if _is_mending(request):
        return _("处理完了，您看修好了吗？")
    if _is_asking(request):
        return _("答复您了，您看说清楚了吗？")
    return _("处理完了，您看解决了吗？")


def promises_of(request: Request) -> list[Promised]:
    """All that was promised, in the order of time."""
    comes = _("有人上门") if comes_home(request) else _("有人到现场")
    now = clock.now()
    parts = (
        (request.answer_by, request.answered_at, _("回复您")),
        (request.arrive_by, request.arrived_at, comes),
        (request.safe_by, request.safe_at or request.finished_at, _("控制住险情")),
        (request.finish_by, request.finished_at, _("处理完")),
    )
    return [
        Promised(f"{_by(due)}{words}", words, due, kept, (kept or now) > due)
        for due, kept, words in parts
        if due is not None
    ]


def on_paper(promised: Promised) -> str:
    """A promise for who reads it on another day: 2026-11-24 18:00 前有人到现场."""
    by = humane.exact(promised.by, timezone.get_current_timezone())
    return _("%(by)s 前%(what)s") % {"by": by, "what": promised.what}


@dataclass(frozen=True)
class Answer:
    """One answer of a reporter who is not content: how it is said, and what is asked then."""

    value: str
    words: str
    ask: str


def answers_of(request: Request) -> list[Answer]:
    """The answers beside "it is mended". None of them closes the request."""
    if _is_mending(request):
        words = (_("修好了，但没收拾干净"), _("只修好一部分"), _("没修好"))
    else:
        words = (_("解决了，但现场没收拾好"), _("只解决了一部分"), _("没有解决"))
    if _is_asking(request):
        return [
            Answer(Verdict.HALF, _("只说清楚一部分"), _("还有什么没说清楚？")),
            Answer(Verdict.NOT, _("没有说清楚"), _("您想知道的是什么？")),
        ]
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
        (_("您的邮箱"), mask_email(request.guest_email) if request.guest_email else ""),
    ]
    return [(word, value) for word, value in facts if value]


def comes_home(request: Request) -> bool:
    """Whether somebody comes to the person's home, and not only to the place."""
    return request.place.is_home


def _is_mending(request: Request) -> bool:
    return request.kind in (RequestKind.REPAIR, RequestKind.INCIDENT)


def _is_asking(request: Request) -> bool:
    return request.kind in (RequestKind.ENQUIRY, RequestKind.SUGGESTION)


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
    if request.verdict == Verdict.SOLVED and request.verdict_via == VerdictVia.DOER:
        words = _("在师傅手机上签字说解决了，这件事结束。不是您签的，请告诉我们。")
        return Sentence(_("签字说好了"), words, "kept", "writing-sign")
    if request.verdict == Verdict.SOLVED:
        return Sentence(_("您说好了"), _("您说解决了，这件事结束。"), "kept", "circle-check")
    if request.verdict == Verdict.PASSED:
        return Sentence(_("已转达"), _("您的话已经转给本人，谢谢您。"), "calm", "heart")
    return Sentence(
        _("已结束"), _("一周没有收到您的答复，先结束了。还没好的话，可以重新打开。"), "calm", "clock-off"
    )


def _by(moment: datetime) -> str:
    return humane.by(moment, clock.now(), timezone.get_current_timezone())
