"""pytest plugin (``-p anju.launch.testing``): a database and a data folder of their own for every test run.

The data folder is ``.anju-test/<n>`` in the project, never the developer's; two runs at once take two of them. Where
``DATABASE_URL`` is set that server is used and only the data folder is ours. Workers of xdist inherit both.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from anju.launch import postgres
from anju.launch.locks import try_alone

_open = ExitStack()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before anything reads Django's settings."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        home = _free_home(early_config.rootpath / ".anju-test")
        os.environ["ANJU_HOME"] = str(home)
        os.environ["ANJU_SECRET_KEY"] = "for tests only"
        if not os.environ.get("DATABASE_URL"):
            _open.enter_context(postgres.running(home, durable=False))
    try:
        return (yield)
    except BaseException:  # settings that do not load end the run here, without pytest_unconfigure
        _open.close()
        raise


def pytest_unconfigure() -> None:
    _open.close()


def _free_home(parent: Path) -> Path:
    """The first numbered folder no other run holds; ours until the end of the run."""
    for number in count(1):
        home = parent / str(number)
        home.mkdir(parents=True, exist_ok=True)
        if (lock := try_alone(home / "run.lock")) is not None:
            _open.callback(os.close, lock)
            return home
    raise AssertionError("numbers do not end")
