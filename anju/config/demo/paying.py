"""How the demo's people agree on a price, and how parts come out of the stores."""

import io
from decimal import Decimal
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from anju.assets import actions as assets
from anju.assets.queries import at_hand, matching_parts
from anju.config.demo.stories import read
from anju.kernel.actor import SYSTEM, Actor
from anju.requests import actions as requests
from anju.standards.choices import Chargeable
from anju.work import actions as work
from anju.work.choices import PAYING, Party
from anju.work.parts import take_part
from anju.work.quotes import actions as quotes
from anju.work.quotes.queries import liability_of, must_quote, rework_of

DECIDED = 0.5  # how often somebody decides who pays where it is not plain from the start
TOO_DEAR = ["太贵了，我自己买个换上", "先不修了，等儿子回来看看", "外面师傅便宜，我找他"]
REFILL = Decimal(40)


def agree_price(dice: Random, job: Any, worker: Actor, reporter: Actor, agent: Actor, request: Any) -> bool:
    """Decide who pays, quote, and hear the answer. False when the resident does not agree: nothing is done then."""
    if job.category.chargeable in (Chargeable.NO, "") or job.priority == "P1" or rework_of(job):
        return True
    proposed = liability_of(job).party
    if job.category.chargeable != Chargeable.YES and dice.random() > DECIDED:
        return True
    quotes.decide_party(actor=worker, job=job, party=proposed)
    if proposed not in PAYING or not must_quote(job):
        return True
    given = quote_for(dice, job, worker)
    chance = dice.random()
    if chance < 0.07:
        words = dice.choice(TOO_DEAR)
        requests.refuse_quote(actor=reporter, request=request, quote_id=given.id, words=words)
        return False
    _accept(chance, given, worker, reporter, agent, request)
    return True


def free_of_charge(job: Any, worker: Actor) -> None:
    """What another job has found is mended on the company's account."""
    if must_quote(job):
        quotes.decide_party(actor=worker, job=job, party=Party.OURS)


def quote_for(dice: Random, job: Any, worker: Actor) -> Any:
    """Labour and a part or two from the price list."""
    electric = job.category.code in ("0104", "0105")
    name, unit, price = read("stock")["labour"][1 if electric else 0]
    lines: list[dict[str, Any]] = [
        {"kind": "labour", "name": name, "unit": unit, "quantity": "1", "unit_price": price}
    ]
    prefix = "DQ" if electric else "WJ" if job.category.code == "0106" else "SN"
    parts = [part for part in matching_parts(job.community_id, "") if part.code.startswith(prefix)]
    for part in dice.sample(parts, dice.choice([1, 1, 2])) if parts else []:
        lines.append(
            {"kind": "part", "name": part.name, "quantity": "1", "unit_price": "0", "part_id": part.id}
        )
    return quotes.give_quote(actor=worker, job=job, lines=lines)


def _accept(chance: float, given: Any, worker: Actor, reporter: Actor, agent: Actor, request: Any) -> None:
    name = request.reporter.name
    if chance < 0.72:
        requests.accept_quote(actor=reporter, request=request, quote_id=given.id)
    elif chance < 0.88:
        quotes.accept_quote(actor=worker, quote=given, way="signed", name=name, signature=[_signature(name)])
    else:
        quotes.accept_quote(actor=agent, quote=given, way="call", name=name)


def _signature(name: str) -> SimpleUploadedFile:
    """A few strokes, each name its own."""
    dice = Random(name)
    image = Image.new("RGB", (320, 130), "white")
    pen, at = ImageDraw.Draw(image), 20
    for _stroke in range(3 + len(name) * 2):
        pen.line(
            [(at, dice.randrange(20, 110)), (at + dice.randrange(15, 45), dice.randrange(20, 110))],
            "black",
            4,
        )
        at += 280 // (3 + len(name) * 2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return SimpleUploadedFile("signature.png", out.getvalue(), content_type="image/png")


def use_parts(job: Any, worker: Actor, name: str, quantity: str, unit: str) -> None:
    """Out of a store where the price list has it, refilled when it runs out; else written down by hand."""
    found = at_hand(worker, job.community_id, name, 1)
    wanted = Decimal(quantity)
    if found and found[0].free >= wanted:
        take_part(actor=worker, job=job, part=found[0].part, store=found[0].store, quantity=wanted)
        if found[0].store.keeper_id is None and found[0].free < REFILL / 4:
            assets.take_in(
                actor=SYSTEM, part=found[0].part, store=found[0].store, quantity=REFILL, reason="补货"
            )
    else:
        work.use_part(actor=worker, job=job, name=name, quantity=wanted, unit=unit)
