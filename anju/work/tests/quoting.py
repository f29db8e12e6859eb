"""What the stories of quotes share: a job at the place whose resident pays, and a quote for it."""

import io
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from anju.kernel import clock
from anju.work import actions
from anju.work.models import Charge, Job, Quote
from anju.work.quotes import actions as quotes
from anju.work.step_actions import explain_no_photo
from anju.work.step_queries import steps_without_evidence
from anju.work.tests.stories import leak_job, now
from tests.cast import Cast

TAP = {"kind": "other", "name": "龙头", "unit": "个", "quantity": "1", "unit_price": "89.90"}
LABOUR = {"kind": "labour", "name": "上门维修", "unit": "次", "quantity": "1", "unit_price": "40"}


def drawn(ink: bool = True) -> SimpleUploadedFile:
    """A signature as the canvas sends it: a line on transparent ground, or nothing."""
    image = Image.new("RGBA", (320, 120), (255, 255, 255, 0))
    if ink:
        ImageDraw.Draw(image).line(
            [(20, 90), (90, 20), (150, 95), (280, 40)], fill=(20, 20, 20, 255), width=4
        )
    out = io.BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile("signature.png", out.getvalue(), content_type="image/png")


def paid_job(cast: Cast, **more: Any) -> Job:
    """张强 stands in the kitchen of 3-2-1001; it is decided that the owner pays."""
    job = at_the_place(cast, leak_job(cast, **more))
    quotes.decide_party(actor=cast.actor("张强"), job=job, party="own")
    return now(job)


def at_the_place(cast: Cast, job: Job) -> Job:
    worker = cast.actor("张强")
    actions.accept_job(actor=worker, job=job)
    actions.arrive(actor=worker, job=job)
    return now(job)


def quote(cast: Cast, job: Job, *lines: dict[str, Any], **more: Any) -> Quote:
    return quotes.give_quote(actor=cast.actor("张强"), job=job, lines=lines or (LABOUR, TAP), **more)


def agree(cast: Cast, given: Quote) -> Quote:
    return quotes.accept_quote(actor=cast.actor("王小明"), quote=given, way="own", name="王小明")


def finish(cast: Cast, job: Job) -> Job:
    for step in steps_without_evidence(job):
        explain_no_photo(actor=cast.actor("张强"), job=job, number=step.number, words="手机进水了")
    return actions.finish_job(actor=cast.actor("张强"), job=job, words="换了龙头，不漏了")


def done_job(cast: Cast, **more: Any) -> Job:
    """A leak that was mended at no cost to anybody here."""
    return finish(cast, at_the_place(cast, leak_job(cast, **more)))


def again_after(cast: Cast, **later: float) -> Job:
    """A job is finished; so much later another one is opened at the same place."""
    done_job(cast)
    with clock.moved(clock.now() + timedelta(**later)):
        return leak_job(cast)


def charges(cast: Cast) -> list[tuple[Decimal, str]]:
    found = Charge.objects.of(cast.cuihu.id).order_by("id")
    return [(charge.amount, charge.payer) for charge in found]


def states(job: Job) -> list[str]:
    return list(
        Quote.objects.of(job.community_id).filter(job=job).order_by("version").values_list("state", flat=True)
    )
