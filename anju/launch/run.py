"""``anju run``: everything from an empty folder to an open page, and a clean end at Ctrl-C."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from anju.launch import frontend, postgres
from anju.launch.home import make_home
from anju.launch.locks import try_alone
from anju.launch.place import Place, find_place
from anju.launch.prepared import remembered, wanted
from anju.launch.steps import step
from anju.launch.supervise import Child, stop_all, watch
from anju.launch.surroundings import Surroundings, child_environment, python
from anju.launch.words import Trouble, say

OPEN_LIMIT = 90.0  # seconds for the first page to answer


def run(here: Surroundings) -> int:
    """Start everything and stay until asked to stop. Raises ``Trouble`` when it cannot start."""
    begun = time.monotonic()
    with _only_run(here):
        _check_port(here)
        with step(1, "前端文件", "front-end files") as running:
            fetch_frontend(running.note)
        with ExitStack() as stack:
            with step(2, "数据库", "database") as running:
                if here.embedded:
                    stack.enter_context(postgres.running(here.home))
                else:
                    running.result = "使用 DATABASE_URL"
            prepare(here)
            _serve(here, begun)
    say("已停止，数据都在。(Stopped.)")
    return 0


def fetch_frontend(report: Callable[[str], None], tests: bool = False) -> None:
    """Make the front-end files when they are missing or old; ``tests`` fetches what only tests use as well."""
    try:
        if tests:
            frontend.ensure_tools(report)
        frontend.ensure(report)
    except frontend.FrontendError as error:
        raise Trouble(f"前端文件没有取到，请检查网络后再试。\n{error}") from error


@contextmanager
def _only_run(here: Surroundings) -> Iterator[None]:
    """One ``anju run`` per data folder."""
    try:
        make_home(here.home)
        lock = try_alone(here.home / "run.lock")
    except OSError as error:
        raise Trouble(
            f"数据文件夹 {here.home} 不能写入：{error.strerror}\n请修改它的权限，或用 ANJU_HOME 另选一个文件夹。\n"
            "(The data folder cannot be written: change its permissions or choose another with ANJU_HOME.)"
        ) from error
    note = here.home / "running.txt"
    if lock is None:
        where = note.read_text("utf-8").strip() if note.exists() else ""
        raise Trouble(f"安居已经在运行：{where}\n(Anju already runs with this data folder.)")
    try:
        note.write_text(f"{here.address} pid {os.getpid()}\n", "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        os.close(lock)


def _check_port(here: Surroundings) -> None:
    family = socket.AF_INET6 if ":" in here.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((here.host, here.port))
        except OSError as error:
            raise Trouble(
                f"不能使用 {here.host} 的端口 {here.port}：{error.strerror}\n"
                f"如果被别的程序占用，请换一个，例如：ANJU_PORT={here.port % 65535 + 1} make run\n"
                "(The port cannot be used: choose another with ANJU_PORT.)"
            ) from error


def prepare(here: Surroundings) -> None:
    """Bring tables, static files and demo up to date in a process of its own, unless they are; the database is up."""
    if here.embedded and remembered(here.home) == wanted(here):
        for number, chinese, english in (
            (3, "数据表", "tables"),
            (4, "网页文件", "static files"),
            (5, "示范小区", "demo"),
        ):
            with step(number, chinese, english) as running:
                running.result = "已是最新"
        return
    done = subprocess.run(python("-m", "anju.launch.prepare"), env=child_environment(here))
    if done.returncode:
        raise Trouble("没有启动，原因见上。(Not started; see above.)")


def _web(here: Surroundings) -> Child:
    command = ["granian", "--interface=wsgi", "--no-ws", f"--host={here.host}", f"--port={here.port}"]
    command += [f"--workers={here.web_processes}", "--blocking-threads=2", "--workers-kill-timeout=5"]
    command += ["--respawn-failed-workers", "--respawn-interval=1", "--log-level=warning"]
    return Child(
        "网页服务 web", python("-m", *command, "anju.config.wsgi:application"), child_environment(here)
    )


def _worker(here: Surroundings) -> Child:
    command = ["django", "procrastinate", "worker", "--concurrency=4", "--shutdown-graceful-timeout=10"]
    return Child("后台工作 worker", python("-m", *command), child_environment(here), niceness=5)


def _serve(here: Surroundings, begun: float) -> None:
    """Start web and worker, say where they are, keep them until Ctrl-C. The page comes first, all else can wait."""
    stop = _StopWish()
    web, worker = _web(here), _worker(here)
    try:
        with step(6, "网页与后台", "web and worker", others_speak=True):
            web.start()
            _wait_for_page(here, web, stop)
        if not stop():
            say(f"\n安居已就绪，用时 {time.monotonic() - begun:.1f} 秒。(Anju is ready.)\n")
            say(f"    {here.site or here.address}\n")
            if not here.site and here.network_address:
                say(f"    同一网络里的手机 from a phone on this network: {here.network_address}\n")
            subprocess.run(python("-m", "anju.launch.welcome"), env=child_environment(here))
            worker.start()
            say("\n按 Ctrl-C 停止。(Ctrl-C stops everything.)")
        place = find_place(here.home) if here.embedded else None
        watch([web, worker], stop, lambda: _look_after_database(place))
    finally:
        say("\n正在停止… (stopping)")
        stop_all([web, worker])


class _StopWish:
    """Whether somebody asked to stop: Ctrl-C or SIGTERM. Ctrl-C while stopping is left to its first meaning."""

    def __init__(self) -> None:
        self.asked = False
        signal.signal(signal.SIGINT, self._ask)
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGHUP, self._ask)  # the terminal was closed

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked


def _wait_for_page(here: Surroundings, web: Child, stop: Callable[[], bool]) -> None:
    """Until the first page answers: with anything, for an error page also says that the server is there."""
    deadline = time.monotonic() + OPEN_LIMIT
    while not stop():
        connection = http.client.HTTPConnection(here.near_host, here.port, timeout=OPEN_LIMIT)
        try:
            connection.request("GET", "/", headers={"Host": here.own_name})
            connection.getresponse().read()
            return
        except (OSError, http.client.HTTPException):
            if time.monotonic() > deadline:
                raise Trouble(
                    "网页服务没有回答，原因见上。(The web server does not answer; see above.)"
                ) from None
        finally:
            connection.close()
        web.look_after()
        time.sleep(0.1)


def _look_after_database(place: Place | None) -> None:
    if place and postgres.revive(place):
        say("数据库曾意外停止，已重新启动。(The database had stopped; it runs again.)")
