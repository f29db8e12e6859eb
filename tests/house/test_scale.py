"""The rules that keep pages quick and the database movable, where a look at the code can tell."""

import re

from tests.house.house import app_of, source_files, where

# pattern → what to do instead
FORBIDDEN_IN_PAGES = {
    re.compile(r"\bPaginator\b"): "page by key, not by offset",
    re.compile(r"\.count\(\)"): "no count(*) on a page: ask for one row more than you show",
}
FORBIDDEN = {
    re.compile(
        r"\bSET SESSION\b|set_config\(|execute\(\s*f?\"SET (?!LOCAL)", re.IGNORECASE
    ): "state of a session only by SET LOCAL",
    re.compile(
        r"\bMERGE INTO\b|uuidv7\(|CREATE EXTENSION|\bEXCLUDE USING\b", re.IGNORECASE
    ): "core features of PostgreSQL 15 only",
    re.compile(r"CREATE (CONSTRAINT )?TRIGGER", re.IGNORECASE): "triggers only in kernel/guards.py",
    re.compile(r"pg_notify\(|\bNOTIFY \w", re.IGNORECASE): "never NOTIFY from our own code",
    re.compile(r"advisory_lock\("): "only advisory locks that end with the transaction",
}
MAY = {
    ("guards.py", "triggers only in kernel/guards.py"),
    # Before printing one is told how many codes that makes; the places of one community are few.
    ("codes.py", "no count(*) on a page: ask for one row more than you show"),
}


def found(rules: dict[re.Pattern[str], str], *, only_pages: bool) -> list[str]:
    wrong = []
    for file in source_files():
        if app_of(file) == "launch" or (only_pages and "pages" not in file.parts and file.name != "api.py"):
            continue
        for number, line in enumerate(file.read_text().splitlines(), 1):
            for pattern, advice in rules.items():
                if pattern.search(line) and (file.name, advice) not in MAY:
                    wrong.append(f"{where(file, number)}: {advice}")
    return wrong


def test_pages_neither_count_nor_skip() -> None:
    assert not found(FORBIDDEN_IN_PAGES, only_pages=True)


def test_the_database_stays_movable() -> None:
    assert not found(FORBIDDEN, only_pages=False)
