"""Every event that a webhook asked for is put on its way."""

from typing import Any

from anju.connect import actions, rules
from anju.connect.queries import active_webhooks
from anju.kernel.events import Recorded, on_any


def somebody_wants(community_id: int, kind: str) -> bool:
    """Asked when an event is recorded, so that events nobody wants cost no job."""
    return any(rules.wants(webhook.kinds, kind) for webhook in active_webhooks(community_id))


@on_any(somebody_wants)
def carry_out(event: Recorded[Any]) -> None:
    for webhook in active_webhooks(event.community_id):
        if rules.wants(webhook.kinds, event.kind):
            actions.plan_delivery(webhook, event, body=rules.body_of(event))
