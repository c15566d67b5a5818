"""Files that the system still holds in memory → files on the disk, before a swap relies on them."""

from __future__ import annotations

import errno
import os
import stat as modes
from collections.abc import Collection
from pathlib import Path

from site_builder.staging.calls import sync_disk
from site_builder.staging.disk import leaves, walk

_FEW = 64  # up to here, syncing file by file is cheaper than asking for the whole disk
_NO_FOLDER_SYNC = (errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF)


def sync_tree(stage: Path) -> None:
    """Bring the stage to the disk before it may take the old tree's place.

    A linked file is there already. Many new ones are synced by one call for the whole disk, if it has one.
    """
    fresh = [file for path in leaves(stage) if _is_fresh(file := stage / path)]
    if len(fresh) > _FEW and sync_disk(stage):
        return
    for file in fresh:
        sync(file)
    for place, _, _ in walk(stage):
        sync_folder(Path(place))


def _is_fresh(file: Path) -> bool:
    state = file.lstat()
    return modes.S_ISREG(state.st_mode) and state.st_nlink == 1


def sync_folders(disk: Path, folders: Collection[Path]) -> None:
    """Bring the names in *folders*, which lie on one disk, to it."""
    if len(folders) > _FEW and sync_disk(disk):
        return
    for folder in folders:
        if folder.is_dir():
            sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows and some network disks have, and need, no such call."""
    if os.name == "nt":
        return
    try:
        sync(folder)
    except OSError as exc:
        if exc.errno not in _NO_FOLDER_SYNC:
            raise


def sync(place: Path) -> None:
    """Bring one file or folder to the disk."""
    handle = os.open(place, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
