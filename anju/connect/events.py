"""What happened to tokens and webhooks."""

from dataclasses import dataclass

from anju.kernel.events import Fact


@dataclass(frozen=True)
class TokenMade(Fact):
    account_id: int
    may_write: bool


@dataclass(frozen=True)
class TokenEnded(Fact):
    pass


@dataclass(frozen=True)
class WebhookAdded(Fact):
    pass


@dataclass(frozen=True)
class WebhookChanged(Fact):
    is_active: bool


@dataclass(frozen=True)
class WebhookPinged(Fact):
    """Somebody tries a webhook out."""
