"""The clock that can stand: worked examples, and every order of changes against a slow count second by second."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from anju.standards.rules import (
    ALWAYS,
    WORKING_DAYS,
    Calendar,
    Change,
    Holidays,
    ServiceHours,
    Term,
    open_between,
    read,
    simple,
)

SHANGHAI = "Asia/Shanghai"
ZONE = ZoneInfo(SHANGHAI)
SPRING = Holidays(
    years=frozenset({2026}),
    off=frozenset(date(2026, 2, day) for day in range(15, 24)),
    work=frozenset({date(2026, 2, 14), date(2026, 2, 28)}),
)
CALENDARS = {
    "always": ALWAYS,
    "desk": simple(ServiceHours(time(8), time(20), SHANGHAI)),
    "office": simple(ServiceHours(time(9), time(18), SHANGHAI, WORKING_DAYS, SPRING)),
}


def at(day: int, clock: str, month: int = 11) -> datetime:
    return datetime(2026, month, day, *map(int, clock.split(":")), tzinfo=ZONE)


def promised(moment: datetime, minutes: int, calendar: str = "desk") -> Change:
    return Change(moment, term=Term(minutes, calendar), term_changed=True)


def held(moment: datetime, until: datetime) -> Change:
    return Change(moment, held_until=until)


def test_a_hold_moves_the_due_time_by_what_was_held_of_open_time() -> None:
    history = [promised(at(23, "09:00"), 240), held(at(23, "10:00"), at(24, "09:00"))]
    while_held = read(history, CALENDARS, at(23, "15:00"))
    assert while_held.elapsed == timedelta(hours=1) and while_held.held_until == at(24, "09:00")
    assert while_held.due == at(24, "12:00")  # three hours are left when it goes on by itself
    history.append(Change(at(23, "11:00"), resumed=True))
    assert read(history, CALENDARS, at(23, "15:00")).due == at(23, "14:00")


def test_a_hold_ends_by_itself() -> None:
    history = [promised(at(23, "09:00"), 240), held(at(23, "10:00"), at(23, "10:30"))]
    assert read(history, CALENDARS, at(23, "12:00")).elapsed == timedelta(hours=2, minutes=30)
    assert read(history, CALENDARS, at(23, "12:00")).held_until is None
    late = [*history, Change(at(23, "18:00"), resumed=True)]  # said when nobody waited any more
    assert read(late, CALENDARS, at(23, "18:00")).elapsed == timedelta(hours=8, minutes=30)


def test_a_hold_across_spring_festival_gives_back_no_working_day() -> None:
    # three working days from Friday the 13th, held until the 24th: one working day was held, the holidays were closed
    history = [promised(at(13, "09:00", 2), 3 * 540, "office"), held(at(14, "09:00", 2), at(24, "09:00", 2))]
    assert read(history, CALENDARS, at(24, "09:00", 2)).due == at(26, "09:00", 2)
    # without a hold the Saturday of work would have counted: 13, 14 and, after the holidays, the 24th
    assert read(history[:1], CALENDARS, at(24, "09:00", 2)).due == at(25, "09:00", 2)


def test_raising_the_priority_keeps_every_held_minute_and_invents_no_breach() -> None:
    opened = at(23, "21:00")  # the desk is closed
    history = [promised(opened, 60), promised(at(24, "07:00"), 15, "always")]
    raised = read(history, CALENDARS, at(24, "07:00"))
    assert raised.elapsed == timedelta() and raised.due == at(24, "07:15")
    history = [
        promised(at(23, "09:00"), 240),
        held(at(23, "10:00"), at(23, "12:00")),
        promised(at(23, "13:00"), 150, "always"),
    ]
    assert read(history, CALENDARS, at(23, "13:00")).due == at(23, "13:30")


def test_lowering_and_raising_again_changes_nothing() -> None:
    once = [promised(at(23, "09:00"), 240)]
    there_and_back = [*once, promised(at(23, "10:00"), 600), promised(at(23, "10:00"), 240)]
    for moment in (at(23, "10:00"), at(23, "12:00"), at(24, "12:00")):
        assert read(once, CALENDARS, moment) == read(there_and_back, CALENDARS, moment)


def test_a_second_visit_begins_anew() -> None:
    history = [promised(at(23, "09:00"), 120), Change(at(25, "10:00"), restart=True)]
    assert read(history, CALENDARS, at(25, "10:00")).due == at(25, "12:00")
    assert read(history[:1], CALENDARS, at(25, "10:00")).due == at(23, "11:00")


def test_hours_that_change_on_a_day_hold_from_that_day() -> None:
    short = ServiceHours(time(10), time(12), SHANGHAI)
    versions = ((date.min, ServiceHours(time(8), time(20), SHANGHAI)), (date(2026, 11, 24), short))
    calendars = {"desk": Calendar(versions)}
    assert read([promised(at(23, "19:00"), 120)], calendars, at(23, "19:00")).due == at(24, "11:00")


# --- any order of changes against the slow count ---

# Around midnight and a change of the clock in a place that has them, and around the turn into Spring Festival
NEW_YORK = simple(ServiceHours(time(22), time(6), "America/New_York"))
PLACES = [
    (datetime(2026, 11, 1, 3, tzinfo=UTC), {"a": NEW_YORK, "b": ALWAYS}),
    (datetime(2026, 3, 8, 4, tzinfo=UTC), {"a": NEW_YORK, "b": ALWAYS}),
    (at(14, "16:30", 2).astimezone(UTC), {"a": CALENDARS["office"], "b": CALENDARS["desk"]}),
    (at(23, "18:00").astimezone(UTC), {"a": CALENDARS["desk"], "b": ALWAYS}),
]
SPAN = 8 * 3600  # seconds
SECONDS = st.integers(0, SPAN)
STEPS_TAKEN = st.lists(
    st.one_of(
        st.tuples(st.just("hold"), SECONDS, st.integers(1, SPAN)),
        st.tuples(st.just("resume"), SECONDS, st.just(0)),
        st.tuples(st.sampled_from(["a", "b"]), SECONDS, st.integers(1, 300)),
    ),
    max_size=6,
)


def _changes(start: datetime, taken: Sequence[tuple[str, int, int]]) -> list[Change]:
    history = [promised(start, 90, "a")]
    for what, second, number in sorted(taken, key=lambda one: one[1]):
        moment = start + timedelta(seconds=second)
        if what == "hold":
            history.append(held(moment, moment + timedelta(seconds=number)))
        elif what == "resume":
            history.append(Change(moment, resumed=True))
        else:
            history.append(promised(moment, number, what))
    return history


def _slow(history: Sequence[Change], calendars: dict[str, Calendar], seconds: int) -> list[int]:
    """The seconds that have run after each second since the beginning, counted one by one."""
    start = history[0].at
    minutes = range(seconds // 60 + 2)
    is_open = {
        code: [
            bool(open_between(start + timedelta(minutes=m), start + timedelta(minutes=m + 1), calendar))
            for m in minutes
        ]
        for code, calendar in calendars.items()
    }
    run, code, held_until, waiting = [0], "", start, list(history)
    for second in range(seconds):
        moment = start + timedelta(seconds=second)
        while waiting and waiting[0].at <= moment:
            change = waiting.pop(0)
            if change.term is not None:
                code = change.term.calendar
            if change.held_until is not None:
                held_until = change.held_until
            if change.resumed:
                held_until = moment
        run.append(run[-1] + (is_open[code][second // 60] and moment >= held_until))
    return run


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(PLACES), taken=STEPS_TAKEN)
@example(place=PLACES[3], taken=[("hold", 100, 9000), ("b", 200, 10), ("resume", 300, 0), ("a", 300, 200)])
@example(place=PLACES[0], taken=[("hold", 0, SPAN), ("hold", 60, 60)])
def test_any_order_of_changes_is_the_slow_count(
    place: tuple[datetime, dict[str, Calendar]], taken: list[tuple[str, int, int]]
) -> None:
    start, calendars = place
    history = _changes(start, taken)
    counted = _slow(history, calendars, SPAN)
    for second in (*range(0, SPAN, 1201), SPAN):
        face = read(history, calendars, start + timedelta(seconds=second))
        assert face.elapsed == timedelta(seconds=counted[second])
        assert face.remaining is not None and face.target is not None and face.due is not None
        # when it is due the target has run, and not a second before
        assert _elapsed_at(history, calendars, face.due, start + timedelta(seconds=second)) == face.target


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(PLACES), taken=STEPS_TAKEN)
def test_what_has_run_never_goes_backward(
    place: tuple[datetime, dict[str, Calendar]], taken: list[tuple[str, int, int]]
) -> None:
    start, calendars = place
    history = _changes(start, taken)
    before = timedelta()
    for number in range(1, len(history) + 1):
        known = history[:number]
        face = read(known, calendars, known[-1].at)
        assert face.elapsed >= before
        before = face.elapsed


def _elapsed_at(
    history: Sequence[Change], calendars: dict[str, Calendar], due: datetime, seen_at: datetime
) -> timedelta:
    """What will have run at ``due`` if nothing more is changed than was known at ``seen_at``."""
    return read([one for one in history if one.at <= seen_at], calendars, due).elapsed
