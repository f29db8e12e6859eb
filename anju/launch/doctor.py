"""``anju doctor``: one line for each thing that must be right, with what to do where it is not."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from anju.launch import doctor_database, postgres
from anju.launch.findings import Finding, bad, fine
from anju.launch.locks import try_alone
from anju.launch.packages import differences
from anju.launch.place import account_name, find_place
from anju.launch.prepared import remembered, wanted
from anju.launch.servers import database
from anju.launch.surroundings import PACKAGE, Surroundings
from anju.launch.words import Trouble, say

LEAST_SPACE = 1.0  # GB free; PostgreSQL stops when the disk is full


def examine(here: Surroundings) -> int:
    """Print every finding; returns 0 when all is well, 1 otherwise."""
    troubles = 0
    for finding in _findings(here):
        troubles += not finding.ok
        say(f"{'✓' if finding.ok else '✗'} {finding.what}")
        if not finding.ok:
            say(f"    → {finding.advice}")
    say()
    say(f"发现 {troubles} 个问题。({troubles} to mend)" if troubles else "一切正常。(All is well.)")
    return 1 if troubles else 0


def _findings(here: Surroundings) -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    running = _is_running(here)
    yield fine(f"运行状态 running: {'是 yes' if running else '否 no'}")
    if home := _data_folder(here):
        yield home
        if not home.ok:
            return
    yield _space(here)
    try:
        if here.embedded:
            yield _embedded(here)
        with database(here) as address:
            yield from doctor_database.findings(here, address, running)
    except Trouble as trouble:
        yield bad("数据库 database", str(trouble))
    yield _static(here)
    if running:
        yield doctor_database.page(here)


def _python() -> Finding:
    return fine(f"Python {sys.version.split()[0]}")


def _packages() -> Iterator[Finding]:
    lock = PACKAGE.parent / "requirements" / "run.txt"
    if not lock.exists():
        return
    wrong = differences(lock.read_text("utf-8"))
    if wrong:
        yield bad(
            f"依赖 packages: {', '.join(wrong[:5])}",
            "请运行 make run 重新安装依赖。(make run installs them again.)",
        )
    else:
        yield fine("依赖与锁定的版本一致 packages match the lock")


def _is_running(here: Surroundings) -> bool:
    if not (here.home / "run.lock").exists():
        return False
    lock = try_alone(here.home / "run.lock")
    if lock is not None:
        os.close(lock)
    return lock is None


def _data_folder(here: Surroundings) -> Finding:
    folder = here.home
    parent = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(parent, os.W_OK | os.X_OK):
        return bad(f"数据文件夹 {folder}", f"{parent} 不能写入；请修改权限或设置 ANJU_HOME。(Not writable.)")
    key = folder / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        return bad(f"密钥 {key} 别人也能读", f"请运行 chmod 600 {key} (The key is readable by others.)")
    return fine(f"数据文件夹 data folder {folder}")


def _space(here: Surroundings) -> Finding:
    parent = next(path for path in (here.home, *here.home.parents) if path.exists())
    free = shutil.disk_usage(parent).free / 1e9
    text = f"磁盘剩余 disk space {free:.1f} GB"
    return (
        fine(text) if free >= LEAST_SPACE else bad(text, "请清理磁盘，至少留出 1 GB。(Free at least 1 GB.)")
    )


def _embedded(here: Surroundings) -> Finding:
    place = find_place(here.home)
    held = "，有程序在用 in use" if postgres.in_use(here.home) else ""
    return fine(
        f"内置数据库 embedded database {place.data} ({account_name(place.account)}{held}), socket {place.socket}"
    )


def _static(here: Surroundings) -> Finding:
    root = Path(os.environ.get("ANJU_STATIC_ROOT") or here.home / "static")
    if not (root / "staticfiles.json").exists():
        return bad(
            f"网页文件 static files {root}", "还没有准备，运行 anju run 会自动准备。(anju run makes them.)"
        )
    had = remembered(here.home)
    if had and had.static != wanted(here).static:
        return bad(
            f"网页文件 static files {root}", "已过时，重新运行 anju run 即可。(Out of date: start again.)"
        )
    return fine(f"网页文件 static files {root}")
