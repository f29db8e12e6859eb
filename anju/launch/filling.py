"""Loading a dump into an empty database, on every server from PostgreSQL 15 on."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from anju.launch.programs import client_environment
from anju.launch.servers import must, program_for
from anju.launch.words import Trouble

Choice = Callable[[Iterator[bytes]], Iterator[bytes]]
OPTIONS = ["--no-owner", "--no-acl"]
TABLES = ["--section=pre-data"]
ROWS_AND_RULES = ["--section=data", "--section=post-data"]
# Our pg_restore begins with this line, which servers before 17 do not know.
TIMEOUT = b"SET transaction_timeout = 0;\n"
# Servers with the security releases of November 2026 keep this mark with each column. A pg_dump older than those writes
# it out, and no server takes it back; the new server makes its own marks.
COLUMN_MARK = re.compile(rb"^ALTER TABLE ONLY .* ALTER COLUMN .* SET \(pg_attver=\d+\);\n$")


def fill(address: str, dump: Path, server_version: int) -> None:
    """Load ``dump`` into the database at ``address``; raises ``Trouble`` at the first statement that fails.

    ``server_version`` is PostgreSQL's own number, such as 150020.
    """
    _stream(address, dump, TABLES, _tables_only)
    if server_version >= 170000:
        restore = program_for(address, "pg_restore")
        must(restore, *OPTIONS, *ROWS_AND_RULES, "--exit-on-error", "-j", "2", "-d", address, str(dump))
    else:
        _stream(address, dump, ROWS_AND_RULES, _without_timeout)


def _without_timeout(lines: Iterator[bytes]) -> Iterator[bytes]:
    """All but the first line that sets the timeout: a row of data may look the same."""
    for line in lines:
        if line == TIMEOUT:
            break
        yield line
    yield from lines


def _tables_only(lines: Iterator[bytes]) -> Iterator[bytes]:
    return (line for line in _without_timeout(lines) if not COLUMN_MARK.match(line))


def _stream(
    address: str, dump: Path, sections: list[str], choose: Callable[[Iterator[bytes]], Iterator[bytes]]
) -> None:
    """Let pg_restore write SQL, leave out what the server does not take and let psql run the rest."""
    restore = [str(program_for(address, "pg_restore")), *OPTIONS, *sections, "-f", "-", str(dump)]
    psql = [
        str(program_for(address, "psql")),
        "-Xq",
        "-o",
        "/dev/null",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        address,
    ]
    environment = client_environment()
    quiet = {**environment, "PGOPTIONS": "-c client_min_messages=warning"}
    with (
        subprocess.Popen(
            restore, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as writer,
        subprocess.Popen(psql, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=quiet) as reader,
    ):
        assert writer.stdout
        assert reader.stdin
        assert reader.stderr
        try:
            reader.stdin.writelines(choose(writer.stdout))
            reader.stdin.close()
        except BrokenPipeError:
            writer.kill()
        said = reader.stderr.read().decode("utf-8", "replace")
    if reader.returncode or writer.returncode:
        raise Trouble(f"数据没有全部恢复：\n{said.strip()[-2000:] or '备份文件不能读取'}")
