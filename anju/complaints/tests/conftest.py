"""Fixtures of the stories of complaints."""

import pytest

from anju.complaints.tests.stories import Case
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast, inline_reactions: None) -> Case:
    """The desk of complaints on that morning; reactions run at once."""
    return Case(cast)
