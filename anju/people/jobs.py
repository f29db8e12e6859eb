"""The app's queued work, found here at the start."""

from anju.people.intake.jobs import apply_intake, check_intake, drop_unused

__all__ = ["apply_intake", "check_intake", "drop_unused"]
