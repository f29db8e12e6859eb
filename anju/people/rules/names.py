"""Names: how they are spelt in pinyin, and how they are shown to strangers."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters that are read differently as a surname than elsewhere.
SURNAMES = {
    "单": "shan",
    "卜": "bu",
    "仇": "qiu",
    "区": "ou",
    "召": "shao",
    "员": "yun",
    "乐": "yue",
    "曾": "zeng",
    "朴": "piao",
    "查": "zha",
    "种": "chong",
    "牟": "mu",
    "洗": "xian",
    "盖": "ge",
    "都": "du",
    "阚": "kan",
    "隗": "wei",
    "黑": "he",
    "覃": "qin",
    "翟": "zhai",
    "解": "xie",
    "缪": "miao",
    "薄": "bo",
    "郇": "xun",
}


def mask_name(name: str) -> str:
    """``王小明`` → ``王**`` for public pages."""
    return name[:1] + "*" * max(len(name) - 1, 1)


@lru_cache(maxsize=4096)  # asked twice for each new person, and the import asks for thousands
def pinyin_of(name: str) -> tuple[str, str]:
    """The full pinyin and the initials of a name, lower case: ``("wangxiaoming", "wxm")``.

    A surname is read as one: 单 is shan, not dan.
    """
    surname = SURNAMES.get(name[:1])
    rest = name[1:] if surname else name
    full = [surname or "", *lazy_pinyin(rest, style=Style.NORMAL)]
    first = [surname[:1] if surname else "", *lazy_pinyin(rest, style=Style.FIRST_LETTER)]
    return "".join(full).lower().replace(" ", ""), "".join(first).lower().replace(" ", "")
