"""Where places are on the map: set by who looks after places, within the globe, never for a single home."""

from decimal import Decimal

import pytest

from anju.connect.actions import make_token
from anju.kernel.actor import SYSTEM
from anju.places.models import Community, Place
from anju.places.rules import metres_between
from tests.cast import Cast

GARDEN = {"lat": "30.274900", "lon": "120.155900"}


def garden(cast: Cast) -> Place:
    return Place.objects.of(cast.cuihu.id).get(id=cast.place("HY-1").id)


def test_an_area_is_put_on_the_map_and_taken_off(cast: Cast) -> None:
    desk, address = cast.client_of("陈静"), f"/desk/cuihu/places/{cast.place('HY-1').id}/position/"
    assert desk.post(address, GARDEN).status_code == 302
    assert (garden(cast).lat, garden(cast).lon) == (Decimal("30.2749"), Decimal("120.1559"))
    assert (
        "30.274900, 120.155900" in desk.get(f"/desk/cuihu/places/{cast.place('HY-1').id}/").content.decode()
    )
    desk.post(address, {"lat": "", "lon": ""})
    assert garden(cast).lat is None


@pytest.mark.parametrize(
    "typed", [{"lat": "91"}, {"lon": "181"}, {"lat": ""}, {"lon": "east"}, {"lat": "NaN"}]
)
def test_wrong_positions_change_nothing(cast: Cast, typed: dict[str, str]) -> None:
    address = f"/desk/cuihu/places/{cast.place('HY-1').id}/position/"
    assert cast.client_of("陈静").post(address, GARDEN | typed).status_code == 422
    assert garden(cast).lat is None
    assert cast.client_of("赵敏").post(address, GARDEN).status_code == 403
    assert garden(cast).lat is None


def test_a_home_has_no_position_of_its_own(cast: Cast) -> None:
    address = f"/desk/cuihu/places/{cast.place('3-2-1001').id}/position/"
    assert cast.client_of("陈静").post(address, GARDEN).status_code == 404


def test_the_border_of_the_community(cast: Cast) -> None:
    desk, address = cast.client_of("陈静"), "/desk/cuihu/places/position/"
    assert desk.post(address, GARDEN | {"radius": "5"}).status_code == 422
    assert Community.objects.get(id=cast.cuihu.id).lat is None
    assert desk.post(address, GARDEN | {"radius": "600"}).status_code == 302
    found = Community.objects.get(id=cast.cuihu.id)
    assert (found.lat, found.radius) == (Decimal("30.2749"), 600)


def test_over_the_api(cast: Cast) -> None:
    _token, text = make_token(
        actor=SYSTEM, community_id=cast.cuihu.id, account=cast.account("陈静"), name="地图"
    )
    address = f"/api/v1/communities/cuihu/places/{cast.place('HY-1').id}/position"
    head = {"Authorization": f"Bearer {text}"}
    client = cast.client_of("陈静")
    answer = client.put(address, {"lat": 30.2749, "lon": 120.1559}, "application/json", headers=head)
    assert (answer.status_code, answer.json()["lat"]) == (200, 30.2749)
    assert client.put(address, {"lat": 95, "lon": 1}, "application/json", headers=head).status_code == 422
    assert client.put(address, {"lat": None, "lon": 1}, "application/json", headers=head).status_code == 422
    assert garden(cast).lat == Decimal("30.2749")


def test_metres() -> None:
    here = (Decimal("30.274150"), Decimal("120.155150"))
    assert metres_between(here, here) == 0
    assert 111_000 < metres_between(here, (here[0] + 1, here[1])) < 111_400
