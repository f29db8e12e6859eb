"""``anju backup FILE``: the database, the uploaded files and the secret key in one file, while Anju runs or not.

The file is a plain tar: ``backup.json``, ``database.dump`` (pg_dump's own format), ``secret_key`` and ``media/…``. The
dump is taken first: a file uploaded meanwhile is one too many, never one too few.
"""

import io
import json
import os
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import anju
from anju.launch.servers import database, must, program_for
from anju.launch.surroundings import Surroundings
from anju.launch.words import Trouble, say

FORMAT = 1


def write_backup(here: Surroundings, file: Path) -> None:
    """Write ``file`` at once or not at all, readable by its owner only (it holds personal data and the key)."""
    if not file.parent.is_dir():
        raise Trouble(f"文件夹 {file.parent} 不存在。(The folder does not exist.)")
    with (
        database(here) as address,
        tempfile.TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as scratch,
    ):
        dump = Path(scratch) / "database.dump"
        say("正在备份数据库… (database)")
        must(program_for(address, "pg_dump"), "-Fc", "-d", address, "-f", str(dump))
        unfinished = Path(scratch) / "backup.tar"
        say("正在备份文件… (files)")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as archive:
                _add_note(archive)
                archive.add(dump, "database.dump")
                if (here.home / "secret_key").exists():
                    archive.add(here.home / "secret_key", "secret_key")
                count = _add_media(archive, here.home / "media")
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    say(
        f"备份完成：{file}（{file.stat().st_size / 1e6:.1f} MB，{count} 个文件）。请妥善保管，其中有个人信息和密钥。"
    )
    say("(Backup written. Keep it safe: it holds personal data and the secret key.)")


def _add_note(archive: tarfile.TarFile) -> None:
    note = {
        "format": FORMAT,
        "anju": anju.__version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    content = json.dumps(note).encode()
    entry = tarfile.TarInfo("backup.json")
    entry.size, entry.mode = len(content), 0o600
    archive.addfile(entry, io.BytesIO(content))


def _add_media(archive: tarfile.TarFile, folder: Path) -> int:
    """Add the uploaded files; one that is deleted meanwhile is left out."""
    count = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            archive.add(path, f"media/{path.relative_to(folder)}")
        except FileNotFoundError:
            continue
        count += 1
    return count
