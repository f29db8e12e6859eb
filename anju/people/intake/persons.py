"""Who is who: the rows of residents gathered into persons, and matched with the persons a community knows. Pure.

A person is known by name and phone number together, or without a number by name and home. So a family member
without a phone is found again, and gets the number when a later file brings it.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from anju.people.intake.faults import Findings
from anju.people.intake.tables import Line, Table


@dataclass(frozen=True)
class KnownPerson:
    id: int
    name: str
    phone: str
    email: str
    is_active: bool


@dataclass
class KnownPersons:
    """The persons of a community; ``at_home`` maps a name and a home's id to those who hold or held a role there."""

    by_name_phone: dict[tuple[str, str], KnownPerson] = field(default_factory=dict)
    by_phone: dict[str, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))
    at_home: dict[tuple[str, int], list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))


@dataclass(eq=False)
class PersonDraft:
    """A person as they should stand; ``known`` is who they are already. ``homes`` are codes."""

    name: str
    phone: str
    email: str = ""
    homes: list[str] = field(default_factory=list)
    known: KnownPerson | None = None

    @property
    def is_changed(self) -> bool:
        known = self.known
        return known is not None and (
            bool(self.phone and self.phone != known.phone) or bool(self.email and self.email != known.email)
        )


@dataclass(frozen=True)
class Row:
    """A line of the sheet whose home was found."""

    line: Line
    home: str

    @property
    def name(self) -> str:
        return str(self.line.values["name"])

    @property
    def phone(self) -> str:
        return str(self.line.values.get("phone", ""))


def gather_persons(
    table: Table, rows: list[Row], known: KnownPersons, home_ids: dict[str, int], findings: Findings
) -> dict[int, PersonDraft]:
    """The person of each row, by the row's line number; rows that name nobody clearly are noted and left out."""
    drafts: dict[tuple[str, str], PersonDraft] = {}
    by_home: dict[tuple[str, str], list[PersonDraft]] = defaultdict(list)
    persons: dict[int, PersonDraft] = {}
    for row in (row for row in rows if row.phone):
        draft = drafts.setdefault((row.name, row.phone), PersonDraft(row.name, row.phone))
        if draft not in by_home[row.name, row.home]:
            by_home[row.name, row.home].append(draft)
        draft.homes.append(row.home)
        persons[row.line.number] = draft
    for row in (row for row in rows if not row.phone):
        called = by_home[row.name, row.home]
        if len(called) > 1:
            findings.add("person_unclear", table.sheet.name, table.at(row.line, "phone"), words=row.name)
            continue
        if not called:
            called.append(PersonDraft(row.name, ""))
        called[0].homes.append(row.home)
        persons[row.line.number] = called[0]
    _note_two_names(table, rows, findings)
    return _recognise(table, rows, persons, known, home_ids, findings)


def _note_two_names(table: Table, rows: list[Row], findings: Findings) -> None:
    first: dict[str, Row] = {}
    for row in (row for row in rows if row.phone):
        other = first.setdefault(row.phone, row)
        if other.name != row.name:
            at, there = table.at(row.line, "phone"), table.at(other.line, "phone")
            findings.add("phone_two_names", table.sheet.name, at, row.phone, other=there, words=other.name)


def _recognise(
    table: Table,
    rows: list[Row],
    persons: dict[int, PersonDraft],
    known: KnownPersons,
    home_ids: dict[str, int],
    findings: Findings,
) -> dict[int, PersonDraft]:
    """Find each draft among the known, once; two drafts that turn out to be one known person become one."""
    by_id: dict[int, PersonDraft] = {}
    turned_into: dict[PersonDraft, PersonDraft] = {}
    for row in rows:
        draft = persons.get(row.line.number)
        if draft is None:
            continue
        if draft not in turned_into:
            kind, found = _known_as(draft, known, home_ids)
            if kind:
                words = found.name if found else draft.name
                findings.add(kind, table.sheet.name, table.at(row.line, "phone"), row.phone, words=words)
            draft.known = found if not kind else None
            turned_into[draft] = by_id.setdefault(draft.known.id, draft) if draft.known else draft
        one = turned_into[draft]
        if one is not draft:
            one.phone = one.phone or draft.phone
            one.homes += [home for home in draft.homes if home not in one.homes]
        persons[row.line.number] = one
    return persons


def _known_as(
    draft: PersonDraft, known: KnownPersons, home_ids: dict[str, int]
) -> tuple[str, KnownPerson | None]:
    """The kind of fault ("" for none) and the known person that the draft is (or stands in the way)."""
    found = known.by_name_phone.get((draft.name, draft.phone)) if draft.phone else None
    if found is None and draft.phone:
        others = [one for one in known.by_phone.get(draft.phone, []) if one.is_active]
        if others:
            return "phone_taken", others[0]
    if found is None:
        at_home = {
            one.id: one
            for home in draft.homes
            if home in home_ids
            for one in known.at_home.get((draft.name, home_ids[home]), [])
            if not (draft.phone and one.phone)
        }
        called = [one for one in at_home.values() if not one.phone] or list(at_home.values())
        if len(called) > 1:
            return "person_unclear", None
        found = called[0] if called else None
    if found is not None and not found.is_active:
        return "person_inactive", found
    return "", found
