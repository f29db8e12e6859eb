"""What is done with past reports: bring a file in, keep what has ended, map labels, learn."""

from anju.learning.actions.bringing import (
    apply_file,
    check_file,
    confirm_file,
    drop_file,
    mark_broken,
    open_file,
)
from anju.learning.actions.keeping import Ended, keep_ended
from anju.learning.actions.labels import map_label
from anju.learning.actions.learning import learn

__all__ = [
    "Ended",
    "apply_file",
    "check_file",
    "confirm_file",
    "drop_file",
    "keep_ended",
    "learn",
    "map_label",
    "mark_broken",
    "open_file",
]
