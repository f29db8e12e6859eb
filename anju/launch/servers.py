"""The database of this installation as PostgreSQL's own programs and plain SQL see it, embedded or on a server."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import parse_qs, quote, unquote, urlsplit, urlunsplit

import psycopg

from anju.launch import postgres
from anju.launch.programs import call, installed_programs
from anju.launch.surroundings import Surroundings
from anju.launch.words import Trouble


@contextmanager
def database(here: Surroundings) -> Iterator[str]:
    """The address of the database, with the embedded server up for the length of the block."""
    if here.embedded:
        with postgres.running(here.home) as address:
            yield address
    else:
        yield here.database_url


def name_in(address: str) -> str:
    """The name of the database an address points to."""
    return unquote(urlsplit(address).path.lstrip("/"))


def beside(address: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(address)._replace(path="/" + quote(name, safe="")))


def connect(address: str) -> psycopg.Connection[Any]:
    """A connection where each statement stands alone; raises ``Trouble`` when the server cannot be reached."""
    try:
        return psycopg.connect(address, autocommit=True, connect_timeout=10)
    except psycopg.Error as error:
        raise Trouble(f"连接不上数据库：{str(error).strip()}\n(The database cannot be reached.)") from error


def value(connection: psycopg.Connection[Any], question: LiteralString, *arguments: object) -> Any:
    """The first column of the first row; None without a row."""
    row = connection.execute(question, arguments or None).fetchone()
    return row[0] if row else None


def program_for(address: str, name: str) -> Path:
    """``pg_dump`` or ``pg_restore``: of the wheel, or the machine's when the server wants TLS (the wheel has none)."""
    mode = parse_qs(urlsplit(address).query).get("sslmode", ["prefer"])[-1]
    if mode in {"disable", "allow", "prefer"}:
        return installed_programs() / name
    if found := shutil.which(name):
        return Path(found)
    raise Trouble(
        f"数据库要求加密连接 (sslmode={mode})，内置的 {name} 不支持。请安装 PostgreSQL 客户端程序后再试。\n"
        f"(The server wants TLS: install the PostgreSQL client programs, at least as new as the server.)"
    )


def must(program: Path, *arguments: str) -> None:
    """Run a program of PostgreSQL; raises ``Trouble`` with its own words when it fails."""
    done = call(program, *arguments)
    if done.returncode:
        raise Trouble(f"{program.name} 没有成功：\n{done.stderr.strip()[-2000:]}")
