"""The service level of a community."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anju.kernel import clock
from anju.kernel.actor import Actor
from anju.kernel.errors import Invalid, Refused
from anju.kernel.events import record
from anju.kernel.text import clean
from anju.standards.choices import Level
from anju.standards.events import LevelChanged
from anju.standards.models import LevelVersion
from anju.standards.queries import level_of


def change_level(*, actor: Actor, community_id: int, level: int, reason: str) -> LevelVersion:
    """Let the community promise by another service level from now on, with the reason.

    New requests are promised by it; what was promised before keeps its own level and says so.
    """
    actor.check("settings.manage", community_id)
    if level not in Level.values:
        raise Invalid(fields={"level": _("没有这个等级。")})
    reason = clean(reason, field="reason", most=200, least=2)
    with transaction.atomic():
        before = level_of(community_id, clock.now())
        if before == level:
            raise Refused(_("现在就是这个等级。"))
        row = LevelVersion.objects.of(community_id).create(level=level, since=clock.now())
        record(LevelChanged(level=level, before=before, reason=reason), actor=actor, about=row)
    return row
