"""Steps that several stories take."""

from anju.people.intake import jobs
from anju.people.intake.actions import confirm_intake, open_intake
from anju.people.intake.faults import Fault, from_dict
from anju.people.models import HomeRole, Intake, Person, Vehicle
from anju.places.models import Place
from tests.cast import Cast

IMPORTER = "陈静"  # the project manager: holds both grants


def hand_in(cast: Cast, content: bytes, name: str = "翠湖花园.xlsx") -> Intake:
    """Hand a file in and let the check run as the worker would."""
    actor = cast.actor(IMPORTER)
    intake = open_intake(actor=actor, community_id=cast.cuihu.id, content=content, file_name=name)
    jobs.check_intake(community_id=cast.cuihu.id, intake_id=intake.id)
    return fresh(intake)


def confirm(cast: Cast, intake: Intake) -> Intake:
    actor = cast.actor(IMPORTER)
    confirm_intake(actor=actor, intake=intake)
    jobs.apply_intake(community_id=cast.cuihu.id, intake_id=intake.id, account_id=actor.account_id)
    return fresh(intake)


def bring_in(cast: Cast, content: bytes) -> Intake:
    return confirm(cast, hand_in(cast, content))


def fresh(intake: Intake) -> Intake:
    return Intake.objects.of(intake.community_id).get(id=intake.id)


def faults_of(intake: Intake) -> dict[str, Fault]:
    """The faults by address; where a cell has two, the first."""
    faults: dict[str, Fault] = {}
    for kept in intake.faults:
        fault = from_dict(kept)
        faults.setdefault(fault.at, fault)
    return faults


def kinds_of(intake: Intake) -> dict[str, str]:
    return {at: fault.kind for at, fault in faults_of(intake).items()}


def everything(cast: Cast) -> list[object]:
    """All rows of both communities that an import could touch, to see that nothing changed."""
    found: list[object] = []
    for model in (Place, Person, HomeRole, Vehicle):
        found += list(model.objects.across().order_by("id").values_list())
    return found
