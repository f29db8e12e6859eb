"""The demo's mails and calls of today, and where its communities are on the map."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from email.message import EmailMessage
from functools import partial
from random import Random

from anju.channels.actions import log_call
from anju.channels.intake import take_in
from anju.config.demo.life import Happening, Troupe
from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.places.actions import locate_community, locate_place
from anju.places.queries import areas_of, buildings_of

CENTRES = {
    "cuihu": (Decimal("30.274150"), Decimal("120.155150")),
    "laohuai": (Decimal("30.259300"), Decimal("120.130700")),
}
SPREAD = 0.0025  # degrees, some 250 metres
# minutes ago, name, address, subject, words, automatic
MAILS = [
    (
        205,
        "周文",
        "zhouwen@example.com",
        "三号楼门口的灯",
        "三号楼单元门口的路灯不亮，晚上老人走路看不清。",
        False,
    ),
    (120, "周文", "zhouwen@example.com", "自动回复：已收到您的事", "我在休假，下周一回来。", True),
    (48, "林小姐", "lin@example.com", "您好", "想问一下那个什么时候可以。", False),
]
# minutes ago, name, number, words, minutes of talk
CALLS = [
    (150, "孙女士", "13700001122", "问装修几点可以开工，告诉她工作日 8 点到 12 点、14 点到 18 点", 3),
    (33, "快递员", "13700003344", "问 5 栋怎么走", 1),
    (21, "钱先生", "13700005566", "说垃圾房门口有股味道，先不用登记，路过看看就行", 2),
]


def put_on_map(community_id: int, slug: str) -> None:
    """The community, its buildings and the areas of its grounds, each at a place of its own."""
    (lat, lon), dice = CENTRES[slug], Random(slug)
    locate_community(actor=SYSTEM, community_id=community_id, lat=lat, lon=lon, radius=600)
    grounds = areas_of(community_id).filter(building__isnull=True)
    for place in [*buildings_of(community_id), *grounds]:
        north, east = (Decimal(str(round(dice.uniform(-SPREAD, SPREAD), 6))) for _way in range(2))
        locate_place(actor=SYSTEM, place=place, lat=lat + north, lon=lon + east)


def by_mail_and_phone(troupe: Troupe, slug: str, until: datetime) -> Iterator[Happening]:
    for ago, name, address, subject, words, automatic in MAILS:
        at = until - timedelta(minutes=ago)
        yield at, partial(_mail, slug, at, name, address, subject, words, automatic)
    for ago, name, phone, words, minutes in CALLS:
        at = until - timedelta(minutes=ago)
        yield at, partial(_call, troupe, at, name, phone, words, minutes)


def _mail(
    slug: str, at: datetime, name: str, address: str, subject: str, words: str, automatic: bool
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{address}>", f"{slug}@example.org", subject
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M}@example.com>"
    if automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(words)
    with clock.moved(at):
        take_in(mail.as_bytes())


def _call(troupe: Troupe, at: datetime, name: str, phone: str, words: str, minutes: int) -> None:
    with clock.moved(at):
        log_call(
            actor=troupe.agent,
            community_id=troupe.community_id,
            called_at=at,
            words=words,
            caller_name=name,
            phone=phone,
            minutes=minutes,
        )
