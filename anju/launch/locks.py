"""File locks. The kernel drops them when a process dies in whatever way, so nothing is ever left behind."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def open_lock(path: Path) -> int:
    """A descriptor of the lock file ``path``, not inherited by children. It belongs to whom the folder belongs."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else is between these lines, then go in."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def take_share(path: Path) -> int:
    """A shared lease on ``path``; give it back with ``os.close``."""
    descriptor = open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def only_holder(descriptor: int) -> bool:
    """Whether nobody else holds a lease on this file. The share itself may be lost by asking: ask only when leaving."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def try_alone(path: Path) -> int | None:
    """An exclusive lock on ``path`` held until ``os.close``, or None when another process holds it."""
    descriptor = open_lock(path)
    if only_holder(descriptor):
        return descriptor
    os.close(descriptor)
    return None
