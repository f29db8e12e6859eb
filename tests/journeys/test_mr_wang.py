"""The guard and Mr Wang: doubted at his own gate at night, until the apology, the visit, and the rule explained."""

import re

from playwright.sync_api import Page, expect

from anju.config.demo.building import PASSWORD
from anju.config.demo.stories import read
from tests.journeys.test_without_account import number_in
from tests.journeys.windows import DESK, PHONE, Windows

WORDS = "昨晚十一点门岗当着邻居的面盘问我住几号，在这里住了八年了"
MORE = "当时两位邻居都在场"
PROMISE = "今天看录像，也问当班的同事，明天上门说"
QUESTION = "昨晚十一点在北门拦下一位住户，当时是怎么问的？"
GUARDS = "风大他戴着帽子没认出来，就让他报门牌号，语气急了"
REASON = (
    "录像和当班同事说的都和您讲的一致：当着别人问门牌号不合我们的规定，向您道歉。"
    "夜里问一句是为了安全，但应当先问好，看卡就行。"
)
GUARD, LEADER, MANAGER = "高远", "何丽", "陈静"


def test_the_guard_and_mr_wang(windows: Windows) -> None:
    wang = windows.enter("业主")
    leader = as_colleague(windows, LEADER, DESK)
    number = complain(wang)
    seen(wang, "#complaint", f"由{LEADER}（客服主管）负责")
    page_of_request = f"/desk/cuihu/requests/{number}/"

    # The list leads to it; the holding reply; whom it is about
    leader.goto("/desk/cuihu/complaints/")
    expect(leader.locator("tr").filter(has_text=number)).to_contain_text("初步答复")
    leader.goto(page_of_request)
    step(leader, "给投诉人初步答复")
    leader.get_by_label("接下来怎么做").fill(PROMISE)
    leader.get_by_role("button", name="发给投诉人").click()
    expect(leader.locator(".a-timeline")).to_contain_text(PROMISE)
    step(leader, "写明投诉的是什么、是谁")
    leader.get_by_label("投诉的是谁").select_option(label=f"{GUARD}（秩序维护员）")
    leader.get_by_role("button", name="记下来").click()
    expect(leader.locator(".k-case")).to_contain_text(f"不在{GUARD}的管理线上")

    # Both sides are heard
    step(leader, "问经过")
    leader.get_by_label("问谁").select_option(label=f"被投诉的：{GUARD}（秩序维护员）")
    leader.get_by_label("想问的").fill(QUESTION)
    leader.get_by_role("button", name="发出去问").click()
    expect(leader.locator(".k-asked")).to_contain_text(GUARD)
    guard = as_colleague(windows, GUARD, PHONE)
    guard.goto("/crew/cuihu/complaints/")
    expect(guard.locator("main")).to_contain_text(QUESTION)
    guard.get_by_label("您说说当时的经过").first.fill(GUARDS)
    guard.get_by_role("button", name="说给处理的人").first.click()
    expect(guard.locator("main")).to_contain_text("您说的")
    wang.reload()
    expect(wang.locator("#story")).to_contain_text(PROMISE)
    wang.get_by_text("补充事实").click()
    wang.get_by_label("什么时候、在哪里、谁说了什么").fill(MORE)
    wang.get_by_role("button", name="补充上去").click()
    expect(wang.locator("#story")).to_contain_text(MORE)

    # The outcome with its reason, and what is made good
    leader.goto(page_of_request)
    expect(leader.locator(".k-case")).to_contain_text(GUARDS)
    expect(leader.locator(".k-case")).to_contain_text(MORE)
    for kind, who in (("道歉", GUARD), ("登门拜访", MANAGER), ("说明规定", MANAGER), ("规定要改进", LEADER)):
        promise(leader, kind, who)
    step(leader, "给出结论和理由")
    leader.locator(".a-choice").filter(has_text=re.compile("^属实$")).click()
    leader.get_by_label("写给投诉人的理由").fill(REASON)
    leader.get_by_role("button", name="告诉投诉人").click()
    expect(leader.locator(".k-decision")).to_contain_text("属实")

    # Apology and visit are done by those who promised; Mr Wang has the last word
    guard.goto("/crew/cuihu/complaints/")
    guard.get_by_role("button", name="做完了").first.click()
    expect(guard.locator("main")).to_contain_text("做完")
    manager = windows.enter("项目经理", PHONE)
    for _ in range(2):
        manager.goto("/crew/cuihu/complaints/")
        manager.get_by_role("button", name="做完了").first.click()
    wang.reload()
    expect(wang.locator("#complaint")).to_contain_text(REASON[:30])
    expect(wang.locator("#complaint")).to_contain_text("登门拜访")
    expect(wang.locator("#complaint")).to_contain_text("不同意结论，申诉一次")
    expect(wang.locator("main")).not_to_contain_text(GUARDS)
    wang.get_by_role("button", name="解决了").click()
    expect(wang.locator("#now")).to_contain_text("您说好了")
    leader.goto("/desk/cuihu/complaints/?due=remedy")
    expect(
        leader.locator("tr").filter(has_text=number)
    ).to_be_visible()  # the rule is still to be reconsidered


def as_colleague(windows: Windows, name: str, size: dict[str, int]) -> Page:
    """A window in which one of the demo's staff signed in by password."""
    order: list[str] = []
    for estate in ("cuihu", "laohuai"):
        order += [who for who, _post in read("staff")[estate] if who not in order]
    page = windows.open(size)
    page.goto("/me/")
    page.get_by_label("手机号").fill(f"1880000{order.index(name) + 1:04d}")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的")
    return page


def complain(wang: Page) -> str:
    """On the phone: the kind, the words, what it is about, where."""
    wang.goto("/home/cuihu/report/?kind=complaint")
    wang.get_by_label("什么事？照实说就行").fill(WORDS)
    expect(wang.locator("#guess")).to_contain_text("看起来是")
    wang.locator(".r-kind").filter(has_text="做法不对").click()
    expect(wang.locator("#guess .r-kind").filter(has_text="做法不对").locator("input")).to_be_checked()
    wang.get_by_role("button", name="下一步").click()
    wang.get_by_role("button", name="告诉物业").click()
    expect(wang.get_by_role("heading", name="已收到")).to_be_visible()
    number = number_in(wang)
    wang.get_by_role("link", name="看进展").click()
    return number


def seen(page: Page, where: str, words: str) -> None:
    """Load the page again until it shows what the worker does in the background."""
    for _ in range(20):
        if words in (page.locator(where).inner_text() if page.locator(where).count() else ""):
            return
        page.wait_for_timeout(1_000)
        page.reload()
    expect(page.locator(where)).to_contain_text(words)


def step(leader: Page, title: str) -> None:
    """Open a step's form from the case."""
    leader.locator(".k-acts").get_by_role("link", name=title).click()
    expect(leader.locator("#act .d-form-title")).to_have_text(title)


def promise(leader: Page, kind: str, who: str) -> None:
    before = leader.locator(".k-remedies li").count()
    step(leader, "答应一项补救")
    leader.locator(".a-choice").filter(has_text=kind).click()
    chosen = leader.get_by_label("谁去做")
    chosen.select_option(value=chosen.locator("option").filter(has_text=who).get_attribute("value"))
    leader.evaluate(
        "document.querySelector('#act [name=by]').value = "
        "new Date(Date.now() + 2 * 86400000 + 8 * 3600000).toISOString().slice(0, 16)"
    )
    leader.get_by_role("button", name="答应下来").click()
    expect(leader.locator(".k-remedies li")).to_have_count(before + 1)
