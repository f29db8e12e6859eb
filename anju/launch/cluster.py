"""The files of a PostgreSQL cluster: made once, and swept of what a crash left behind."""

import os
import shutil
import subprocess
from pathlib import Path

from anju.launch.place import Place, as_account
from anju.launch.processes import LINUX, command_of, program_of, runs_in
from anju.launch.words import Trouble

LOG_LIMIT = 5 * 2**20
# The builtin provider sorts and folds letters the same on every machine; without the ctype, Chinese characters
# would not count as letters.
LETTERS = "C.UTF-8" if LINUX else "en_US.UTF-8"
INITDB = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-instructions"]
INITDB += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", f"--lc-ctype={LETTERS}"]


def server_environment() -> dict[str, str]:
    """A plain environment for the server, the same whoever starts it."""
    return {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C"}


def make_cluster(place: Place, durable: bool) -> None:
    """Make the data folder if there is none. It gets its name only when complete: nothing half made is ever used."""
    if place.data.exists():
        return
    unfinished = place.folder / f"{place.data.name}.new"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    place.give(unfinished)
    command = [str(place.programs / "initdb"), "-D", str(unfinished), *INITDB]
    if not durable:
        command.append("--no-sync")
    answer = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        env=server_environment(),
        stdin=subprocess.DEVNULL,
        **as_account(place.account),
    )
    if answer.returncode:
        raise Trouble("内置数据库建立失败 (initdb)：\n" + (answer.stderr or answer.stdout).strip()[-2000:])
    unfinished.rename(place.data)


def pid_in(file: Path) -> int | None:
    """The process id in the first line of a PostgreSQL lock file; None when there is none or it is rubbish."""
    try:
        pid = abs(int(file.read_text("utf-8", "replace").split("\n", 1)[0]))
    except (OSError, ValueError):
        return None
    return pid if pid > 1 else None


def is_server_of(pid: int, data: Path) -> bool | None:
    """Whether ``pid`` is the server of ``data``; None when it is some PostgreSQL and the system does not tell which."""
    if program_of(pid) != "postgres":
        return False
    if (there := runs_in(pid, data)) is not None:
        return there
    return True if str(data) in command_of(pid) else None


def server_pid(place: Place) -> int | None:
    """The process id of the running server, also while it starts or stops; None when it does not run."""
    pid = pid_in(place.data / "postmaster.pid")
    return pid if pid and is_server_of(pid, place.data) is not False else None


def sweep(place: Place) -> None:
    """Delete lock files left by a crash whose process id is free, or belongs to another program by now.

    PostgreSQL itself only tells a free id; an id in use makes it refuse to start. Files of a server that may be alive
    stay. Call it under the mutex.
    """
    for file in (place.data / "postmaster.pid", place.socket / ".s.PGSQL.5432.lock"):
        pid = pid_in(file)
        if pid is None or is_server_of(pid, place.data) is False:
            file.unlink(missing_ok=True)


def open_log(place: Place) -> int:
    """A descriptor to append to the server's log; a log grown large is put aside first."""
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(f"{place.log}.1")
    descriptor = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    place.give(place.log)
    return descriptor


def log_tail(place: Place, since: int = 0) -> str:
    """The last lines of the log, from byte ``since`` on."""
    try:
        with place.log.open("rb") as file:
            file.seek(max(since, place.log.stat().st_size - 4000))
            return file.read().decode("utf-8", "replace").strip()
    except OSError as error:
        return f"({error})"


def server_options(place: Place, durable: bool) -> list[str]:
    """The command line of ``postgres``. The log keeps no statement and no values: they may hold personal data."""
    socket = str(place.socket).replace('"', '""')
    options = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{socket}"',
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "max_wal_size": "1GB",
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return [str(place.programs / "postgres"), "-D", str(place.data), *flags]
