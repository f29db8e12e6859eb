"""Nothing is loaded from another host, nothing of a machine or of others lies in the project."""

import re
import subprocess

import pytest

from tests.house.house import PACKAGE, ROOT

LOADED = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
OWN_SOURCES = ("templates/**/*.html", "static/ui/**/*")
LIBRARY = re.compile(r"(?:^|/)(?:node_modules|vendor|fonts)/|\.(?:ttf|otf|woff2?|min\.js|min\.css)$")
PLACES_OF_THIS_MACHINE = re.compile(
    r"(?<![\w.>}/])/(?:work|root)/|registry\.npmjs|pypi\.org|files\.pythonhosted", re.IGNORECASE
)


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_no_asset_comes_from_another_host() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{number}"
        for pattern in OWN_SOURCES
        for file in PACKAGE.rglob(pattern)
        if file.suffix in {".html", ".css", ".js", ".svg", ".webmanifest"}
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if LOADED.search(line)
    ]
    assert not wrong, "Install it from its package and serve it ourselves:\n" + "\n".join(wrong)


def test_no_library_or_font_is_committed() -> None:
    assert [name for name in committed() if LIBRARY.search(name)] == []


def test_no_path_of_a_machine_and_no_registry_is_committed() -> None:
    wrong = []
    for name in committed():
        file = ROOT / name
        if name.startswith("tests/house/") or file.suffix in {".png", ".jpg", ".xlsx"} or not file.is_file():
            continue
        text = file.read_text(errors="ignore")
        wrong += [f"{name}: {found.group()}" for found in PLACES_OF_THIS_MACHINE.finditer(text)]
    assert not wrong
