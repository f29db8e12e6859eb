"""Bad mails: whatever is broken in them, what can be read is read, nothing raises, nothing is injected."""

import base64

import pytest

from anju.channels.parsing import Incoming, read_mail
from anju.channels.tests.mails import multipart, part, photo, raw

WORDS = "楼道灯不亮"
GBK, BIG5 = WORDS.encode("gbk"), "樓道燈不亮".encode("big5")
PLAIN = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + WORDS.encode()
HTML = f"<html><head><style>p{{color:red}}</style></head><body><p>{WORDS}</p><script>alert(1)</script></body></html>"


def nested(depth: int) -> bytes:
    inner = PLAIN
    for _level in range(depth):
        inner = b'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n' + inner + b"\r\n--B--\r\n"
    return inner


NASTY: dict[str, tuple[bytes, str]] = {
    "plain": (raw(WORDS), WORDS),
    "gb2312 that is gbk": (raw(GBK, kind="text/plain; charset=gb2312"), WORDS),
    "gb18030": (raw("㐂楼".encode("gb18030"), kind="text/plain; charset=GB18030"), "㐂楼"),
    "big5": (raw(BIG5, kind="text/plain; charset=big5"), "樓道燈不亮"),
    "utf-8 that is gbk": (raw(GBK, kind="text/plain; charset=utf-8"), WORDS),
    "no charset": (raw(GBK, kind="text/plain"), WORDS),
    "unknown charset": (raw(WORDS, kind="text/plain; charset=martian-8"), WORDS),
    "charset with quotes and spaces": (raw(GBK, kind='text/plain; charset=" gbk "'), WORDS),
    "no content type": (raw(WORDS, kind=""), WORDS),
    "broken content type": (raw(WORDS, kind="text plain;;; =="), WORDS),
    "html only": (raw(HTML, kind="text/html; charset=utf-8"), WORDS),
    "html of an open head": (raw(f"<head><body>{WORDS}", kind="text/html; charset=utf-8"), WORDS),
    "html that is no html": (raw(f"<![bad <p {WORDS}> <<{WORDS}", kind="text/html; charset=utf-8"), ""),
    "html and an empty plain": (
        multipart(
            b"Content-Type: text/plain\r\n\r\n   ",
            part(HTML.encode(), "text/html; charset=utf-8"),
            kind="alternative",
        ),
        WORDS,
    ),
    "both": (multipart(PLAIN, part(b"<p>other</p>", "text/html"), kind="alternative"), WORDS),
    "base64 broken in the middle": (
        raw(base64.b64encode(WORDS.encode())[:-3] + b"!!*", Content_Transfer_Encoding="base64"),
        "楼道灯",
    ),
    "base64 that is none": (raw("\u4e0d是 base64", Content_Transfer_Encoding="base64"), ""),
    "quoted-printable broken": (raw(b"=E7=81=AF =ZZ =", Content_Transfer_Encoding="quoted-printable"), "灯"),
    "unknown coding": (raw(WORDS, Content_Transfer_Encoding="rot13"), WORDS),
    "no closing border": (
        raw(b"--X\r\n" + PLAIN, kind='multipart/mixed; boundary="X"'),
        WORDS,
    ),
    "no border at all": (raw(WORDS, kind="multipart/mixed"), ""),
    "a border that never comes": (raw(WORDS, kind='multipart/mixed; boundary="none"'), ""),
    "deep": (raw(b"--Z\r\n" + nested(30) + b"\r\n--Z--", kind='multipart/mixed; boundary="Z"'), WORDS),
    "a mail in a mail": (
        multipart(PLAIN, b"Content-Type: message/rfc822\r\n\r\n" + raw("里面的话", subject="内")),
        WORDS,
    ),
    "no head": (b"\r\n" + WORDS.encode(), ""),
    "nothing": (b"", ""),
    "only noughts": (b"\x00" * 100, ""),
    "noughts in the words": (raw("楼道\x00灯"), "楼道"),
    "bytes of no charset": (raw(b"\xff\xfe\xfd \x81", kind="text/plain; charset=utf-8"), ""),
    "an envelope line": (b"From wang Mon Nov 23 09:00:00 2026\r\n" + raw(WORDS), WORDS),
    "bare line feeds": (raw(WORDS).replace(b"\r\n", b"\n"), WORDS),
    "calendar": (multipart(PLAIN, part(b"BEGIN:VCALENDAR", "text/calendar", "invite.ics")), WORDS),
    "a word file": (multipart(PLAIN, part(b"PK\x03\x04", "application/msword", "申请.doc")), WORDS),
    "a long line": (raw(WORDS + "长" * 200_000), WORDS),
    "a thousand parts": (multipart(PLAIN, *[part(b"x", "application/pdf", "a.pdf")] * 1000), WORDS),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_mails_are_read(name: str) -> None:
    content, words = NASTY[name]
    read = read_mail(content)
    assert isinstance(read, Incoming) and len(read.key) == 64
    assert words in read.text
    assert "alert" not in read.text and "color" not in read.text
    assert "里面的话" not in read.text
    assert len(read.text) <= 100_000


HEADS: list[tuple[str, dict[str, str], str, str]] = [
    (
        "name and address",
        {"sender": "=?utf-8?B?546L5bCP5piO?= <Wang@Example.com>"},
        "wang@example.com",
        "王小明",
    ),
    ("a gbk name", {"sender": "=?gb2312?B?zfXQocP3?= <wang@example.com>"}, "wang@example.com", "王小明"),
    ("a broken name", {"sender": "=?utf-8?B?!!!!?= <wang@example.com>"}, "wang@example.com", ""),
    ("only an address", {"sender": "wang@example.com"}, "wang@example.com", ""),
    ("no address", {"sender": "undisclosed"}, "", ""),
    ("nobody", {"sender": ""}, "", ""),
    ("a second line", {"sender": "a@example.com\r\n Bcc: evil@example.com"}, "a@example.com", ""),
    ("quotes", {"sender": '"Wang, X" <wang@example.com>'}, "wang@example.com", "Wang, X"),
    ("a blank inside", {"sender": "wang @example.com"}, "", ""),
]


@pytest.mark.parametrize(("what", "head", "address", "name"), HEADS, ids=[one[0] for one in HEADS])
def test_who_wrote(what: str, head: dict[str, str], address: str, name: str) -> None:
    read = read_mail(raw(**head))  # type: ignore[arg-type]
    assert read.sender == address
    if name:
        assert read.sender_name == name


def test_a_subject_over_lines_is_one_line_and_injects_nothing() -> None:
    read = read_mail(raw(subject="灯坏了=?utf-8?Q?=0D=0ABcc:_evil@example.com?="))
    assert "\n" not in read.subject and "\r" not in read.subject
    raw_bytes = read_mail(raw().replace("灯坏了".encode(), "灯坏了".encode("gbk")))
    assert raw_bytes.subject == "灯坏了"
    joined = read_mail(raw(subject="=?utf-8?B?54Gv5Z2P?=\r\n =?utf-8?B?5LqG?="))
    assert joined.subject == "灯坏了"


def test_photos_are_taken_and_others_named() -> None:
    read = read_mail(
        multipart(
            PLAIN, part(photo(), "image/jpeg", "灯.jpg"), part(b"%PDF", "application/pdf", "../../合同.pdf")
        )
    )
    assert [one.name for one in read.photos] == ["灯.jpg"]
    assert read.others == [".._.._合同.pdf"]


def test_the_same_mail_has_the_same_key() -> None:
    assert read_mail(raw()).key == read_mail(raw("别的话")).key  # by its Message-ID
    assert read_mail(raw(message_id=None)).key == read_mail(raw(message_id=None)).key
    assert read_mail(raw(message_id=None)).key != read_mail(raw("别的话", message_id=None)).key
