"""Complaints at various stages: new, being looked into, sealed, anonymous, decided, appealed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from anju.complaints import actions as complaints
from anju.config.demo.life import Happening, Troupe
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import actions as requests
from anju.requests.choices import Verdict
from anju.standards.queries import category_for

Play = Callable[["Stage"], None]


class Stage:
    """One complaint as it is played: who complains of what, who holds it, whom it is about."""

    def __init__(self, troupe: Troupe, hands: clock.MovedClock, request: Any, reporter: Actor) -> None:
        self.troupe, self.hands, self.request, self.reporter = troupe, hands, request, reporter
        self.leader, self.manager = troupe.leader, troupe.crew["PM"][0]
        self.guard = troupe.crew["SEC_GUARD"][0]

    def id(self, actor: Actor) -> int:
        return actor.person_in(self.troupe.community_id) or 0

    def later(self, **span: float) -> datetime:
        return clock.now() + timedelta(**span)

    def name(self, who: Actor, *, by: Actor, sealed: bool = False, subject: str = "deed") -> None:
        complaints.name_concerned(
            actor=by, request=self.request, subject=subject, person_ids=[self.id(who)], sealed=sealed
        )

    def reply(self, words: str, *, by: Actor) -> None:
        complaints.reply_complaint(actor=by, request=self.request, words=words, next_by=self.later(days=2))

    def ask(self, who: Actor, words: str, *, by: Actor) -> Any:
        return complaints.ask_facts(
            actor=by, request=self.request, side="concerned", person_id=self.id(who), words=words
        )

    def agree(self, kind: str, who: Actor, words: str, *, by: Actor) -> Any:
        return complaints.agree_remedy(
            actor=by,
            request=self.request,
            kind=kind,
            person_id=self.id(who),
            by=self.later(days=3),
            words=words,
        )


def _new(stage: Stage) -> None:
    """Nobody has answered yet."""


def _asked(stage: Stage) -> None:
    """The guard was asked, and has not answered yet."""
    stage.hands.forward(hours=1)
    stage.reply("已调昨晚南门的录像，也会问当班的同事。", by=stage.leader)
    stage.name(stage.guard, by=stage.leader)
    stage.ask(stage.guard, "昨晚十一点左右，南门那位推婴儿车的住户，当时是怎么问的？", by=stage.leader)


def _sealed(stage: Stage) -> None:
    """About one of the desk, who must not see it; so the desk's leader does not hold it either."""
    stage.hands.forward(hours=2)
    stage.name(stage.troupe.agents[-1], by=stage.manager, sealed=True, subject="person")
    stage.reply("我直接来处理，不经过前台。先听电话录音。", by=stage.manager)


def _decided(stage: Stage) -> None:
    """The guard and Mr Wang: both sides heard, apology, visit, rule explained, rule reconsidered."""
    stage.hands.forward(hours=1)
    stage.reply("今天看录像，再问当班的人，明天上门说。", by=stage.leader)
    stage.name(stage.guard, by=stage.leader)
    question = stage.ask(stage.guard, "前天夜里在北门拦下一位住户，当时是怎么问的？", by=stage.leader)
    stage.hands.forward(hours=3)
    complaints.give_facts(
        actor=stage.guard,
        question=question,
        words="风大他戴着帽子，我没认出来，就让他报门牌号，语气急了。对不起。",
    )
    stage.hands.forward(hours=18)
    complaints.decide_complaint(
        actor=stage.leader,
        request=stage.request,
        outcome="upheld",
        reason="录像和当班同事的说法都和您讲的一致：当着别人让您报门牌号，不合礼貌，也不合我们自己的规定，向您道歉。"
        "夜里问一句是为了大家的安全，但应当先问好，请您出示门禁卡，不必说出住址。",
    )
    remedies = [
        stage.agree("apology", stage.guard, "当面道歉", by=stage.leader),
        stage.agree("visit", stage.manager, "上门说明夜间为什么要问、应当怎么问", by=stage.leader),
        stage.agree("reconsider", stage.leader, "夜间询问改为先问好、看卡，不问门牌号", by=stage.leader),
    ]
    stage.hands.forward(hours=5)
    for remedy, who in zip(remedies[:2], (stage.guard, stage.manager), strict=True):
        complaints.finish_remedy(actor=who, remedy=remedy)
    requests.judge_request(
        actor=stage.reporter, request=stage.request, verdict=Verdict.SOLVED, words="经理上门说清楚了，谢谢"
    )


def _appealed(stage: Stage) -> None:
    """Not upheld, and now somebody else looks at it again."""
    stage.hands.forward(hours=2)
    stage.reply("请财务把三个月的明细对一遍，后天给您结论。", by=stage.leader)
    stage.hands.forward(hours=22)
    complaints.decide_complaint(
        actor=stage.leader,
        request=stage.request,
        outcome="not",
        reason="三次停车都超过了免费时间，按公示的标准收的，没有重复收费。明细已附在前台，可以随时来核对。",
    )
    stage.hands.forward(hours=20)
    complaints.appeal_complaint(
        actor=stage.reporter, request=stage.request, words="有一次道闸坏了出不去，多出来的半小时不该算我的。"
    )


# days and hours ago, number of the resident, category, kind of place, words, what the form was told, how it goes on
STORIES: list[tuple[float, int, str, str, str, dict[str, Any], Play]] = [
    (0.1, 61, "1002", "", "上周报的楼道灯，催了三次还没人来", {}, _new),
    (0.8, 91, "1001", "GATE", "昨晚推着婴儿车进南门，保安拦着不让进还挺凶", {"subject": "deed"}, _asked),
    (1.2, 23, "0706", "GARAGE", "停车扣费老是说不清", {"subject": "money", "anonymous": True}, _new),
    (
        2.1,
        47,
        "1001",
        "",
        "前台接电话的那位爱理不理，还挂我电话",
        {"subject": "person", "sealed": True},
        _sealed,
    ),
    (6.3, 11, "1001", "GATE", "半夜下班回家，门岗当着邻居盘问我住几号", {"subject": "deed"}, _decided),
    (4.4, 5, "0706", "GARAGE", "临停费多收了我三次", {"subject": "money"}, _appealed),
]


def complained_of(troupe: Troupe, until: datetime) -> Iterator[Happening]:
    """Six complaints of the last week, each as far as its story goes; the new ones wait for an answer."""
    if "SEC_GUARD" not in troupe.crew or "PM" not in troupe.crew:
        return
    for days, number, code, where, words, told, play in STORIES:
        reporter, _person, home = troupe.residents[number % len(troupe.residents)]
        areas = [one for one in troupe.areas.get(where, []) if one.building_id in (home.building_id, None)]
        at = until - timedelta(days=days)
        yield at, partial(_play, troupe, at, reporter, (areas or [home])[0], code, words, told, play)


def _play(
    troupe: Troupe,
    at: datetime,
    reporter: Actor,
    place: Any,
    code: str,
    words: str,
    told: dict[str, Any],
    play: Play,
) -> None:
    with clock.moved(at) as hands:
        category = category_for(troupe.community_id, code)
        request = requests.report_request(actor=reporter, place=place, category=category, words=words, **told)
        play(Stage(troupe, hands, request, reporter))
