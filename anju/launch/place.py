"""Where the embedded database of one data folder lives and as whom it runs."""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anju.launch.home import database_folder, make_home, socket_folder
from anju.launch.locks import alone
from anju.launch.programs import MAJOR, copied_programs, installed_programs
from anju.launch.words import Trouble

# PostgreSQL refuses to run as root, so root lends it this account and, where that may not walk, this folder.
SYSTEM_ACCOUNT = "anju-db"
SYSTEM_FOLDER = Path("/var/lib/anju")


@dataclass(frozen=True)
class Account:
    """Another account than ours to run the server as (only when we are root)."""

    user: int
    group: int


@dataclass(frozen=True)
class Place:
    """All that is needed to start, find and stop the server of one data folder."""

    folder: Path
    data: Path
    socket: Path
    programs: Path
    account: Account | None

    @property
    def lease(self) -> Path:
        return self.folder / "lease"

    @property
    def mutex(self) -> Path:
        return self.folder / "mutex"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def give(self, path: Path) -> None:
        """Let the account of the server own what we made for it."""
        if self.account:
            os.chown(path, self.account.user, self.account.group)


def as_account(account: Account | None) -> dict[str, Any]:
    """What ``subprocess`` needs to run a program as ``account``, from a folder everybody may stand in."""
    if account is None:
        return {"cwd": "/"}
    return {"cwd": "/", "user": account.user, "group": account.group, "extra_groups": []}


def find_place(data_home: Path) -> Place:
    """The place of the database of ``data_home``; makes its folders when they are missing."""
    try:
        make_home(data_home)
        with alone(data_home / "place.lock"):  # two starts at once would find each other's folders half made
            return _make_place(data_home)
    except OSError as error:
        raise Trouble(
            f"不能在数据文件夹里写入：{error}\n请换一个可写的文件夹（ANJU_HOME=…），或修改它的权限。\n"
            f"(The data folder {data_home} cannot be written: choose another with ANJU_HOME.)"
        ) from error


def _make_place(data_home: Path) -> Place:
    account = _account_for(data_home) if os.geteuid() == 0 else None
    folder = _folder_for(data_home, account)
    place = Place(
        folder=folder,
        data=folder / MAJOR,
        socket=socket_folder(data_home),
        programs=_programs_for(account),
        account=account,
    )
    if not folder.exists():
        folder.mkdir(mode=0o755)
        place.give(folder)
    _make_socket_folder(place)
    return place


def _account_for(data_home: Path) -> Account:
    """The owner of what is already there, else the system account."""
    for path in (database_folder(data_home) / MAJOR, data_home):
        if path.exists() and path.stat().st_uid != 0:
            return Account(path.stat().st_uid, path.stat().st_gid)
    try:
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        _make_system_account()
        entry = pwd.getpwnam(SYSTEM_ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def _make_system_account() -> None:
    if shutil.which("useradd"):
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            str(SYSTEM_FOLDER),
        ]
        command += ["--shell", "/bin/false", SYSTEM_ACCOUNT]
    elif shutil.which("adduser"):  # busybox
        command = ["adduser", "-S", "-D", "-H", "-h", str(SYSTEM_FOLDER), "-s", "/bin/false", SYSTEM_ACCOUNT]
    else:
        raise Trouble(
            "请改用普通用户运行：PostgreSQL 不能以 root 身份运行，而本机没有 useradd 可以建一个系统用户。\n"
            "(PostgreSQL cannot run as root and there is no useradd here: run Anju as an ordinary user.)"
        )
    answer = subprocess.run(command, capture_output=True, text=True, errors="replace")
    try:
        pwd.getpwnam(SYSTEM_ACCOUNT)  # two starts at once: one useradd fails, both find the account
    except KeyError:
        raise Trouble(f"无法建立系统用户 {SYSTEM_ACCOUNT}：{answer.stderr.strip()}") from None


def _may_walk(account: Account, path: Path) -> bool:
    """Whether the account can stand in the folder ``path``: tried, because modes do not tell all (ACLs, mounts)."""
    command = ["/bin/sh", "-c", 'cd "$1"', "sh", str(path)]
    return subprocess.run(command, stderr=subprocess.DEVNULL, **as_account(account)).returncode == 0


def _folder_for(data_home: Path, account: Account | None) -> Path:
    folder = database_folder(data_home)
    if account is None or folder.exists() or _may_walk(account, data_home):
        return folder
    # Opening the parents (chmod) would show root's home to everybody, so the database goes elsewhere instead.
    digest = hashlib.sha256(os.fsencode(data_home)).hexdigest()[:16]
    elsewhere = _system_folder() / digest
    (data_home / "database_at").write_text(f"{elsewhere}\n", "utf-8")
    return elsewhere


def _system_folder() -> Path:
    if not SYSTEM_FOLDER.exists():
        SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
        SYSTEM_FOLDER.chmod(0o755)  # whatever our umask
    return SYSTEM_FOLDER


def _programs_for(account: Account | None) -> Path:
    programs = installed_programs()
    if account is None or _may_walk(account, programs):
        return programs
    return copied_programs(_system_folder())


def _make_socket_folder(place: Place) -> None:
    """A folder only the server's account may enter: that is the lock on the door, for the server asks no password."""
    try:
        place.socket.mkdir(mode=0o700)
        place.give(place.socket)
    except FileExistsError:
        pass
    owner = place.account.user if place.account else os.geteuid()
    found = place.socket.lstat()
    if found.st_uid != owner or found.st_mode & 0o077 or place.socket.is_symlink():
        raise Trouble(
            f"文件夹 {place.socket} 不属于本程序，为安全起见不使用它。请删除它后再试。\n"
            f"(The socket folder is not ours or open to others: remove it and try again.)"
        )


def account_name(account: Account | None) -> str:
    """The name of the account for reports, such as ``anju-db``."""
    user = account.user if account else os.geteuid()
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
