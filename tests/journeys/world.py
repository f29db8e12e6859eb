"""A small lived-in demo community: the demo's own code builds it, only smaller.

48 homes, a week of life, and what is under way at this moment. Run by ``conftest.py`` in a process of its own.
"""

from django.core.management import call_command

from anju.config.demo import building, stories
from anju.config.demo.estate import Estate
from anju.kernel import clock
from anju.kernel.actor import SYSTEM
from anju.places.queries import community_called
from anju.standards.actions import set_sample
from anju.standards.models import Procedure

ESTATE = Estate("cuihu", "翠湖花园", "翠湖路 88 号", "0571-88886666", 2, 2, 6, 2, True, 16, skips=(4,))
DAYS = 7
PER_HOME_AND_DAY = 0.06


def build() -> None:
    """Tables, then the community with its life up to now."""
    building.ESTATES, building.DAYS = [ESTATE], DAYS
    stories.PER_HOME_AND_DAY = PER_HOME_AND_DAY
    call_command("migrate", interactive=False, verbosity=0)
    until = clock.now()
    building.build_estates(building.local_day(until), str)
    first, later = building.slices(until)
    building.make_days([*first, *later], until, str)
    # Whether photos are asked for by draw would differ from run to run; what risk asks for stays.
    community = community_called(ESTATE.slug)
    for procedure in Procedure.objects.of(community.id):
        set_sample(actor=SYSTEM, procedure=procedure, percent=0)
