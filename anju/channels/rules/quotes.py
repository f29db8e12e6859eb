"""What of a mail is new: without what it quotes and its signature, as Chinese and English programs write them."""

import re

# A line that says who wrote what follows. What follows may be marked with ">", or go on to the end.
_WROTE = re.compile(
    r"^\s*>*\s*(?:.{0,200}(?:写道|寫道|寫到)\s*[:：]|(?:On|At|Am|Le)\b.{3,200}\b(?:wrote|schrieb|a écrit)\s*[:：])\s*$"
)
_RULE = re.compile(
    r"^\s*[-－—_=]{2,}\s*(?:原始邮件|原始郵件|回复的原邮件|回覆的原郵件|转发邮件信息|原邮件|"
    r"Original Message|Original Mail|Original)"
    r"\s*[-－—_=]*\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"^\s*\*?(?:From|发件人|寄件者|寄件人|發件人)\*?\s*[:：]", re.IGNORECASE)
_FIELD = re.compile(
    r"^\s*\*?(?:Sent|Date|To|Cc|Subject|发送时间|发送日期|日期|时间|收件人|抄送|主题|寄件日期|時間|收件者|主旨)\*?\s*[:：]",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$")
_SENT_FROM = re.compile(
    r"^\s*(?:发自我的.{1,30}|發自我的.{1,30}|從我的.{1,30}傳送|从我的.{1,30}发送|来自.{1,20}(?:邮箱|邮件|客户端).{0,10}|"
    r"Sent from (?:my|Mail|Outlook).{0,60}|(?:Get|获取) Outlook for .{1,30})\s*$",
    re.IGNORECASE,
)
_BLANK = re.compile(r"^\s*$")
_LOOK_AHEAD = 5


def new_words(text: str, *, keep_alone: bool) -> str:
    """The words above, between and below what is quoted. ``keep_alone``: where nothing is left, all of it is kept
    (a new mail that only hands on another one)."""
    lines = _joined(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    new = "\n".join(_unquoted(lines)).strip()
    return text.strip() if not new and keep_alone else re.sub(r"\n{3,}", "\n\n", new)


def _unquoted(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _SIGNATURE.match(line) or _RULE.match(line) or _is_block(lines, at):
            break
        if _WROTE.match(line):
            at = _behind_quote(lines, at + 1)
            continue
        if not line.lstrip().startswith(">") and not _SENT_FROM.match(line):
            kept.append(line)
        at += 1
    return kept


def _behind_quote(lines: list[str], at: int) -> int:
    """Where the quote after "… wrote:" ends: behind the last marked line, or at the end if it is not marked."""
    while at < len(lines) and _BLANK.match(lines[at]):
        at += 1
    if at == len(lines) or not lines[at].lstrip().startswith(">"):
        return len(lines)
    while at < len(lines) and (lines[at].lstrip().startswith(">") or _BLANK.match(lines[at])):
        at += 1
    return at


def _is_block(lines: list[str], at: int) -> bool:
    """Whether a head of another mail begins here: 发件人 … and at least one more line of it soon after."""
    return bool(_FROM.match(lines[at])) and any(
        _FIELD.match(line) for line in lines[at + 1 : at + _LOOK_AHEAD]
    )


def _joined(lines: list[str]) -> list[str]:
    """Programs break "On … wrote:" over two lines; put it together again."""
    out: list[str] = []
    for line in lines:
        begun = (
            out
            and len(out[-1]) < 160
            and re.match(r"^\s*(?:On|At|在|于).*\d", out[-1])
            and not _WROTE.match(out[-1])
        )
        both = f"{out[-1].rstrip()} {line.strip()}" if begun else ""
        if begun and re.search(r"(wrote|写道|寫道)\s*[:：]\s*$", line) and _WROTE.match(both):
            out[-1] = both
        else:
            out.append(line)
    return out
