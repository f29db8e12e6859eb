"""A tiny estate for the stories of the demo."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from anju.config.demo import building, stories
from anju.config.demo.estate import Estate
from anju.kernel import clock

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TINY = Estate("cuihu", "翠湖花园", "翠湖路 88 号", "0571-88886666", 5, 1, 4, 2, True, 16)


@pytest.fixture(scope="module")
def tiny() -> Iterator[None]:
    """Five buildings of eight homes and three days, in which much happens; the pipe burst yesterday."""
    with pytest.MonkeyPatch.context() as patch, clock.moved(NOW):
        patch.setattr(building, "ESTATES", [TINY])
        patch.setattr(building, "DAYS", 3)
        patch.setattr(building, "FIRST_SLICE", 2)
        patch.setattr(building, "BURST_BEFORE", 1)
        patch.setattr(stories, "PER_HOME_AND_DAY", 0.2)
        yield
