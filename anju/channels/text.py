"""Bytes of an unknown charset to words, and HTML to plain lines."""

from html.parser import HTMLParser

# What mail programs say, and the wider charset that reads it.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
}
_TRIED = ("utf-8", "gb18030", "big5hkscs")
_SILENT = {"script", "style", "head", "title", "template"}
_LINES = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "table",
    "ul",
    "ol",
    "hr",
}


def decoded(content: bytes, charset: str) -> str:
    """The words in ``content``: by the charset it names if that reads it, else by the one that does."""
    named = _WIDER.get(charset.strip().strip("\"'").lower(), charset.strip())
    for one in (*([named] if named else []), *_TRIED):
        try:
            return content.decode(one)
        except (UnicodeError, LookupError, ValueError):
            continue
    try:
        return content.decode(named or "utf-8", "replace")
    except (LookupError, ValueError):
        return content.decode("utf-8", "replace")


def plain_of_html(html: str) -> str:
    """The words of a page in lines; quoted parts begin with ``>``."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except Exception:  # the parser gives up on some rubbish; what was read so far stays
        pass
    lines = [" ".join(line.split()) for line in "".join(reader.words).split("\n")]
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent = 0 if tag == "body" else self._silent + (tag in _SILENT)  # a head need not be closed
        self._quoted += tag == "blockquote"
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        self._quoted = max(self._quoted - (tag == "blockquote"), 0)
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data.replace("\n", " ").replace("\r", " "))

    def _break(self, tag: str) -> None:
        if tag in _LINES:
            self.words.append("\n> " if self._quoted else "\n")
