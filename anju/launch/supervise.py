"""Keeping the children alive: started, watched, restarted with growing pauses, stopped in order."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from anju.launch.processes import die_with_parent
from anju.launch.words import say

STOP_LIMIT = 15.0  # seconds for a child to end by itself; the worker finishes what it has in hand
LONGEST_PAUSE = 30.0
STEADY = 60.0  # a child that lived so long starts afresh with short pauses


@dataclass
class Child:
    """A program to keep running. It gets its own process group, so that nothing of it is left behind."""

    name: str
    command: list[str]
    environment: dict[str, str]
    niceness: int = 0  # above 0: others go first
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    next_start: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(self.niceness),
        )
        self.started_at = time.monotonic()

    def signal_group(self, number: signal.Signals) -> None:
        """Signal the child and whatever it started; a group that is gone is fine."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except (
                ProcessLookupError,
                PermissionError,
            ):  # macOS says "not permitted" of a group of dead ones
                pass

    def look_after(self) -> None:
        """Start it when it does not run and its pause is over."""
        now = time.monotonic()
        if self.process and (code := self.process.poll()) is not None:
            self.signal_group(signal.SIGKILL)  # workers that outlived their parent would keep the port
            self.process = None
            self.failures = 1 if now - self.started_at > STEADY else self.failures + 1
            pause = min(LONGEST_PAUSE, 0.5 * 2 ** (self.failures - 1))
            self.next_start = now + pause
            say(f"{self.name} 停了（代码 {code}），{pause:.0f} 秒后重新启动。(stopped, restarting)")
        if self.process is None and now >= self.next_start:
            self.start()


def watch(children: Sequence[Child], stopping: Callable[[], bool], each_second: Callable[[], None]) -> None:
    """Look after the children until ``stopping()`` says so; ``each_second`` looks after anything else."""
    last = time.monotonic()
    while not stopping():
        for child in children:
            child.look_after()
        if time.monotonic() - last >= 1:
            each_second()
            last = time.monotonic()
        time.sleep(0.1)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to end, wait, end the rest by force."""
    for child in children:
        if child.process:
            child.process.terminate()
    deadline = time.monotonic() + STOP_LIMIT
    for child in children:
        if child.process:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{child.name} 没有按时停下，现在强制结束。(did not stop in time, killed)")
            child.signal_group(signal.SIGKILL)
            child.process.wait()
            child.process = None
