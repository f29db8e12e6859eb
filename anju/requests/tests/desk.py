"""What the stories of the desk share: the catalogue, the people at their desks, a leaking tap."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from anju.kernel.actor import SYSTEM
from anju.requests import actions
from anju.requests.models import Request
from anju.requests.queries import jobs_of
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from tests.cast import Cast

BOARD = "/desk/cuihu/requests/"
HTMX = {"HTTP_HX_REQUEST": "true"}


@dataclass
class Desk:
    """A morning at the desk of 翠湖花园."""

    cast: Cast

    def __post_init__(self) -> None:
        load_catalogue(actor=SYSTEM, community_id=self.cast.cuihu.id)
        self.agent: Client = self.cast.client_of("赵敏")

    def report(
        self,
        who: str = "王小明",
        place: str = "3-2-1001",
        category: str = "0101",
        words: str = "厨房水龙头一直滴水",
    ) -> Request:
        return actions.report_request(
            actor=self.cast.actor(who),
            place=self.cast.place(place),
            category=category_for(self.cast.cuihu.id, category),
            words=words,
        )

    def address(self, request: Request, step: str = "") -> str:
        return f"{BOARD}{request.number}/{step}{'/' if step else ''}"

    def now(self, request: Request) -> Request:
        """The request as it stands in the database."""
        return Request.objects.of(request.community_id).select_related("category").get(id=request.id)

    def jobs(self, request: Request) -> list[Any]:
        return jobs_of(request)

    def board(self, query: str = "", who: Client | None = None) -> str:
        answer = (who or self.agent).get(f"{BOARD}{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    def shown(self, page: str) -> list[str]:
        """The numbers of the rows on a board's page, in their order."""
        return [part.split('"')[0] for part in page.split('data-number="')[1:]]
