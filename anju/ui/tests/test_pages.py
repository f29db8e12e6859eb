"""Every component and every shell draws, the errors speak, and nothing inline or foreign is in a page."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from anju.ui.pages import catalogue

TEMPLATES = Path(catalogue.__file__).resolve().parents[1] / "templates"
STATIC = Path(catalogue.__file__).resolve().parents[1] / "static" / "ui"


@pytest.fixture(autouse=True)
def catalogue_addresses(settings: pytest.FixtureRequest) -> None:
    settings.ROOT_URLCONF = "anju.ui.tests.addresses"


def get(view: Callable[..., HttpResponse], **arguments: str) -> str:
    response = view(RequestFactory().get("/ui/"), **arguments)
    assert response.status_code == 200
    return response.content.decode()


def test_the_catalogue_shows_every_component() -> None:
    html = get(catalogue.components)
    for one in (
        "a-state",
        "a-request",
        "a-job",
        "a-timeline",
        "a-thread",
        "a-picker",
        "a-stepper",
        "a-pager",
        "a-qr",
    ):
        assert f'class="{one}' in html
    assert "欧阳慧敏·艾克拜尔" in html


@pytest.mark.parametrize("name", catalogue.SHELLS)
def test_each_shell_draws_with_one_heading_and_a_skip_link(name: str) -> None:
    html = get(catalogue.shell_sample, name=name)
    assert html.count("<h1>") == 1
    assert 'href="#content"' in html and 'id="content"' in html
    assert "X-CSRFToken" in html


def test_the_active_page_is_marked_for_screen_readers() -> None:
    assert get(catalogue.shell_sample, name="home").count('aria-current="page"') == 1


@pytest.mark.parametrize("name", ["home", "board", "public"])
def test_a_page_can_be_served_with_a_strict_content_policy(name: str) -> None:
    html = get(catalogue.shell_sample, name=name)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "500"])
def test_an_error_says_what_to_do_even_without_a_request(code: str) -> None:
    html = render_to_string(f"{code}.html")
    assert 'href="/"' in html and "<h1>" in html


def test_an_error_prefers_the_words_it_is_given() -> None:
    assert "维修还在保修期内" in render_to_string("403.html", {"words": "维修还在保修期内"})


def test_no_template_writes_a_colour() -> None:
    for path in TEMPLATES.rglob("*.html"):
        if path.name not in {"base.html"}:  # the browser's own bars take no variable
            assert not re.search(r"#[0-9a-f]{6}\b", path.read_text()), path


def test_no_static_file_loads_from_another_host() -> None:
    for path in STATIC.iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://", text), path
