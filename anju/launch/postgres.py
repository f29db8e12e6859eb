"""The embedded PostgreSQL: one server per data folder, shared by whoever needs it, stopped by the last one.

    with running(home()) as address:
        ...

Everybody inside holds a shared lock, the *lease*; who leaves and finds no other lease stops the server. Starting and
stopping happen under a second lock, the *mutex*. The kernel drops both when a process dies, so kill -9 of anything
leaves at most a server without lease, which the next start takes over.
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from anju.launch.cluster import (
    log_tail,
    make_cluster,
    open_log,
    server_environment,
    server_options,
    server_pid,
    sweep,
)
from anju.launch.home import database_folder
from anju.launch.locks import alone, only_holder, take_share, try_alone
from anju.launch.place import Place, as_account, find_place
from anju.launch.programs import call
from anju.launch.words import Trouble

DATABASE = "anju"
START_LIMIT = 120.0  # seconds; recovery after a crash of a large database takes its time
STOP_LIMIT = 60.0
BUSY_LIMIT = 20.0  # how long sessions of a killed server may take to notice that it is gone

# Servers we started and left to others; kept so that Python does not warn about children still running.
_left_to_others: list[subprocess.Popen[bytes]] = []


def address_of(place: Place, database: str = DATABASE) -> str:
    """The address of a database on the embedded server, as ``DATABASE_URL`` and PostgreSQL's programs take it."""
    return f"postgresql://postgres@{quote(str(place.socket), safe='')}/{database}"


@contextmanager
def running(data_home: Path, durable: bool = True) -> Iterator[str]:
    """Keep the server of ``data_home`` up for the length of the block; yields the address of its database ``anju``.

    ``durable=False`` (tests only) trades safety at power loss for speed. Raises ``Trouble`` in words for people.
    """
    place = find_place(data_home)
    with alone(place.mutex):
        lease = take_share(place.lease)
        try:
            make_cluster(place, durable)
            started = _start(place, durable)
            _make_database(place)
        except BaseException:
            os.close(lease)
            raise
    try:
        yield address_of(place)
    finally:
        with alone(place.mutex):
            if only_holder(lease):
                _stop(place, started)
            elif started:
                _left_to_others.append(started)
            os.close(lease)


def revive(place: Place) -> bool:
    """Start the server again if it died under a lease of ours (kill -9, memory); returns whether it had to be."""
    if server_pid(place):
        return False
    with alone(place.mutex):
        if server_pid(place):
            return False
        if started := _start(place, durable=True):
            _left_to_others.append(started)
    return True


def in_use(data_home: Path) -> bool:
    """Whether somebody holds a lease: a running installation, a command, a test run."""
    lease_file = database_folder(data_home) / "lease"
    if not lease_file.exists():
        return False
    lease = try_alone(lease_file)
    if lease is None:
        return True
    os.close(lease)
    return False


def _accepts(place: Place) -> bool:
    ready = call(place.programs / "pg_isready", "-q", "-h", str(place.socket), "-U", "postgres", "-t", "3")
    return ready.returncode == 0


def _start(place: Place, durable: bool) -> subprocess.Popen[bytes] | None:
    """Return when the server takes connections: the one that runs, or one started here (then its process)."""
    begun = time.monotonic()
    log_start = place.log.stat().st_size if place.log.exists() else 0
    process: subprocess.Popen[bytes] | None = None
    while not (server_pid(place) and _accepts(place)):
        waited = time.monotonic() - begun
        if process and process.poll() is not None:
            # Sessions of a killed server hold its shared memory for a moment; anything else will not mend itself.
            said = log_tail(place, log_start)
            if "still in use" not in said or waited > BUSY_LIMIT:
                raise Trouble(f"内置数据库没有启动。日志 {place.log} 的最后几行：\n{said}")
            process = None
        if process is None and server_pid(place) is None:
            sweep(place)
            process = _launch(place, durable)
        if waited > START_LIMIT:
            raise Trouble(
                f"内置数据库 {START_LIMIT:.0f} 秒后仍不能连接，它可能还在恢复数据。请过几分钟再试；日志：{place.log}\n"
                "(The database still recovers or hangs: wait a few minutes and try again, or read the log.)"
            )
        time.sleep(min(0.5, 0.02 + waited / 20))
    return process


def _launch(place: Place, durable: bool) -> subprocess.Popen[bytes]:
    """Start ``postgres`` in a session of its own, so that Ctrl-C at the terminal does not reach it."""
    log = open_log(place)
    try:
        return subprocess.Popen(
            server_options(place, durable),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=server_environment(),
            start_new_session=True,
            **as_account(place.account),
        )
    finally:
        os.close(log)


def _stop(place: Place, process: subprocess.Popen[bytes] | None) -> None:
    """Stop the server: sessions are ended, everything is written. One that takes too long is left to finish alone."""
    pid = server_pid(place)
    if pid:
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + STOP_LIMIT
    while server_pid(place) and time.monotonic() < deadline:
        time.sleep(0.02)
    if process:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            _left_to_others.append(process)


def _make_database(place: Place) -> None:
    server = address_of(place, "postgres")
    question = f"select 1 from pg_database where datname = '{DATABASE}'"
    found = call(place.programs / "psql", "-XAtq", "-d", server, "-c", question)
    if found.returncode == 0 and not found.stdout.strip():
        found = call(place.programs / "psql", "-XAtq", "-d", server, "-c", f"create database {DATABASE}")
    if found.returncode:
        raise Trouble("数据库已启动，但不能使用：" + found.stderr.strip())
