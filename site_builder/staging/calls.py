"""Two calls of Linux that Python lacks: swap two folders, sync one disk. Where they are missing, False."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)  # EPERM: old sandboxes


def exchange(one: Path, two: Path) -> bool:
    """Swap two folders so that neither name is ever missing; tell False where the system has no such call."""
    call = _c_function("renameat2")
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(two), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(two))


def sync_disk(folder: Path) -> bool:
    """Sync the disk that holds *folder*; tell False where the system cannot, raise when the disk fails."""
    call = _c_function("syncfs")
    if call is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if call(handle) == 0:
            return True
        number = ctypes.get_errno()
        if number == errno.ENOSYS:
            return False
        raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


@cache
def _c_function(name: str) -> Callable[..., int] | None:
    """Return a function of Linux's C library that Python lacks, or None where there is no such one."""
    if not sys.platform.startswith("linux"):
        return None
    function: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return function
