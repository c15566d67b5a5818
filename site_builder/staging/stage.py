"""Bytes, files of the old output and files of the cache → a tree beside the output, path by path."""

from __future__ import annotations

import os
import shutil
import stat as modes
from pathlib import Path

from site_builder import text
from site_builder.errors import WorldError
from site_builder.staging.disk import IN_THE_WAY, link_or_copy, remove, world
from site_builder.staging.names import beside


def open_stage(target: Path) -> Path:
    """Make a fresh, empty folder beside *target*, on its disk, and return it."""
    stage = beside(target, "stage")
    with world(stage, "tạo thư mục dựng tạm"):
        target.parent.mkdir(parents=True, exist_ok=True)
        remove(stage)
        stage.mkdir()
    return stage


def stage_path(stage: Path, path: str) -> Path:
    """Return the file that *path* names in *stage*; ValueError, since a bug of ours, for one that leaves it.

    Refused is what some system cannot hold, so that a tree made here unpacks everywhere.
    """
    if not text.is_portable(path):
        raise ValueError(f"not a portable path: {path!r}")
    return stage.joinpath(*path.split("/"))


def write_file(stage: Path, path: str, data: bytes) -> None:
    """Write *data* as a new file; ValueError when *path* is written twice (or differs in case only)."""
    file = _make_room(stage, path)
    with world(file, "ghi tệp"), file.open("xb") as stream:
        stream.write(data)


def link_file(stage: Path, path: str, source: Path) -> None:
    """Take an unchanged *source* from the old output by a hard link, or by a copy where there are no links.

    Only from the old output, which the swap removes: a link to the cache would let an edit in the output
    change the cache (see `copy_file`). A link brings along whatever somebody did to the old file, so compare
    it with the manifest before trusting it.
    """
    file = _make_room(stage, path)
    with world(source, "lấy lại tệp"):
        _refuse_irregular(source)
        link_or_copy(source, file, shutil.copyfile)


def copy_file(stage: Path, path: str, source: Path) -> None:
    """Copy *source* from the cache or the content, so that no later edit of one side reaches the other."""
    file = _make_room(stage, path)
    with world(source, "chép tệp"):
        _refuse_irregular(source)
        shutil.copyfile(source, file)


def _make_room(stage: Path, path: str) -> Path:
    """Return the free place of *path*, its folder made."""
    file = stage_path(stage, path)
    try:
        with world(file.parent, "tạo thư mục"):
            file.parent.mkdir(parents=True, exist_ok=True)
    except WorldError as exc:
        if isinstance(exc.__cause__, IN_THE_WAY):
            raise ValueError(f"both a file and a folder: {path!r}") from exc
        raise
    if os.path.lexists(file):
        raise ValueError(f"written twice: {path!r}")
    return file


def _refuse_irregular(source: Path) -> None:
    """Refuse links, which may lead anywhere, and pipes, which never end."""
    if not modes.S_ISREG(source.lstat().st_mode):
        raise WorldError(f"“{source}” là liên kết hoặc không phải tệp thường. Hãy thay bằng tệp thật.")


def discard(stage: Path) -> None:
    """Remove a stage that will not be used; one that is half used, as a journal tells, is needed by `recover`."""
    if stage.with_suffix(".journal").exists():
        return
    with world(stage, "xóa thư mục dựng tạm"):
        remove(stage)
