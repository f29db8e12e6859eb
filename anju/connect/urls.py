"""Addresses of tokens and webhooks."""

from django.urls import include, path

from anju.connect.pages import tokens, webhooks

_desk = [
    path("desk/<slug:community>/connect/", webhooks.connect, name="connect"),
    path("desk/<slug:community>/connect/tokens/new/", tokens.new_token, name="new_token"),
    path("desk/<slug:community>/connect/tokens/<int:apitoken_id>/end/", tokens.end_token, name="end_token"),
    path("desk/<slug:community>/connect/webhooks/new/", webhooks.new_webhook, name="new_webhook"),
    path("desk/<slug:community>/connect/webhooks/<int:webhook_id>/", webhooks.webhook, name="webhook"),
    path("desk/<slug:community>/connect/webhooks/<int:webhook_id>/ping/", webhooks.ping, name="ping"),
    path("desk/<slug:community>/connect/webhooks/<int:webhook_id>/stop/", webhooks.stop, name="stop"),
    path("desk/<slug:community>/connect/webhooks/<int:webhook_id>/start/", webhooks.start, name="start"),
    path("desk/<slug:community>/connect/deliveries/<int:delivery_id>/", webhooks.delivery, name="delivery"),
    path(
        "desk/<slug:community>/connect/deliveries/<int:delivery_id>/resend/", webhooks.resend, name="resend"
    ),
]

urlpatterns = [path("", include((_desk, "connect")))]
