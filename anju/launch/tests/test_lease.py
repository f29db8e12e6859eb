"""One server for all who need it; the last one out stops it."""

from pathlib import Path

from anju.launch.cluster import server_pid
from anju.launch.place import find_place
from anju.launch.postgres import in_use, running
from anju.launch.tests.conftest import let_go, start_holder


def test_two_processes_share_one_server_and_the_last_one_stops_it(data_home: Path, hold) -> None:
    first = hold()
    place = find_place(data_home)
    pid = server_pid(place)
    second = hold()

    assert server_pid(place) == pid
    let_go(first)
    assert server_pid(place) == pid
    assert in_use(data_home)
    let_go(second)
    assert server_pid(place) is None
    assert not in_use(data_home)


def test_three_at_once_on_an_empty_folder_make_one_database(data_home: Path) -> None:
    holders = [start_holder(data_home) for _ in range(3)]
    try:
        answers = {holder.stdout.readline() for holder in holders}  # type: ignore[union-attr]
        place = find_place(data_home)
        assert server_pid(place)
    finally:
        for holder in holders:
            let_go(holder)

    assert len(answers) == 1
    assert answers.pop().startswith("postgresql://")
    assert [holder.returncode for holder in holders] == [0, 0, 0]
    assert server_pid(place) is None


def test_the_server_of_a_killed_holder_is_taken_over(data_home: Path, hold) -> None:
    killed = hold()
    place = find_place(data_home)
    pid = server_pid(place)
    killed.kill()
    killed.wait()

    assert server_pid(place) == pid
    with running(data_home, durable=False):
        assert server_pid(place) == pid
    assert server_pid(place) is None
