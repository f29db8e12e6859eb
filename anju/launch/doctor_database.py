"""The doctor's look at the database, the queue and the page."""

import http.client
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from anju.launch.findings import Finding, bad, fine
from anju.launch.servers import connect, value
from anju.launch.surroundings import Surroundings, child_environment, python

OLDEST_SERVER = 150000  # PostgreSQL 15
HEARTBEAT = timedelta(seconds=60)  # a worker writes one every ten seconds
SKEW = 5.0  # seconds between this clock and the server's


def findings(here: Surroundings, address: str, running: bool) -> Iterator[Finding]:
    """Server, tables, partitions, worker and jobs, for the database at ``address``."""
    with connect(address) as connection:
        yield _server(connection)
        yield _letters(connection)
        yield _clock(connection)
        yield _migrations(here)
        if _has(connection, "kernel_event"):
            yield _next_month(connection)
        if _has(connection, "procrastinate_workers"):
            yield _worker(connection, running or not here.embedded)
            yield _stalled(connection)


def page(here: Surroundings) -> Finding:
    """Whether the first page answers."""
    what = f"网页 page {here.address}"
    connection = http.client.HTTPConnection(here.near_host, here.port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": here.own_name})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return bad(
            f"{what}: {error}", "请看 anju run 的输出；ANJU_PORT 是否相同？(See what anju run printed.)"
        )
    finally:
        connection.close()
    if status >= 500:
        return bad(
            f"{what}: {status}",
            "页面出错，请看 anju run 的输出。(The page fails: see what anju run printed.)",
        )
    return fine(f"{what}: {status}")


def _has(connection: psycopg.Connection[Any], table: str) -> bool:
    return value(connection, "select to_regclass(%s)", table) is not None


def _server(connection: psycopg.Connection[Any]) -> Finding:
    number = connection.info.server_version
    what = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < OLDEST_SERVER:
        return bad(what, "需要 PostgreSQL 15 或更新的版本。(PostgreSQL 15 or newer is needed.)")
    return fine(what)


def _letters(connection: psycopg.Connection[Any]) -> Finding:
    encoding = value(connection, "show server_encoding")
    ctype = value(connection, "select datctype from pg_database where datname = current_database()")
    what = f"字符集 encoding {encoding}, {ctype}"
    if encoding != "UTF8":
        return bad(
            what,
            "数据库须用 UTF8 建立：create database … encoding 'UTF8' template template0 (It must be UTF8.)",
        )
    return fine(what)


def _clock(connection: psycopg.Connection[Any]) -> Finding:
    skew = abs((value(connection, "select clock_timestamp()") - datetime.now(UTC)).total_seconds())
    what = f"时钟 clock: 与数据库相差 {skew:.1f} s"
    return (
        fine(what)
        if skew <= SKEW
        else bad(what, "请对时（例如启用 NTP）。(Set the clocks right, such as by NTP.)")
    )


def _migrations(here: Surroundings) -> Finding:
    asked = subprocess.run(
        python("-m", "django", "migrate", "--check", "--verbosity", "0"),
        env=child_environment(here),
        capture_output=True,
        text=True,
        errors="replace",
    )
    if asked.returncode == 0:
        return fine("数据表是最新的 tables up to date")
    said = (asked.stderr.strip().splitlines() or [""])[-1]
    return bad(
        f"数据表不是最新的 tables not up to date {said}".strip(), "请运行 anju migrate。(Run anju migrate.)"
    )


def _next_month(connection: psycopg.Connection[Any]) -> Finding:
    next_month = (datetime.now(UTC).replace(day=1) + timedelta(days=32)).strftime("%Y%m")
    what = f"下月的事件分区 event partition {next_month}"
    if _has(connection, f"kernel_event_{next_month}"):
        return fine(what)
    return bad(
        what, "缺少。后台工作运行时每天会自动建立；现在运行 anju migrate 也会建立。(Run anju migrate.)"
    )


def _worker(connection: psycopg.Connection[Any], expected: bool) -> Finding:
    seen = value(connection, "select max(last_heartbeat) from procrastinate_workers")
    now = value(connection, "select now()")
    if seen and now - seen < HEARTBEAT:
        return fine("后台工作在运行 worker alive")
    if not expected:
        return fine("后台工作没有运行（安居未启动） worker not running, nor is Anju")
    return bad(
        f"后台工作没有运行 worker not alive (last seen {seen or 'never'})",
        "请看 anju run 的输出，或重启 worker 服务。(See what anju run printed, or restart the worker service.)",
    )


def _stalled(connection: psycopg.Connection[Any]) -> Finding:
    count = value(
        connection,
        "select count(*) from procrastinate_jobs job left join procrastinate_workers w on w.id = job.worker_id"
        " where job.status = 'doing' and (w.id is null or w.last_heartbeat < now() - interval '5 minutes')",
    )
    if count:
        return bad(
            f"{count} 项后台工作卡住了 stalled jobs",
            "后台工作每分钟会自动重试；请确认它在运行。(The worker retries them.)",
        )
    failed = value(connection, "select count(*) from procrastinate_jobs where status = 'failed'")
    return fine(f"没有卡住的后台工作 no stalled jobs ({failed} failed)")
