"""``anju restore FILE``: bring back what ``anju backup`` wrote.

The backup is loaded into a new database beside the present one and its files into a new folder; only when all is there
the names are exchanged. A failure before that leaves everything as it was.
"""

import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

import psycopg
from psycopg import sql

from anju.launch import postgres, prepared
from anju.launch.backup import FORMAT, write_backup
from anju.launch.filling import fill
from anju.launch.home import make_home
from anju.launch.locks import try_alone
from anju.launch.servers import beside, connect, database, name_in, value
from anju.launch.surroundings import Surroundings
from anju.launch.words import Trouble, say

TABLES = """
    select count(*) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p') and nspname not like 'pg\\_%%' and nspname <> 'information_schema'
"""
OTHERS = "select count(*) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()"


def restore_backup(here: Surroundings, file: Path, replace: bool) -> None:
    """Replace database, files and key by those of ``file``.

    Raises ``Trouble`` while Anju runs, when ``file`` is no backup, and when there is data already unless ``replace``;
    what is replaced is backed up into the data folder first.
    """
    make_home(here.home)
    scratch = here.home / "restore.new"
    with _nobody_else(here):
        try:
            _unpack(file, scratch)
            with database(here) as address:
                _check_free(here, address)
                if _holds_data(here, address):
                    _save_present(here, replace)
                try:
                    _load(address, scratch / "database.dump")
                except psycopg.Error as error:
                    raise Trouble(
                        f"数据库没有接受备份，原有数据没有改动：{str(error).strip()}\n"
                        "(The server refused; nothing was changed. Its role needs the right CREATEDB to restore.)"
                    ) from error
                _exchange_files(here, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        prepared.forget(here.home)
    say("恢复完成。请运行 anju run。(Restored: start with anju run.)")


@contextmanager
def _nobody_else(here: Surroundings) -> Iterator[None]:
    """No ``anju run`` may start on this data folder meanwhile, and nothing may use its database now."""
    lock = try_alone(here.home / "run.lock")
    try:
        if lock is None or (here.embedded and postgres.in_use(here.home)):
            raise Trouble("安居正在运行，请先停止它（Ctrl-C）再恢复。(Anju is running: stop it first.)")
        yield
    finally:
        if lock is not None:
            os.close(lock)


def _check_free(here: Surroundings, address: str) -> None:
    with connect(address) as connection:
        if not here.embedded and value(connection, OTHERS, name_in(address)):
            raise Trouble(
                "数据库正在被使用，请先停止所有安居服务。(The database is in use: stop all of Anju first.)"
            )


def _holds_data(here: Surroundings, address: str) -> bool:
    media = here.home / "media"
    with connect(address) as connection:
        return bool(value(connection, TABLES)) or (media.exists() and any(media.iterdir()))


def _save_present(here: Surroundings, replace: bool) -> None:
    if not replace:
        raise Trouble(
            "这里已有数据，没有做任何改动。确定要替换，请加上 --replace（现有数据会先自动备份）。\n"
            "(There is data here and nothing was changed. Add --replace to replace it; it is backed up first.)"
        )
    say("先备份现有数据… (backing up what is here)")
    write_backup(here, here.home / f"before-restore-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar")


def _unpack(file: Path, scratch: Path) -> None:
    """Unpack the backup; names that lead elsewhere, links and devices are refused."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        with tarfile.open(file, "r:") as archive:
            for entry in archive:
                parts = PurePosixPath(entry.name).parts
                known = len(parts) == 1 or parts[:1] == ("media",)
                if not (entry.isfile() and known and ".." not in parts and not entry.name.startswith("/")):
                    raise Trouble(
                        f"备份里有不该有的内容：{entry.name} (The backup holds what it should not.)"
                    )
                target = scratch.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                source = archive.extractfile(entry)
                if source:
                    with target.open("xb") as out:
                        shutil.copyfileobj(source, out, 2**20)
        note = json.loads((scratch / "backup.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise Trouble(f"找不到备份或它不完整：{error.filename} (Backup missing or incomplete.)") from error
    except (tarfile.TarError, ValueError, OSError) as error:
        raise Trouble(
            f"{file} 不是安居的备份，或者已损坏：{error} (Not a backup of Anju, or damaged.)"
        ) from error
    if note.get("format") != FORMAT or not (scratch / "database.dump").exists():
        raise Trouble("这份备份来自更新的版本或不完整。(The backup is from a newer version or incomplete.)")


def _load(address: str, dump: Path) -> None:
    """Load the dump into a new database and give it the name of the present one, in one transaction."""
    name, new = name_in(address), f"{name_in(address)}_restored"
    old = f"{name}_before_restore"
    say("正在恢复数据库… (database)")
    with connect(beside(address, "postgres")) as server:
        for leftover in (new, old):
            server.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(leftover)))
        server.execute(sql.SQL("create database {} template template0").format(sql.Identifier(new)))
        try:
            fill(beside(address, new), dump, server.info.server_version)
            with connect(beside(address, new)) as restored:
                restored.execute("analyze")
            rename = sql.SQL("alter database {} rename to {}")
            with server.transaction():
                server.execute(rename.format(sql.Identifier(name), sql.Identifier(old)))
                server.execute(rename.format(sql.Identifier(new), sql.Identifier(name)))
        except BaseException:
            server.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(new)))
            raise
        server.execute(sql.SQL("drop database {}").format(sql.Identifier(old)))


def _exchange_files(here: Surroundings, scratch: Path) -> None:
    say("正在恢复文件… (files)")
    media, old = here.home / "media", scratch / "media.old"
    if media.exists():
        media.rename(old)
    if (scratch / "media").exists():
        (scratch / "media").chmod(0o700)
        (scratch / "media").rename(media)
    if (scratch / "secret_key").exists():
        key = scratch / "secret_key"
        key.chmod(0o600)
        key.replace(here.home / "secret_key")
