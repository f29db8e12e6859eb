"""Tokens and webhooks, for who has ``settings.manage``; and who stands behind a token."""

import hashlib
from dataclasses import replace
from datetime import datetime

from django.db.models import F, QuerySet

from anju.connect.models import ApiToken, Webhook, WebhookDelivery
from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import NotFound
from anju.kernel.ids import first_id_at
from anju.people.queries import actor_of

PAGE = 50
MOST_AT_ONCE = 500


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
    """The token's account as an actor, standing in the token's community only; nowhere once the account is closed."""
    actor = actor_of(token.account)
    here = tuple(standing for standing in actor.standings if standing.community_id == token.community_id)
    return replace(actor, kind="token", label=token.name, standings=here)


def tokens_for(actor: Actor, community_id: int) -> list[ApiToken]:
    """Those in force first, then the ended ones, the newest first."""
    actor.check("settings.manage", community_id)
    found = ApiToken.objects.of(community_id).select_related("account")
    return list(found.order_by(F("ended_at").desc(nulls_first=True), "-id")[:MOST_AT_ONCE])


def token_for(actor: Actor, community_id: int, token_id: int) -> ApiToken:
    actor.check("settings.manage", community_id)
    found = ApiToken.objects.of(community_id).filter(id=token_id).first()
    if found is None:
        raise NotFound()
    return found


def webhooks_for(actor: Actor, community_id: int) -> list[Webhook]:
    actor.check("settings.manage", community_id)
    return list(Webhook.objects.of(community_id).order_by("-is_active", "name", "id")[:MOST_AT_ONCE])


def webhook_for(actor: Actor, community_id: int, webhook_id: int) -> Webhook:
    actor.check("settings.manage", community_id)
    found = Webhook.objects.of(community_id).filter(id=webhook_id).first()
    if found is None:
        raise NotFound()
    return found


def last_deliveries(actor: Actor, community_id: int) -> dict[int, WebhookDelivery]:
    """The newest answered delivery of each webhook, by the webhook's id."""
    actor.check("settings.manage", community_id)
    found = WebhookDelivery.objects.of(community_id).filter(answered_at__isnull=False)
    newest = found.order_by("webhook_id", "-id").distinct("webhook_id").defer("body")
    return {delivery.webhook_id: delivery for delivery in newest}


def deliveries_for(
    actor: Actor, webhook: Webhook, *, state: str = "", before: int | None = None, most: int = PAGE
) -> list[WebhookDelivery]:
    """The webhook's deliveries, newest first; ``before`` is the id of the last one of the page before."""
    actor.check("settings.manage", webhook.community_id)
    found = WebhookDelivery.objects.of(webhook.community_id).filter(webhook=webhook).select_related("webhook")
    if state in WebhookDelivery.State.values:
        found = found.filter(state=state)
    return list((found.filter(id__lt=before) if before else found).defer("body").order_by("-id")[:most])


def delivery_for(actor: Actor, community_id: int, delivery_id: int) -> WebhookDelivery:
    actor.check("settings.manage", community_id)
    found = WebhookDelivery.objects.of(community_id).filter(id=delivery_id).select_related("webhook").first()
    if found is None:
        raise NotFound()
    return found


def active_webhooks(community_id: int) -> list[Webhook]:
    return list(Webhook.objects.of(community_id).filter(is_active=True))


def try_to_make(community_id: int, delivery_id: int, tries: int) -> WebhookDelivery | None:
    """The delivery with its webhook if it waits for the try after ``tries`` ones, and the webhook was not stopped."""
    waiting = WebhookDelivery.objects.of(community_id).filter(
        id=delivery_id, tries=tries, state=WebhookDelivery.State.WAITING, webhook__is_active=True
    )
    return waiting.select_related("webhook").first()


def lost_deliveries(before: datetime) -> list[WebhookDelivery]:
    """Those of all communities that should have been tried before the given moment: their job was lost."""
    waiting = WebhookDelivery.objects.across().filter(
        state=WebhookDelivery.State.WAITING, next_try_at__lt=before
    )
    return list(waiting.order_by("next_try_at").defer("body")[:MOST_AT_ONCE])


def communities_with_deliveries() -> list[int]:
    return list(Webhook.objects.across().values_list("community_id", flat=True).distinct())


def deliveries_before(community_id: int, moment: datetime) -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.of(community_id).filter(id__lt=first_id_at(moment))
