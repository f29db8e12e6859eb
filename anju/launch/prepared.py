"""What was prepared for which code and database, so that a second start costs nothing."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from anju.launch.digests import schema_digest, static_digest
from anju.launch.home import database_folder
from anju.launch.programs import MAJOR
from anju.launch.surroundings import Surroundings


@dataclass(frozen=True)
class Prepared:
    """The fingerprints of one preparation; equal ones mean there is nothing to do."""

    schema: str
    static: str
    demo: bool
    cluster: (
        int  # the identifier of the embedded cluster; 0: a server, which anybody may have changed meanwhile
    )


def _file(data_home: Path) -> Path:
    return data_home / "prepared.json"


def cluster_identifier(data_home: Path) -> int:
    """The number initdb gave the embedded cluster (the first eight bytes of its control file); 0 without a cluster."""
    try:
        control = (database_folder(data_home) / MAJOR / "global" / "pg_control").read_bytes()
    except OSError:
        return 0
    return int.from_bytes(control[:8], sys.byteorder)


def wanted(here: Surroundings) -> Prepared:
    """What a preparation would make now."""
    return Prepared(
        schema=schema_digest(),
        static=static_digest(os.environ.get("ANJU_STATIC_ROOT", "")),
        demo=here.demo,
        cluster=cluster_identifier(here.home) if here.embedded else 0,
    )


def remembered(data_home: Path) -> Prepared | None:
    """What the last preparation made; None when there was none or its record cannot be read."""
    try:
        return Prepared(**json.loads(_file(data_home).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def remember(data_home: Path, prepared: Prepared) -> None:
    unfinished = data_home / "prepared.json.new"
    unfinished.write_text(json.dumps(asdict(prepared)), "utf-8")
    unfinished.replace(_file(data_home))


def forget(data_home: Path) -> None:
    """Let the next start prepare again, after the database was replaced."""
    _file(data_home).unlink(missing_ok=True)
