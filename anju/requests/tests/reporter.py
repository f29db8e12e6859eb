"""What the stories of who reports share: the form, the photos, what is in the database afterwards."""

import io
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from anju.kernel.actor import SYSTEM
from anju.kernel.models import StoredFile
from anju.requests import actions
from anju.requests.models import Request
from anju.standards.actions import load_catalogue
from anju.standards.queries import category_for
from tests.cast import Cast

REPORT = "/home/cuihu/report/"
HTMX = {"HTTP_HX_REQUEST": "true"}
NASTY = "<script>alert('x')</script>\"; DROP TABLE requests_request; --"
NASTY_SHOWN = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;; DROP TABLE requests_request; --"


def picture(name: str = "drip.jpg", colour: str = "teal", kind: str = "JPEG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


@dataclass
class Reporter:
    """王小明 of 3栋2单元1001 with a phone in hand."""

    cast: Cast
    told: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        load_catalogue(actor=SYSTEM, community_id=self.cast.cuihu.id)
        self.phone: Client = self.cast.client_of("王小明")
        self.told = {
            "key": "once",
            "kind": "repair",
            "words": "厨房水龙头一直滴水",
            "category": "0101",
            "place": str(self.cast.place("3-2-1001").id),
        }

    def send(self, client: Client | None = None, **changes: Any) -> Any:
        """Send the form; ``None`` leaves a field out."""
        told = {name: value for name, value in (self.told | changes).items() if value is not None}
        return (client or self.phone).post(REPORT, told)

    def all(self) -> list[Request]:
        return list(Request.objects.of(self.cast.cuihu.id).order_by("id"))

    def only(self) -> Request:
        (made,) = self.all()
        return made

    def kept_files(self) -> int:
        return StoredFile.objects.of(self.cast.cuihu.id).count()

    def report(
        self, who: str = "王小明", place: str = "3-2-1001", category: str = "0101", **more: Any
    ) -> Request:
        """A request that is already there."""
        told = {"words": "厨房水龙头一直滴水", **more}
        return actions.report_request(
            actor=self.cast.actor(who),
            place=self.cast.place(place),
            category=category_for(self.cast.cuihu.id, category),
            **told,
        )

    def page(self, request: Request, step: str = "") -> str:
        return f"/home/cuihu/requests/{request.number}/{step}{'/' if step else ''}"

    def read(self, address: str, client: Client | None = None) -> str:
        answer = (client or self.phone).get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def now(self, request: Request) -> Request:
        """The request as it stands in the database."""
        return Request.objects.of(request.community_id).select_related("category", "place").get(id=request.id)
