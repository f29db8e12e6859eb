"""Hand a file in, check it, write it as a whole, or let it go."""

from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Refused
from anju.kernel.events import record
from anju.kernel.ids import new_id
from anju.kernel.queue import queue
from anju.people.choices import INTAKES_LEFT_BEHIND, INTAKES_UNDER_WAY, IntakeState
from anju.people.events import IntakeApplied, IntakeDropped, IntakeOpened
from anju.people.intake.faults import Findings
from anju.people.intake.plans import Plan, draw_up
from anju.people.intake.progress import Progress
from anju.people.intake.queries import check_may_import, known_people
from anju.people.intake.tables import Table, read_tables
from anju.people.intake.workbook import open_workbook
from anju.people.intake.writing import put_residents
from anju.people.models import Intake
from anju.people.queries import today
from anju.places.actions import lock_community, put_places
from anju.places.queries import plan_places

MOST_FILE_NAME = 120


def open_intake(
    *, actor: Actor, community_id: int, content: bytes, file_name: str, queued: bool = True
) -> Intake:
    """Keep the file and queue its check (unless the caller does it at once). ``Invalid`` on ``file`` for what is no
    workbook of ours."""
    check_may_import(actor, community_id)
    open_workbook(content)
    id = new_id()
    path = default_storage.save(f"{community_id}/intake/{id}.xlsx", ContentFile(content))
    try:
        with transaction.atomic():
            intake = Intake.objects.of(community_id).create(
                id=id,
                file_name=PurePath(file_name.replace("\\", "/")).name[-MOST_FILE_NAME:].replace("\x00", ""),
                path=path,
                size=len(content),
                person_id=actor.person_in(community_id),
                at=clock.now(),
            )
            record(IntakeOpened(size=len(content)), actor=actor, about=intake)
            if queued:
                _queue("check_intake", intake)
    except BaseException:
        default_storage.delete(path)
        raise
    return intake


def check_intake(*, community_id: int, intake_id: int) -> Intake:
    """Read the file cell by cell and compare it with the community; nothing is written but what was found."""
    intake = Intake.objects.of(community_id).get(id=intake_id)
    if intake.state != IntakeState.CHECKING:
        return intake
    findings = Findings()
    with Progress(community_id, intake_id) as progress:
        tables, unread = _read(intake, findings, progress)
        progress.note("comparing")
        plan = _compare(community_id, tables, findings)
    intake.counts = plan.counts()
    intake.unread_sheets = unread
    _keep_findings(intake, findings)
    return intake


def recheck_intake(*, actor: Actor, intake: Intake) -> None:
    """Check the same file once more, after something in the community was mended."""
    check_may_import(actor, intake.community_id)
    with transaction.atomic():
        intake = _locked_intake(intake)
        _refuse_unless(intake, INTAKES_LEFT_BEHIND)
        intake.state, intake.step, intake.done, intake.total = IntakeState.CHECKING, "", 0, 0
        intake.faults, intake.more_faults, intake.ended_at = [], False, None
        intake.save(update_fields=["state", "step", "done", "total", "faults", "more_faults", "ended_at"])
        _queue("check_intake", intake)


def confirm_intake(*, actor: Actor, intake: Intake, queued: bool = True) -> None:
    """Queue the writing of a file that was found good (unless the caller does it at once). ``Refused`` when somebody
    was quicker."""
    check_may_import(actor, intake.community_id)
    with transaction.atomic():
        intake = _locked_intake(intake)
        _refuse_unless(intake, (IntakeState.READY,))
        intake.state, intake.step, intake.done, intake.total = IntakeState.APPLYING, "", 0, 0
        intake.save(update_fields=["state", "step", "done", "total"])
        if queued:
            _queue("apply_intake", intake, account_id=actor.account_id)


def apply_intake(*, actor: Actor, community_id: int, intake_id: int) -> Intake:
    """Write everything in one transaction, or nothing: what does not fit any more makes the file faulty again.

    Safe to run twice: the second run finds the file applied.
    """
    check_may_import(actor, community_id)
    intake = Intake.objects.of(community_id).get(id=intake_id)
    if intake.state != IntakeState.APPLYING:
        return intake
    findings = Findings()
    with Progress(community_id, intake_id) as progress:
        tables, _unread = _read(intake, findings, progress)
        path = intake.path
        with transaction.atomic():
            progress.note("comparing")
            lock_community(community_id)
            intake.refresh_from_db(fields=["state"])
            if intake.state != IntakeState.APPLYING:
                return intake
            plan = _compare(community_id, tables, findings)
            if findings:
                _keep_findings(intake, findings)
                return intake
            _write(actor, intake, plan, progress)
    default_storage.delete(path)
    return intake


def drop_intake(*, actor: Actor, intake: Intake) -> None:
    """Let a file go that was not imported; the file and what was found in it are deleted."""
    check_may_import(actor, intake.community_id)
    with transaction.atomic():
        intake = _locked_intake(intake)
        _refuse_unless(intake, INTAKES_LEFT_BEHIND)
        path = intake.path
        intake.state, intake.path, intake.faults, intake.ended_at = IntakeState.DROPPED, "", [], clock.now()
        intake.save(update_fields=["state", "path", "faults", "ended_at"])
        record(IntakeDropped(), actor=actor, about=intake)
    default_storage.delete(path)


def mark_broken(*, community_id: int, intake_id: int) -> None:
    """Something of ours went wrong; nothing was imported, and the file can be checked again."""
    Intake.objects.of(community_id).filter(id=intake_id, state__in=INTAKES_UNDER_WAY).update(
        state=IntakeState.BROKEN, ended_at=clock.now()
    )


def _read(intake: Intake, findings: Findings, progress: Progress) -> tuple[dict[str, Table], list[str]]:
    with default_storage.open(intake.path) as file:
        book = open_workbook(file.read())
    return read_tables(book, findings, lambda done, total: progress.note("reading", done, total)), book.unread


def _compare(community_id: int, tables: dict[str, Table], findings: Findings) -> Plan:
    return draw_up(
        tables,
        findings,
        plan_places=lambda homes, areas: plan_places(community_id, homes, areas),
        known_people=known_people(community_id),
        today=today(),
    )


def _write(actor: Actor, intake: Intake, plan: Plan, progress: Progress) -> None:
    community_id = intake.community_id
    progress.note("places")
    ids = put_places(actor=actor, community_id=community_id, changes=plan.places.changes)
    put_residents(community_id, plan.residents, plan.places.home_ids | ids, today(), progress.note)
    intake.counts = plan.counts()
    intake.state, intake.path, intake.ended_at = IntakeState.APPLIED, "", clock.now()
    intake.save(update_fields=["counts", "state", "path", "ended_at"])
    record(IntakeApplied(counts=intake.counts), actor=actor, about=intake)


def _keep_findings(intake: Intake, findings: Findings) -> None:
    intake.state = IntakeState.FAULTY if findings else IntakeState.READY
    intake.faults, intake.more_faults = findings.as_dicts(), findings.more
    intake.save(update_fields=["counts", "unread_sheets", "state", "faults", "more_faults"])


def _locked_intake(intake: Intake) -> Intake:
    return Intake.objects.of(intake.community_id).select_for_update().get(id=intake.id)


def _refuse_unless(intake: Intake, states: tuple[IntakeState, ...]) -> None:
    if intake.state not in states:
        raise Refused(
            _("这份文件现在是“%(state)s”，不能再这样做。") % {"state": IntakeState(intake.state).label}
        )


def _queue(job: str, intake: Intake, **more: int | None) -> None:
    queue.configure_task(f"anju.people.intake.jobs.{job}", lock=f"intake-{intake.community_id}").defer(
        community_id=intake.community_id, intake_id=intake.id, **more
    )
