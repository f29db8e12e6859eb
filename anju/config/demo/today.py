"""What is under way at this moment, so that every face has something to do when the demo is opened."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from anju.config.demo.hands import do_the_steps
from anju.config.demo.life import Happening, Troupe
from anju.config.demo.paying import quote_for
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import actions as requests
from anju.standards.queries import category_for
from anju.work import actions as work
from anju.work.choices import PAYING, Party
from anju.work.quotes import actions as quotes
from anju.work.quotes.queries import liability_of, rework_of

# minutes ago, how far it has come, category, kind of place, words
OPEN = [
    (225, "arrived", "0303", "LIFT_CAR", "电梯到八楼抖一下，今天更厉害了"),
    (170, "accepted", "0106", "", "入户门锁舌卡住，老人拧不动"),
    (140, "assigned", "0201", "CORRIDOR", "十二楼到十三楼楼梯间灯不亮"),
    (95, "taken", "0212", "PLAYGROUND", "儿童滑梯边上裂了，边缘很割手"),
    (62, "on_way", "0104", "", "半个屋子没电，冰箱也停了"),
    (38, "assigned", "0102", "", "卫生间地漏往上返水，脏水漫出来了"),
    (26, "new", "0501", "CORRIDOR", "楼道地上有一大滩饮料，粘脚"),
    (14, "new", "0703", "GARAGE", "我的车位又被占了，车上没留电话"),
    (6, "new", "1107", "", "阳台想封窗，有没有统一样式"),
]
# The same of the first resident, at home: one waits for their word, one for their yes to a price.
FIRST_RESIDENT = [
    (26 * 60, "finished", "0103", "马桶水箱一直在进水，停不下来"),
    (50, "quoted", "0105", "客厅吸顶灯一闪一闪的"),
]


def under_way(troupe: Troupe, until: datetime) -> Iterator[Happening]:
    """Nine reports of the last hours at different steps; two of the first resident wait for their word."""
    reporter, _person, home = troupe.residents[0]
    for ago, step, code, words in FIRST_RESIDENT:
        at = until - timedelta(minutes=ago)
        yield at, partial(_play, troupe, at, reporter, home, code, words, step)
    for number, (ago, step, code, where, words) in enumerate(OPEN, start=1):
        reporter, _person, home = troupe.residents[number * 37 % len(troupe.residents)]
        areas = [area for area in troupe.areas.get(where, []) if area.building_id in (home.building_id, None)]
        at = until - timedelta(minutes=ago)
        yield at, partial(_play, troupe, at, reporter, (areas or [home])[0], code, words, step)


def _play(
    troupe: Troupe, at: datetime, reporter: Actor, place: Any, code: str, words: str, step: str
) -> None:
    with clock.moved(at) as hands:
        category = category_for(troupe.community_id, code)
        request = requests.report_request(actor=reporter, place=place, category=category, words=words)
        _advance(troupe, request, step, hands)


def _advance(troupe: Troupe, request: Any, step: str, hands: clock.MovedClock) -> None:
    """Take a fresh report as far as ``step``, a few minutes for each."""
    agent = troupe.agent
    worker = (troupe.able_of(request.category, [troupe.technician]) or troupe.able(request.category))[0]
    if step == "new":
        return
    hands.forward(minutes=4)
    requests.take_request(actor=agent, request=request)
    if step == "taken":
        return
    hands.forward(minutes=2)
    job = requests.dispatch_request(
        actor=agent, request=request, assignee_id=worker.person_in(troupe.community_id)
    )
    for name, act in (
        ("accepted", lambda: work.accept_job(actor=worker, job=job)),
        ("on_way", lambda: work.set_out(actor=worker, job=job)),
        ("arrived", lambda: work.arrive(actor=worker, job=job)),
        (
            "finished",
            lambda: work.finish_job(actor=worker, job=job, words="换了进水阀，水位调到刻度线，试过三次不漏"),
        ),
    ):
        if step == "assigned":
            return
        hands.forward(minutes=5)
        if name == "finished":
            do_the_steps(job, worker, Random(3))
        act()
        if step == name:
            return
        if step == "quoted" and name == "arrived":
            if rework_of(job):
                quotes.deny_rework(actor=agent, job=job, reason="上次修的是别处，这次是客厅的灯")
            if liability_of(job).party not in PAYING:
                quotes.decide_party(actor=agent, job=job, party=Party.OWN, reason="灯是住户自己装的")
            quote_for(Random(request.number), job, worker)
            return
