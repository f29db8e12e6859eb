"""Changes to the catalogue of a community."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, NotFound
from anju.kernel.events import record
from anju.kernel.text import clean, clean_line
from anju.standards.actions.calendars import load_holidays
from anju.standards.catalogue import delivered
from anju.standards.choices import CalendarCode
from anju.standards.events import CategoryChanged, ProcedureSampleChanged
from anju.standards.models import AnswerTemplate, Category, Procedure, ProcedureStep, StepTarget
from anju.standards.rules import Times, faults_in, tidy_keywords


def load_catalogue(*, actor: Actor, community_id: int) -> None:
    """Give the community the rows of the delivered catalogue that it does not have yet.

    Rows that are there stay as they are, whether somebody changed them or not: a promise in force must not change
    because the product was updated, and which of its own words a community wants to keep only it can say. Running it
    twice changes nothing.
    """
    actor.check("settings.manage", community_id)
    with transaction.atomic():
        procedures = _add_procedures(community_id)
        _add_categories(community_id, procedures)
        load_holidays()
        present = set(AnswerTemplate.objects.of(community_id).values_list("title", flat=True))
        AnswerTemplate.objects.of(community_id).bulk_create(
            AnswerTemplate(community_id=community_id, **row)
            for row in delivered().answers
            if row["title"] not in present
        )


def change_category(
    *,
    actor: Actor,
    community_id: int,
    code: str,
    times: Times,
    advice: str,
    keywords: str,
    is_active: bool,
    calendar: str = "",
) -> Category:
    """Change what a category promises and says. Promises already given to somebody stay as they were.

    ``Invalid`` names the field; a group has no clocks and is ``NotFound`` here. Without a difference nothing is
    written and no event told.
    """
    actor.check("settings.manage", community_id)
    if faults := faults_in(times):
        raise Invalid(fields=faults)
    wanted = {
        **asdict(times),
        "advice": clean(advice, field="advice", most=200),
        "keywords": clean_line(tidy_keywords(keywords), field="keywords", most=300),
        "is_active": is_active,
        "calendar": calendar,
    }
    if calendar and calendar not in CalendarCode.values:
        raise Invalid(fields={"calendar": _("没有这个服务时间。")})
    with transaction.atomic():
        leaves = Category.objects.of(community_id).filter(parent__isnull=False)
        category = leaves.select_for_update(of=("self",)).filter(code=code).first()
        if category is None:
            raise NotFound()
        old = {
            name: getattr(category, name)
            for name, value in wanted.items()
            if getattr(category, name) != value
        }
        if not old:
            return category
        for name in old:
            setattr(category, name, wanted[name])
        category.save(update_fields=list(old))
        texts = [name for name in old if name in {"advice", "keywords"}]
        numbers = [name for name in old if name not in texts]
        fact = CategoryChanged(
            old={name: old[name] for name in numbers},
            new={name: wanted[name] for name in numbers},
            texts=texts,
        )
        record(fact, actor=actor, about=category)
    return category


def set_sample(*, actor: Actor, procedure: Procedure, percent: int) -> Procedure:
    """Of how many jobs in a hundred the photos are asked for by draw, from the next job on; risk asks always."""
    actor.check("settings.manage", procedure.community_id)
    if not 0 <= percent <= 100:
        raise Invalid(fields={"percent": _("请写 0 到 100 之间的整数。")})
    with transaction.atomic():
        procedure = Procedure.objects.of(procedure.community_id).select_for_update().get(id=procedure.id)
        old, procedure.sample_percent = procedure.sample_percent, percent
        if old != percent:
            procedure.save(update_fields=["sample_percent"])
            record(ProcedureSampleChanged(old=old, new=percent), actor=actor, about=procedure)
    return procedure


def _add_procedures(community_id: int) -> dict[str, Procedure]:
    """Add missing procedures with their steps; answers all procedures by code."""
    present = {row.code: row for row in Procedure.objects.of(community_id)}
    steps: dict[str, list[dict[str, Any]]] = {}
    new = []
    for row in delivered().procedures:
        if row["code"] not in present:
            new.append(Procedure(community_id=community_id, code=row["code"], title=row["title"]))
            steps[row["code"]] = row["steps"]
    for procedure in Procedure.objects.of(community_id).bulk_create(new):
        present[procedure.code] = procedure
    ProcedureStep.objects.of(community_id).bulk_create(
        ProcedureStep(community_id=community_id, procedure=present[code], **step)
        for code, rows in steps.items()
        for step in rows
    )
    return present


def _add_categories(community_id: int, procedures: dict[str, Procedure]) -> None:
    """Add missing groups, then missing leaves."""
    present = {row.code: row for row in Category.objects.of(community_id)}
    for parents in (True, False):
        new = [
            Category(
                **{key: value for key, value in row.items() if key not in ("parent", "procedure")},
                community_id=community_id,
                parent=present[row["parent"]] if row["parent"] else None,
                procedure=procedures[row["procedure"]] if row["procedure"] else None,
            )
            for row in delivered().categories
            if row["code"] not in present and parents == (not row["parent"])
        ]
        made = Category.objects.of(community_id).bulk_create(new)
        present |= {row.code: row for row in made}
        _add_targets(community_id, {row.code: row for row in made})


def _add_targets(community_id: int, new: dict[str, Category]) -> None:
    """Give new categories the targets of their own that the catalogue knows for some levels."""
    StepTarget.objects.of(community_id).bulk_create(
        StepTarget(
            community_id=community_id,
            category=new[row["code"]],
            **{name: row[name] for name in ("level", "place_kind", "step", "minutes")},
        )
        for row in delivered().targets
        if row["code"] in new
    )
