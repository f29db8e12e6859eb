"""A data folder for each test, and programs that hold its database."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anju.launch.home import database_folder
from anju.launch.postgres import running
from anju.launch.surroundings import PACKAGE, Surroundings

HOLDER = """
import sys
from pathlib import Path
from anju.launch.postgres import running
with running(Path(sys.argv[1]), durable=False) as address:
    print(address, flush=True)
    sys.stdin.read()
"""
PATIENCE = 60.0
Holder = subprocess.Popen[str]


@pytest.fixture
def data_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder not made yet; its parent may be walked by everybody, unlike pytest's own folders."""
    parent = Path(tempfile.mkdtemp(prefix="anju-launch-"))
    parent.chmod(0o755)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = parent / "home"
    yield home
    elsewhere = database_folder(home)
    if home not in elsewhere.parents:
        shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.rmtree(parent)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The files of a cluster just made; copying them is quicker than initdb."""
    parent = Path(tempfile.mkdtemp(prefix="anju-launch-"))
    parent.chmod(0o755)
    with running(parent / "home", durable=False):
        pass
    yield parent / "home" / "database"
    shutil.rmtree(parent)


@pytest.fixture
def copy_cluster(cluster: Path) -> Callable[[Path], None]:
    """Give a data folder a fresh cluster."""

    def copy(home: Path) -> None:
        home.mkdir()
        subprocess.run(["cp", "-a", str(cluster), str(home / "database")], check=True)

    return copy


@pytest.fixture
def made_home(data_home: Path, copy_cluster: Callable[[Path], None]) -> Path:
    """A data folder with a fresh cluster, not running."""
    copy_cluster(data_home)
    return data_home


@pytest.fixture
def hold(data_home: Path) -> Iterator[Callable[..., Holder]]:
    """Start a process that keeps the database up until its input is closed; returns when it has the address."""
    holders: list[Holder] = []

    def start(home: Path = data_home) -> Holder:
        holder = start_holder(home)
        holders.append(holder)
        assert holder.stdout
        assert holder.stdout.readline().startswith("postgresql://")
        return holder

    yield start
    for holder in holders:
        let_go(holder)


def until(condition: Callable[[], object]) -> None:
    """Wait for another process to get there; without the pause we would take the processor it needs."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def start_holder(home: Path) -> Holder:
    command = [sys.executable, "-c", HOLDER, str(home)]
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )


def let_go(holder: Holder) -> None:
    """Let a holder leave in order, and wait for it."""
    if holder.poll() is None:
        holder.communicate()
    for pipe in (holder.stdin, holder.stdout):
        if pipe:
            pipe.close()


@pytest.fixture
def here(data_home: Path) -> Surroundings:
    """The surroundings of an embedded installation in ``data_home``."""
    return Surroundings(home=data_home, host="127.0.0.1", port=8000, database_url="", demo=False)
