"""Is this output folder ours, which files in it are not, and how what is ours leaves it."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from site_builder.errors import TargetError, UsageError
from site_builder.staging.disk import leaves, patiently, remove_if_empty, replace, world
from site_builder.staging.names import MARKER, PROGRAM, beside, has_marker


def check_target(target: Path, *, forbidden: tuple[Path, ...]) -> None:
    """Refuse an output folder that is not ours to replace, before anything is written.

    *forbidden* are folders that the output may neither be, hold, nor lie in: the content above all. Ours is
    what does not exist, is empty, or carries our marker.
    """
    with world(target, "xem thư mục xuất"):
        real = _real(target.parent) / target.name if target.name not in ("", "..") else _real(target)
        reason = _why_linked(real) or _why_reserved(real)
        reason = reason or _why_forbidden(real, forbidden) or _why_not_ours(real)
    if reason:
        raise TargetError(f"Không dùng được thư mục “{target}”: {reason}")


def check_out(out: Path, *, forbidden: tuple[Path, ...]) -> None:
    """Refuse a place for outputs that is a root or a home, or touches one of *forbidden*.

    `check_target` looks at one output in it; this looks at the place itself, before anything in it is mended.
    """
    with world(out, "xem thư mục xuất"):
        real = _real(out)
        reason = _why_reserved(real) or _why_forbidden(real, forbidden)
    if reason:
        raise UsageError(f"Không ghi kết quả vào “{out}” được: {reason}")


def _why_linked(real: Path) -> str:
    """Say where *real* leads if it is a link (or a Windows junction): a swap would move the link itself."""
    if not real.is_symlink() and os.path.normcase(_real(real)) == os.path.normcase(real):
        return ""
    return f"đó là một liên kết tới “{_real(real)}”. Hãy ghi thẳng thư mục thật vào --out."


def _why_reserved(real: Path) -> str:
    """Say why *real* may never be an output: a root or a home would lose what people keep there."""
    if real == Path(real.anchor):
        return "đó là gốc của ổ đĩa. Hãy chọn một thư mục riêng, ví dụ --out public."
    try:
        home = _real(Path.home())
    except RuntimeError:  # a service account may have none
        return ""
    if any(_same(real, one) for one in (home, *home.parents)):
        return "đó là thư mục cá nhân hoặc chứa nó. Hãy chọn một thư mục riêng, ví dụ --out public."
    return ""


def _why_forbidden(real: Path, forbidden: tuple[Path, ...]) -> str:
    """Say which of *forbidden* it touches, comparing files, not spelling: `Content` may be `content`."""
    for one in forbidden:
        other = _real(one)
        if any(_same(real, up) for up in (other, *other.parents)):
            return f"đó là “{one}” hoặc chứa thư mục ấy. Hãy chọn thư mục khác bằng --out."
        if any(_same(other, up) for up in real.parents):
            return f"thư mục ấy nằm trong “{one}”. Hãy chọn thư mục khác bằng --out."
    return ""


def _why_not_ours(real: Path) -> str:
    """Say why what lies at *real* may not be replaced: somebody else put it there."""
    if not real.exists():
        return ""
    if not real.is_dir():
        return "đó là một tệp. Hãy đổi tên tệp ấy hoặc chọn thư mục khác bằng --out."
    if any(real.iterdir()) and not has_marker(real):
        return (
            f"thư mục đã có tệp mà không có {MARKER} của Cổng Xã, nên có thể là dữ liệu của người khác. "
            "Hãy chọn thư mục trống bằng --out, hoặc tự chuyển các tệp ấy đi rồi chạy lại."
        )
    return ""


def _real(path: Path) -> Path:
    """Follow all links; unlike `Path.resolve`, without an exception for links that go in a circle."""
    return Path(os.path.realpath(path))


def _same(one: Path, two: Path) -> bool:
    if one == two:
        return True
    try:
        return one.samefile(two)
    except FileNotFoundError:
        return False


def strangers(target: Path, ours: Collection[str]) -> tuple[str, ...]:
    """Return what lies in *target* and is neither in *ours* nor our marker: files, and links of any kind."""
    known = {MARKER, *ours}
    return tuple(sorted(path for path in leaves(target) if unicodedata.normalize("NFC", path) not in known))


def clear_target(target: Path, paths: Collection[str]) -> tuple[str, ...]:
    """Delete the *paths* of its manifest from *target*, and folders left empty; return the foreign ones kept.

    Paths are met by walking the folder, never by following them, so neither `..` nor a link planted in the
    output reaches outside. The marker goes last: a clean that was cut is still ours to finish.
    """
    with world(target, "xóa"):
        foreign = strangers(target, paths)
        mine = set(leaves(target)) - {*foreign, MARKER}
        for path in sorted(mine):
            patiently((target / path).unlink)
        if foreign:  # the folder stays ours, so that the next build may write beside what is kept
            note = {"program": PROGRAM, "portal": target.name, "artifacts": []}
            beside(target, "marker").write_text(json.dumps(note), encoding="utf-8")
            replace(beside(target, "marker"), target / MARKER)
        else:
            (target / MARKER).unlink(missing_ok=True)
        folders = {up for path in mine for up in PurePosixPath(path).parents} | {PurePosixPath()}
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
            remove_if_empty(target / folder)
    return foreign
