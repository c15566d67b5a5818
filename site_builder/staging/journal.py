"""A few new files of a large tree → into the old one, file by file, so that a cut is rolled forward by the next command.

Linking and removing thousands of files that nobody changed would take longer than the edit. So the changed files are
staged, synced and named in a journal; then each takes the place of the old one in one step. Every file is whole at every
moment, and the tree is the old or the new one once the next command has begun.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.staging.disk import each, patiently, remove, remove_if_empty, replace, world
from site_builder.staging.durable import sync_folder, sync_folders, sync_tree
from site_builder.staging.names import MARKER, beside, is_marker
from site_builder.staging.stage import FLAT, open_stage, stage_path


def amend(
    stage: Path, target: Path, *, fresh: Collection[str], gone: Collection[str], ours: Collection[str]
) -> bool:
    """Move the files of a flat *stage* to the paths *fresh* of *target* and delete the paths *gone*.

    Tell False where that does not fit: where something that is not *ours* is in the way, or a folder where a file is to
    stand. ValueError when the stage has no marker.
    """
    with world(target, "thay tệp mới vào"):
        if not is_marker(stage_path(stage, MARKER)):
            raise ValueError(f"no marker in the stage: {stage}")
        if not _fits(target, (*fresh, MARKER, *gone), {MARKER, *ours}):
            return False
        sync_tree(stage)
        _write(target, {"move": [*sorted(fresh), MARKER], "remove": sorted(gone)})
        finish(target)
    return True


def unfold(stage: Path, target: Path, fresh: Collection[str]) -> Path:
    """Make an ordinary stage of a flat one, and return it."""
    whole = open_stage(target)
    with world(whole, "tạo thư mục"):
        for path in (*fresh, MARKER):
            place = stage_path(whole, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(stage_path(stage, path), place)
        remove(stage)
    return whole


def _fits(target: Path, paths: Collection[str], ours: Collection[str]) -> bool:
    """Tell whether each path has only real folders above it, and at its place nothing, or a file of ours."""
    folders = {str(up) for path in paths for up in PurePosixPath(path).parents} - {"."}
    if any(os.path.lexists(target / one) and not _is_folder(target / one) for one in folders):
        return False
    places = ((path, target / path) for path in paths)
    return not any(
        os.path.lexists(place) and (path not in ours or _is_folder(place)) for path, place in places
    )


def _is_folder(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink()


def _write(target: Path, journal: dict[str, list[str]]) -> None:
    fresh = beside(target, "journal.new")
    with fresh.open("w", encoding="utf-8") as stream:
        json.dump(journal, stream, ensure_ascii=False)
        stream.flush()
        os.fsync(stream.fileno())
    replace(fresh, beside(target, "journal"))
    sync_folder(target.parent)


def finish(target: Path) -> bool:
    """Do what the journal beside *target* says and was not done yet; tell whether there was one."""
    journal = _read(beside(target, "journal"))
    if journal is None:
        for name in ("journal", "journal.new"):
            beside(target, name).unlink(missing_ok=True)
        return False
    stage = beside(target, FLAT[1:])
    *pages, marker = journal["move"]
    each(lambda path: _move(stage_path(stage, path), target / path), pages)
    _move(stage_path(stage, marker), target / marker)
    for path in journal["remove"]:
        with suppress(FileNotFoundError):
            patiently((target / path).unlink)
        _prune(target, PurePosixPath(path).parents)
    touched = (PurePosixPath(path) for path in (*journal["move"], *journal["remove"]))
    sync_folders(target, sorted({target / up for path in touched for up in path.parents}, reverse=True))
    patiently(beside(target, "journal").unlink)
    sync_folder(target.parent)
    with suppress(OSError):
        remove(stage)
    return True


def _move(file: Path, place: Path) -> None:
    """Give *file* its place, unless that was done before the cut."""
    try:
        replace(file, place)
    except FileNotFoundError:
        if os.path.lexists(file):
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(file, place)


def _prune(target: Path, above: Collection[PurePosixPath]) -> None:
    for up in above:
        if str(up) != ".":
            remove_if_empty(target / up)


def _read(file: Path) -> dict[str, Any] | None:
    """Read the journal; it takes its name only when it is whole, so one that is not was never ours."""
    try:
        raw = json.loads(file.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return raw if isinstance(raw, dict) and {"move", "remove"} <= raw.keys() else None
