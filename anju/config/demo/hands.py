"""How the demo's workers answer the steps of a job, take photos, and have residents sign; how the desk asks again."""

import base64
import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from anju.kernel.actor import Actor
from anju.people.queries import actor_of, person_named
from anju.standards.choices import CheckKind
from anju.voice import actions as voice
from anju.voice.choices import Outcome, VisitAnswer, VisitState
from anju.voice.queries import visits_of_request
from anju.work import sign_actions, step_actions
from anju.work.choices import Opinion
from anju.work.queries import steps_of
from anju.work.signing import PREFIX, drawn

FAILS = 0.03
NO_PHOTO = ["手湿，手机拍不了", "屋里住户不愿意拍", "太暗，拍不清"]
AGAIN = {
    VisitAnswer.SOLVED: ["好了，谢谢还惦记着", "没再坏过", "挺好的", ""],
    VisitAnswer.MESSY: ["修是修好了，地上的灰没扫"],
    VisitAnswer.HALF: ["好一点，晚上还是有一点"],
    VisitAnswer.NOT: ["第二天又那样了，正想再报"],
    VisitAnswer.UNSAID: ["在忙，说没什么好说的"],
}


def do_the_steps(job: Any, worker: Actor, dice: Random, fails: float = FAILS) -> None:
    """Answer each step; a few do not pass, and where a photo is wanted it is nearly always taken."""
    for step in steps_of(job):
        told: dict[str, Any] = {"actor": worker, "job": job, "number": step.number}
        if dice.random() < 0.12 and not step.evidence_why:
            continue
        if step.kind == CheckKind.DONE and dice.random() < fails / 3:
            step_actions.fail_step(**told, words="打了三次电话没人接")
        else:
            step_actions.answer_step(**told, answer=_answer(step, passes=dice.random() >= fails))
        if step.evidence_why and dice.random() < 0.12:
            step_actions.explain_no_photo(**told, words=dice.choice(NO_PHOTO))
        elif step.evidence_why:
            step_actions.add_step_photos(**told, photos=[photo(dice.randrange(6))])


def _answer(step: Any, *, passes: bool) -> str:
    if step.kind == CheckKind.YES_NO:
        return "yes" if passes else "no"
    if step.kind == CheckKind.CHOICE:
        return next(one["code"] for one in step.options if one["ok"] or not passes)
    if step.kind == CheckKind.NUMBER:
        middle = (step.least + step.most) / 2 if step.least and step.most else step.least or step.most
        far = middle * (Decimal("0.5") if step.least else Decimal(2))
        return f"{(middle if passes else far):.2f}"
    return "看过，正常"


def signs_at_the_door(job: Any, worker: Actor, name: str, dice: Random) -> bool:
    """Whether the resident signs on the technician's phone; some are not at home."""
    if dice.random() < 0.3:
        sign_actions.leave_sign_off(actor=worker, job=job)
        return False
    sign_actions.sign_off(
        actor=worker,
        job=job,
        name=name,
        opinion=dice.choices([Opinion.SOLVED, Opinion.MESSY, Opinion.HALF], [12, 1, 1])[0],
        signature=[drawn(signature(dice.randrange(4)))],
    )
    return True


def asked_again(request: Any, wait: Callable[[timedelta], None], dice: Random) -> bool:
    """The return visit, where one was drawn. Whether it has opened the request again."""
    visit = next((one for one in visits_of_request(request.community_id, request.id)), None)
    if visit is None or visit.state != VisitState.DUE or visit.visitor_id is None:
        return False
    account = person_named(request.community_id, visit.visitor_id).account
    if account is None:
        return False
    visitor = actor_of(account)
    wait(timedelta(hours=dice.uniform(3, 30)))
    while dice.random() < 0.25:
        visit = voice.note_try(actor=visitor, visit=visit, outcome=Outcome.NOT_REACHED, words="没人接")
        if visit.state != VisitState.DUE:
            return False
        wait(timedelta(hours=dice.uniform(4, 9)))
    answer = dice.choices(list(AGAIN), [70, 6, 6, 6, 12])[0]
    words = dice.choice(AGAIN[answer])
    voice.note_try(actor=visitor, visit=visit, outcome=Outcome.REACHED, answer=answer.value, words=words)
    return answer in voice.REOPENING


@cache
def _picture(number: int) -> bytes:
    """A wall, a floor, a pipe: enough to see that a photo is one."""
    tones = ["#d8cfc0", "#c9d4d2", "#d6d2c4", "#cfd3d8", "#dcd6cd", "#c8cfc4"]
    image = Image.new("RGB", (480, 360), tones[number])
    pen = ImageDraw.Draw(image)
    pen.rectangle([0, 270, 480, 360], fill="#9aa19b")
    pen.line([(90 + 50 * number, 0), (90 + 50 * number, 240), (400, 240)], fill="#7d8a8c", width=22)
    pen.ellipse([70 + 50 * number, 150, 110 + 50 * number, 190], fill="#b8894f")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def photo(number: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"step-{number}.jpg", _picture(number), content_type="image/jpeg")


@cache
def signature(number: int) -> str:
    """A line such as a hurried hand draws."""
    dice = Random(number)
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    way = [(40 + 26 * step, 100 + dice.randrange(-60, 60)) for step in range(20)]
    ImageDraw.Draw(image).line(way, fill=(17, 17, 17), width=5, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return PREFIX + base64.b64encode(out.getvalue()).decode()
