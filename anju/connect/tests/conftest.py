"""What the tests of connect share: a receiver, and a webhook that is sent to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from anju.connect import actions
from anju.connect.models import Webhook
from anju.connect.tests.receiver import Receiver, listening
from tests.cast import Cast


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Listens on 127.0.0.1, which the operator allows here."""
    settings.WEBHOOK_PRIVATE = True
    with listening() as receiver:
        yield receiver


@pytest.fixture
def webhook(cast: Cast, receiver: Receiver) -> Webhook:
    """Asks for all events of people; added by the manager."""
    return actions.add_webhook(
        actor=cast.actor("陈静"),
        community_id=cast.cuihu.id,
        name="财务系统",
        url=receiver.url,
        kinds=["people.*"],
    )
