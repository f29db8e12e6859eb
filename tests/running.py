"""Anju as people run it: ``anju run`` in a process of its own, for the journeys and for the test that kills it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from anju.launch.processes import command_of, program_of
from anju.launch.surroundings import PACKAGE

READY = "Ctrl-C"  # the last line of the welcome
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """One ``anju run`` over the data folder ``home``; with ``database`` on that server, else on its own embedded one.

    ``said`` is everything it printed so far, for a failing test to show.
    """

    def __init__(self, home: Path, database: str = "", **environment: str) -> None:
        self.home, self.port, self.said = home, free_port(), ""
        given = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        if database:
            given["DATABASE_URL"] = database
        given |= {
            "ANJU_HOME": str(home),
            "ANJU_PORT": str(self.port),
            "ANJU_SITE_URL": self.address.rstrip("/"),
            "PYTHONPATH": str(PACKAGE.parent),
            "PYTHONUNBUFFERED": "1",
        }
        self.environment = given | environment
        self._ready = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Return when the first page answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anju", "run"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        self._ready.wait(PATIENCE)
        assert READY in self.said, self.said

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if READY in line:
                self._ready.set()
        self._ready.set()

    def part(self, name: str) -> int | None:
        """The process id of the child whose command holds ``name`` (granian, procrastinate); None while it is down."""
        for pid in (int(entry) for entry in os.listdir("/proc") if entry.isdecimal()):
            if name in command_of(pid) and program_of(pid) and _parent_of(pid) == self.process.pid:
                return pid
        return None

    def stop(self) -> None:
        """Ctrl-C, and everything it printed until it was gone."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()


def _parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return 0
