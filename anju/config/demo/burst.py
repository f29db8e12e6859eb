"""The night the pipe burst in building 5: one cause, thirty reports, and how it ended."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from anju.config.demo.hands import do_the_steps
from anju.config.demo.life import Happening, Troupe
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import actions as requests
from anju.requests.choices import Verdict
from anju.standards.queries import category_for
from anju.work import actions as work

REPORTS = 30
WORDS = [
    "五栋全没水了，怎么回事",
    "家里突然停水，正洗着澡呢",
    "一点水都没有，什么时候能来",
    "五栋一层大堂地上全是水",
    "听见管道井里哗哗响，水从门缝流出来",
    "停水有通知吗？孩子要喝奶",
]
NEWS = "五栋管道井供水立管爆裂，已关阀抢修，预计 23 点前恢复供水；一层大堂备有桶装水，需要送水上门请回复。"
DONE = "立管已换新并试压，五栋全部恢复供水；先放几分钟浑水再用。给您添麻烦了。"


def burst_pipe(troupe: Troupe, at: datetime) -> Iterator[Happening]:
    """Thirty households report within forty minutes; the desk merges them into the first and tells all at once."""
    dice = Random("burst pipe")
    home_of_five = [row for row in troupe.residents if row[2].label.startswith("5栋")]
    callers = dice.sample(home_of_five, min(REPORTS, len(home_of_five)))
    moments = sorted(at + timedelta(seconds=dice.randrange(2400)) for _ in callers)
    reports: list[Any] = []
    for moment, (caller, _person, home) in zip(moments, callers, strict=True):
        words = dice.choice(WORDS)
        yield moment, partial(_report, troupe, reports, moment, caller, home, words)
    if callers:
        end = at + timedelta(minutes=43)
        yield end, partial(_mend, troupe, reports, end, callers[0][0])


def _report(
    troupe: Troupe, reports: list[Any], moment: datetime, caller: Actor, home: Any, words: str
) -> None:
    """One more household without water; all but the first are merged into the first."""
    category = category_for(troupe.community_id, "0204" if reports else "0206")
    with clock.moved(moment) as hands:
        reports.append(requests.report_request(actor=caller, place=home, category=category, words=words))
        if len(reports) > 1:
            hands.forward(seconds=50)
            requests.merge_request(actor=troupe.agent, request=reports[-1], into=reports[0])


def _mend(troupe: Troupe, reports: list[Any], moment: datetime, caller: Actor) -> None:
    desk, plumber, first = troupe.agent, troupe.technician, reports[0]
    with clock.moved(moment) as hands:
        job = requests.dispatch_request(
            actor=desk, request=first, assignee_id=plumber.person_in(troupe.community_id)
        )
        work.accept_job(actor=plumber, job=job)
        hands.forward(minutes=6)
        work.arrive(actor=plumber, job=job)
        hands.forward(minutes=4)
        requests.answer_request(actor=desk, request=first, words=NEWS)
        hands.forward(minutes=148)
        do_the_steps(job, plumber, Random(1))
        work.finish_job(
            actor=plumber,
            job=job,
            words="更换 DN50 立管一段，试压 0.6 兆帕十分钟不降，恢复供水，大堂积水清扫",
        )
        requests.answer_request(actor=desk, request=first, words=DONE)
        hands.forward(minutes=40)
        requests.judge_request(actor=caller, request=first, verdict=Verdict.SOLVED, words="来水了，辛苦")
