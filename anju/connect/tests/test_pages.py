"""The manager connects other systems: tokens, webhooks, their log."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from anju.connect import actions, rules
from anju.connect.models import ApiToken, Webhook, WebhookDelivery
from anju.connect.queries import PAGE, token_presented
from anju.connect.tests.receiver import Receiver
from anju.connect.wording import APPS, KINDS, kind_groups
from anju.kernel.actor import SYSTEM
from anju.kernel.clock import MovedClock, now
from anju.kernel.events import known_kinds
from tests.cast import Cast, people
from tests.worker import work_off

HOME = "/desk/cuihu/connect/"
NASTY = "<b>'\"&{{x}}"
SAID = "&lt;b&gt;&#x27;&quot;&amp;{{x}}"


@pytest.fixture
def manager(cast: Cast) -> Client:
    return cast.client_of("陈静")


def read(answer: HttpResponse, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def token_sent(cast: Cast, **more: Any) -> dict[str, Any]:
    person = str(cast.person("赵敏").id)
    return {"person": person, "name": "门禁系统", "access": "write", "expiry": "90", **more}


def webhook_sent(**more: Any) -> dict[str, Any]:
    return {"name": "财务系统", "url": "https://example.org/hook", "which": "all", **more}


def test_at_first_there_is_nothing_and_it_says_what_to_do(manager: Client) -> None:
    page = read(manager.get(HOME))
    assert "还没有推送" in page and "还没有令牌" in page
    assert "/api/v1/docs" in page
    assert 'aria-current="page"' in page and "系统对接" in page  # the way here stands in the navigation


def test_a_token_is_shown_once(cast: Cast, manager: Client, clock: MovedClock) -> None:
    form = read(manager.get(f"{HOME}tokens/new/"))
    assert form.index("陈静") < form.index("赵敏")  # oneself first
    assert "钱进" not in form
    answer = manager.post(f"{HOME}tokens/new/", token_sent(cast))
    shown = re.search(r"<code>(anju_[\w-]{43})</code>", read(answer))
    assert shown is not None
    assert answer["Cache-Control"] == "no-store"
    token = ApiToken.objects.of(cast.cuihu.id).get()
    assert token_presented(shown[1]) == token
    assert (token.account_id, token.may_write) == (cast.account("赵敏").id, True)
    assert (token.expires_at - now()).days == 90

    listed = read(manager.get(HOME))
    assert shown[1] not in listed
    assert token.hint in listed and "门禁系统" in listed and "还没用过" in listed

    assert manager.get(f"{HOME}tokens/{token.id}/end/").status_code == 405
    ended = manager.post(f"{HOME}tokens/{token.id}/end/", follow=True)
    assert "已停用，对方系统从现在起打不开了" in read(ended)
    assert token_presented(shown[1]) is None
    assert f"tokens/{token.id}/end/" not in read(manager.get(HOME))


def test_a_token_that_only_reads_and_has_no_end(cast: Cast, manager: Client) -> None:
    read(manager.post(f"{HOME}tokens/new/", token_sent(cast, access="read", expiry="never")))
    token = ApiToken.objects.of(cast.cuihu.id).get()
    assert (token.may_write, token.expires_at) == (False, None)


def test_the_person_is_found_by_search(cast: Cast, manager: Client) -> None:
    found = read(manager.get(f"{HOME}tokens/new/", {"q": "wxm"}))
    assert f'value="{cast.person("王小明").id}"' in found
    assert "3栋2单元1001" in found
    assert "没有找到这个人" in read(manager.get(f"{HOME}tokens/new/", {"q": "查无此人\x00"}))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"person": ""}, "请选一个人"),
        ({"person": "x"}, "请从下面选一个人"),
        ({"person": "1"}, "请从下面选一个人"),
        ({"person": "9" * 30}, "请从下面选一个人"),
        ({"name": ""}, "请写上"),
        ({"name": "\u200b"}, "没有写内容"),
        ({"name": "长" * 61}, "写得太长了"),
        ({"access": "all"}, "选择一个有效的选项"),
        ({"expiry": "9999"}, "选择一个有效的选项"),
        ({"expiry": ""}, "请选一下"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    cast: Cast, manager: Client, given: dict[str, str], words: str
) -> None:
    page = read(manager.post(f"{HOME}tokens/new/", token_sent(cast, **given)), 422)
    assert words in page
    assert not ApiToken.objects.of(cast.cuihu.id).exists()


def test_who_has_no_account_or_lives_elsewhere_gets_no_token(cast: Cast, manager: Client) -> None:
    nobody = people.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="没有账号的人")
    page = read(manager.post(f"{HOME}tokens/new/", token_sent(cast, person=str(nobody.id))), 422)
    assert "还没有账号" in page
    outsider = str(cast.person("钱进").id)
    assert "请从下面选一个人" in read(
        manager.post(f"{HOME}tokens/new/", token_sent(cast, person=outsider)), 422
    )
    assert not ApiToken.objects.across().exists()


def test_a_webhook_from_adding_to_sending_again(
    cast: Cast, manager: Client, receiver: Receiver, clock: MovedClock
) -> None:
    kinds = ["people.*", "requests.request.reported"]
    sent = webhook_sent(url=receiver.url, which="some", kinds=kinds)
    page = read(manager.post(f"{HOME}webhooks/new/", sent, follow=True))
    webhook = Webhook.objects.of(cast.cuihu.id).get()
    one = f"{HOME}webhooks/{webhook.id}/"
    assert webhook.kinds == kinds
    assert webhook.secret in page and "还没有推送过" in page
    assert "人员：全部" in page and "诉求：报了一件事" in page

    page = read(manager.post(f"{one}ping/", follow=True))
    assert "正在试发" in page and "待发" in page
    assert 'hx-trigger="every 2s"' in page  # the result comes by itself
    work_off()
    page = read(manager.get(one))
    assert "204 No Content" in page and "已送达" in page
    assert "every 2s" not in page

    receiver.will_answer((500, {}, b"<i>down</i>"), 200)
    people.add_person(actor=SYSTEM, community_id=cast.cuihu.id, name="新邻居")
    work_off()
    page = read(manager.get(one))
    assert "500 Internal Server Error" in page and "&lt;i&gt;down&lt;/i&gt;" in page
    assert "还会再试" in page and "登记一个人" in page
    clock.forward(seconds=5)
    work_off()

    delivery = WebhookDelivery.objects.of(cast.cuihu.id).order_by("-id")[0]
    page = read(manager.get(f"{HOME}deliveries/{delivery.id}/"))
    assert f"msg_{delivery.event_id}" in page and "people.person.added" in page
    assert "2 次" in page
    page = read(manager.post(f"{HOME}deliveries/{delivery.id}/resend/", follow=True))
    assert "正在重发" in page
    work_off()
    assert [got.headers["webhook-id"] for got in receiver.received[-2:]] == [f"msg_{delivery.event_id}"] * 2
    assert "重发" in read(manager.get(one, {"state": "sent"}))
    assert "没有这样的记录" in read(manager.get(one, {"state": "failed"}))

    assert "已停用" in read(manager.post(f"{one}stop/", follow=True))
    refused = manager.post(f"{one}ping/")
    assert (refused.status_code, "请先启用" in refused.content.decode()) == (409, True)
    assert "已启用" in read(manager.post(f"{one}start/", follow=True))
    assert "财务系统" in read(manager.get(HOME))


def test_a_webhook_whose_receiver_wants_no_more_says_so(
    cast: Cast, manager: Client, webhook: Webhook, receiver: Receiver
) -> None:
    receiver.will_answer(410)
    actions.ping_webhook(actor=cast.actor("陈静"), webhook=webhook)
    work_off()
    assert "对方已退订" in read(manager.get(HOME))
    page = read(manager.get(f"{HOME}webhooks/{webhook.id}/"))
    assert "对方不再接收" in page and "启用" in page and "试发一条" not in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "请写上"),
        ({"url": ""}, "请写上"),
        ({"url": "example.org"}, "请填写以 https:// 开头的完整地址"),
        ({"url": "http://example.org/"}, "请填写以 https:// 开头的完整地址"),
        ({"url": "https://192.168.1.1/"}, "在内部网络里"),
        ({"which": "some"}, "请至少选一种"),
        ({"which": "some", "kinds": ["people.person.vanished"]}, "选择一个有效的选项"),
        ({"which": ""}, "请选一下"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, manager: Client, given: dict[str, Any], words: str
) -> None:
    page = read(manager.post(f"{HOME}webhooks/new/", webhook_sent(**given)), 422)
    assert words in page
    assert not Webhook.objects.of(cast.cuihu.id).exists()


def test_the_same_twice_and_too_many_are_refused(cast: Cast, manager: Client, webhook: Webhook) -> None:
    again = webhook_sent(url=webhook.url)
    assert "这个地址已有同名的推送" in read(manager.post(f"{HOME}webhooks/new/", again), 422)
    for number in range(19):
        read(manager.post(f"{HOME}webhooks/new/", webhook_sent(name=f"系统{number}")), 302)
    assert "推送已经够多了" in read(manager.post(f"{HOME}webhooks/new/", webhook_sent(name="又一个")), 422)
    assert Webhook.objects.of(cast.cuihu.id).count() == 20


def test_names_are_text(cast: Cast, manager: Client) -> None:
    read(manager.post(f"{HOME}webhooks/new/", webhook_sent(name=NASTY)), 302)
    made = read(manager.post(f"{HOME}tokens/new/", token_sent(cast, name=NASTY)))
    webhook = Webhook.objects.of(cast.cuihu.id).get()
    for page in (made, read(manager.get(HOME)), read(manager.get(f"{HOME}webhooks/{webhook.id}/"))):
        assert SAID in page and NASTY not in page


def test_a_long_log_comes_page_by_page(cast: Cast, manager: Client, webhook: Webhook) -> None:
    for number in range(PAGE + 5):
        WebhookDelivery.objects.of(cast.cuihu.id).create(
            webhook=webhook, event_id=number + 1, kind="people.person.added", body="{}", made_at=now()
        )
    one = f"{HOME}webhooks/{webhook.id}/"
    first = read(manager.get(one))
    after = re.search(r'rel="next" href="\?after=(\d+)"', first)
    assert after is not None
    second = read(manager.get(one, {"after": after[1]}))
    rows = [set(re.findall(r"deliveries/(\d+)/", page)) for page in (first, second)]
    assert [len(one) for one in rows] == [PAGE, 5]
    assert rows[0].isdisjoint(rows[1])
    assert 'rel="next"' not in second
    for cursor in ("x", "-1", "9" * 40, "²", "1 OR 1=1"):
        assert manager.get(one, {"after": cursor}).status_code == 200


def test_ids_of_others_lead_nowhere(
    cast: Cast, manager: Client, webhook: Webhook, receiver: Receiver
) -> None:
    theirs = actions.add_webhook(
        actor=SYSTEM, community_id=cast.laohuai.id, name="别家", url=receiver.url, kinds=[]
    )
    token, text = actions.make_token(
        actor=SYSTEM, community_id=cast.laohuai.id, account=cast.account("钱进"), name="别家"
    )
    actions.ping_webhook(actor=SYSTEM, webhook=theirs)
    work_off("anju.kernel.jobs.react")
    delivery = WebhookDelivery.objects.of(cast.laohuai.id).order_by("id")[0]
    assert manager.get(f"{HOME}webhooks/{theirs.id}/").status_code == 404
    assert manager.get(f"{HOME}deliveries/{delivery.id}/").status_code == 404
    for path in ("ping", "stop", "start"):
        assert manager.post(f"{HOME}webhooks/{theirs.id}/{path}/").status_code == 404
    assert manager.post(f"{HOME}deliveries/{delivery.id}/resend/").status_code == 404
    assert manager.post(f"{HOME}tokens/{token.id}/end/").status_code == 404
    assert token_presented(text) is not None
    assert Webhook.objects.of(cast.laohuai.id).get().is_active
    assert "别家" not in read(manager.get(HOME))


@pytest.mark.parametrize(("name", "status"), [("赵敏", 403), ("王小明", 404), ("钱进", 404)])
def test_without_the_grant_nobody_comes_in(cast: Cast, webhook: Webhook, name: str, status: int) -> None:
    client, one = cast.client_of(name), f"{HOME}webhooks/{webhook.id}/"
    for path in (HOME, f"{HOME}tokens/new/", f"{HOME}webhooks/new/", one):
        assert client.get(path).status_code == status
    assert client.post(f"{HOME}tokens/new/", token_sent(cast)).status_code == status
    assert client.post(f"{HOME}webhooks/new/", webhook_sent()).status_code == status
    assert client.post(f"{one}stop/").status_code == status
    webhook.refresh_from_db()
    assert webhook.is_active
    assert Webhook.objects.of(cast.cuihu.id).count() == 1
    assert not ApiToken.objects.of(cast.cuihu.id).exists()


def test_every_kind_of_event_has_a_name_for_people() -> None:
    kinds = {kind for kind in known_kinds() if not kind.startswith("tests.")}
    assert kinds - KINDS.keys() == set(), "name it in anju/connect/wording.py"
    assert {kind.split(".")[0] for kind in kinds} <= APPS.keys()
    offered = [kind for group in kind_groups() for kind, _words in group.kinds]
    assert kinds <= set(offered) and len(offered) == len(set(offered))
    assert all(rules.wants([group.every], kind) for group in kind_groups() for kind, _words in group.kinds)
