"""Sheets as lines of typed values: the header found, each cell read, what is wrong noted by its address."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from anju.people.intake.cells import Raw
from anju.people.intake.faults import Bad, Findings
from anju.people.intake.sheets import EXAMPLE, SHEETS, Column, Sheet, plain_title, titles_of
from anju.people.intake.workbook import Book

MOST_ROWS = 100_000
MOST_ROWS_ABOVE_HEADER = 10
LINES_A_NOTE = 2_000

Note = Callable[[int, int], None]


@dataclass
class Line:
    """One row: ``number`` as the spreadsheet counts, ``values`` of the cells that could be read and were not empty."""

    number: int
    values: dict[str, Any]


@dataclass
class Table:
    sheet: Sheet
    places: dict[str, int] = field(default_factory=dict)  # key of a column: its position from 0
    lines: list[Line] = field(default_factory=list)

    def at(self, line: Line, key: str) -> str:
        """The address of a cell: C17."""
        return address(line.number, self.places.get(key, 0))


def read_tables(book: Book, findings: Findings, note: Note) -> dict[str, Table]:
    """All our sheets of the book by name; a sheet that is not there is an empty table. ``note(done, total)`` is told
    how many rows are behind."""
    total = sum(book.sheet(name).total_height for name in book.sheets)
    behind = 0
    tables = {}
    for sheet in SHEETS:
        tables[sheet.name] = Table(sheet)
        if sheet.name in book.sheets:
            tables[sheet.name] = _read(sheet, book, findings, lambda done: note(behind + done, total))  # noqa: B023
            behind += book.sheet(sheet.name).total_height
    if not findings and not any(table.lines for table in tables.values()):
        findings.add("nothing_inside")
    return tables


def address(number: int, position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"


def _read(sheet: Sheet, book: Book, findings: Findings, note: Callable[[int], None]) -> Table:
    given = book.sheet(sheet.name)
    table = Table(sheet)
    if given.total_height > MOST_ROWS + MOST_ROWS_ABOVE_HEADER:
        findings.add("too_many_rows", sheet.name, rows=given.total_height, most=MOST_ROWS)
        return table
    rows: list[list[Raw]] = given.to_python(skip_empty_area=False)
    header = _find_header(sheet, rows)
    if not _place_columns(table, rows, header, findings):
        return table
    merged = _merged_cells(table, given.merged_cell_ranges or [], header, len(rows), findings)
    silent = book.formulas.get(book.sheets[sheet.name], {})
    for index in range(header + 1, len(rows)):
        row = rows[index]
        if index % LINES_A_NOTE == 0:
            note(index)
        if _is_left_out(table, row, index, silent):
            continue
        line = Line(index + 1, {})
        for column in sheet.columns:
            _read_cell(table, column, line, row, merged, silent, findings)
        table.lines.append(line)
    return table


def _find_header(sheet: Sheet, rows: list[list[Raw]]) -> int:
    """The row, from 0, that holds the most of our titles."""
    titles = set().union(*(titles_of(column) for column in sheet.columns))
    hits = [
        len({plain_title(cell) for cell in row if isinstance(cell, str)} & titles)
        for row in rows[:MOST_ROWS_ABOVE_HEADER]
    ]
    return hits.index(max(hits)) if hits else 0


def _place_columns(table: Table, rows: list[list[Raw]], header: int, findings: Findings) -> bool:
    given = [plain_title(cell) if isinstance(cell, str) else "" for cell in (rows[header] if rows else [])]
    usable = True
    for column in table.sheet.columns:
        places = [position for position, title in enumerate(given) if title and title in titles_of(column)]
        if places:
            table.places[column.key] = places[0]
        if len(places) > 1:
            at = address(header + 1, places[1])
            findings.add("column_twice", table.sheet.name, at, given[places[1]], column=column.title)
            usable = False
        if not places and column.required and any(any(cell != "" for cell in row) for row in rows):
            findings.add("column_missing", table.sheet.name, address(header + 1, 0), column=column.title)
            usable = False
    return usable and bool(rows)


def _merged_cells(
    table: Table,
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
    header: int,
    rows: int,
    findings: Findings,
) -> set[tuple[int, int]]:
    """Note the merged ranges below the header in columns of ours; the (row, position) of all cells in them."""
    ours = set(table.places.values())
    cells = set()
    for (top, left), (bottom, right) in ranges:
        touched = ours & set(range(left, right + 1))
        if bottom <= header or not touched or top >= rows:
            continue
        where = f"{address(top + 1, left)}:{address(bottom + 1, right)}"
        findings.add("merged", table.sheet.name, where)
        cells |= {(row, place) for row in range(top, min(bottom + 1, rows)) for place in touched}
    return cells


def _is_left_out(table: Table, row: list[Raw], index: int, silent: dict[str, str]) -> bool:
    """Empty rows, and the template's examples."""
    cells = [(place, row[place]) for place in table.places.values() if place < len(row)]
    filled = [str(cell) for _place, cell in sorted(cells) if str(cell).strip()]
    if not filled:
        return not any(address(index + 1, place) in silent for place, _cell in cells)
    return unicodedata.normalize("NFKC", filled[0]).startswith(unicodedata.normalize("NFKC", EXAMPLE))


def _read_cell(
    table: Table,
    column: Column,
    line: Line,
    row: list[Raw],
    merged: set[tuple[int, int]],
    silent: dict[str, str],
    findings: Findings,
) -> None:
    place = table.places.get(column.key)
    raw = row[place] if place is not None and place < len(row) else ""
    at = table.at(line, column.key)
    kind, facts = "empty", {"column": column.title}
    if silent and at in silent:
        kind, facts = silent[at], {}
    elif not isinstance(raw, str) or raw.strip():
        try:
            value = column.read(raw)
        except Bad as bad:
            kind, facts = bad.kind, bad.facts
        else:
            if value not in ("", []):
                line.values[column.key] = value
                return
    if kind == "empty" and (not column.required or (line.number - 1, place) in merged):
        return
    findings.add(kind, table.sheet.name, at, raw, **facts)


def lines_with(table: Table, *keys: str) -> Iterator[Line]:
    """The lines in which all these cells could be read."""
    return (line for line in table.lines if all(key in line.values for key in keys))
