"""Files of these tests lie in a folder that goes away; training happens here instead of in a process of its own."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from anju.learning.training import train


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: LazySettings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def trained_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which spares each story the start of a process; ``test_training_is_done_apart`` takes the real way."""
    monkeypatch.setattr("anju.learning.actions.learning.train_apart", train)
