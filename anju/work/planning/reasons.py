"""Why a visit stands where it stands, and why one could not be placed: codes with facts, said in words by the page."""

from typing import Any, NamedTuple

from anju.work.planning.model import Plan, Problem, Stop, Visit, walk


class Reason(NamedTuple):
    code: str
    facts: dict[str, Any]


NEAR = 3  # minutes: in the same building


def why_here(plan: Plan, technician_id: int, at: int) -> list[Reason]:
    """The reasons for the stop ``at`` in the technician's order: is it theirs, how near, is it in time."""
    problem, stops = plan.problem, plan.stops[technician_id]
    stop, visit = stops[at], plan.problem.visit[stops[at].visit_id]
    reasons = [Reason("accepted" if visit.bound else "skill", {})]
    if visit.holder not in (None, technician_id):
        reasons.append(Reason("moved", {"from": visit.holder}))
    elif not visit.bound and len(visit.able) == 1 and len(problem.technicians) > 1:
        reasons.append(Reason("only", {}))
    reasons.append(_near(stop, first=at == 0))
    if visit.due is not None:
        reasons.append(Reason("late", {"minutes": stop.late}) if stop.late else Reason("in_time", {}))
    return reasons


def _near(stop: Stop, *, first: bool) -> Reason:
    if first and stop.travel:
        return Reason("first", {"minutes": stop.travel})
    if stop.travel <= NEAR:
        return Reason("same_building" if stop.travel else "same_place", {})
    return Reason("walk", {"minutes": stop.travel})


def why_not(plan: Plan, visit: Visit) -> list[Reason]:
    """Why the visit could not be placed. There is always a reason."""
    problem = plan.problem
    if visit.without:
        return [Reason("parts", {"parts": list(visit.without)})]
    if not problem.technicians:
        return [Reason("nobody", {})]
    able = [technician for technician in problem.technicians if problem.may(technician, visit)]
    if not able:
        return [Reason("holder_away" if visit.bound else "no_skill", {})]
    if visit.bound:
        return [Reason("holder_full", {})]
    if not any(_alone(problem, technician.id, visit) for technician in able):
        return [Reason("too_long", {"minutes": visit.service})]
    return [Reason("full", {"people": len(able)})]


def _alone(problem: Problem, technician_id: int, visit: Visit) -> bool:
    """Whether it would fit if they had nothing else to do."""
    return walk(problem, problem.technician[technician_id], [visit.id]) is not None
