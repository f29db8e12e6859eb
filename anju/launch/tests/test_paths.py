"""Folders as people name them."""

import os
from pathlib import Path

import psycopg
import pytest

from anju.launch.home import SOCKET_FOLDER_LIMIT, database_folder, socket_folder
from anju.launch.place import find_place
from anju.launch.postgres import running
from anju.launch.words import Trouble


@pytest.mark.parametrize("name", ['it\'s 我的 "安居" (50%)', "long-" + "长" * 60], ids=["odd", "long"])
def test_any_folder_name_will_do(data_home: Path, name: str) -> None:
    home = data_home / name
    with running(home, durable=False) as address, psycopg.connect(address) as connection:
        row = connection.execute("select lower('ÄÖ'), '水' ~ '[[:alpha:]]', current_database()").fetchone()
    assert row == ("äö", True, "anju")
    assert len(os.fsencode(socket_folder(home))) <= SOCKET_FOLDER_LIMIT


def test_only_the_owner_may_enter_the_socket_folder(data_home: Path) -> None:
    place = find_place(data_home)
    assert place.socket.stat().st_mode & 0o777 == 0o700
    place.socket.chmod(0o755)
    with pytest.raises(Trouble, match="socket folder"):
        find_place(data_home)


def test_a_file_in_place_of_the_data_folder_is_said_in_words(data_home: Path) -> None:
    data_home.write_text("not a folder")
    with pytest.raises(Trouble, match="ANJU_HOME"):
        find_place(data_home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another account for the database")
def test_below_a_closed_folder_of_root_the_database_lives_elsewhere(data_home: Path) -> None:
    data_home.parent.chmod(0o700)
    with running(data_home, durable=False) as address:
        psycopg.connect(address).close()

    assert data_home.parent.stat().st_mode & 0o777 == 0o700
    assert not (data_home / "database").exists()
    assert database_folder(data_home).parent == Path("/var/lib/anju")
    with running(data_home, durable=False) as again:
        assert again == address
