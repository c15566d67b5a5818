"""Where a file really lies: the path that a clerk wrote → the path on the disk, or the path that was probably meant.

A Mac takes marks off their letters in names, and a zip brings such names to systems that compare bytes: “họp.jpg” is then
not “họp.jpg”. Windows does not tell capitals from small letters; the server does.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from site_builder.text import nfc


def on_disk(portal: Path, path: str) -> str:
    """Return where the file *path* of *portal* really lies: under a name of other bytes, or behind a link inside the portal.

    What is not there, or leads out, stays as it is: opening it says what is wrong.
    """
    try:
        real = (portal / _walk(portal, path, folded=False)).resolve(strict=True)
        return real.relative_to(portal.resolve(strict=True)).as_posix()
    except (OSError, RuntimeError, ValueError):
        return path


def remedy(portal: Path, path: str) -> str:
    """Say what to do about the missing *path*: the name with other capitals, the same file below `media/`, or else look."""
    like = _walk(portal, path, folded=True)
    if like != path and _is_file(portal, like):
        shown = (
            PurePosixPath(like).name
            if PurePosixPath(like).parent == PurePosixPath(path).parent
            else "/" + like
        )
        return f"Có tệp “{nfc(shown)}”: sửa lại cho đúng."
    parts = PurePosixPath(path).parts
    tails = ["/".join(parts[at:]) for at, part in enumerate(parts) if at and part == "media"]
    for tail in (*tails, f"media/{parts[-1]}" if parts else ""):
        found = _walk(portal, tail, folded=True)
        if tail and _is_file(portal, found):
            return f"Có tệp “/{nfc(found)}”: ghi đường dẫn ấy, kể cả dấu / ở đầu."
    return "Kiểm tra tên tệp, chữ hoa, chữ thường và thư mục chứa tệp."


def _is_file(portal: Path, path: str) -> bool:
    try:
        return (portal / path).is_file()
    except (OSError, ValueError):
        return False


def _walk(portal: Path, path: str, *, folded: bool) -> str:
    """Return *path* with each part that is not there replaced by the entry of its folder that looks like it."""
    if os.path.lexists(portal / path):
        return path
    place = PurePosixPath()
    for part in PurePosixPath(path).parts:
        there = part == ".." or os.path.lexists(portal / place / part)
        place /= part if there else _names(portal / place, folded=folded).get(_key(part, folded=folded), part)
    return place.as_posix()


def _names(folder: Path, *, folded: bool) -> Mapping[str, str]:
    try:
        return _listed(str(folder), folder.stat().st_mtime_ns, folded=folded)
    except (OSError, ValueError):
        return {}


@functools.lru_cache(maxsize=64)
def _listed(folder: str, changed: int, *, folded: bool) -> Mapping[str, str]:  # noqa: ARG001 - a changed folder is read anew
    """Return the names in *folder* by their keys."""
    return {_key(name, folded=folded): name for name in sorted(one.name for one in Path(folder).iterdir())}


def _key(name: str, *, folded: bool) -> str:
    return nfc(name).casefold() if folded else nfc(name)
