"""Where this installation keeps its data: the folder ``ANJU_HOME`` and what lies in it."""

import hashlib
import os
import tempfile
from pathlib import Path

# A Unix socket address holds 107 bytes on Linux, 103 on macOS; ".s.PGSQL.5432" takes 14 of them.
SOCKET_FOLDER_LIMIT = 85


def home() -> Path:
    """The data folder: ``ANJU_HOME``, else ``.anju`` below the current folder."""
    return Path(os.environ.get("ANJU_HOME") or ".anju").absolute()


def media_folder() -> Path:
    return home() / "media"


def socket_folder(data_home: Path | None = None) -> Path:
    """The folder of the embedded database's socket; a short private one when the path is too long for a socket."""
    folder = (data_home or home()) / "socket"
    if len(os.fsencode(folder)) <= SOCKET_FOLDER_LIMIT:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"anju-{digest}"
