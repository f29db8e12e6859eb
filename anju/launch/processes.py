"""Looking at other processes, and starting children that do not outlive this one."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

LINUX = sys.platform == "linux"
PR_SET_PDEATHSIG = 1


def program_of(pid: int) -> str:
    """The name of the program that runs as ``pid``; empty when none does (a dead child nobody waited for is none)."""
    if LINUX:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        except OSError:
            return ""
        name, _, rest = stat.partition(" (")[2].rpartition(") ")
        return "" if rest[:1] in {"Z", "X"} else name
    answer = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True)
    state, _, name = answer.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else os.path.basename(name.strip())


def command_of(pid: int) -> str:
    """The command line of ``pid``, words joined by spaces; empty when it cannot be read."""
    if LINUX:
        try:
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).replace("\0", " ").strip()
        except OSError:
            return ""
    answer = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return answer.stdout.strip()


def runs_in(pid: int, folder: Path) -> bool | None:
    """Whether the current folder of ``pid`` is ``folder``; None when this system does not tell."""
    if not LINUX:
        return None
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", folder)
    except FileNotFoundError:
        return False
    except PermissionError:
        return None


def die_with_parent(niceness: int = 0) -> Callable[[], None]:
    """For ``Popen(preexec_fn=...)``: on Linux the child gets SIGTERM when this process dies, even by kill -9."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl if LINUX else None
    parent = os.getpid()

    def prepare_child() -> None:
        os.nice(niceness)
        if prctl:
            prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:  # the parent died before the line above
                os._exit(1)

    return prepare_child
