"""Which characters the bytes of a text file mean. GBK and GB18030, UTF-8 with and without mark, UTF-16 are read.

Nothing is guessed away: where the bytes fit none of them, the file, the line and the byte are named.
"""

import codecs

from django.utils.translation import gettext as _

from anju.kernel.errors import Invalid

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# So many good characters of several bytes for each bad one, and it is UTF-8 with a flaw rather than something else.
_GOOD_FOR_BAD = 4
_SHOWN_BYTES = 4


def text_of(content: bytes, file_name: str) -> str:
    """The text of the file; ``Invalid`` on ``file`` says where it is broken."""
    for mark, encoding in _MARKED:
        if content.startswith(mark):
            return _decoded(content, encoding, file_name, skip=len(mark))
    if wide := _unmarked_utf16(content):
        return _decoded(content, wide, file_name)
    try:
        return _without_nul(content.decode("utf-8"), content, "utf-8", file_name)
    except UnicodeDecodeError:
        return _decoded(content, "utf-8" if _is_nearly_utf8(content) else "gb18030", file_name)


def _decoded(content: bytes, encoding: str, file_name: str, *, skip: int = 0) -> str:
    try:
        return _without_nul(content[skip:].decode(encoding), content, encoding, file_name)
    except UnicodeDecodeError as error:
        raise _broken(content, encoding, file_name, skip + error.start) from None


def _without_nul(text: str, content: bytes, encoding: str, file_name: str) -> str:
    place = text.find("\x00")
    if place >= 0:
        raise _broken(content, encoding, file_name, len(text[:place].encode(encoding)))
    return text


def _broken(content: bytes, encoding: str, file_name: str, offset: int) -> Invalid:
    before = content[:offset]
    wide = encoding.startswith("utf-16")
    lines = before.decode(encoding, "ignore").count("\n") if wide else before.count(b"\n")
    facts = {
        "file": file_name,
        "line": lines + 1,
        "offset": offset,
        "bytes": content[offset : offset + _SHOWN_BYTES].hex(" "),
        "encoding": encoding.upper().removesuffix("-LE").removesuffix("-BE"),
    }
    words = _(
        "“%(file)s”第 %(line)d 行读不出来：从第 %(offset)d 个字节（%(bytes)s）起不是 %(encoding)s 文字。"
        "请在 Excel 里另存为“CSV UTF-8”，再交一次。"
    )
    return Invalid(fields={"file": words % facts})


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without a mark shows in its line ends and separators: each has an empty half."""
    for encoding, end in (("utf-16-le", b"\n\x00"), ("utf-16-be", b"\x00\n")):
        if end in content[: 1 << 16] and len(content) % 2 == 0:
            return encoding
    return ""


def _is_nearly_utf8(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if ord(character) > 0x7F) - bad
    return good >= bad * _GOOD_FOR_BAD
