"""What the stories of proposals share: the catalogue, a suggestion, a question, a praise."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from anju.kernel.actor import SYSTEM, Actor
from anju.notices.models import Notice
from anju.proposals.models import Praise, Proposal
from anju.requests import actions as requests
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from tests.cast import Cast

BENCH = "希望在中心花园加两把长椅，老人走累了可以坐"
WHEN = "请问装修几点到几点可以施工"
THANKS = "昨晚张强师傅冒雨来修水管，地都擦干净了，谢谢他"


@dataclass
class Story:
    cast: Cast

    def __post_init__(self) -> None:
        load_catalogue(actor=SYSTEM, community_id=self.cast.cuihu.id)

    def report(self, category: str, words: str, who: str = "王小明", place: str = "3-2-1001") -> Request:
        return requests.report_request(
            actor=self.cast.actor(who),
            place=self.cast.place(place),
            category=category_for(self.cast.cuihu.id, category),
            words=words,
        )

    def suggest(self, words: str = BENCH, who: str = "王小明") -> Request:
        return self.report("1206", words, who, "HY-1")

    def ask(self, words: str = WHEN) -> Request:
        return self.report("0801", words)

    def praise(self, words: str = THANKS) -> Request:
        return self.report("1207", words)

    def guest(self, category: str, words: str) -> tuple[Request, Actor]:
        made = requests.report_request(
            actor=Actor(kind="guest"),
            place=self.cast.place("HY-1"),
            category=category_for(self.cast.cuihu.id, category),
            words=words,
            guest_name="路过的李阿姨",
        )
        return made, Actor(kind="guest", secret=made.follow_token)

    def of(self, request: Request) -> Proposal:
        found = Proposal.objects.of(request.community_id).filter(request=request)
        return found.select_related("answerer", "request__category").get()

    def now(self, request: Request) -> Request:
        return Request.objects.of(request.community_id).get(id=request.id)

    def row(self, request: Request) -> Any:
        return Proposal.objects.of(request.community_id).filter(request=request).values().get()

    def praises(self) -> list[Praise]:
        return list(Praise.objects.of(self.cast.cuihu.id).select_related("person").order_by("id"))

    def told(self, name: str) -> list[str]:
        """The titles of what somebody was told, newest last."""
        found = Notice.objects.of(self.cast.cuihu.id).filter(person=self.cast.person(name, "cuihu"))
        return list(found.order_by("id").values_list("title", flat=True))

    def act(self, who: str, request: Request, step: str, **given: Any) -> Any:
        """Take a step at the desk, as the form is sent."""
        return self.cast.client_of(who).post(f"/desk/cuihu/requests/{request.number}/do/{step}/", given)

    def way(self, who: str, request: Request, step: str, **given: Any) -> Any:
        return self.cast.client_of(who).post(f"/home/cuihu/requests/{request.number}/do/{step}/", given)

    def page(self, who: str, request: Request) -> str:
        face = "home" if who in ("王小明", "李芳") else "desk"
        return self.read(self.cast.client_of(who), f"/{face}/cuihu/requests/{request.number}/")

    def read(self, client: Client, address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()
