"""The English of the product: found in code, templates and catalogue, kept in one ``.po``. The msgid is the Chinese.

Babel reads Python; Django's ``templatize`` turns a template into something Babel reads. No gettext tools are needed.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
# Tables whose words people read, and the columns that hold them
TABLES = {
    PACKAGE / "standards" / "data" / "categories.csv": ("name", "resident_name", "advice"),
    PACKAGE / "team" / "data" / "skills.csv": ("name",),
    PACKAGE / "team" / "data" / "qualifications.csv": ("name",),
    PACKAGE / "team" / "data" / "languages.csv": ("name",),
}
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
THE_SAME_ALWAYS = datetime(2026, 11, 23, tzinfo=UTC)  # or each run would change the file
Found = tuple[str, int, str | tuple[str, ...], str | None]


def found_messages() -> Iterator[Found]:
    """(file, line, message or (singular, plural), context) of everything that is said to people."""
    for file in sorted(PACKAGE.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.parts):
            yield from _read(file, file.read_text())
    for table, columns in TABLES.items():
        with table.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column in columns:
                    if row[column]:
                        yield str(table.relative_to(PACKAGE)), 0, row[column], None
    for file in sorted(PACKAGE.rglob("templates/**/*")):
        if file.suffix in {".html", ".txt", ".typ", ".svg"}:
            # In brackets the reader does not mind how the lines are indented.
            yield from _read(file, f"({templatize(file.read_text(), origin=str(file))})")


def _read(file: Path, text: str) -> Iterator[Found]:
    for line, message, _comments, context in extract(
        "python", io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"}
    ):
        if message:
            yield str(file.relative_to(PACKAGE)), line, message, context


def _empty() -> Catalog:
    return Catalog(
        locale="en",
        header_comment="# The English of Anju; the msgid is the Chinese. Kept by: make messages",
        project="Anju",
        version="1",
        msgid_bugs_address="",
        creation_date=THE_SAME_ALWAYS,
        revision_date=THE_SAME_ALWAYS,
        last_translator="",
        charset="utf-8",
        fuzzy=False,
    )


def kept() -> Catalog:
    """The translations that are there."""
    if not ENGLISH.exists():
        return _empty()
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def renewed() -> Catalog:
    """The catalogue of what is said today, with the English that is there; what is no longer said is left out."""
    old, new = kept(), _empty()
    for name, _line, message, context in found_messages():
        before = old.get(message, context)
        new.add(message, before.string if before else "", locations=[(name, 0)], context=context)
    return new


def write(catalogue: Catalog) -> None:
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, sort_output=False, include_lineno=False, omit_header=False, width=120)


def untranslated(catalogue: Catalog) -> list[str]:
    """The messages without English."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]
