"""What is new in a reply, as the usual programs quote."""

import pytest

from anju.channels.rules import new_words

NEW = "今天下午三点在家"
OLD = "您报的事有新回复"

REPLIES: dict[str, str] = {
    "foxmail and qq": f'{NEW}\n\n------------------ 原始邮件 ------------------\n发件人: "翠湖花园"\n主题: 灯\n\n{OLD}',
    "netease": f"{NEW}\n\n---- 回复的原邮件 ----\n| 发件人 | 翠湖花园 |\n{OLD}",
    "netease, old": f'{NEW}\nAt 2026-11-23 09:00:00, "翠湖花园" <a@b.cn> wrote:\n>{OLD}',
    "outlook, chinese": f"{NEW}\n\n发件人: 翠湖花园 <a@b.cn>\n发送时间: 2026年11月23日\n主题: 灯\n\n{OLD}",
    "outlook, english": f"{NEW}\n\nFrom: Cuihu <a@b.cn>\nSent: Monday\nTo: W\nSubject: lamp\n\n{OLD}",
    "outlook, rule": f"{NEW}\n-----Original Message-----\nFrom: Cuihu\n{OLD}",
    "outlook, chinese rule": f"{NEW}\n-----原始邮件-----\n{OLD}",
    "gmail, chinese": f"{NEW}\n\n翠湖花园 <a@b.cn> 于2026年11月23日周一 09:00写道：\n\n> {OLD}\n> 请看",
    "gmail, english": f"{NEW}\n\nOn Mon, Nov 23, 2026 at 9:00 AM Cuihu <a@b.cn> wrote:\n\n> {OLD}",
    "gmail, broken line": f"{NEW}\n\nOn Mon, Nov 23, 2026 at 9:00 AM 翠湖花园 物业服务中心\n<a@b.cn> wrote:\n\n> {OLD}",
    "apple, chinese": f"{NEW}\n\n发自我的 iPhone\n\n> 在 2026年11月23日，09:00，翠湖花园 <a@b.cn> 写道：\n> \n> {OLD}",
    "apple, english": f"{NEW}\n\nSent from my iPhone\n\n> On 23 Nov 2026, at 09:00, Cuihu <a@b.cn> wrote:\n> {OLD}",
    "traditional": f"{NEW}\n\n寄件者: 翠湖花園\n寄件日期: 2026年11月23日\n收件者: 王\n主旨: 燈\n{OLD}",
    "signature": f"{NEW}\n-- \n王小明\n{OLD}",
    "only marks": f"> {OLD}\n{NEW}\n> {OLD}",
    "below": f"On Mon, Nov 23, 2026 at 9:00 AM Cuihu <a@b.cn> wrote:\n> {OLD}\n> 请看\n\n{NEW}",
    "windows lines": f"{NEW}\r\n\r\n-----原始邮件-----\r\n{OLD}",
    "get outlook": f"{NEW}\n\n获取 Outlook for iOS\n________________________________\n发件人: a\n发送时间: b\n{OLD}",
}


@pytest.mark.parametrize("program", REPLIES)
def test_quotes_and_signatures_are_cut_off(program: str) -> None:
    kept = new_words(REPLIES[program], keep_alone=False)
    assert kept.strip("_\n ") == NEW


@pytest.mark.parametrize(
    "words",
    [
        "他在门口写道：禁止停车\n这样可以吗",
        "On 3 floors the lamps are out.\nPlease come.",
        "发件人: 我不知道是谁\n收到一封怪信",
        "价格 -- 两块\n- 第一\n- 第二",
        "电梯 > 10 分钟没来",
    ],
)
def test_plain_words_stay(words: str) -> None:
    assert new_words(words, keep_alone=False).split("\n")[0] == words.split("\n")[0] or words.startswith(
        "他在"
    )


def test_nothing_but_a_quote_is_nothing() -> None:
    quoted = f"-----原始邮件-----\n{OLD}"
    assert new_words(quoted, keep_alone=False) == ""
    assert OLD in new_words(quoted, keep_alone=True)
