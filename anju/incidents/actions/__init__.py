"""Everything that can be done with a mass incident."""

from anju.incidents.actions.ending import call_off_incident, end_incident
from anju.incidents.actions.joining import join_by_itself, join_incident, leave_incident
from anju.incidents.actions.opening import open_incident, start_incident
from anju.incidents.actions.telling import update_incident

__all__ = [
    "call_off_incident",
    "end_incident",
    "join_by_itself",
    "join_incident",
    "leave_incident",
    "open_incident",
    "start_incident",
    "update_incident",
]
