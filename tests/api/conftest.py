"""What the API's stories share: the catalogue, and systems that call for the standing people."""

from collections.abc import Callable

import pytest

from anju.kernel.actor import SYSTEM
from anju.standards.actions import load_catalogue
from tests.api.caller import Caller, caller_for
from tests.cast import Cast


@pytest.fixture
def house(cast: Cast, inline_reactions: None) -> Cast:
    """Everybody, with the catalogue of both communities."""
    for community in cast.communities.values():
        load_catalogue(actor=SYSTEM, community_id=community.id)
    return cast


@pytest.fixture
def calls(house: Cast) -> Callable[..., Caller]:
    """``calls("赵敏")``: the system that acts for her."""
    made: dict[tuple[str, str, bool], Caller] = {}

    def caller(name: str, community: str = "cuihu", *, may_write: bool = True) -> Caller:
        key = (name, community, may_write)
        if key not in made:
            made[key] = caller_for(house, name, community, may_write=may_write)
        return made[key]

    return caller
