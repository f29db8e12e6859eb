"""Fixtures of the stories of proposals."""

import pytest

from anju.proposals.tests.stories import Story
from tests.cast import Cast


@pytest.fixture
def story(cast: Cast, inline_reactions: None) -> Story:
    return Story(cast)
