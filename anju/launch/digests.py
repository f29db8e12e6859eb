"""Fingerprints of what the tables and the static files are made from, to do slow work only when it is due."""

import hashlib
import os
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from anju.launch.surroundings import PACKAGE


def _installed() -> list[str]:
    """Installed distributions with their versions, as the folder names beside them say it; costs a millisecond."""
    packages = Path(sysconfig.get_path("purelib"))
    return (
        sorted(name for name in os.listdir(packages) if name.endswith(".dist-info"))
        if packages.exists()
        else []
    )


def _digest(files: Iterable[Path], *more: str) -> str:
    digest = hashlib.sha256("\n".join([*_installed(), *more]).encode())
    for file in sorted(files):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(PACKAGE)} {content}\n".encode())
    return digest.hexdigest()


def schema_digest() -> str:
    """Changes when a migration of ours or any installed package changes."""
    return _digest(PACKAGE.glob("*/migrations/*.py"))


def static_digest(root: str) -> str:
    """Changes when a static file of ours, any installed package or the folder they go to changes."""
    return _digest((path for path in PACKAGE.glob("*/static/**/*") if path.is_file()), root)
