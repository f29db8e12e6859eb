"""Dated roles: what the rows say somebody is to a home, matched with what is known. Pure.

An empty 起 or 止 says nothing, so that what is known stays: a file that is read again changes nothing, and an old
file does not bring back a role that has ended.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from anju.people.intake.faults import Findings
from anju.people.intake.persons import PersonDraft, Row
from anju.people.intake.tables import Table
from anju.people.rules import holds_on


@dataclass(frozen=True)
class KnownRole:
    id: int
    since: date
    until: date | None


@dataclass(frozen=True)
class RoleDraft:
    """A role as it should stand, from ``since`` until before ``until``; ``known`` is the id of the present row."""

    person: PersonDraft
    home: str
    role: str
    since: date
    until: date | None
    known: int | None = None


@dataclass
class RoleChanges:
    new: list[RoleDraft] = field(default_factory=list)
    changed: list[RoleDraft] = field(default_factory=list)
    same: int = 0


KnownRoles = dict[tuple[int, int, str], list[KnownRole]]  # by person, home and role


def gather_roles(
    table: Table,
    rows: Sequence[Row],
    persons: dict[int, PersonDraft],
    known: KnownRoles,
    home_ids: dict[str, int],
    today: date,
    findings: Findings,
) -> RoleChanges:
    """``until`` of a row is the last day; the role holds until before the day after."""
    changes = RoleChanges()
    groups: dict[tuple[PersonDraft, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        person = persons.get(row.line.number)
        if person is not None and "role" in row.line.values and _is_in_order(table, row, findings):
            groups[person, row.home, row.line.values["role"]].append(row)
    for (person, home, role), members in groups.items():
        _note_twice(table, members, findings)
        key = (person.known.id, home_ids[home], role) if person.known and home in home_ids else None
        present = list(known.get(key, [])) if key else []
        # First those that are there by their first day, so that none of them is taken for another's.
        members = sorted(members, key=lambda row: all(_since(row) != one.since for one in present))
        for row in members:
            match = _match(row, present, today)
            if match:
                present.remove(match)
            draft = RoleDraft(
                person,
                home,
                role,
                since=_since(row) or (match.since if match else today),
                until=_until(row) or (match.until if match else None),
                known=match.id if match else None,
            )
            if draft.until and draft.until <= draft.since:
                findings.add("until_first", table.sheet.name, table.at(row.line, "until"), _last_day(row))
            elif match is None:
                changes.new.append(draft)
            elif (draft.since, draft.until) == (match.since, match.until):
                changes.same += 1
            else:
                changes.changed.append(draft)
    return changes


def _since(row: Row) -> date | None:
    return row.line.values.get("since")


def _last_day(row: Row) -> date | None:
    return row.line.values.get("until")


def _until(row: Row) -> date | None:
    last = _last_day(row)
    return last + timedelta(days=1) if last else None


def _is_in_order(table: Table, row: Row, findings: Findings) -> bool:
    since, last = _since(row), _last_day(row)
    if since and last and last < since:
        findings.add("until_first", table.sheet.name, table.at(row.line, "until"), last)
        return False
    return True


def _note_twice(table: Table, members: list[Row], findings: Findings) -> None:
    for index, row in enumerate(members[1:], 1):
        for other in members[:index]:
            if _overlap(_since(row), _until(row), _since(other), _until(other)):
                at, there = table.at(row.line, "name"), table.at(other.line, "name")
                findings.add("role_twice", table.sheet.name, at, row.name, other=there)
                break


def _overlap(since: date | None, until: date | None, since2: date | None, until2: date | None) -> bool:
    begins_before = until2 is None or since is None or since < until2
    ends_after = until is None or since2 is None or since2 < until
    return begins_before and ends_after


def _match(row: Row, present: list[KnownRole], today: date) -> KnownRole | None:
    since = _since(row)
    if since is None:
        holding = [one for one in present if holds_on(today, one.since, one.until)]
        return max(holding or present, key=lambda one: one.since, default=None)
    exact = [one for one in present if one.since == since]
    overlapping = [one for one in present if _overlap(since, _until(row), one.since, one.until)]
    return next(iter(exact + overlapping), None)
