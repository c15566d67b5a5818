"""One build at a time: an output folder → its lock, or the name of whoever holds it."""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import LockedError
from site_builder.staging.disk import world
from site_builder.staging.names import beside

if TYPE_CHECKING:
    from filelock import FileLock

_VIETNAM = timezone(timedelta(hours=7))


@contextmanager
def locked(target: Path, *, wait: float = 60.0) -> Iterator[None]:
    """Hold *target* against other builds; after *wait* seconds raise LockedError naming who holds it.

    The system frees the lock when its holder dies, however it dies, so nothing stale is ever left to clear.
    The holder's name is a courtesy: without it the lock still works.
    """
    from filelock import FileLock  # noqa: PLC0415 (a command that only looks needs no lock)

    lock = FileLock(beside(target, "lock"), timeout=wait, poll_interval=0.05)
    try:
        with world(target, "khóa thư mục xuất"):
            target.parent.mkdir(parents=True, exist_ok=True)
            _acquire(lock, target)
        _write_holder(target)
        yield
    finally:
        if lock.is_locked:
            with suppress(OSError):
                beside(target, "holder.json").unlink(missing_ok=True)
            with suppress(OSError):  # the work is done or has failed; the system frees the lock at exit
                lock.release()


def _acquire(lock: FileLock, target: Path) -> None:
    from filelock import Timeout  # noqa: PLC0415

    try:
        lock.acquire()
    except Timeout as exc:
        raise LockedError(
            f"Một lần dựng khác đang chạy{_read_holder(target)}, nên chưa ghi vào “{target}” được. "
            "Hãy đợi lần ấy xong rồi chạy lại."
        ) from exc


def _write_holder(target: Path) -> None:
    """Leave our name beside the lock, in its own file: Windows lets nobody read a locked one."""
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "command": command}
    file = beside(target, "holder.json")
    with suppress(OSError):
        file.unlink(missing_ok=True)
        file.write_text(json.dumps(holder, ensure_ascii=False) + "\n", encoding="utf-8")


def _read_holder(target: Path) -> str:
    """Describe the holder, or answer nothing where its note is missing or half written."""
    try:
        raw = json.loads(beside(target, "holder.json").read_bytes())
        since = datetime.fromisoformat(raw["since"]).astimezone(_VIETNAM)
        return (
            f": tiến trình {raw['pid']} trên máy {raw['host']}, bắt đầu lúc {since:%H:%M %d/%m/%Y}, "
            f"lệnh “{raw['command']}”"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""
