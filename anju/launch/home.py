"""Where this installation keeps its data: the folder ``ANJU_HOME`` and what lies in it."""

import hashlib
import os
from pathlib import Path

# A Unix socket address holds 107 bytes on Linux, 103 on macOS; "/.s.PGSQL.5432.lock" takes 19 of them.
SOCKET_FOLDER_LIMIT = 84


def home() -> Path:
    """The data folder: ``ANJU_HOME``, else ``.anju`` below the current folder."""
    return Path(os.environ.get("ANJU_HOME") or ".anju").absolute()


def make_home(data_home: Path) -> None:
    """Make the data folder, closed to others: it holds people's photos. Root leaves the way through open, for the
    database runs under another account."""
    data_home.parent.mkdir(parents=True, exist_ok=True)
    data_home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    (data_home / "media").mkdir(mode=0o700, exist_ok=True)


def media_folder() -> Path:
    return home() / "media"


def database_folder(data_home: Path | None = None) -> Path:
    """The folder of the embedded database: its files, log, locks and socket.

    It is ``database`` in the data folder, or the folder named in the file ``database_at``: so written when root starts
    Anju in a folder where the system account of the database may not walk (see ``place.py``).
    """
    base = data_home or home()
    pointer = base / "database_at"
    return Path(pointer.read_text("utf-8").strip()) if pointer.is_file() else base / "database"


def socket_folder(data_home: Path | None = None) -> Path:
    """The folder of the embedded database's socket; a short private one when the path is too long for a socket.

    The short one is below ``/tmp`` and not the temp folder of the environment, which differs between two shells.
    """
    folder = database_folder(data_home) / "socket"
    if len(os.fsencode(folder)) <= SOCKET_FOLDER_LIMIT:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path("/tmp") / f"anju-{digest}"
