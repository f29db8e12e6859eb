"""Who is on duty: by the plan, over midnight, and where no plan is kept."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from anju.kernel.actor import SYSTEM
from anju.kernel.errors import Invalid, NotAllowed, Refused
from anju.kernel.models import Event
from anju.people.actions import end_post
from anju.people.models import StaffPost
from anju.team import actions, queries
from anju.team.models import Duty
from anju.team.rules import Watch
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def enter(cast: Cast, name: str, post: str, starts: datetime, ends: datetime) -> Duty:
    return actions.enter_duty(
        actor=cast.actor("刘工"), person=cast.person(name), post=post, starts=starts, ends=ends
    )


def on(cast: Cast, posts: list[str], moment: datetime) -> list[str]:
    return [person.name for person in queries.on_duty(cast.cuihu.id, posts, moment)]


def test_a_night_duty_holds_over_midnight(cast: Cast) -> None:
    enter(cast, "老周", "SEC_GUARD", at(23, 20), at(24, 8))
    assert on(cast, ["SEC_GUARD"], at(23, 19, 59)) == []
    assert on(cast, ["SEC_GUARD"], at(23, 20)) == ["老周"]
    assert on(cast, ["SEC_GUARD"], at(24, 3)) == ["老周"]
    assert on(cast, ["SEC_GUARD"], at(24, 7, 59)) == ["老周"]
    assert on(cast, ["SEC_GUARD"], at(24, 8)) == []


def test_without_a_plan_the_holders_are_on_duty_while_the_desk_is_open(cast: Cast) -> None:
    assert on(cast, ["ENG_TECH"], at(23, 10)) == ["张强"]
    assert on(cast, ["ENG_TECH"], at(23, 3)) == []


def test_a_plan_of_one_post_says_nothing_about_another(cast: Cast) -> None:
    enter(cast, "老周", "SEC_GUARD", at(23, 20), at(24, 8))
    assert on(cast, ["ENG_TECH", "SEC_GUARD"], at(23, 10)) == ["张强"]
    assert on(cast, ["ENG_TECH", "SEC_GUARD"], at(23, 22)) == ["老周"]


def test_the_day_after_a_planned_one_is_empty_on_purpose_and_a_later_one_is_unplanned(cast: Cast) -> None:
    enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17))
    assert on(cast, ["ENG_TECH"], at(24, 10)) == []
    assert on(cast, ["ENG_TECH"], at(26, 10)) == ["张强"]


def test_the_next_one_on_duty(cast: Cast) -> None:
    enter(cast, "老周", "SEC_GUARD", at(23, 20), at(24, 8))
    nearest = queries.next_on_duty
    assert nearest(cast.cuihu.id, ["SEC_GUARD"], at(23, 12)) == at(23, 20)
    assert nearest(cast.cuihu.id, ["SEC_GUARD"], at(23, 23)) == at(23, 23)
    opens = datetime.combine(date(2026, 11, 24), cast.cuihu.desk_opens, ZONE)
    assert nearest(cast.cuihu.id, ["ENG_TECH"], at(23, 23)) == opens
    assert nearest(cast.cuihu.id, ["LIFT_SAFETY"], at(23, 12)) is None


def test_who_has_left_the_post_is_not_on_duty(cast: Cast) -> None:
    enter(cast, "张强", "ENG_TECH", at(24, 8), at(24, 17))
    held = StaffPost.objects.of(cast.cuihu.id).get(person=cast.person("张强"))
    end_post(actor=SYSTEM, held=held)
    assert on(cast, ["ENG_TECH"], at(24, 10)) == []


def test_the_same_duty_once_more_changes_nothing_and_an_overlap_is_refused(cast: Cast) -> None:
    first = enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17))
    assert enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17)).id == first.id
    with pytest.raises(Refused, match="11-23 08:00–17:00"):
        enter(cast, "张强", "ENG_TECH", at(23, 16), at(23, 20))
    enter(cast, "张强", "ENG_TECH", at(23, 17), at(23, 20))
    assert Duty.objects.of(cast.cuihu.id).count() == 2


@pytest.mark.parametrize(
    ("name", "post", "hours", "field"),
    [
        ("张强", "ENG_TECH", 0, "ends"),
        ("张强", "ENG_TECH", -2, "ends"),
        ("张强", "ENG_TECH", 25, "ends"),
        ("张强", "SEC_GUARD", 8, "person"),
        ("王小明", "ENG_TECH", 8, "person"),
    ],
)
def test_a_duty_that_cannot_be_is_refused_beside_its_field(
    cast: Cast, name: str, post: str, hours: int, field: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        enter(cast, name, post, at(23, 8), at(23, 8) + timedelta(hours=hours))
    assert list(wrong.value.fields) == [field]
    assert not Duty.objects.of(cast.cuihu.id).exists()


def test_times_without_a_zone_are_a_mistake_of_ours(cast: Cast) -> None:
    with pytest.raises(ValueError, match="aware"):
        enter(cast, "张强", "ENG_TECH", at(23, 8).replace(tzinfo=None), at(23, 17).replace(tzinfo=None))


def test_only_who_manages_the_team_plans(cast: Cast) -> None:
    duty = enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17))
    for name in ("赵敏", "张强"):
        actor = cast.actor(name)
        with pytest.raises(NotAllowed):
            actions.enter_duty(
                actor=actor, person=cast.person("张强"), post="ENG_TECH", starts=at(24, 8), ends=at(24, 17)
            )
        with pytest.raises(NotAllowed):
            actions.remove_duty(actor=actor, duty=duty)
        with pytest.raises(NotAllowed):
            actions.copy_week(
                actor=actor, community_id=cast.cuihu.id, post="ENG_TECH", monday=date(2026, 11, 30)
            )
    assert [one.id for one in Duty.objects.of(cast.cuihu.id)] == [duty.id]


def test_a_week_is_copied_once_and_leaves_what_stands_there(cast: Cast) -> None:
    enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17))
    enter(cast, "张强", "ENG_TECH", at(24, 20), at(25, 8))
    kept = actions.enter_duty(
        actor=cast.actor("刘工"),
        person=cast.person("张强"),
        post="ENG_TECH",
        starts=at(30, 9),
        ends=at(30, 12),
    )

    def copy() -> int:
        return actions.copy_week(
            actor=cast.actor("刘工"), community_id=cast.cuihu.id, post="ENG_TECH", monday=date(2026, 11, 30)
        )

    assert copy() == 1
    assert copy() == 0
    found = queries.duties_between(cast.cuihu.id, "ENG_TECH", at(30, 0), at(30, 0) + timedelta(days=7))
    assert [one.starts for one in found] == [kept.starts, at(24, 20) + timedelta(days=7)]


def test_a_removed_duty_stays_in_the_history(cast: Cast) -> None:
    duty = enter(cast, "张强", "ENG_TECH", at(23, 8), at(23, 17))
    for _ in range(2):
        actions.remove_duty(actor=cast.actor("刘工"), duty=duty)
    kinds = Event.objects.of(cast.cuihu.id).filter(about_id=duty.id).values_list("kind", flat=True)
    assert list(kinds) == ["team.duty.entered", "team.duty.removed"]
    assert on(cast, ["ENG_TECH"], at(23, 10)) == ["张强"], "no plan is kept any more"


def test_a_roster_is_entered_whole_or_not_at_all(cast: Cast) -> None:
    def watch(name: str, starts: datetime, hours: int = 8) -> Watch:
        return Watch(cast.person(name).id, "ENG_TECH", starts, starts + timedelta(hours=hours))

    def plan(*watches: Watch) -> int:
        return actions.plan_duties(actor=cast.actor("刘工"), community_id=cast.cuihu.id, watches=watches)

    assert plan(watch("张强", at(23, 8)), watch("张强", at(24, 8))) == 2
    assert plan(watch("张强", at(23, 8)), watch("张强", at(25, 8))) == 1
    with pytest.raises(Refused, match="张强有两个班重叠了"):
        plan(watch("张强", at(26, 8)), watch("张强", at(25, 14)))
    assert Duty.objects.of(cast.cuihu.id).count() == 3
    assert plan() == 0
