"""What strangers may read of somebody's words: without numbers, addresses, homes and names."""

import re

HIDDEN = "***"
_CONTACT = re.compile(
    r"[^\s@，。；：（）()]{1,64}@[A-Za-z0-9.-]+"  # mail
    r"|(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"  # identity card
    r"|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile
    r"|(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)"  # landline
    r"|(?<!\d)\d{6,}(?!\d)"  # any other long number
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·• ]?[A-Z0-9]{5,6}"  # plate
)
_HOME = re.compile(
    r"\d+\s*(?:号楼|栋|幢|座)?[-—－ ]*\d+\s*单元[-—－ ]*\d{3,4}\s*(?:室|号|房|户)?"
    r"|(?<!\d)\d{1,3}\s*(?:号楼|栋|幢|座)\s*\d{3,4}\s*(?:室|号|房|户)?"
    r"|(?<!\d)\d{1,3}[-—－]\d{1,2}[-—－]\d{3,4}(?!\d)"
    r"|(?<!\d)\d{3,4}\s*(?:室|房|户)"
)
_SELF = re.compile(r"((?:我叫|我是|联系人|姓名|找)[：: ]?)[\u4e00-\u9fff·]{2,4}(?=[，。,.；;：:、\s]|$)")
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
LONGEST_NAME = 8


def scrubbed(words: str, names: frozenset[str]) -> str:
    """``words`` without contacts, homes and the given names."""
    words = _HOME.sub(HIDDEN, _CONTACT.sub(HIDDEN, words))
    words = _SELF.sub(rf"\1{HIDDEN}", words)
    return _HAN.sub(lambda run: _without_names(run.group(), names), words)


def _without_names(run: str, names: frozenset[str]) -> str:
    out, at = [], 0
    while at < len(run):
        long = next(
            (n for n in range(min(LONGEST_NAME, len(run) - at), 1, -1) if run[at : at + n] in names), 0
        )
        out.append(HIDDEN if long else run[at])
        at += long or 1
    return "".join(out)
