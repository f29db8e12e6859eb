"""A backup brings everything back, and restoring never harms what is there by mistake."""

import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from anju.launch.backup import write_backup
from anju.launch.postgres import running
from anju.launch.prepared import Prepared, remember, remembered
from anju.launch.restore import restore_backup
from anju.launch.servers import beside, database
from anju.launch.surroundings import Surroundings
from anju.launch.words import Trouble

GIVEN_SERVER = os.environ.get("DATABASE_URL", "")


@pytest.fixture
def lived_in(here: Surroundings, made_home: Path) -> Surroundings:
    """An installation with a row, a file and a key."""
    with running(here.home, durable=False) as address, psycopg.connect(address) as session:
        session.execute("create table words (said text)")
        session.execute("insert into words values ('水龙头漏水')")
    (here.home / "media" / "2026").mkdir(parents=True)
    (here.home / "media" / "2026" / "厨房.jpg").write_bytes(b"a picture")
    (here.home / "secret_key").write_text("the key")
    return here


@pytest.fixture
def empty(lived_in: Surroundings, copy_cluster: Callable[[Path], None]) -> Surroundings:
    """A second installation, without anything."""
    home = lived_in.home.parent / "another home"
    copy_cluster(home)
    return replace(lived_in, home=home)


def rows(here: Surroundings) -> list[tuple[Any, ...]]:
    with database(here) as address, psycopg.connect(address) as session:
        return session.execute("select said from words").fetchall()


def state(here: Surroundings) -> tuple[object, ...]:
    media = {path.name: path.read_bytes() for path in (here.home / "media").rglob("*") if path.is_file()}
    return rows(here), media, (here.home / "secret_key").read_text()


def test_what_is_backed_up_comes_back(lived_in: Surroundings, empty: Surroundings) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    restore_backup(empty, file, replace=False)

    assert state(empty) == state(lived_in) == ([("水龙头漏水",)], {"厨房.jpg": b"a picture"}, "the key")
    assert file.stat().st_mode & 0o077 == 0
    assert (empty.home / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_data_is_replaced_only_when_asked_and_backed_up_before(lived_in: Surroundings) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    with running(lived_in.home, durable=False) as address, psycopg.connect(address) as session:
        session.execute("update words set said = '电梯停了'")
    (lived_in.home / "media" / "2026" / "厨房.jpg").unlink()
    remember(lived_in.home, Prepared(schema="", static="", demo=False, cluster=0))

    with pytest.raises(Trouble, match="--replace"):
        restore_backup(lived_in, file, replace=False)
    assert rows(lived_in) == [("电梯停了",)]

    restore_backup(lived_in, file, replace=True)
    assert state(lived_in)[:2] == ([("水龙头漏水",)], {"厨房.jpg": b"a picture"})
    assert remembered(lived_in.home) is None  # so that the next start migrates what came back

    (saved,) = lived_in.home.glob("before-restore-*.tar")
    restore_backup(lived_in, saved, replace=True)
    assert rows(lived_in) == [("电梯停了",)]


def test_nothing_is_restored_while_anju_runs(lived_in: Surroundings, hold: Callable[..., object]) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    hold()
    with pytest.raises(Trouble, match="running"):
        restore_backup(lived_in, file, replace=True)


@pytest.mark.parametrize("name", ["../evil", "media/../../evil", "/tmp/evil", "unknown/evil"])
def test_a_backup_that_leads_elsewhere_is_refused(lived_in: Surroundings, name: str) -> None:
    file = lived_in.home.parent / "evil.tar"
    entry = tarfile.TarInfo(name)
    entry.size = 4
    with tarfile.open(file, "w") as archive:
        archive.addfile(entry, BytesIO(b"evil"))

    before = state(lived_in)
    with pytest.raises(Trouble, match="holds what it should not"):
        restore_backup(lived_in, file, replace=True)
    assert state(lived_in) == before
    assert not (lived_in.home.parent / "evil").exists()


def test_a_damaged_backup_changes_nothing(lived_in: Surroundings) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    content = file.read_bytes()
    spoilt = content.replace(b"PGDMP", b"XXXXX")
    before = state(lived_in)
    for damaged in (content[: len(content) // 3], b"no archive at all", spoilt):
        file.write_bytes(damaged)
        with pytest.raises(Trouble):
            restore_backup(lived_in, file, replace=True)
        assert state(lived_in) == before


@pytest.fixture
def on_server(lived_in: Surroundings, copy_cluster: Callable[[Path], None]) -> Iterator[Surroundings]:
    """An installation on a server given by ``DATABASE_URL``, with an empty database."""
    home = lived_in.home.parent / "server"
    copy_cluster(home)
    with running(home, durable=False) as address:
        with psycopg.connect(beside(address, "postgres"), autocommit=True) as session:
            session.execute('create database "on-server"')
        yield replace(lived_in, home=home, database_url=beside(address, "on-server"))


def test_a_server_is_restored_and_backed_up_alike(lived_in: Surroundings, on_server: Surroundings) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    restore_backup(on_server, file, replace=False)
    assert state(on_server) == state(lived_in)

    with psycopg.connect(on_server.database_url), pytest.raises(Trouble, match="in use"):
        restore_backup(on_server, file, replace=True)
    write_backup(on_server, file)
    restore_backup(on_server, file, replace=True)
    assert rows(on_server) == rows(lived_in)


@pytest.mark.skipif(not GIVEN_SERVER, reason="needs a server of another version in DATABASE_URL")
def test_a_backup_of_the_embedded_database_moves_to_a_server(lived_in: Surroundings) -> None:
    file = lived_in.home.parent / "today.tar"
    write_backup(lived_in, file)
    with psycopg.connect(beside(GIVEN_SERVER, "postgres"), autocommit=True) as session:
        session.execute("drop database if exists anju_moved")
        session.execute("create database anju_moved")
        moved = replace(lived_in, database_url=beside(GIVEN_SERVER, "anju_moved"))
        restore_backup(moved, file, replace=True)
        assert rows(moved) == rows(lived_in)
        session.execute("drop database anju_moved")


SHAPE = """
    select relkind::text, relname::text from pg_class where relnamespace = 'public'::regnamespace
    union all select 'f', proname::text from pg_proc where pronamespace = 'public'::regnamespace
    union all select 't', tgname::text from pg_trigger where not tgisinternal
    union all select 'c', conname::text from pg_constraint 
        where connamespace = 'public'::regnamespace and contype <> 'n'
    order by 1, 2
"""


@pytest.mark.django_db
def test_the_real_tables_survive_the_way_through_a_backup(here: Surroundings, made_home: Path) -> None:
    """Triggers, partitions and functions come back too: what pg_restore cannot load would stop it here."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE)
        shape = cursor.fetchall()
    parts = connection.get_connection_params()
    address = psycopg.conninfo.make_conninfo(
        host=parts.get("host", ""),
        port=parts.get("port", ""),
        user=parts.get("user", ""),
        dbname=parts["dbname"],
        password=parts.get("password"),
    )
    file = here.home.parent / "tables.tar"
    write_backup(replace(here, database_url=address), file)
    restore_backup(here, file, replace=False)

    with database(here) as restored, psycopg.connect(restored) as session:
        assert session.execute(SHAPE).fetchall() == shape
