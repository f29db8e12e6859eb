"""Tokens and webhooks, for who has ``settings.manage``; and who stands behind a token."""

import hashlib
from dataclasses import replace

from anju.connect.models import ApiToken, Webhook, WebhookDelivery
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.people.queries import actor_of

PAGE = 50


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def token_presented(text: str) -> ApiToken | None:
    """The token in force behind the given text."""
    found = ApiToken.objects.across().filter(digest=digest_of(text), ended_at__isnull=True)
    token = found.select_related("account").first()
    if token is None or (token.expires_at is not None and token.expires_at <= clock.now()):
        return None
    return token


def actor_of_token(token: ApiToken) -> Actor:
    """The token's account as an actor, standing in the token's community only."""
    actor = actor_of(token.account)
    here = tuple(standing for standing in actor.standings if standing.community_id == token.community_id)
    return replace(actor, kind="token", label=token.name, standings=here)


def tokens_for(actor: Actor, community_id: int) -> list[ApiToken]:
    actor.check("settings.manage", community_id)
    return list(ApiToken.objects.of(community_id).select_related("account").order_by("ended_at", "-id"))


def token_for(actor: Actor, community_id: int, token_id: int) -> ApiToken:
    actor.check("settings.manage", community_id)
    found = ApiToken.objects.of(community_id).filter(id=token_id).first()
    if found is None:
        raise NotFound()
    return found


def webhooks_for(actor: Actor, community_id: int) -> list[Webhook]:
    actor.check("settings.manage", community_id)
    return list(Webhook.objects.of(community_id).order_by("-is_active", "name", "id"))


def webhook_for(actor: Actor, community_id: int, webhook_id: int) -> Webhook:
    actor.check("settings.manage", community_id)
    found = Webhook.objects.of(community_id).filter(id=webhook_id).first()
    if found is None:
        raise NotFound()
    return found


def deliveries_for(actor: Actor, webhook: Webhook, before: int | None = None) -> list[WebhookDelivery]:
    """The webhook's deliveries, newest first, ``PAGE`` at a time."""
    actor.check("settings.manage", webhook.community_id)
    found = WebhookDelivery.objects.of(webhook.community_id).filter(webhook=webhook)
    return list((found.filter(id__lt=before) if before else found).order_by("-id")[:PAGE])


def delivery_for(actor: Actor, community_id: int, delivery_id: int) -> WebhookDelivery:
    actor.check("settings.manage", community_id)
    found = WebhookDelivery.objects.of(community_id).filter(id=delivery_id).select_related("webhook").first()
    if found is None:
        raise NotFound()
    return found


def active_webhooks(community_id: int) -> list[Webhook]:
    return list(Webhook.objects.of(community_id).filter(is_active=True))
