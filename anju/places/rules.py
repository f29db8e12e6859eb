"""Pure decisions about places."""

import re


def sort_key(code: str) -> str:
    """A text that orders codes as people count: ``3-2-1001`` → ``000003-000002-001001``."""
    return re.sub(r"\d+", lambda digits: digits.group().zfill(6), code)[:60]
