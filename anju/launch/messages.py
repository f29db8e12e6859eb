"""Compiled translations. The ``.po`` files are the source; their ``.mo`` files are made, never committed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(package: Path) -> int:
    """Write the ``.mo`` beside each ``.po`` below ``package`` unless it is newer; returns how many were written."""
    written = 0
    for source in sorted(package.glob("**/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file)
        unfinished = target.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(target)
        written += 1
    return written
