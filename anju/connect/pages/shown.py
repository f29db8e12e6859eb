"""Tokens, webhooks and deliveries in the words of their pages."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from anju.connect import rules
from anju.connect.choices import DeliveryState
from anju.connect.wording import full_words_of, words_of
from anju.kernel import clock

SOON = timedelta(seconds=15)
_LOOKS = {
    DeliveryState.WAITING: ("run", "clock"),
    DeliveryState.SENT: ("calm", "check"),
    DeliveryState.FAILED: ("late", "alert-circle"),
}
State = tuple[str, str, str]  # words, tone, icon


@dataclass(frozen=True)
class ShownToken:
    token: Any

    @property
    def state(self) -> State:
        if self.token.ended_at is not None:
            return _("已停用"), "off", "circle-off"
        if self.token.expires_at is not None and self.token.expires_at <= clock.now():
            return _("已到期"), "off", "clock-off"
        return _("可用"), "calm", "check"

    @property
    def works(self) -> bool:
        return self.state[1] != "off"


@dataclass(frozen=True)
class ShownWebhook:
    webhook: Any
    last: Any = None

    @property
    def host(self) -> str:
        return urlsplit(self.webhook.url).netloc

    @property
    def state(self) -> State:
        if self.webhook.is_active:
            return _("推送中"), "run", "send"
        if self.webhook.ended_why:
            return _("对方已退订"), "wait", "circle-off"
        return _("已停用"), "off", "circle-off"

    @property
    def kinds(self) -> list[str]:
        return [full_words_of(kind) for kind in self.webhook.kinds] or [_("全部")]

    @property
    def last_shown(self) -> "ShownDelivery | None":
        return ShownDelivery(self.last) if self.last is not None else None


@dataclass(frozen=True)
class ShownDelivery:
    delivery: Any

    @property
    def words(self) -> str:
        return words_of(self.delivery.kind)

    @property
    def message_id(self) -> str:
        return rules.message_id(self.delivery.event_id)

    @property
    def state(self) -> State:
        state = DeliveryState(self.delivery.state)
        if state == DeliveryState.WAITING and self.delivery.tries:
            return _("还会再试"), "wait", "refresh"
        return str(state.label), *_LOOKS[state]

    @property
    def answer(self) -> str:
        """What came back, as a word: 200 OK, or that nothing did."""
        if not self.delivery.tries:
            return _("还没有发") if self.delivery.state == DeliveryState.WAITING else _("停用前没有发出")
        status = self.delivery.answer_status
        if status is None:
            return _("没有连上")
        phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
        return f"{status} {phrase}".strip()

    @property
    def may_be_resent(self) -> bool:
        return self.delivery.state != DeliveryState.WAITING and self.delivery.webhook.is_active

    @property
    def comes_soon(self) -> bool:
        due = self.delivery.next_try_at
        return due is not None and due <= clock.now() + SOON
