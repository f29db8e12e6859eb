"""Each event goes out once to each webhook that asked for it, is tried by schedule, and can be sent again."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from anju.connect import actions, jobs, queries, reactions, rules
from anju.connect.models import Webhook, WebhookDelivery
from anju.connect.sending import Answer
from anju.connect.tests.receiver import Receiver
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock, now
from anju.kernel.errors import NotAllowed, NotFound, Refused
from anju.kernel.events import Recorded, history
from tests.cast import Cast, people
from tests.threads import at_once
from tests.worker import waiting, work_off

DELIVER = "anju.connect.jobs.deliver"
State = WebhookDelivery.State


def happens(cast: Cast, name: str = "新邻居", community: str = "cuihu") -> Recorded:
    """Something that webhooks of people want to know."""
    person = people.add_person(
        actor=cast.actor("陈静") if community == "cuihu" else SYSTEM,
        community_id=cast.communities[community].id,
        name=name,
    )
    (told,) = history(person.community_id, [("people.person", person.id)])
    return told


def deliveries(webhook: Webhook) -> list[WebhookDelivery]:
    return list(WebhookDelivery.objects.of(webhook.community_id).filter(webhook=webhook).order_by("id"))


def only(webhook: Webhook) -> WebhookDelivery:
    (delivery,) = deliveries(webhook)
    return delivery


def test_what_it_asked_for_arrives(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    told = happens(cast)
    assert receiver.received == []  # nothing is sent inside the action
    work_off()
    (got,) = receiver.received
    assert got.headers["webhook-id"] == f"msg_{told.id}"
    assert got.headers["content-type"] == "application/json"
    assert got.body == rules.body_of(told)
    delivery = only(webhook)
    assert (delivery.state, delivery.tries, delivery.answer_status) == (State.SENT, 1, 204)
    assert delivery.next_try_at is None


def test_what_it_did_not_ask_for_costs_no_job(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    happens(cast, community="laohuai")  # another community
    actions.make_token(
        actor=cast.actor("陈静"), community_id=cast.cuihu.id, account=cast.account("王小明"), name="x"
    )  # another kind
    assert work_off() == 0
    assert (receiver.received, deliveries(webhook)) == ([], [])


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [
        ([], True),
        (["people.*"], True),
        (["people.person.added"], True),
        (["requests.*", "people.person.*"], True),
        (["people.person.changed"], False),
        (["people"], False),
        (["requests.*"], False),
        (["people.person.added.x"], False),
    ],
)
def test_kinds_by_name_or_by_beginning(kinds: list[str], wanted: bool) -> None:
    assert rules.wants(kinds, "people.person.added") is wanted


def test_a_reaction_that_runs_twice_plans_once(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    told = happens(cast)
    work_off("anju.kernel.jobs.react")
    for _ in range(3):
        reactions.carry_out(told)
    assert len(deliveries(webhook)) == 1
    assert len(waiting(DELIVER)) == 1
    work_off()
    assert len(receiver.received) == 1


@pytest.mark.django_db(transaction=True)
def test_nor_does_it_when_it_runs_at_once(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    told = happens(cast)
    at_once(5, lambda _thread: reactions.carry_out(told))
    work_off()
    assert len(deliveries(webhook)) == len(receiver.received) == 1


def test_it_is_tried_by_schedule_and_then_given_up(
    cast: Cast, webhook: Webhook, receiver: Receiver, clock: MovedClock
) -> None:
    receiver.will_answer((500, {}, "数据库在维护".encode()))
    happens(cast)
    began = now()
    for number, wait in enumerate([*rules.WAITS, None], start=1):
        work_off()
        delivery = only(webhook)
        assert (delivery.tries, delivery.answer_status) == (number, 500)
        assert len(receiver.received) == number
        if wait is not None:
            assert (delivery.state, delivery.next_try_at) == (State.WAITING, now() + wait)
            clock.forward(seconds=wait.total_seconds() - 1)
            assert work_off() == 0  # not a second earlier
            clock.forward(seconds=1)
    assert (delivery.state, delivery.next_try_at) == (State.FAILED, None)
    assert delivery.answer_excerpt == "数据库在维护"
    assert timedelta(days=3) < now() - began < timedelta(days=3, hours=12)
    clock.forward(days=30)
    assert work_off() == 0
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 1
    assert len({got.body for got in receiver.received}) == 1
    assert len({got.headers["webhook-signature"] for got in receiver.received}) == 10  # signed at its time


def test_it_arrives_when_the_receiver_is_back(
    cast: Cast, webhook: Webhook, receiver: Receiver, clock: MovedClock
) -> None:
    receiver.will_answer(503, 302, 200)
    happens(cast)
    for wait in rules.WAITS[:3]:
        work_off()
        clock.forward(seconds=wait.total_seconds())
    delivery = only(webhook)
    assert (delivery.state, delivery.tries, delivery.answer_status) == (State.SENT, 3, 200)


def test_410_stops_the_webhook(cast: Cast, webhook: Webhook, receiver: Receiver, clock: MovedClock) -> None:
    receiver.will_answer(500, 410)
    happens(cast, "甲")
    happens(cast, "乙")
    work_off()
    webhook.refresh_from_db()
    assert (webhook.is_active, webhook.ended_why) == (False, "410 Gone")
    assert [one.state for one in deliveries(webhook)] == [State.FAILED, State.FAILED]
    changed = history(cast.cuihu.id, [("connect.webhook", webhook.id)])[-1]
    assert (changed.kind, changed.facts, changed.actor_kind) == (
        "connect.webhook.changed",
        {"is_active": False},
        "system",
    )
    clock.forward(days=10)
    happens(cast, "丙")
    work_off()
    assert len(receiver.received) == 2


def test_a_stopped_webhook_gets_nothing_more_and_starts_again(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    manager = cast.actor("陈静")
    happens(cast, "甲")
    work_off("anju.kernel.jobs.react")
    actions.set_webhook_active(actor=manager, webhook=webhook, is_active=False)
    happens(cast, "乙")
    work_off()
    assert receiver.received == []
    assert only(webhook).state == State.FAILED  # can be sent again by hand
    with pytest.raises(Refused):
        actions.resend(actor=manager, delivery=only(webhook))
    webhook.refresh_from_db()
    with pytest.raises(Refused):
        actions.ping_webhook(actor=manager, webhook=webhook)
    actions.set_webhook_active(actor=manager, webhook=webhook, is_active=True)
    happens(cast, "丙")
    work_off()
    assert len(receiver.received) == 1


def test_sending_again_keeps_the_message_id(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    manager = cast.actor("陈静")
    happens(cast)
    work_off()
    again = actions.resend(actor=manager, delivery=only(webhook))
    twice = actions.resend(actor=manager, delivery=again)
    work_off()
    assert len(receiver.received) == 3
    assert len({got.headers["webhook-id"] for got in receiver.received}) == 1
    assert len({got.body for got in receiver.received}) == 1
    assert [one.state for one in deliveries(webhook)] == [State.SENT] * 3
    assert twice.id != again.id


def test_a_trial_goes_out_whatever_was_asked_for(cast: Cast, webhook: Webhook, receiver: Receiver) -> None:
    actions.ping_webhook(actor=cast.actor("陈静"), webhook=webhook)
    work_off()
    (got,) = receiver.received
    assert '"type":"connect.webhook.pinged"' in got.body


def test_a_lost_job_is_found_by_the_sweep(
    cast: Cast, webhook: Webhook, receiver: Receiver, clock: MovedClock
) -> None:
    happens(cast)
    work_off("anju.kernel.jobs.react")
    ProcrastinateJob.objects.all().delete()
    jobs.sweep.func(timestamp=0)
    assert waiting(DELIVER) == []  # perhaps it is only late
    clock.forward(minutes=16)
    jobs.sweep.func(timestamp=0)
    jobs.sweep.func(timestamp=0)
    work_off()
    assert (len(receiver.received), only(webhook).state) == (1, State.SENT)


def test_two_jobs_for_one_try_do_not_begin_two_rows_of_tries(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    happens(cast)
    work_off("anju.kernel.jobs.react")
    first, second = only(webhook), only(webhook)
    actions.keep_answer(first, Answer(500, 3, "no"))
    actions.keep_answer(second, Answer(200, 3, "yes"))
    delivery = only(webhook)
    assert (delivery.tries, delivery.state, delivery.answer_status) == (1, State.WAITING, 500)
    assert [args["tries"] for args in waiting(DELIVER)] == [0, 1]
    work_off()  # the job of the first try finds it made
    assert receiver.received == []


def test_old_deliveries_are_forgotten(
    cast: Cast, webhook: Webhook, receiver: Receiver, clock: MovedClock
) -> None:
    happens(cast, "甲")
    work_off()
    clock.forward(days=50)
    happens(cast, "乙")
    work_off()
    clock.forward(days=11)
    jobs.forget_deliveries.func(timestamp=0)
    assert len(deliveries(webhook)) == 1


def test_only_who_has_the_grant_sees_and_changes_webhooks(
    cast: Cast, webhook: Webhook, receiver: Receiver
) -> None:
    happens(cast)
    work_off()
    for name, refusal in (("赵敏", NotAllowed), ("何丽", NotAllowed), ("钱进", NotFound)):
        actor = cast.actor(name)
        for step in (
            lambda actor: queries.webhooks_for(actor, cast.cuihu.id),
            lambda actor: queries.webhook_for(actor, cast.cuihu.id, webhook.id),
            lambda actor: queries.deliveries_for(actor, webhook),
            lambda actor: actions.set_webhook_active(actor=actor, webhook=webhook, is_active=False),
            lambda actor: actions.ping_webhook(actor=actor, webhook=webhook),
            lambda actor: actions.resend(actor=actor, delivery=only(webhook)),
            lambda actor: actions.add_webhook(
                actor=actor, community_id=cast.cuihu.id, name="x", url=receiver.url
            ),
        ):
            with pytest.raises(refusal):
                step(actor)
    webhook.refresh_from_db()
    assert webhook.is_active
    assert len(deliveries(webhook)) == Webhook.objects.of(cast.cuihu.id).count() == 1
