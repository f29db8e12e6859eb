"""The real thing for the journeys: ``anju run`` over a small lived-in community, and a browser to visit it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from anju.launch.home import home
from anju.launch.place import find_place
from anju.launch.postgres import address_of
from tests.journeys.windows import Windows
from tests.running import Running

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "anju_journeys"
BUILD = "import django; django.setup(); from tests.journeys.world import build; build()"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


def chromium() -> str:
    """The browser of this machine; without one the journeys are skipped."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    if not found:
        pytest.skip("no chromium on this machine: apt install chromium fonts-noto-cjk")
    return found


@pytest.fixture(scope="session")
def server() -> Iterator[Running]:
    """Web and worker as people start them, over a database of their own beside the tests' one."""
    chromium()
    address = os.environ.get("DATABASE_URL") or address_of(find_place(home()))
    other = urlunsplit(urlsplit(address)._replace(path=f"/{DATABASE}"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"drop database if exists {DATABASE} with (force)")
        connection.execute(f"create database {DATABASE}")
    folder = Path(tempfile.mkdtemp(prefix="anju-journeys-"))
    running = Running(folder, other, ANJU_DEMO="1", ANJU_WEB_PROCESSES="1", ANJU_DEBUG="0")
    try:
        subprocess.run(
            [sys.executable, "-c", BUILD],
            env=running.environment | {"DJANGO_SETTINGS_MODULE": "anju.config.settings"},
            cwd=ROOT,
            check=True,
        )
        running.start()
        yield running
        running.stop()
    finally:
        shutil.rmtree(folder)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"drop database if exists {DATABASE} with (force)")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def windows(browser: Browser, server: Running, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Opens windows; all of them are photographed when the story fails."""
    opened = Windows(browser, server)
    yield opened
    opened.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photograph as a phone makes it: upright, large, and saying where it was taken."""
    image = Image.effect_noise((3000, 2000), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    image.save(tmp_path / "tap.jpg", exif=exif, quality=80)
    return tmp_path / "tap.jpg"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failed story names the folder with the pictures of its windows and what the server said."""
    report = yield
    windows = getattr(item, "funcargs", {}).get("windows")
    if report.when == "call" and report.failed and windows:
        report.sections.append(("windows", windows.photograph(item.name)))
    return report
