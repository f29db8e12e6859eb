"""Pure decisions about the steps of a job: when a photo is wanted, what an answer means, what is late."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anju.kernel.errors import Invalid, Refused
from anju.standards.choices import CheckKind, DueFrom
from anju.work.choices import EvidenceWhy, StepResult
from anju.work.models import Job, JobStep

if TYPE_CHECKING:
    from anju.standards.models import ProcedureStep

PRESSING = frozenset({"P1", "P2"})
DRAWS = 10_000
MOST_READING = Decimal("999999999")
STEP_PHOTOS = "step-"  # the purpose of a step's photos: step-3


def draw_of(job_id: int) -> float:
    """A number in [0, 1) that belongs to the job: the same whenever it is asked for, so nobody can draw again."""
    digest = hashlib.sha256(f"evidence {job_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % DRAWS / DRAWS


def evidence_wanted(step: "ProcedureStep", priority: str, share: int, draw: float) -> EvidenceWhy | None:
    """Why a photo of the step is wanted, None where it may be left: always of pressing jobs and where the procedure
    sees a risk, else of ``share`` jobs in a hundred by draw. Only steps whose evidence is a photo are asked."""
    if not step.wants_photo:
        return None
    if step.risk:
        return EvidenceWhy.RISK
    if priority in PRESSING:
        return EvidenceWhy.PRIORITY
    return EvidenceWhy.DRAW if draw * 100 < share else None


def steps_from(job: Job, steps: "Iterable[ProcedureStep]", *, share: int, level: int) -> list[JobStep]:
    """The steps of the procedure as rows of the job, not yet saved."""
    copied = ("action", "to_check", "evidence", "kind", "unit", "least", "most", "options", "due_from")
    opened = ("risk", "on_fail", "fail_opens", "fail_to")
    draw = draw_of(job.id)
    return [
        JobStep(
            community_id=job.community_id,
            job=job,
            number=number,
            minutes=step.minutes_at(level),
            evidence_why=evidence_wanted(step, job.priority, share, draw) or "",
            **{name: getattr(step, name) for name in (*copied, *opened)},
        )
        for number, step in enumerate(steps, start=1)
    ]


def photos_purpose(number: int) -> str:
    return f"{STEP_PHOTOS}{number}"


def check_can_tick(step: JobStep) -> None:
    """``Invalid`` where a tick says too little: a reading, a choice or words are asked for."""
    asks = {
        CheckKind.NUMBER: gettext_lazy("这一步要填读数。"),
        CheckKind.CHOICE: gettext_lazy("这一步要选一个。"),
        CheckKind.WORDS: gettext_lazy("这一步要写一句。"),
    }
    if step.kind in asks:
        raise Invalid(fields={"answer": asks[CheckKind(step.kind)]})


def check_evidence(missing: Sequence[JobStep]) -> None:
    """``Refused`` while a wanted photo is neither there nor explained."""
    if missing:
        which = "、".join(str(step.number) for step in missing)
        raise Refused(
            _("第 %(which)s 步还要一张照片才能完成；拍不了就在那一步写一句为什么。") % {"which": which}
        )


@dataclass(frozen=True)
class Answered:
    """What an answer means: passed or not, as a code or words, and as a number."""

    result: StepResult
    answer: str = ""
    reading: Decimal | None = None


def answered(step: JobStep, given: str) -> Answered:
    """The answer to the step's question. ``Invalid`` beside the field when it cannot be one."""
    read = {
        CheckKind.DONE: lambda: Answered(StepResult.OK),
        CheckKind.YES_NO: lambda: _yes_no(given),
        CheckKind.NUMBER: lambda: _number(step, given),
        CheckKind.CHOICE: lambda: _choice(step, given),
        CheckKind.WORDS: lambda: _words(given),
    }
    return read[CheckKind(step.kind)]()


def _yes_no(given: str) -> Answered:
    if given not in ("yes", "no"):
        raise Invalid(fields={"answer": _("请点“是”或“否”。")})
    return Answered(StepResult.OK if given == "yes" else StepResult.FAILED, given)


def _number(step: JobStep, given: str) -> Answered:
    """A number as people type it: full-width digits, a comma for the point."""
    text = given.strip().translate(str.maketrans("０１２３４５６７８９．，。－,", "0123456789...-."))
    try:
        reading = Decimal(text)
    except InvalidOperation:
        raise Invalid(fields={"answer": _("请只写数字，比如 10 或 0.5。")}) from None
    if not reading.is_finite() or abs(reading) > MOST_READING:
        raise Invalid(fields={"answer": _("这个数太大了，请看一下是不是多按了几位。")})
    if reading != round(reading, 3):
        raise Invalid(fields={"answer": _("最多写三位小数。")})
    return Answered(
        StepResult.OK if within(reading, step.least, step.most) else StepResult.FAILED, "", reading
    )


def within(reading: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is None or reading >= least) and (most is None or reading <= most)


def _choice(step: JobStep, given: str) -> Answered:
    chosen: dict[str, Any] | None = next((one for one in step.options if one["code"] == given), None)
    if chosen is None:
        raise Invalid(fields={"answer": _("请选一个。")})
    return Answered(StepResult.OK if chosen["ok"] else StepResult.FAILED, given)


def _words(given: str) -> Answered:
    if not 2 <= len(given.strip()) <= 200:
        raise Invalid(fields={"answer": _("请写一句，2 到 200 个字。")})
    return Answered(StepResult.OK, given.strip())


def plain(number: Decimal) -> str:
    """A number without the zeros that nobody wrote: 10, 0.05, 235.4."""
    return f"{number.normalize():f}"


def limits_in_words(step: JobStep) -> str:
    """The limits of a number: 198–235.4 V, at least 10, at most 5."""
    if step.least is not None and step.most is not None:
        return f"{plain(step.least)}–{plain(step.most)} {step.unit}"
    if step.least is not None:
        return _("不少于 %(least)s %(unit)s") % {"least": plain(step.least), "unit": step.unit}
    if step.most is not None:
        return _("不超过 %(most)s %(unit)s") % {"most": plain(step.most), "unit": step.unit}
    return ""


def answer_in_words(step: JobStep) -> str:
    """What was answered, for people."""
    if step.reading is not None:
        return f"{plain(step.reading)} {step.unit}".strip()
    if step.kind == CheckKind.YES_NO and step.answer:
        return _("是") if step.answer == "yes" else _("否")
    if step.kind == CheckKind.CHOICE:
        return next((one["words"] for one in step.options if one["code"] == step.answer), step.answer)
    return step.answer


def breach_in_words(step: JobStep) -> str:
    """Why the step did not pass: the reading beside its limit, the answer, the words."""
    said = answer_in_words(step)
    limit = limits_in_words(step)
    if step.reading is not None and limit:
        said = _("读数 %(said)s，应为 %(limit)s") % {"said": said, "limit": limit}
    return "；".join(part for part in (said, step.words) if part)


def late_minutes(job: Job, steps: Sequence[JobStep], step: JobStep) -> int:
    """By how many minutes a step was answered later than its limit; 0 where it was in time or has none.

    "From the step before" runs from the answer to it, for the first step from accepting the job.
    """
    if step.minutes is None or step.done_at is None:
        return 0
    start = _start(job, steps, step)
    if start is None:
        return 0
    over = step.done_at - (start + timedelta(minutes=float(step.minutes)))
    return max(0, int(over.total_seconds() // 60))


def _start(job: Job, steps: Sequence[JobStep], step: JobStep) -> datetime | None:
    if step.due_from == DueFrom.TRIGGER:
        return job.opened_at
    if step.due_from != DueFrom.PREVIOUS:
        return None
    before = [one.done_at for one in steps if one.number < step.number and one.done_at is not None]
    return max(before) if before else job.accepted_at
