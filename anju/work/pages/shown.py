"""Jobs as the worker's pages show them."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.assets.queries import at_hand
from anju.kernel import clock
from anju.kernel.actor import Standing
from anju.people.rules import mask_phone
from anju.standards.choices import RESIDENTS_SIDE, HoldReason
from anju.ui import humane
from anju.ui.doors import Request
from anju.work import queries, rules
from anju.work.choices import LOOKS, OPEN_STATES, JobState
from anju.work.forms import DeclineForm, PartForm, PhotosForm, RefusalForm
from anju.work.pages.paying import paying_context
from anju.work.pages.step_shown import rows_of
from anju.work.step_queries import steps_without_evidence

if TYPE_CHECKING:
    from anju.kernel.models import StoredFile
    from anju.work.models import Job, JobStep

# What the one button says and which step it takes; finishing has a page of its own.
NEXT: dict[str, tuple[str | Promise, str]] = {
    "accept": (gettext_lazy("接单"), "hand-grab"),
    "set_out": (gettext_lazy("我出发了"), "walk"),
    "arrive": (gettext_lazy("我已到达"), "map-pin-check"),
    "finish": (gettext_lazy("填写完成"), "checkbox"),
}


@dataclass(frozen=True)
class Card:
    """A job as one card with one button. ``step`` is empty where nothing is to be done."""

    job: "Job"
    url: str
    due: datetime | None
    urgent: bool
    step: str
    next_label: str | Promise
    next_icon: str
    next_url: str


def job_url(job: "Job", standing: Standing, name: str = "job", *more: str | int) -> str:
    return reverse(f"crew:{name}", args=[standing.slug, job.number, *more])


def card(job: "Job", standing: Standing) -> Card:
    mine = job.assignee_id is not None and job.assignee_id == standing.person_id
    step = rules.NEXT_STEP.get(JobState(job.state), "") if mine else ""
    label, icon = NEXT.get(step, ("", ""))
    if step == "finish":
        next_url = job_url(job, standing, "finish")
    else:
        next_url = job_url(job, standing, "move_on", step) if step else ""
    return Card(
        job=job,
        url=job_url(job, standing),
        due=rules.next_due(job),
        urgent=job.priority in ("P1", "P2"),
        step=step,
        next_label=label,
        next_icon=icon,
        next_url=next_url,
    )


def photos(stored: "list[StoredFile]", standing: Standing) -> list[dict[str, Any]]:
    """Files as the component ``photos`` takes them."""
    addresses = [reverse("photo", args=[standing.slug, one.token]) for one in stored]
    return [{"url": address, "thumb": f"{address}?thumb"} for address in addresses]


def job_context(request: Request, job: "Job") -> dict[str, Any]:
    """All that the page of one job shows. The full phone number is there only while the job is open and mine."""
    standing = request.standing
    is_open = job.state in OPEN_STATES
    mine = job.assignee_id == standing.person_id
    mate = not mine and queries.is_mate(job, standing.person_id)
    steps = queries.steps_of(job)
    taken = queries.photos_by_purpose(job)
    return {
        "job": job,
        "card": card(job, standing),
        "look": LOOKS[JobState(job.state)],
        "mine": mine,
        "mate": mate,
        "can_work": (mine or mate) and job.state in rules.MAY["work"],
        "can_note_parts": mine and job.state in rules.MAY["work"],
        "can_hold": mine and job.state in rules.MAY["hold"] and not job.held_until,
        "can_secure": mine and job.state in rules.MAY["secure"] and job.safe_by and not job.safe_at,
        "held": _held(job, standing) if job.held_until and is_open else "",
        "can_refuse": mine and job.state in rules.MAY["refuse"],
        "phone": job.contact_phone if is_open and mine else mask_phone(job.contact_phone),
        "call": job.contact_phone if is_open and mine else "",
        **_together(job, standing, mine=mine, mate=mate),
        "steps": steps,
        "rows": rows_of(job, steps, standing.slug),
        "steps_done": sum(1 for step in steps if step.done_at),
        "steps_left": [step for step in steps if not step.done_at],
        "steps_wanted": steps_without_evidence(job) if is_open and mine else [],
        "signed": queries.sign_off_of(job),
        "promise": _promise(job, standing),
        "parts": queries.parts_of(job),
        "notes": queries.notes_of(job),
        "source_photos": photos(queries.source_photos(job), standing),
        "before": photos(taken["before"], standing),
        "after": photos(taken["after"], standing),
        "refusal_form": RefusalForm(),
        "part_form": PartForm(),
        "part_key": token_urlsafe(12),
        "before_form": PhotosForm(auto_id="before_%s"),
        "after_form": PhotosForm(auto_id="after_%s"),
        "at_hand": at_hand(request.actor, standing.community_id) if mine and is_open else [],
        **paying_context(job, may_act=mine),
        "photo_advice": _photo_advice(steps, taken["after"]),
        "next_card": _next_card(request, job),
    }


def _held(job: "Job", standing: Standing) -> str:
    """Why the job stands and until when."""
    assert job.held_until is not None
    reason = str(HoldReason(job.held_reason).label)
    why = _("%(reason)s（%(party)s）") % {"reason": reason, "party": job.held_for} if job.held_for else reason
    until = humane.when(job.held_until, clock.now(), standing.tz)
    if job.held_reason in RESIDENTS_SIDE and not job.held_said_by:
        return _("%(why)s，等住户同意改到 %(until)s，同意前照常计时") % {"why": why, "until": until}
    return _("因%(why)s已暂停，预计 %(until)s 恢复") % {"why": why, "until": until}


def _together(job: "Job", standing: Standing, *, mine: bool, mate: bool) -> dict[str, Any]:
    """Who else is on the job, and one's own time on it."""
    mates = queries.mates_of(job)
    on_it = {job.assignee_id, *(one.person_id for one in mates), *job.barred}
    may_lend = mine and job.state in rules.MAY["lend_a_hand"]
    workers = queries.workers_of(job.community_id) if may_lend else []
    labour = queries.labour_of(job) if mine or mate else []
    handover = queries.handover_of(job)
    return {
        "mates": mates,
        "may_lend": may_lend,
        "others": [one for one in workers if one[0] not in on_it],
        "labour": next((one for one in labour if one.person_id == standing.person_id), None),
        "may_clock": (mine or mate) and job.state in rules.MAY["labour"],
        "handover": handover,
        "asked": handover is not None and handover.taker_id == standing.person_id,
        "may_hand_over": mine and handover is None and job.state in rules.MAY["hand_over"],
        "decline_form": DeclineForm(),
    }


def _promise(job: "Job", standing: Standing) -> str:
    """The promise that runs now, as a sentence."""
    due = rules.next_due(job)
    if due is None:
        return ""
    arriving = job.state != JobState.ARRIVED and job.arrive_by is not None
    words = _("%(by)s到场") if arriving else _("%(by)s做好")
    if not arriving and due == job.safe_by and job.safe_at is None:
        words = _("%(by)s控制住险情")
    return words % {"by": humane.by(due, clock.now(), standing.tz)}


def _photo_advice(steps: "list[JobStep]", taken: "list[StoredFile]") -> str:
    if taken or not any(rules.wants_photo(step.evidence) for step in steps):
        return ""
    return _("这类活要留照片：拍一张做完的样子，报事人看得到，也省得再跑一趟。")


def _next_card(request: Request, job: "Job") -> Card | None:
    """What to go to after a finished job."""
    if job.state != JobState.FINISHED or job.assignee_id != request.standing.person_id:
        return None
    jobs = queries.my_jobs(request.actor, request.standing.community_id)
    return card(jobs[0], request.standing) if jobs else None
