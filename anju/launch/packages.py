"""Installed packages against the lock."""

import re
from importlib.metadata import PackageNotFoundError, version

# "name==1.2 \" or "name==1.2 ; marker \" as uv exports it
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(;)?", re.MULTILINE)


def differences(lock: str) -> list[str]:
    """What is installed otherwise than the lock says, as ``name is, locked``; a package for other systems may miss."""
    wanted: dict[str, tuple[list[str], bool]] = {}  # several versions where each is for another Python
    for name, locked, marker in LOCKED.findall(lock):
        versions, may_miss = wanted.get(name, ([], True))
        wanted[name] = [*versions, locked], may_miss and bool(marker)
    wrong = []
    for name, (versions, may_miss) in wanted.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            if not may_miss:
                wrong.append(f"{name} missing, {', '.join(versions)}")
            continue
        if found not in versions:
            wrong.append(f"{name} {found}, {', '.join(versions)}")
    return wrong
