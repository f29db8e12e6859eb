"""``anju run`` as a whole: it opens, mends itself when parts are killed, and leaves nothing behind."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from anju.launch.cluster import server_pid
from anju.launch.doctor import examine
from anju.launch.place import find_place
from anju.launch.processes import command_of, program_of
from anju.launch.run import run
from anju.launch.surroundings import PACKAGE, Surroundings
from anju.launch.tests.conftest import PATIENCE, until
from anju.launch.words import Trouble

READY = "Ctrl-C"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Run:
    """One ``anju run`` in a process of its own; what it printed is kept for a failing test to show."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        environment = {**os.environ, "ANJU_HOME": str(home), "ANJU_PORT": str(self.port), "ANJU_DEMO": "0"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anju", "run"],
            env={**environment, "PYTHONPATH": str(PACKAGE.parent)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""

    def read_until(self, words: str) -> None:
        assert self.process.stdout
        while words not in self.said:
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line

    def answers(self) -> int:
        """The status of the first page; 0 while nobody listens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def children(self) -> dict[str, int]:
        """Process ids of web and worker."""
        found = {}
        for pid in (int(name) for name in os.listdir("/proc") if name.isdecimal()):
            words = command_of(pid)
            if program_of(pid) and parent_of(pid) == self.process.pid:
                found.update({part: pid for part in ("granian", "procrastinate") if part in words})
        return found

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.said += rest


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return 0


@pytest.fixture
def start(made_home: Path) -> Iterator[Callable[[], Run]]:
    runs: list[Run] = []

    def begin() -> Run:
        runs.append(Run(made_home))
        runs[-1].read_until(READY)
        return runs[-1]

    yield begin
    for one in runs:
        if one.process.poll() is None:
            one.stop()
        if one.process.stdout:
            one.process.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_opens_mends_itself_and_leaves_nothing_behind(
    start: Callable[[], Run], made_home: Path, here: Surroundings, capfd: pytest.CaptureFixture[str]
) -> None:
    one = start()
    assert 200 <= one.answers() < 500
    assert f"http://127.0.0.1:{one.port}/" in one.said

    for part in ("granian", "procrastinate"):
        killed = one.children()[part]
        os.kill(killed, signal.SIGKILL)
        until(lambda part=part, killed=killed: one.children().get(part, killed) != killed)
    until(one.answers)
    place = find_place(made_home)
    server = server_pid(place)
    assert server
    os.kill(server, signal.SIGKILL)
    until(lambda: server_pid(place) not in {server, None})

    children = one.children()
    one.stop()
    assert one.process.returncode == 0, one.said
    assert server_pid(place) is None
    assert [pid for pid in children.values() if program_of(pid)] == []

    assert examine(here) == 0, capfd.readouterr().out


def test_a_taken_port_is_said_before_anything_is_made(data_home: Path, here: Surroundings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match="ANJU_PORT"):
            run(Surroundings(home=data_home, host="127.0.0.1", port=port, database_url="", demo=False))
    assert not (data_home / "database").exists()
