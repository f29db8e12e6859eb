"""What a crash leaves behind: no row is lost, no other program is harmed, nothing needs a hand."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from anju.launch.cluster import server_pid
from anju.launch.place import find_place
from anju.launch.postgres import revive, running
from anju.launch.tests.conftest import until


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """Another program, which got the process id of our dead server."""
    program = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    yield program
    program.communicate()


def kill_server(home: Path) -> None:
    place = find_place(home)
    pid = server_pid(place)
    assert pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: server_pid(place) is None)


def test_a_killed_server_recovers_with_every_committed_row(made_home: Path) -> None:
    with running(made_home) as address:
        with psycopg.connect(address) as connection:
            connection.execute("create table tap as select generate_series(1, 10000) as drop")
        kill_server(made_home)
    with running(made_home) as address, psycopg.connect(address) as connection:
        row = connection.execute("select count(*) from tap").fetchone()
    assert row == (10000,)


def test_a_server_that_dies_under_a_lease_is_started_again(made_home: Path) -> None:
    with running(made_home, durable=False) as address:
        place = find_place(made_home)
        assert not revive(place)
        with psycopg.connect(address):  # an open session, which must notice that its server is gone
            kill_server(made_home)
            assert revive(place)
        psycopg.connect(address).close()
    assert server_pid(place) is None


def test_a_process_id_that_now_belongs_to_another_program_is_left_alone(made_home: Path, stranger) -> None:
    with running(made_home, durable=False):
        place = find_place(made_home)
        kept = (place.data / "postmaster.pid").read_text()
    left = "\n".join([str(stranger.pid), *kept.split("\n")[1:]])
    for file in (place.data / "postmaster.pid", place.socket / ".s.PGSQL.5432.lock"):
        file.write_text(left)
        place.give(file)

    with running(made_home, durable=False) as address:
        psycopg.connect(address).close()
        assert server_pid(place) != stranger.pid
    assert stranger.poll() is None


def test_a_half_written_process_id_does_not_stop_the_start(made_home: Path) -> None:
    with running(made_home, durable=False):
        place = find_place(made_home)
    for rubbish in ("", "no number\n", "-1\n", "99999999999\n"):
        (place.data / "postmaster.pid").write_text(rubbish)
        place.give(place.data / "postmaster.pid")

        with running(made_home, durable=False) as address:
            psycopg.connect(address).close()


def test_a_half_made_cluster_is_made_anew(data_home: Path) -> None:
    half = data_home / "database" / "18.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    find_place(data_home).give(data_home / "database")

    with running(data_home, durable=False) as address:
        psycopg.connect(address).close()
    assert not half.exists()
