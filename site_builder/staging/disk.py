"""What every step asks of the disk: with patience, and a refusal → a sentence that a clerk can act on."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from site_builder.errors import WorldError

IN_THE_WAY = (FileExistsError, NotADirectoryError)
_MANY, _HANDS = 16, 8
P = TypeVar("P")
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()  # an antivirus lets go in a second


@contextmanager
def world(place: Path, doing: str) -> Iterator[None]:
    """Turn the system's refusal while *doing* something to *place* into words that a clerk can act on."""
    try:
        yield
    except OSError as exc:
        where = f" (tại “{exc.filename}”)" if exc.filename and str(exc.filename) != str(place) else ""
        raise WorldError(f"Không {doing} “{place}” được: {_reason(exc)}{where}") from exc


def _reason(exc: OSError) -> str:
    """Say what the system refused and what to do about it; the old portal is never harmed by it."""
    for numbers, sentence in _REASONS:
        if exc.errno in numbers:
            return sentence
    return f"hệ thống báo “{exc.strerror or exc}”. Hãy kiểm tra ổ đĩa rồi chạy lại."


_REASONS: tuple[tuple[tuple[int, ...], str], ...] = (
    (
        (errno.ENOSPC, errno.EDQUOT),
        "ổ đĩa đã đầy. Hãy xóa bớt tệp không dùng rồi chạy lại; cổng đang có vẫn nguyên vẹn.",
    ),
    (
        (errno.EACCES, errno.EPERM),
        "không có quyền, hoặc tệp đang mở ở chương trình khác. Hãy đóng tệp hoặc xin quyền rồi chạy lại.",
    ),
    ((errno.EROFS,), "ổ đĩa chỉ cho đọc. Hãy chọn thư mục ở ổ đĩa khác bằng --out."),
    ((errno.ENAMETOOLONG,), "tên quá dài. Hãy đặt tên tệp hoặc thư mục ngắn lại."),
    ((errno.EFBIG,), "tệp lớn hơn mức hệ thống cho phép. Hãy giảm cỡ tệp hoặc xin nâng mức ấy."),
    ((errno.EBUSY,), "thư mục là điểm gắn ổ đĩa hoặc đang bận. Hãy dựng vào một thư mục con của nó."),
)


def replace(one: Path, two: Path) -> None:
    """Give *one* the name *two*."""
    patiently(lambda: one.replace(two))


def remove(folder: Path) -> bool:
    """Delete a tree of ours, or the link that somebody put in its place; tell whether there was anything."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return True
    if not folder.exists():
        return False
    _empty(folder)
    patiently(lambda: shutil.rmtree(folder))
    return True


def _empty(folder: Path) -> None:
    """Delete the files of a large tree, and the folders that hold nothing else; what stays is told by who removes it."""
    places = [(Path(place), folders, files) for place, folders, files in os.walk(folder)]
    each(_try_unlink, [place / name for place, _, files in places for name in files])
    each(_try_rmdir, [place for place, folders, _ in places if not folders and place != folder])


def _try_unlink(file: Path) -> None:
    with suppress(OSError):
        file.unlink()


def _try_rmdir(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def each(action: Callable[[P], object], items: Sequence[P]) -> None:
    """Do *action* to all *items*, many at a time: a disk that is asked one by one makes everybody wait for each answer."""
    if len(items) <= _MANY:
        _each(action, items)
        return
    with ThreadPoolExecutor(_HANDS) as pool:
        for done in [pool.submit(_each, action, items[at::_HANDS]) for at in range(_HANDS)]:
            done.result()


def _each(action: Callable[[P], object], items: Sequence[P]) -> None:
    for item in items:
        action(item)


def link_or_copy(source: Path, place: Path, copy: Callable[[Path, Path], object]) -> None:
    """Link *source* to *place*, or *copy* it where there are no links."""
    try:
        os.link(source, place)
    except OSError:  # another disk, or a system without links; the copy tells what is really wrong
        copy(source, place)


def remove_if_empty(folder: Path) -> None:
    """Delete *folder* unless it is missing or somebody keeps something in it."""
    if folder.is_dir() and not any(folder.iterdir()):
        patiently(folder.rmdir)


def patiently(action: Callable[[], object]) -> None:
    """Do *action*, again after short pauses while a Windows antivirus or viewer still holds the file."""
    for pause in _PAUSES:
        try:
            action()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    action()


def walk(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk *folder*, which may be missing; OSError for what cannot be read, which `os.walk` would pass over."""
    return os.walk(folder, onerror=_raise_real)


def leaves(folder: Path) -> Iterator[str]:
    """Yield the POSIX path of everything in *folder* that is not a real folder."""
    for place, folders, files in walk(folder):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        prefix = "" if place == str(folder) else Path(place).relative_to(folder).as_posix() + "/"
        for name in (*files, *linked):
            yield prefix + name


def _raise_real(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # no old tree yet
        raise error
