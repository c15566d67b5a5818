"""A whole stage → the output, in one step; and what a cut left → the old output or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath

from site_builder.errors import TargetError
from site_builder.staging.calls import exchange
from site_builder.staging.disk import IN_THE_WAY, link_or_copy, remove, remove_if_empty, replace, walk, world
from site_builder.staging.durable import sync_folder, sync_tree
from site_builder.staging.journal import finish
from site_builder.staging.names import beside, has_marker
from site_builder.staging.target import strangers


def commit(stage: Path, target: Path, *, ours: Collection[str]) -> tuple[str, ...]:
    """Put *stage* in the place of *target* and return the foreign files that were carried over.

    *ours* are the paths in the old tree's manifest, empty for a first build; whatever else lies there is
    somebody's and comes along. ValueError when the stage has no marker: it must be written last, as the sign
    of a whole tree. After a failure *target* is whole, old or new; `recover` sweeps what is left. Failing to
    delete the old tree is no failure of the build.
    """
    with world(target, "thay bản mới vào"):
        if not has_marker(stage):
            raise ValueError(f"no marker in the stage: {stage}")
        carried = strangers(target, ours)
        for path in carried:
            _carry(target / path, stage / path)
        _carry_folders(target, stage, ours)
        sync_tree(stage)
        _swap(stage, target)
        sync_folder(target.parent)
    with suppress(OSError):
        _sweep(target)
    return carried


def _carry(source: Path, place: Path) -> None:
    """Bring a foreign file into the stage, or refuse to build over it: only its owner knows its use."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
        if source.is_symlink():
            place.symlink_to(source.readlink(), target_is_directory=source.is_dir())
        else:
            link_or_copy(source, place, shutil.copy2)
    except IN_THE_WAY as exc:
        raise TargetError(
            f"Tệp “{source}” không do Cổng Xã tạo, mà bản mới cũng có tệp ở chỗ ấy. "
            "Hãy chuyển tệp ấy đi nơi khác rồi chạy lại."
        ) from exc


def _carry_folders(target: Path, stage: Path, ours: Collection[str]) -> None:
    """Bring along the folders that hold nothing of ours, also empty ones, with their modes: a host made them."""
    used = {str(up) for path in ours for up in PurePosixPath(path).parents}
    for place, folders, _ in walk(target):
        for name in folders:
            source = Path(place, name)
            path = source.relative_to(target)
            if path.as_posix() in used or source.is_symlink() or (stage / path).is_file():
                continue
            (stage / path).mkdir(parents=True, exist_ok=True)
            shutil.copystat(source, stage / path)


def _swap(stage: Path, target: Path) -> None:
    """Exchange the two folders in one step where the system can, else in two with the old tree set aside."""
    if not target.exists():
        replace(stage, target)
    elif not exchange(stage, target):
        old = beside(target, "old")
        replace(target, old)
        try:
            replace(stage, target)
        except BaseException:
            if not target.exists():
                replace(old, target)
            raise


_TRACES = ("stage", "fresh", "old", "trash", "journal")


def is_touched(target: Path) -> bool:
    """Tell whether a build works on *target* just now, or was cut while it did."""
    return any(os.path.lexists(beside(target, name)) for name in (*_TRACES, "holder.json"))


def was_cut(target: Path) -> bool:
    """Tell whether a build of ours left trees beside *target*: its holder's note, or our marker, is the proof."""
    with world(target, "xem phần sót lại"):
        left = any(beside(target, name).exists() for name in _TRACES)
        return left and (beside(target, "holder.json").is_file() or has_marker(target))


def recover(target: Path) -> str | None:
    """Mend what a cut build left, with the lock held; say in Vietnamese what was done, or answer None.

    Afterwards *target* is the whole old or the whole new tree. An old tree set aside by a two-step swap goes
    back when nothing whole took its place. It is never deleted while what stands in its place is not ours.
    """
    with world(target, "dọn phần sót lại"):
        finished = finish(target)
        restored = _restore(target, beside(target, "old"))
        swept = _sweep(target)
    if finished:
        return f"Lần dựng trước bị ngắt lúc đang thay tệp mới; đã thay nốt, cổng ở “{target}” là bản mới nguyên vẹn."
    if restored:
        return f"Lần dựng trước bị ngắt đúng lúc thay bản mới; đã đưa nguyên bản cũ trở lại “{target}”."
    if swept:
        return f"Đã dọn phần còn sót của một lần dựng bị ngắt; cổng ở “{target}” vẫn nguyên vẹn."
    return None


def _restore(target: Path, old: Path) -> bool:
    """Put a set-aside tree back where nothing, or only an empty folder, stands; tell whether it was done."""
    if not old.is_dir():
        return False
    remove_if_empty(target)
    if os.path.lexists(target):
        return False
    replace(old, target)
    sync_folder(target.parent)
    return True


def _sweep(target: Path) -> bool:
    """Delete the trees beside *target* that nobody needs; tell whether there were any.

    A set-aside tree is renamed first, so that one half deleted is never taken for one to put back.
    """
    old, trash, stage, fresh = (beside(target, name) for name in ("old", "trash", "stage", "fresh"))
    found = remove(trash)
    if old.is_dir() and target.is_dir() and has_marker(target):
        replace(old, trash)
    return any([found, remove(trash), remove(stage), remove(fresh)])
