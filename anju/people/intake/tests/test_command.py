"""``manage.py import_homes``: the same import from the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from anju.people.choices import IntakeState
from anju.people.intake.tests.stories import everything
from anju.people.intake.tests.workbooks import workbook
from anju.people.models import Intake
from anju.places.models import Place
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def run(file: Path, *more: str, community: str = "cuihu") -> tuple[int, str]:
    """The exit code, and what was said."""
    said = io.StringIO()
    try:
        call_command("import_homes", str(file), "--community", community, *more, stdout=said, stderr=said)
    except SystemExit as end:
        return int(str(end.code)), said.getvalue()
    return 0, said.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "翠湖 花园.xlsx"
    path.write_bytes(workbook())
    return path


def test_a_good_file_is_imported(cast: Cast, file: Path) -> None:
    code, said = run(file)

    assert code == 0
    assert ["homes", "4", "0", "0"] in [line.split() for line in said.splitlines()]
    assert Place.objects.of(cast.cuihu.id).filter(code="7-1-101").exists()


def test_a_check_writes_nothing(cast: Cast, file: Path) -> None:
    before = everything(cast)

    assert run(file, "--check")[0] == 0
    assert everything(cast) == before
    assert Intake.objects.of(cast.cuihu.id).get().state == IntakeState.DROPPED


def test_faults_are_printed_with_their_addresses(cast: Cast, file: Path) -> None:
    file.write_bytes(workbook([["7", "1", 0, "", "101", ""]]))
    before = everything(cast)

    code, said = run(file)

    assert code == 1
    assert "房屋!C2" in said and "没有 0 层" in said
    assert everything(cast) == before


@pytest.mark.parametrize("community", ["cuihu", "nowhere"])
def test_no_file_and_no_community_are_said(cast: Cast, tmp_path: Path, file: Path, community: str) -> None:
    missing = tmp_path / "nothing.xlsx" if community == "cuihu" else file

    code, said = run(missing, community=community)

    assert (code, bool(said)) == (1, True)
