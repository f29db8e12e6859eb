"""Changes to what a community promises: its catalogue, its calendars, its service level."""

from anju.standards.actions.calendars import change_hours, import_holidays, load_holidays
from anju.standards.actions.catalogue import change_category, load_catalogue, set_sample
from anju.standards.actions.danger import change_danger_words
from anju.standards.actions.levels import change_level

__all__ = [
    "change_category",
    "change_danger_words",
    "change_hours",
    "change_level",
    "import_holidays",
    "load_catalogue",
    "load_holidays",
    "set_sample",
]
