"""Changes to the catalogue of a community."""

from typing import Any

from django.db import transaction

from anju.kernel.actor import Actor
from anju.standards.catalogue import delivered
from anju.standards.models import AnswerTemplate, Category, Procedure, ProcedureStep


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
        present = set(AnswerTemplate.objects.of(community_id).values_list("title", flat=True))
        AnswerTemplate.objects.of(community_id).bulk_create(
            AnswerTemplate(community_id=community_id, **row)
            for row in delivered().answers
            if row["title"] not in present
        )


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
        present |= {row.code: row for row in Category.objects.of(community_id).bulk_create(new)}
