"""The desk's page of mails, and filing what was wrongly left aside."""

from anju.channels.choices import MailState
from anju.channels.intake import take_in
from anju.channels.models import Letter, Mail
from anju.channels.tests.mails import raw, take
from anju.kernel.clock import MovedClock
from anju.requests.models import Request
from tests.cast import Cast

PAGE = "/desk/cuihu/mail/"


def test_the_list_says_what_became_of_each(town: Cast) -> None:
    take()
    take(subject="自动回复：在外", message_id="<2@e.cn>")
    take_in(raw(message_id="<3@e.cn>", subject="相册"), size=40 * 2**20)
    desk = town.client_of("赵敏")
    page = desk.get(PAGE).content.decode()
    for words in ("灯坏了", "已登记", "自动回复：在外", "没有处理", "相册", "退回了"):
        assert words in page
    assert "wang@example.com" not in page and "w***@example.com" in page
    only_ignored = desk.get(f"{PAGE}?state=ignored").content.decode()
    assert "自动回复：在外" in only_ignored and "相册" not in only_ignored
    assert town.client_of("张强").get(PAGE).status_code == 403
    assert town.client_of("何丽").get("/desk/laohuai/mail/").status_code == 200


def test_a_wrongly_ignored_mail_is_filed_by_hand(town: Cast, clock: MovedClock) -> None:
    mail = take("楼道灯不亮", Precedence="bulk")
    clock.forward(hours=2)
    desk = town.client_of("赵敏")
    assert "登记成一件事" in desk.get(f"{PAGE}{mail.id}/").content.decode()
    assert town.client_of("张强").post(f"{PAGE}{mail.id}/file/").status_code == 403
    assert not Request.objects.of(town.cuihu.id).exists()
    answer = desk.post(f"{PAGE}{mail.id}/file/")
    made = Request.objects.of(town.cuihu.id).get()
    assert answer["Location"].endswith(f"/{made.number}/")
    mail = Mail.objects.of(town.cuihu.id).get()
    assert (mail.state, mail.request_id, made.guest_email) == (MailState.FILED, made.id, "wang@example.com")
    assert Letter.objects.of(town.cuihu.id).count() == 1
    assert desk.post(f"{PAGE}{mail.id}/file/").status_code == 409
    assert Request.objects.of(town.cuihu.id).count() == 1


def test_another_communitys_mail_is_not_there(town: Cast) -> None:
    mail = take(to="laohuai@x.zz")
    assert town.client_of("赵敏").get(f"{PAGE}{mail.id}/").status_code == 404


def test_words_of_strangers_are_words_only(town: Cast) -> None:
    mail = take("<script>alert(1)</script> 灯坏了", subject="<b>灯</b>")
    page = town.client_of("赵敏").get(f"{PAGE}{mail.id}/").content.decode()
    assert "<script>alert" not in page and "<b>灯" not in page
