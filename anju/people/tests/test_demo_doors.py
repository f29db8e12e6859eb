"""The demo's one-tap sign-in and its page of text messages; both are shut outside the demo."""

import pytest
from django.test import Client

from anju.kernel.texting import send_text
from anju.people.checks import demo_is_off
from anju.people.queries import demo_faces
from tests.cast import Cast


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def test_the_faces_are_one_of_each_kind(cast: Cast) -> None:
    assert [(face.name, face.url) for face in demo_faces()] == [
        ("王小明", "/home/cuihu/"),
        ("张强", "/crew/cuihu/"),
        ("赵敏", "/desk/cuihu/"),
        ("陈静", "/desk/cuihu/"),
    ]


def test_without_people_there_are_no_faces(db: None) -> None:
    assert demo_faces() == []


def test_one_tap_signs_in_as_a_listed_face_only(cast: Cast, demo: None) -> None:
    client = Client()
    assert client.post("/demo/enter/", {"phone": "13800000007"})["Location"] == "/desk/cuihu/"
    assert client.get("/me/")["Location"] == "/desk/cuihu/me/"
    assert Client().post("/demo/enter/", {"phone": "13800000009"}).status_code == 404
    assert Client().get("/demo/enter/").status_code == 405


def test_texts_are_shown_to_be_read(cast: Cast, demo: None) -> None:
    assert "还没有短信" in Client().get("/demo/texts/").content.decode()
    send_text(phone="13800000001", words="验证码 <b>123456</b>")
    page = Client().get("/demo/texts/").content.decode()
    assert "&lt;b&gt;123456" in page


def test_outside_the_demo_both_doors_are_shut(cast: Cast, settings) -> None:
    settings.DEMO = False
    assert Client().get("/demo/texts/").status_code == 404
    client = Client()
    assert client.post("/demo/enter/", {"phone": "13800000007"}).status_code == 404
    assert client.get("/me/")["Location"].startswith("/sign-in/")


def test_a_deployment_with_the_demo_on_is_reported(settings) -> None:
    settings.DEMO = True
    assert [found.id for found in demo_is_off(None)] == ["people.E001"]
    settings.DEMO = False
    assert demo_is_off(None) == []
