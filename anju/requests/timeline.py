"""The time line of a request: its events, the events of its jobs and the words, as one list for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.events import Recorded, history
from anju.kernel.files import files_of, files_of_each
from anju.kernel.models import StoredFile
from anju.people.queries import persons_named, posts_of
from anju.people.rules import post_title
from anju.requests import events as request_events
from anju.requests import quote_words
from anju.requests.beside import LineWording, Say, wordings_above
from anju.requests.choices import Channel, Verdict
from anju.requests.models import Request
from anju.requests.queries import jobs_of, messages_of
from anju.requests.wording import rung_words
from anju.standards.choices import HoldReason, Priority
from anju.ui import humane
from anju.work import events as work_events
from anju.work.queries import notes_named


@dataclass(frozen=True)
class Entry:
    """One line: when, an icon, who (name and post), what they did, their words, photos.

    ``tone`` is plain, good (the person said so), warm (waits for somebody) or bad. ``side`` is reporter, staff or
    system. ``internal`` lines are shown to the staff only.
    """

    at: datetime
    icon: str
    text: str
    who: str = ""
    post: str = ""
    words: str = ""
    photos: list[StoredFile] = field(default_factory=list)
    tone: str = "plain"
    side: str = "system"
    internal: bool = False


def _local(moment: str) -> str:
    return humane.when(datetime.fromisoformat(moment), clock.now(), timezone.get_current_timezone())


_WORDINGS: dict[str, Say] = {
    request_events.RequestReported.kind: lambda facts: (
        ("phone", _("电话里说的，前台记下了"), "plain")
        if facts["channel"] == Channel.PHONE
        else ("mail", _("发邮件报的"), "plain")
        if facts["channel"] == Channel.EMAIL
        else ("building-broadcast-tower", _("经城市热线报的"), "plain")
        if facts["channel"] == Channel.OPEN311
        else ("message-plus", _("报了这件事"), "plain")
    ),
    request_events.RequestTaken.kind: lambda facts: ("user-check", _("已受理"), "plain"),
    request_events.RequestAnswered.kind: lambda facts: ("message", _("回复"), "plain"),
    request_events.RequestCommented.kind: lambda facts: ("message", _("留言"), "plain"),
    request_events.RequestNoted.kind: lambda facts: ("note", _("内部备注"), "plain"),
    request_events.RequestClassified.kind: lambda facts: (
        "tags",
        _("调整为“%s”") % Priority(facts["priority"]).label,
        "plain",
    ),
    request_events.RequestDispatched.kind: lambda facts: (
        "clipboard-plus",
        _("已开工单 %s") % facts["job_number"],
        "plain",
    ),
    request_events.RequestSecured.kind: lambda facts: ("shield-check", _("险情已控制住"), "plain"),
    request_events.RequestHeld.kind: lambda facts: (
        "player-pause",
        _("因%(why)s暂停计时，预计 %(until)s 恢复")
        % {"why": HoldReason(facts["reason"]).label, "until": _local(facts["until"])},
        "warm",
    ),
    request_events.RequestHoldAsked.kind: lambda facts: (
        "message-question",
        _("%(why)s，请您同意改到 %(until)s；同意前照常计时")
        % {"why": HoldReason(facts["reason"]).label, "until": _local(facts["until"])},
        "warm",
    ),
    request_events.RequestHoldDeclined.kind: lambda facts: ("player-play", _("没有暂停，照常计时"), "plain"),
    request_events.RequestResumed.kind: lambda facts: (
        "player-play",
        _("暂停的时间到了，接着计时") if facts.get("by_itself") else _("恢复计时"),
        "plain",
    ),
    request_events.RequestRetimed.kind: lambda facts: (
        "calendar-time",
        _("服务时间有调整，期限重新算过"),
        "plain",
    ),
    request_events.RequestClimbed.kind: lambda facts: (
        "stairs-up",
        str(rung_words(facts["rung"], facts["step"])),
        "warm",
    ),
    request_events.RequestUrged.kind: lambda facts: (
        "bell-ringing",
        _("第 %d 次催办") % facts["times"],
        "warm",
    ),
    request_events.RequestFinished.kind: lambda facts: ("circle-check", _("处理完了，等您确认"), "warm"),
    request_events.RequestJudged.kind: lambda facts: (
        "thumb-up" if facts["verdict"] == Verdict.SOLVED else "thumb-down",
        _said_where(facts) + str(Verdict(facts["verdict"]).label),
        "good" if facts["verdict"] == Verdict.SOLVED else "bad",
    ),
    request_events.RequestReopened.kind: lambda facts: (
        "refresh",
        _("重新打开，第 %d 次；原来的期限不变") % facts["times"],
        "warm",
    ),
    request_events.RequestClosed.kind: lambda facts: (
        ("circle-check", _("已解决，结束"), "good")
        if facts["verdict"] == Verdict.SOLVED
        else ("heart", _("已转达，结束"), "plain")
        if facts["verdict"] == Verdict.PASSED
        else ("clock-off", _("一周没有答复，先结束；需要时可以重新打开"), "plain")
    ),
    request_events.RequestCancelled.kind: lambda facts: ("x", _("撤销了"), "plain"),
    request_events.RequestMerged.kind: lambda facts: (
        "git-merge",
        _("与 %s 一起处理") % facts["into_number"],
        "plain",
    ),
    work_events.JobAssigned.kind: lambda facts: ("user-share", _("已派单"), "plain"),
    work_events.JobAccepted.kind: lambda facts: ("user-check", _("已接单"), "plain"),
    work_events.JobRefused.kind: lambda facts: ("arrow-back", _("不能接，退回改派"), "warm"),
    work_events.JobLapsed.kind: lambda facts: ("hourglass-off", _("没人应答，收回"), "warm"),
    work_events.JobHandoverProposed.kind: lambda facts: ("transfer", _("请同事接手"), "plain"),
    work_events.JobHandoverAccepted.kind: lambda facts: ("transfer", _("接手了"), "plain"),
    work_events.JobHandoverDeclined.kind: lambda facts: ("arrow-back", _("不能接手"), "plain"),
    work_events.JobSetout.kind: lambda facts: ("walk", _("在路上"), "plain"),
    work_events.JobArrived.kind: lambda facts: ("map-pin-check", _("已到现场"), "plain"),
    work_events.JobFinished.kind: lambda facts: ("tool", _("做完了"), "plain"),
    work_events.JobStepFailed.kind: lambda facts: (
        "alert-triangle",
        _("第 %d 步没通过") % facts["step"],
        "bad",
    ),
    work_events.JobSignoffContested.kind: lambda facts: (
        "writing-sign-off",
        _("说签字不是自己的"),
        "bad",
    ),
    work_events.JobCancelled.kind: lambda facts: ("x", _("这张工单取消了"), "plain"),
    **quote_words.WORDINGS,
}

# What only the staff needs to see.
_INTERNAL = {
    request_events.RequestNoted.kind,
    request_events.RequestClassified.kind,
    request_events.RequestDispatched.kind,
    request_events.RequestClimbed.kind,
    work_events.JobRefused.kind,
    work_events.JobLapsed.kind,
    work_events.JobHandoverProposed.kind,
    work_events.JobHandoverDeclined.kind,
    work_events.JobStepFailed.kind,
    work_events.JobCancelled.kind,
}


def _said_where(facts: Mapping[str, Any]) -> str:
    """Where a verdict was said, if not by the reporter on their own phone."""
    if facts.get("for_reporter"):
        return _("（电话里说）")
    return _("（在师傅手机上签字说）") if facts.get("sign_off_id") else ""


def timeline_for(actor: Actor, request: Request, jobs: "list[Any] | None" = None) -> list[Entry]:
    """The time line as the actor may see it, oldest first. The caller has checked that they see the request, and gives
    its ``jobs`` where it has them already."""
    staff = actor.kind != "guest" and actor.may("requests.see", request.community_id)
    jobs = jobs_of(request) if jobs is None else jobs
    told = history(
        request.community_id,
        [(request._meta.label_lower, request.id), *((job._meta.label_lower, job.id) for job in jobs)],
    )
    wordings = _all_wordings()
    told = [
        event for event in told if event.kind in wordings and (staff or not wordings[event.kind].internal)
    ]
    words = _Words(request, jobs, told, wordings, staff)
    return [words.entry(event) for event in told]


def _all_wordings() -> dict[str, LineWording]:
    own = {kind: LineWording(say, internal=kind in _INTERNAL) for kind, say in _WORDINGS.items()}
    return own | wordings_above()


class _Words:
    """Names, words and photos of a time line, read in a few queries."""

    def __init__(
        self,
        request: Request,
        jobs: list[Any],
        told: list[Recorded[Any]],
        wordings: dict[str, LineWording],
        staff: bool,
    ) -> None:
        ids = {event.person_id for event in told} | {event.facts.get("assignee_id") for event in told}
        self.request, self.jobs = request, {job.id: job for job in jobs}
        self.people = persons_named(request.community_id, ids)
        self.posts = posts_of(request.community_id, ids)
        self.messages = {message.id: message for message in messages_of(request, with_internal=staff)}
        self.notes = notes_named(
            request.community_id, [e.facts["note_id"] for e in told if "note_id" in e.facts]
        )
        self.wordings = wordings
        self.above = self._words_above(told)
        self.files: dict[str, list[StoredFile]] = {}
        for stored in files_of(request):
            self.files.setdefault(stored.purpose, []).append(stored)
        done = {event.about_id for event in told if event.kind == work_events.JobFinished.kind}
        self.of_jobs = files_of_each([self.jobs[job_id] for job_id in sorted(done & self.jobs.keys())])

    def entry(self, event: Recorded[Any]) -> Entry:
        wording = self.wordings[event.kind]
        icon, text, tone = wording.say(event.facts)
        who, post, side = self._who(event)
        return Entry(
            at=event.at,
            icon=icon,
            text=str(text),
            tone=tone,
            who=who,
            post=post,
            side=side,
            words=self._words(event),
            photos=self._photos(event),
            internal=wording.internal,
        )

    def _who(self, event: Recorded[Any]) -> tuple[str, str, str]:
        person_id = (
            event.facts.get("assignee_id") if event.kind == work_events.JobAssigned.kind else event.person_id
        )
        if event.actor_kind == "guest":
            return self.request.guest_name or _("报事人"), "", "reporter"
        person = self.people.get(person_id) if person_id else None
        if person is None:
            return "", "", "system"
        if person.id == self.request.reporter_id:
            return person.name, "", "reporter"
        return person.name, post_title(next(iter(self.posts.get(person.id, [])), "")), "staff"

    def _words_above(self, told: list[Recorded[Any]]) -> dict[int, str]:
        """What was said with the events of the apps above, by event id: one reading for each kind that has words."""
        found: dict[int, str] = {}
        for kind in {event.kind for event in told}:
            read = self.wordings[kind].words
            if read is not None:
                found |= read(self.request.community_id, [event for event in told if event.kind == kind])
        return found

    def _words(self, event: Recorded[Any]) -> str:
        if event.kind == request_events.RequestReported.kind:
            return self.request.words
        if event.id in self.above:
            return self.above[event.id]
        message = self.messages.get(event.facts.get("message_id") or 0)
        note = self.notes.get(event.facts.get("note_id") or 0)
        return message.words if message else note.words if note else ""

    def _photos(self, event: Recorded[Any]) -> list[StoredFile]:
        if event.kind == request_events.RequestReported.kind:
            return self.files.get("report", [])
        if event.kind == work_events.JobFinished.kind:
            return [one for one in self.of_jobs.get(event.about_id, []) if one.purpose in ("before", "after")]
        return self.files.get(f"m{event.facts.get('message_id')}", [])
