"""One report from its first word to its last, played by the demo's people through the real actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from anju.complaints import actions as complaints
from anju.complaints.queries import case_of
from anju.config.demo.hands import asked_again, do_the_steps, signs_at_the_door
from anju.config.demo.paying import agree_price, free_of_charge, use_parts
from anju.config.demo.settling import decide_plainly, pass_on_praise
from anju.config.demo.stories import Draw, minutes
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.requests import actions as requests
from anju.requests.choices import Channel, RequestState, Verdict
from anju.standards.queries import category_for
from anju.work import actions as work
from anju.work.queries import lack_of
from anju.work.step_queries import open_follow_ups_of

Happening = tuple[datetime, Callable[[], object]]  # when it begins, and how it is played
FACES = 12
REPLIES = [
    "您好，已收到，马上安排师傅联系您。",
    "您好，已派师傅，来之前会先打电话。",
    "收到，正在核实，稍后给您答复。",
    "您好，辛苦说明，今天就处理。",
]
THANKS = ["谢谢，挺快的", "修好了，师傅很仔细", "可以，谢谢", ""]
NOT_GOOD = {
    Verdict.HALF: ["好一点了，但还是有", "白天好了，晚上又犯", "只修了一边"],
    Verdict.NOT: ["没修好，还是老样子", "师傅走了不到一小时又坏了"],
    Verdict.MESSY: ["修是修好了，地上一堆灰没扫", "墙上留了一片手印"],
}
REFUSALS = ["正在别处抢修，赶不过去", "需要登高，我没有登高证", "手上缺配件，要去库房"]


_able: dict[tuple[int, str, tuple[int, ...]], set[int]] = {}  # asked once for each category


@dataclass(frozen=True)
class Troupe:
    """Who plays in one community: persons as actors, by what they do, and the places."""

    community_id: int
    residents: list[tuple[Actor, Any, Any]]  # with their person and home
    agents: list[Actor]
    leader: Actor
    crew: dict[str, list[Actor]]  # by post
    areas: dict[str, list[Any]]  # by kind of area

    @property
    def agent(self) -> Actor:
        """The desk agent that strangers try the demo as: the first who came."""
        return min(self.agents, key=self._since)

    @property
    def technician(self) -> Actor:
        return min(self.crew["ENG_TECH"], key=self._since)

    def person(self, person_id: int | None) -> Actor | None:
        """Who holds complaints, as an actor."""
        able = [self.leader, *self.crew.get("PM", [])]
        return next((one for one in able if one.person_in(self.community_id) == person_id), None)

    def able(self, category: Any) -> list[Actor]:
        """Who could go for a category: of its post, else of the technicians; never who lacks a skill or paper."""
        crew = self.crew.get(category.responder_post) or self.crew["ENG_TECH"]
        return self.able_of(category, crew) or self.able_of(category, self._everybody())

    def _everybody(self) -> list[Actor]:
        return list({self._since(one): one for crew in self.crew.values() for one in crew}.values())

    def able_of(self, category: Any, crew: list[Actor]) -> list[Actor]:
        """Those of ``crew`` who lack nothing for the category."""
        key = (self.community_id, category.code, tuple(self._since(one) for one in crew))
        if key not in _able:
            lacks = lack_of(self.community_id, [self._since(one) for one in crew], category)
            _able[key] = {person_id for person_id, lack in lacks.items() if not (lack.skills or lack.papers)}
        return [one for one in crew if self._since(one) in _able[key]]

    def _since(self, actor: Actor) -> int:
        return actor.person_in(self.community_id) or 0

    def faces(self) -> list[Any]:
        """The persons who can sign in to try the demo as residents."""
        return [person for _actor, person, _home in self.residents[:FACES]]


class Stop(Exception):
    """The present is reached: what comes later has not happened yet."""


class Life:
    """Plays reports until ``until``: the real present, behind which nothing may happen."""

    def __init__(self, troupe: Troupe, until: datetime) -> None:
        self.troupe, self.until = troupe, until

    def play(self, draw: Draw, reporter: int | None = None) -> Any:
        """Play one report as far as the present; returns the request, or None when it lies ahead.

        ``reporter`` picks one resident by their place in the list; else the dice do.
        """
        if draw.at >= self.until:
            return None
        with clock.moved(draw.at) as hands:
            living = self.troupe.residents
            actor, person, home = (
                draw.dice.choice(living) if reporter is None else living[reporter % len(living)]
            )
            request = self._report(draw, actor, person, self._place(draw, home))
            try:
                self._follow(draw, request, actor, self._waiter(hands))
            except Stop:
                pass
        return request

    def _waiter(self, hands: clock.MovedClock) -> Callable[[timedelta], None]:
        def wait(span: timedelta) -> None:
            if clock.now() + span >= self.until:
                raise Stop
            hands.to(clock.now() + span)

        return wait

    def _place(self, draw: Draw, home: Any) -> Any:
        kinds = self.troupe.areas.get(draw.story.where, [])
        near = [area for area in kinds if area.building_id == home.building_id] or kinds
        return draw.dice.choice(near) if near else home

    def _report(self, draw: Draw, actor: Actor, person: Any, place: Any) -> Any:
        category = category_for(self.troupe.community_id, draw.story.code)
        told: dict[str, Any] = {"place": place, "category": category, "words": draw.words, "wish": draw.wish}
        if draw.dice.random() < 0.28:
            agent = draw.dice.choice(self.troupe.agents)
            return requests.report_for(actor=agent, reporter=person, channel=Channel.PHONE, **told)
        return requests.report_request(actor=actor, **told)

    def _follow(self, draw: Draw, request: Any, reporter: Actor, wait: Callable[[timedelta], None]) -> None:
        dice = draw.dice
        agent = dice.choice(self.troupe.agents)
        slow = dice.random() < 0.07
        wait(minutes(dice, 90 if slow else 6 if request.priority in ("P1", "P2") else 14))
        if draw.story.desk:
            self._answer_at_desk(draw, request, agent, reporter, wait)
            return
        if dice.random() < 0.02:
            requests.cancel_request(actor=reporter, request=request, words="自己弄好了，不用来了")
            return
        if dice.random() < 0.55:
            requests.answer_request(actor=agent, request=request, words=dice.choice(REPLIES))
        else:
            requests.take_request(actor=agent, request=request)
        if slow and dice.random() < 0.6:
            wait(minutes(dice, 40, 0.2))
            requests.urge_request(actor=reporter, request=request)
        for visit in range(3):
            done = self._visit(draw, request, agent, reporter, wait, first=visit == 0)
            if done is None:
                requests.cancel_request(actor=reporter, request=request, words="价钱没谈拢，先不修了")
                return
            job, worker = done
            if dice.random() < 0.25 and signs_at_the_door(job, worker, job.contact_name, dice):
                request.refresh_from_db()
            again = request.state != RequestState.CLOSED and self._again(
                draw, request, reporter, agent, wait, visit
            )
            if not again and not asked_again(request, wait, dice):
                return

    def _again(
        self,
        draw: Draw,
        request: Any,
        reporter: Actor,
        agent: Actor,
        wait: Callable[[timedelta], None],
        visit: int,
    ) -> bool:
        """Whether somebody has to come again: what was signed says so, or the reporter."""
        request.refresh_from_db()
        if request.state == RequestState.OPEN:
            return visit < 2
        return self._judge(draw, request, reporter, agent, wait, last=visit == 2)

    def _answer_at_desk(
        self, draw: Draw, request: Any, agent: Actor, reporter: Actor, wait: Callable[[timedelta], None]
    ) -> None:
        requests.take_request(actor=agent, request=request)
        for last in (False, False, True):
            wait(minutes(draw.dice, 120))
            words, case = self._answer(draw), case_of(request)
            if request.kind == "praise":
                pass_on_praise(request, agent, self.troupe.crew, draw.dice)
                return
            if request.kind == "suggestion":
                decide_plainly(request, reporter, agent, words, draw.dice)
            elif case is None or not case.request.by_outcome:
                requests.finish_request(actor=agent, request=request, words=words)
            elif (holder := self.troupe.person(case.holder_id)) is not None:
                complaints.decide_complaint(actor=holder, request=request, outcome="upheld", reason=words)
            else:  # a community where nobody may hold it
                return
            if not self._judge(draw, request, reporter, agent, wait, last=last):
                return

    def _answer(self, draw: Draw) -> str:
        """One of the story's answers; where each of its words has its own, that one."""
        story = draw.story
        if story.paired and draw.words in story.words:
            return story.answers[story.words.index(draw.words)]
        return draw.dice.choice(story.answers)

    def _visit(
        self,
        draw: Draw,
        request: Any,
        agent: Actor,
        reporter: Actor,
        wait: Callable[[timedelta], None],
        *,
        first: bool,
    ) -> tuple[Any, Actor] | None:
        """Somebody comes and does it; None when nothing was done, because the price was not agreed."""
        dice = draw.dice
        worker = self._worker(request, dice)
        wait(minutes(dice, 4))
        job = requests.dispatch_request(
            actor=agent, request=request, assignee_id=worker.person_in(self.troupe.community_id)
        )
        wait(minutes(dice, 5))
        if first and dice.random() < 0.04:
            work.refuse_job(actor=worker, job=job, words=dice.choice(REFUSALS))
            worker = self._worker(request, dice, but=worker)
            wait(minutes(dice, 8))
            work.assign_job(actor=agent, job=job, assignee_id=worker.person_in(self.troupe.community_id) or 0)
            wait(minutes(dice, 4))
        work.accept_job(actor=worker, job=job)
        late = dice.random() < 0.09
        typical = {"P1": 8, "P2": 28, "P3": 95, "P4": 500}[request.priority]
        wait(minutes(dice, typical * (3.2 if late else 0.8), 0.4))
        work.set_out(actor=worker, job=job)
        wait(minutes(dice, 6))
        work.arrive(actor=worker, job=job)
        wait(minutes(dice, 10))
        if not agree_price(dice, job, worker, reporter, agent, request):
            wait(minutes(dice, 25))
            return None
        self._do_the_work(draw, job, worker, dice)
        wait(minutes(dice, 22))
        job = work.finish_job(actor=worker, job=job, words=dice.choice(draw.story.results))
        for follow in open_follow_ups_of(job):
            self._see_to(follow, agent, dice, wait)
        return job, worker

    def _see_to(self, job: Any, agent: Actor, dice: Random, wait: Callable[[timedelta], None]) -> None:
        """Somebody does what a step of another job has found."""
        wait(minutes(dice, 12))
        worker = self._worker(job, dice)
        work.assign_job(actor=agent, job=job, assignee_id=worker.person_in(self.troupe.community_id) or 0)
        wait(minutes(dice, 6))
        work.accept_job(actor=worker, job=job)
        wait(minutes(dice, 30))
        work.arrive(actor=worker, job=job)
        free_of_charge(job, worker)
        do_the_steps(job, worker, dice, fails=0)
        wait(minutes(dice, 25))
        work.finish_job(actor=worker, job=job, words="查过了，换了坏的那一段，量过正常")

    def _do_the_work(self, draw: Draw, job: Any, worker: Actor, dice: Random) -> None:
        do_the_steps(job, worker, dice)
        if draw.story.parts and dice.random() < 0.7:
            name, quantity, unit = dice.choice(draw.story.parts)
            use_parts(job, worker, name, quantity, unit)

    def _worker(self, request: Any, dice: Random, but: Actor | None = None) -> Actor:
        able = self.troupe.able(request.category)
        return dice.choice([worker for worker in able if worker != but] or able)

    def _judge(
        self,
        draw: Draw,
        request: Any,
        reporter: Actor,
        agent: Actor,
        wait: Callable[[timedelta], None],
        *,
        last: bool,
    ) -> bool:
        """The reporter's word, or silence. True when somebody has to come again, which the last time it is not."""
        dice = draw.dice
        chance = dice.random() * (0.84 if last else 1)
        if chance < 0.24:
            wait(timedelta(days=7, minutes=30))
            requests.close_silent(community_id=request.community_id, request_id=request.id)
            return False
        wait(minutes(dice, 150, 1.0))
        if chance < 0.84:
            speaker = agent if dice.random() < 0.15 else reporter
            requests.judge_request(
                actor=speaker, request=request, verdict=Verdict.SOLVED, words=dice.choice(THANKS)
            )
            return False
        verdict = dice.choices([Verdict.HALF, Verdict.NOT, Verdict.MESSY], [5, 4, 3])[0]
        requests.judge_request(
            actor=reporter, request=request, verdict=verdict, words=dice.choice(NOT_GOOD[verdict])
        )
        wait(minutes(dice, 30))
        return True
