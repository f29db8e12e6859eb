"""Mornings for the planner to solve: any, and small ones by hand."""

from hypothesis import strategies as st

from anju.work.planning.model import Plan, Problem, Technician, Visit

FLAT = [[0, 5, 5, 5], [5, 0, 5, 5], [5, 5, 0, 5], [5, 5, 5, 0]]


def problem(
    technicians: list[Technician], visits: list[Visit], travel: list[list[int]] | None = None
) -> Problem:
    return Problem(tuple(technicians), tuple(visits), travel or FLAT)


@st.composite
def mornings(draw: st.DrawFn) -> Problem:
    """Up to four people and ten jobs: overdue and far ones, accepted and lacking parts, for everybody or for nobody."""
    spots = draw(st.integers(1, 5))
    rank = [draw(st.integers(0, 8)) for _spot in range(spots)]
    travel = [[abs(here - there) for there in rank] for here in rank]
    people = range(1, draw(st.integers(0, 4)) + 1)
    technicians = [
        Technician(who, draw(st.integers(0, 200)), draw(st.integers(0, 540)), draw(st.integers(0, spots - 1)))
        for who in people
    ]
    visits = []
    for at in range(draw(st.integers(0, 10))):
        able = frozenset(draw(st.sets(st.sampled_from(people)))) if people else frozenset()
        holder = draw(st.none() | st.integers(1, 5))
        visits.append(
            Visit(
                100 + at,
                draw(st.integers(10, 240)),
                draw(st.integers(0, spots - 1)),
                able=able,
                due=draw(st.none() | st.integers(-300, 900)),
                priority=draw(st.integers(1, 4)),
                holder=holder,
                bound=holder is not None and draw(st.booleans()),
                without=draw(st.sampled_from([(), (), ("角阀",)])),
            )
        )
    return Problem(tuple(technicians), tuple(visits), travel, draw(st.none() | st.integers(30, 400)))


def faults(plan: Plan) -> list[str]:
    """What is wrong with a plan, whoever made it."""
    found, seen = [], set()
    given = plan.problem
    for who, stops in plan.stops.items():
        technician = given.technician[who]
        now, spot = technician.opens, technician.spot
        for stop in stops:
            visit = given.visit[stop.visit_id]
            if visit.id in seen:
                found.append(f"{visit.id} twice")
            seen.add(visit.id)
            if who not in visit.able or visit.without or (visit.bound and visit.holder != who):
                found.append(f"{visit.id} is not for {who}")
            if stop.starts < now + given.travel[spot][visit.spot] or stop.ends != stop.starts + visit.service:
                found.append(f"{visit.id} begins before one can be there")
            if (visit.due is not None and stop.starts > visit.due) != (stop.late > 0):
                found.append(f"{visit.id}: late and does not say so")
            if stop.ends > technician.closes:
                found.append(f"{visit.id} ends after the day")
            now, spot = stop.ends, visit.spot
    if seen & {visit.id for visit in plan.unplaced}:
        found.append("placed and not placed")
    if len(seen) + len(plan.unplaced) != len(given.visits):
        found.append("lost one")
    return found
