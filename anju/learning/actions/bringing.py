"""Hand a file of past reports in, check it, write what can be used, or let it go."""

from pathlib import PurePath
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.bulk import add_rows
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.ids import new_id
from anju.kernel.queue import queue
from anju.learning.actions.labels import labels_for_names
from anju.learning.choices import FILES_LEFT_BEHIND, FILES_UNDER_WAY, FileState
from anju.learning.events import PastFileApplied, PastFileDropped, PastFileOpened
from anju.learning.models import Label, PastFile, PastReport
from anju.learning.reading.rows import Found, PastRow, read_rows
from anju.learning.reading.tables import read_table
from anju.learning.rules.places import index_of_places, place_in
from anju.places.queries import community_named, names_of_places

MOST_FILE_NAME = 120


def open_file(
    *, actor: Actor, community_id: int, content: bytes, file_name: str, queued: bool = True
) -> PastFile:
    """Keep the file and queue its check (unless the caller does it at once). ``Invalid`` on ``file`` for what cannot
    be read, with line and byte; or whose columns are not found."""
    actor.check("settings.manage", community_id)
    name = PurePath(file_name.replace("\\", "/")).name[-MOST_FILE_NAME:].replace("\x00", "")
    read_table(content, name)
    id = new_id()
    path = default_storage.save(f"{community_id}/learning/{id}.table", ContentFile(content))
    try:
        with transaction.atomic():
            file = PastFile.objects.of(community_id).create(
                id=id,
                file_name=name,
                path=path,
                size=len(content),
                person_id=actor.person_in(community_id),
                at=clock.now(),
            )
            record(PastFileOpened(size=len(content)), actor=actor, about=file)
            if queued:
                _queue("check_file", file)
    except BaseException:
        default_storage.delete(path)
        raise
    return file


def check_file(*, community_id: int, file_id: int) -> PastFile:
    """Read the file row by row; nothing is written but what was found."""
    file = PastFile.objects.of(community_id).get(id=file_id)
    if file.state != FileState.CHECKING:
        return file
    found = _read(file)
    known = _known_marks(community_id, found.rows)
    names = {row.label for row in found.rows}
    labels = Label.objects.of(community_id).filter(name__in=list(names)).values_list("name", flat=True)
    file.counts = {
        "rows": len(found.rows),
        "new": len(found.rows) - len(known),
        "known": len(known),
        "labels": len(names),
        "new_labels": len(names - set(labels)),
        "left_out": found.left_out,
    }
    file.faults = [fault.as_dict() for fault in found.faults]
    file.state = FileState.READY if found.rows else FileState.FAULTY
    file.save(update_fields=["counts", "faults", "state"])
    return file


def confirm_file(*, actor: Actor, file: PastFile, queued: bool = True) -> None:
    """Queue the writing (unless the caller does it at once). ``Refused`` when somebody was quicker."""
    actor.check("settings.manage", file.community_id)
    with transaction.atomic():
        file = _locked(file)
        _refuse_unless(file, (FileState.READY,))
        file.state = FileState.APPLYING
        file.save(update_fields=["state"])
        if queued:
            _queue("apply_file", file)


def apply_file(*, actor: Actor, community_id: int, file_id: int, queued: bool = True) -> PastFile:
    """Write what is new in one transaction and queue the learning (unless the caller does it at once). What was left
    out stays out. Safe to run twice: the second run finds the file applied."""
    actor.check("settings.manage", community_id)
    with transaction.atomic():
        file = PastFile.objects.of(community_id).select_for_update().get(id=file_id)
        if file.state != FileState.APPLYING:
            return file
        found = _read(file)
        known = _known_marks(community_id, found.rows)
        new = [row for row in found.rows if row.mark not in known]
        labels = labels_for_names(community_id, {row.label: row.code for row in new})
        places = index_of_places(names_of_places(community_id))
        add_rows(PastReport, community_id, [_columns(file, row, labels[row.label], places) for row in new])
        path, file.path = file.path, ""
        file.state, file.ended_at = FileState.APPLIED, clock.now()
        file.counts |= {"new": len(new), "known": len(known)}
        file.save(update_fields=["path", "state", "ended_at", "counts"])
        record(PastFileApplied(counts=file.counts), actor=actor, about=file)
        if queued and new:
            queue.configure_task("anju.learning.jobs.learn", lock=f"learn-{community_id}").defer(
                community_id=community_id
            )
        transaction.on_commit(lambda: default_storage.delete(path))
    return file


def drop_file(*, actor: Actor, file: PastFile) -> None:
    """Let a file go that was not imported; the file and what was found in it are deleted."""
    actor.check("settings.manage", file.community_id)
    with transaction.atomic():
        file = _locked(file)
        _refuse_unless(file, FILES_LEFT_BEHIND)
        path = file.path
        file.state, file.path, file.faults, file.ended_at = FileState.DROPPED, "", [], clock.now()
        file.save(update_fields=["state", "path", "faults", "ended_at"])
        record(PastFileDropped(), actor=actor, about=file)
    default_storage.delete(path)


def mark_broken(*, community_id: int, file_id: int) -> None:
    """Something of ours went wrong; nothing was written."""
    PastFile.objects.of(community_id).filter(id=file_id, state__in=FILES_UNDER_WAY).update(
        state=FileState.BROKEN, ended_at=clock.now()
    )


def _read(file: PastFile) -> Found:
    with default_storage.open(file.path) as opened:
        table = read_table(opened.read(), file.file_name)
    return read_rows(table, ZoneInfo(community_named(file.community_id).zone), clock.now())


def _known_marks(community_id: int, rows: list[PastRow]) -> set[str]:
    marks = [row.mark for row in rows]
    found = PastReport.objects.of(community_id).filter(mark__in=marks)
    return set(found.values_list("mark", flat=True))


def _columns(file: PastFile, row: PastRow, label_id: int, places: dict[str, int]) -> dict[str, object]:
    return {
        "words": row.words,
        "label_id": label_id,
        "opened_at": row.opened,
        "closed_at": row.closed,
        "place_words": row.place,
        "place_id": place_in(row.place, places),
        "file_id": file.id,
        "mark": row.mark,
    }


def _locked(file: PastFile) -> PastFile:
    return PastFile.objects.of(file.community_id).select_for_update().get(id=file.id)


def _refuse_unless(file: PastFile, states: tuple[FileState, ...]) -> None:
    if file.state not in states:
        raise Refused(_("这份文件现在是“%(state)s”，不能再这样做。") % {"state": FileState(file.state).label})


def _queue(job: str, file: PastFile) -> None:
    queue.configure_task(f"anju.learning.jobs.{job}", lock=f"past-file-{file.community_id}").defer(
        community_id=file.community_id, file_id=file.id
    )
