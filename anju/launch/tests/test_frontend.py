"""The front-end files are made once, again when the lock changes, and a failure says what to do."""

import json
import os
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from anju.launch import frontend

SVG = '<svg viewBox="0 0 24 24"><path d="M0 0"/></svg>'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a lock and, in ``node_modules``, every file that is copied from there."""
    ui = tmp_path / "anju" / "ui"
    for name, value in {
        "ROOT": tmp_path,
        "VENDOR": ui / "static" / "vendor",
        "ICONS": ui / "icons",
        "FONTS": ui / "fonts",
        "STAMP": ui / "static" / "vendor" / "made-from.txt",
        "FRESH": tmp_path / "node_modules" / ".anju",
    }.items():
        monkeypatch.setattr(frontend, name, value)
    (tmp_path / "package-lock.json").write_text("{}")
    modules = tmp_path / "node_modules"
    for source in [*frontend.SERVED, *frontend.PRINTED, "@tabler/icons/LICENSE"]:
        (modules / source).parent.mkdir(parents=True, exist_ok=True)
        (modules / source).write_bytes(frontend.WORKER_IMPORT + b"\n//# sourceMappingURL=x.js.map\n")
    (modules / frontend.OUTLINE_ICONS).mkdir(parents=True)
    (modules / frontend.OUTLINE_ICONS / "tool.svg").write_text(SVG)
    (modules / ".package-lock.json").write_text("{}")
    return tmp_path


def ensured() -> list[str]:
    said: list[str] = []
    frontend.ensure(said.append)
    return said


def test_made_once_and_again_when_the_lock_changes(project: Path) -> None:
    assert ensured() == ["Copying the front-end files that are used"]
    assert ensured() == []
    lock = project / "package-lock.json"
    lock.write_text(json.dumps({"changed": True}))
    os.utime(lock, (1, 1))  # older than node_modules: as after an npm install by hand
    assert ensured() == ["Copying the front-end files that are used"]


def test_a_file_that_went_missing_is_made_again(project: Path) -> None:
    ensured()
    (frontend.ICONS / "outline.zip").unlink()
    assert ensured() == ["Copying the front-end files that are used"]


def test_source_maps_are_cut_off_and_the_scanner_asks_the_page_for_its_worker(project: Path) -> None:
    ensured()
    served = (frontend.VENDOR / "qr-scanner.min.js").read_bytes()
    assert b"sourceMappingURL" not in served and b'meta[name="qr-worker"]' in served
    assert ZipFile(frontend.ICONS / "outline.zip").read("tool.svg").decode() == SVG


def test_a_failed_fetch_says_what_to_do_and_leaves_nothing_half_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "node_modules" / ".package-lock.json").unlink()
    failed = subprocess.CompletedProcess([], 1, "", "ENOTFOUND")
    monkeypatch.setattr(frontend, "_system_npm", lambda: ["npm"])
    monkeypatch.setattr(frontend.subprocess, "run", lambda *args, **kwargs: failed)
    with pytest.raises(frontend.FrontendError, match=r"check the network and start again\.\nENOTFOUND"):
        ensured()
    assert not frontend.VENDOR.exists()


def test_an_installed_wheel_has_no_lock_and_needs_nothing(project: Path) -> None:
    (project / "package-lock.json").unlink()
    assert ensured() == []
