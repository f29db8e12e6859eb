"""The command line: what it passes on, and how it says no."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from anju.launch.cli import main
from anju.launch.surroundings import PACKAGE, surroundings
from anju.launch.words import Trouble


def anju(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ANJU_HOME": str(home), "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-m", "anju", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_a_django_command_gets_its_words_as_they_are_and_gives_its_code(made_home: Path) -> None:
    said = anju("manage", "shell", "-v", "0", "-c", "raise SystemExit(7)", home=made_home)
    assert said.returncode == 7, said.stderr


def test_a_missing_backup_is_said_in_words(made_home: Path) -> None:
    said = anju("restore", "no such file", home=made_home)
    assert said.returncode == 1
    assert "Traceback" not in said.stdout + said.stderr
    assert "no such file" in said.stdout


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a"])
def test_a_port_that_is_none_is_said_in_words(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("ANJU_PORT", port)
    with pytest.raises(Trouble, match="ANJU_PORT"):
        surroundings()


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    said = capsys.readouterr().out
    for command in (
        "run",
        "prepare",
        "doctor",
        "backup",
        "restore",
        "demo",
        "import",
        "suggest",
        "migrate",
        "manage",
    ):
        assert f"    {command} " in said


def test_an_import_of_nothing_we_know_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["import", "weather", "file.csv"])
    assert done.value.code == 2
    assert "homes" in capsys.readouterr().err


def test_all_networks_means_this_machine_is_found_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANJU_PORT", "8000")
    monkeypatch.setenv("ANJU_HOST", "127.0.0.1")
    assert surroundings().network_address == ""
    monkeypatch.setenv("ANJU_HOST", "0.0.0.0")
    assert surroundings().network_address.startswith("http://")
    assert surroundings().address == "http://127.0.0.1:8000/"
