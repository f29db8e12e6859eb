"""What the stories of complaints share: a complaint of Mr Wang, who holds it, and the steps to its outcome."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from anju.complaints import actions
from anju.complaints.models import Complaint, Decision
from anju.complaints.queries import case_of
from anju.kernel import clock
from anju.kernel.actor import SYSTEM, Actor
from anju.people import actions as people
from anju.requests import actions as requests
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from tests.cast import LONG_AGO, Cast

RUDE = "昨晚十一点门岗当着邻居的面盘问我住几号，态度很差"
TOLD = "当晚两位邻居在场，我说了在这里住了八年"
SORRY = "那天风大没看清，按规定问了一句，语气急了"


@dataclass
class Case:
    """A complaint in 翠湖花园, and the people who deal with it."""

    cast: Cast

    def __post_init__(self) -> None:
        load_catalogue(actor=SYSTEM, community_id=self.cast.cuihu.id)
        self.add("郑总", "13800000030", "COMPANY")
        self.add("周队", "13800000031", "SEC_LEADER")

    def add(self, name: str, phone: str, post: str) -> None:
        """One more of the staff, with an account."""
        person = people.add_person(actor=SYSTEM, community_id=self.cast.cuihu.id, name=name, phone=phone)
        people.open_account(actor=SYSTEM, person=person)
        people.give_post(actor=SYSTEM, person=person, post=post, since=LONG_AGO)
        self.cast.persons["cuihu", name] = person

    def id(self, name: str) -> int:
        return self.cast.person(name).id

    def actor(self, name: str) -> Actor:
        return self.cast.actor(name)

    def complain(
        self, who: str = "王小明", words: str = RUDE, category: str = "1001", **more: Any
    ) -> Request:
        return requests.report_request(
            actor=self.actor(who),
            place=self.cast.place("DT-3-2"),
            category=category_for(self.cast.cuihu.id, category),
            words=words,
            **more,
        )

    def name(
        self, request: Request, *names: str, sealed: bool = False, by: str = "何丽", subject: str = "deed"
    ) -> None:
        actions.name_concerned(
            actor=self.actor(by),
            request=request,
            subject=subject,
            person_ids=[self.id(name) for name in names],
            sealed=sealed,
        )

    def hear(self, request: Request, name: str = "老周", by: str = "何丽") -> None:
        """The question to whom it is about, and the answer."""
        question = actions.ask_facts(
            actor=self.actor(by),
            request=request,
            side="concerned",
            person_id=self.id(name),
            words="当晚怎么问的？",
        )
        actions.give_facts(actor=self.actor(name), question=question, words=SORRY)

    def decide(
        self, request: Request, outcome: str = "upheld", by: str = "何丽", reason: str = ""
    ) -> Decision:
        return actions.decide_complaint(
            actor=self.actor(by),
            request=request,
            outcome=outcome,
            reason=reason or "录像看过了，当着邻居问门牌号不合规定，我们向您道歉。",
        )

    def decided(self, **more: Any) -> Request:
        """A complaint of the guard with both sides heard and an outcome."""
        request = self.complain(**more)
        self.name(request, "老周")
        self.hear(request)
        self.decide(request)
        return request

    def now(self, request: Request) -> Complaint:
        case = case_of(self.request(request))
        assert case is not None
        return case

    def request(self, request: Request) -> Request:
        return Request.objects.of(request.community_id).select_related("category", "place").get(id=request.id)

    def holder(self, request: Request) -> str:
        holder = self.now(request).holder
        return holder.name if holder else ""

    def later(self, **span: float) -> Any:
        return clock.now() + timedelta(**span)
