"""The inbox in every face: newest first, read by opening, paged, one's own only."""

from django.db import transaction

from anju.notices.actions import send
from anju.notices.choices import Topic
from anju.notices.models import Notice
from tests.cast import Cast


def tell(cast: Cast, name: str, *, times: int = 1, **more) -> list[Notice]:
    person = cast.person(name)
    with transaction.atomic():
        return [
            notice
            for number in range(times)
            for notice in send(
                community_id=person.community_id,
                to=[person],
                topic=more.get("topic", Topic.PROGRESS),
                key=more.get("key", f"story-{number}"),
                title=more.get("title", f"进展 {number + 1}"),
                body=more.get("body", "厨房水龙头一直滴水"),
                link=more.get("link", "/home/cuihu/requests/BX-20261123-0001/"),
                danger=more.get("danger", False),
            )
        ]


def test_opening_marks_read_and_leads_on(cast: Cast) -> None:
    (notice,) = tell(cast, "王小明", title="张强已接单，会按时过来")
    client = cast.client_of("王小明")
    page = client.get("/home/cuihu/inbox/").content.decode()
    assert "张强已接单，会按时过来" in page
    assert "1 条没看" in page
    answer = client.get(f"/home/cuihu/inbox/{notice.id}/")
    assert answer["Location"] == "/home/cuihu/requests/BX-20261123-0001/"
    assert "条没看" not in client.get("/home/cuihu/inbox/").content.decode()
