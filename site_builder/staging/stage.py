"""Bytes, files of the old output and files of the cache → a tree beside the output, path by path."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat as modes
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from site_builder import text
from site_builder.errors import WorldError
from site_builder.staging.disk import IN_THE_WAY, each, link_or_copy, remove, world
from site_builder.staging.names import beside

FLAT = ".fresh"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def open_stage(target: Path, *, flat: bool = False) -> Path:
    """Make a fresh, empty folder beside *target*, on its disk, and return it.

    A *flat* one holds no folders: its files are to be moved into the old tree, and are called by the digests of their
    paths.
    """
    stage = beside(target, FLAT[1:] if flat else "stage")
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
    if stage.name.endswith(FLAT):
        return stage / hashlib.sha256(path.encode()).hexdigest()[:32]
    return stage.joinpath(*path.split("/"))


def write_file(stage: Path, path: str, data: bytes) -> None:
    """Write *data* as a new file; ValueError when *path* is written twice (or differs in case only)."""
    file = os.fspath(stage_path(stage, path))
    with world(stage, "ghi tệp"):
        try:
            handle = os.open(file, _NEW, 0o666)
        except (FileNotFoundError, *IN_THE_WAY):
            handle = os.open(_make_room(stage, path), _NEW, 0o666)
        with os.fdopen(handle, "wb", buffering=0) as stream:
            _write_all(stream, data)


def write_files(stage: Path, files: Mapping[str, bytes]) -> None:
    """Write new files, many at a time."""
    each(lambda one: write_file(stage, *one), tuple(files.items()))


def _write_all(stream: FileIO, data: bytes) -> None:
    """Write everything: a disk that is almost full takes a part, and says so only when it is asked again."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


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
