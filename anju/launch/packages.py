"""Installed packages against the lock."""

import re
from importlib.metadata import PackageNotFoundError, version

# "name==1.2 \" or "name==1.2 ; marker \" as uv exports it
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(;)?", re.MULTILINE)


def differences(lock: str) -> list[str]:
    """What is installed otherwise than the lock says, as ``name is, locked``; a package for other systems may miss."""
    wrong = []
    for name, locked, marker in LOCKED.findall(lock):
        try:
            found = version(name)
        except PackageNotFoundError:
            if not marker:
                wrong.append(f"{name} missing, {locked}")
            continue
        if found != locked:
            wrong.append(f"{name} {found}, {locked}")
    return wrong
