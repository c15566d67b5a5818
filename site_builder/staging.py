"""A tree that replaces the old one only when it is whole: lock, stage, swap, and mending after a cut.

A build writes into a stage beside the output and swaps the two in one step, so a visitor, a checker or a
second build sees the old tree or the new one, never a mixture. Beside an output `public/xa` may lie, all
named for it:

    public/.xa.lock         held by the running build through the operating system; empty, freed when it dies
    public/.xa.holder.json  who holds it, for the message to whoever waits
    public/.xa.stage        the tree being written, or, just after the swap, the old one on its way out
    public/.xa.old          the old tree, only where the system swaps in two steps, only between the two
    public/.xa.trash        a tree that is being deleted

`recover` reads these names and nothing else, so it needs no journal that could itself be cut. Files in the
output that no build of ours made (a host's own, a search engine's proof) are carried over, never deleted.

Use `check_target`, then, inside `locked`: `recover`, `open_stage`, `write_file` and the like, `commit`.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import shlex
import shutil
import socket
import stat as modes
import sys
import time
import unicodedata
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from site_builder.errors import LockedError, TargetError, WorldError

MARKER = "cong-xa-manifest.json"  # `manifest` has it too; neighbours share no import, so a test compares
PROGRAM = "cong-xa"

_VIETNAM = timezone(timedelta(hours=7))
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()  # an antivirus lets go in a second
_FEW = 64  # up to here, syncing file by file is cheaper than asking for the whole disk

_STRANGE = re.compile(r'[<>:"|?*\\\x00-\x1f\ud800-\udfff]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)

_IN_THE_WAY = (FileExistsError, NotADirectoryError)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM)  # EPERM: old sandboxes
_NO_FOLDER_SYNC = (errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF)


# --- Is this folder ours? -----------------------------------------------------------------------------------


def check_target(target: Path, *, forbidden: tuple[Path, ...]) -> None:
    """Refuse an output folder that is not ours to replace, before anything is written.

    *forbidden* are folders that the output may neither be, hold, nor lie in: the content above all. Ours is
    what does not exist, is empty, or carries our marker.
    """
    with _world(target, "xem thư mục xuất"):
        real = _real(target.parent) / target.name if target.name not in ("", "..") else _real(target)
        reason = _why_linked(real) or _why_reserved(real)
        reason = reason or _why_forbidden(real, forbidden) or _why_not_ours(real)
    if reason:
        raise TargetError(f"Không dựng vào “{target}” được: {reason}")


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
            return f"đó là “{one}” hoặc thư mục chứa nó, nơi giữ bài viết. Hãy chọn thư mục khác bằng --out."
        if any(_same(other, up) for up in real.parents):
            return f"thư mục ấy nằm trong “{one}”. Hãy chọn thư mục khác bằng --out."
    return ""


def _why_not_ours(real: Path) -> str:
    """Say why what lies at *real* may not be replaced: somebody else put it there."""
    if not real.exists():
        return ""
    if not real.is_dir():
        return "đó là một tệp. Hãy đổi tên tệp ấy hoặc chọn thư mục khác bằng --out."
    if any(real.iterdir()) and not _has_marker(real):
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


def _has_marker(folder: Path) -> bool:
    """Tell whether *folder* holds a regular file that says, in JSON, that our program made it."""
    marker = folder / MARKER
    if not _is_regular(marker):
        return False
    try:
        raw = json.loads(marker.read_bytes())
    except (ValueError, RecursionError):
        return False
    program = raw.get("program") if isinstance(raw, dict) else None
    return isinstance(program, str) and program.split(" ")[0] == PROGRAM


def _is_regular(file: Path) -> bool:
    try:
        return modes.S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


# --- One build at a time ------------------------------------------------------------------------------------


@contextmanager
def locked(target: Path, *, wait: float = 60.0) -> Iterator[None]:
    """Hold *target* against other builds; after *wait* seconds raise LockedError naming who holds it.

    The system frees the lock when its holder dies, however it dies, so nothing stale is ever left to clear.
    The holder's name is a courtesy: without it the lock still works.
    """
    lock = FileLock(_beside(target, "lock"), timeout=wait, poll_interval=0.05)
    try:
        with _world(target, "khóa thư mục xuất"):
            target.parent.mkdir(parents=True, exist_ok=True)
            _acquire(lock, target)
        _write_holder(target)
        yield
    finally:
        if lock.is_locked:
            with suppress(OSError):
                _beside(target, "holder.json").unlink(missing_ok=True)
            with suppress(
                OSError
            ):  # the work is done or has failed already; the system frees the lock at exit
                lock.release()


def _acquire(lock: FileLock, target: Path) -> None:
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
    file = _beside(target, "holder.json")
    with suppress(OSError):
        file.unlink(missing_ok=True)
        file.write_text(json.dumps(holder, ensure_ascii=False) + "\n", encoding="utf-8")


def _read_holder(target: Path) -> str:
    """Describe the holder, or answer nothing where its note is missing or half written."""
    try:
        raw = json.loads(_beside(target, "holder.json").read_bytes())
        since = datetime.fromisoformat(raw["since"]).astimezone(_VIETNAM)
        return (
            f": tiến trình {raw['pid']} trên máy {raw['host']}, bắt đầu lúc {since:%H:%M %d/%m/%Y}, "
            f"lệnh “{raw['command']}”"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ""


# --- After a cut --------------------------------------------------------------------------------------------


def recover(target: Path) -> str | None:
    """Mend what a cut build left, with the lock held; say in Vietnamese what was done, or answer None.

    Afterwards *target* is the whole old or the whole new tree. An old tree set aside by a two-step swap goes
    back when nothing whole took its place. It is never deleted while what stands in its place is not ours.
    """
    with _world(target, "dọn phần sót lại"):
        restored = _restore(target, _beside(target, "old"))
        swept = _sweep(target)
    if restored:
        return f"Lần dựng trước bị ngắt đúng lúc thay bản mới; đã đưa nguyên bản cũ trở lại “{target}”."
    if swept:
        return f"Đã dọn phần còn sót của một lần dựng bị ngắt; cổng ở “{target}” vẫn nguyên vẹn."
    return None


def _restore(target: Path, old: Path) -> bool:
    """Put a set-aside tree back where nothing, or only an empty folder, stands; tell whether it was done."""
    if not old.is_dir():
        return False
    _remove_if_empty(target)
    if os.path.lexists(target):
        return False
    _replace(old, target)
    _sync_folder(target.parent)
    return True


def _sweep(target: Path) -> bool:
    """Delete the trees beside *target* that nobody needs; tell whether there were any.

    A set-aside tree is renamed first, so that one half deleted is never taken for one to put back.
    """
    old, trash, stage = (_beside(target, name) for name in ("old", "trash", "stage"))
    found = _remove(trash)
    if old.is_dir() and target.is_dir() and _has_marker(target):
        _replace(old, trash)
    return any([found, _remove(trash), _remove(stage)])


# --- Filling the stage --------------------------------------------------------------------------------------


def open_stage(target: Path) -> Path:
    """Make a fresh, empty folder beside *target*, on its disk, and return it."""
    stage = _beside(target, "stage")
    with _world(stage, "tạo thư mục dựng tạm"):
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove(stage)
        stage.mkdir()
    return stage


def stage_path(stage: Path, path: str) -> Path:
    """Return the file that *path* names in *stage*; ValueError, since a bug of ours, for one that leaves it.

    Refused is what escapes (`..`, absolute, drive letters) and what some system cannot hold (reserved names,
    a dot or space at the end, a second spelling of the same letters), so that a tree made here unpacks
    everywhere.
    """
    parts = path.split("/")
    if _STRANGE.search(path) or not unicodedata.is_normalized("NFC", path):
        raise ValueError(f"not a portable path: {path!r}")
    for part in parts:
        if not part or part[-1] in ". " or _RESERVED.fullmatch(part):
            raise ValueError(f"not a portable path: {path!r}")
    return stage.joinpath(*parts)


def write_file(stage: Path, path: str, data: bytes) -> None:
    """Write *data* as a new file; ValueError when *path* is written twice (or differs in case only)."""
    file = _make_room(stage, path)
    with _world(file, "ghi tệp"), file.open("xb") as stream:
        stream.write(data)


def link_file(stage: Path, path: str, source: Path) -> None:
    """Take an unchanged *source* from the old output by a hard link, or by a copy where there are no links.

    Only from the old output, which the swap removes: a link to the cache would let an edit in the output
    change the cache (see `copy_file`). A link brings along whatever somebody did to the old file, so compare
    it with the manifest before trusting it.
    """
    file = _make_room(stage, path)
    with _world(source, "lấy lại tệp"):
        _refuse_irregular(source)
        try:
            os.link(source, file)
        except OSError:  # another disk, no links here: the copy tells what is really wrong
            shutil.copyfile(source, file)


def copy_file(stage: Path, path: str, source: Path) -> None:
    """Copy *source* from the cache or the content, so that no later edit of one side reaches the other."""
    file = _make_room(stage, path)
    with _world(source, "chép tệp"):
        _refuse_irregular(source)
        shutil.copyfile(source, file)


def _make_room(stage: Path, path: str) -> Path:
    """Return the free place of *path*, its folder made."""
    file = stage_path(stage, path)
    try:
        with _world(file.parent, "tạo thư mục"):
            file.parent.mkdir(parents=True, exist_ok=True)
    except WorldError as exc:
        if isinstance(exc.__cause__, _IN_THE_WAY):
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
    """Remove a stage that will not be used."""
    with _world(stage, "xóa thư mục dựng tạm"):
        _remove(stage)


# --- The swap -----------------------------------------------------------------------------------------------


def commit(stage: Path, target: Path, *, ours: Collection[str]) -> tuple[str, ...]:
    """Put *stage* in the place of *target* and return the foreign files that were carried over.

    *ours* are the paths in the old tree's manifest, empty for a first build; whatever else lies there is
    somebody's and comes along. ValueError when the stage has no marker: it must be written last, as the sign
    of a whole tree. After a failure *target* is whole, old or new; `recover` sweeps what is left. Failing to
    delete the old tree is no failure of the build.
    """
    with _world(target, "thay bản mới vào"):
        if not _has_marker(stage):
            raise ValueError(f"no marker in the stage: {stage}")
        carried = strangers(target, ours)
        for path in carried:
            _carry(target / path, stage / path)
        _sync_tree(stage)
        _swap(stage, target)
        _sync_folder(target.parent)
    with suppress(OSError):
        _sweep(target)
    return carried


def strangers(target: Path, ours: Collection[str]) -> tuple[str, ...]:
    """Return what lies in *target* and is neither in *ours* nor our marker: files, and links of any kind."""
    known = {MARKER, *ours}
    return tuple(sorted(path for path in _leaves(target) if unicodedata.normalize("NFC", path) not in known))


def _leaves(folder: Path) -> Iterator[str]:
    """Yield the POSIX path of everything in *folder* that is not a real folder."""
    for place, folders, files in os.walk(folder, onerror=_raise):
        linked = [name for name in folders if Path(place, name).is_symlink()]
        prefix = "" if place == str(folder) else Path(place).relative_to(folder).as_posix() + "/"
        for name in (*files, *linked):
            yield prefix + name


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # no old tree yet
        raise error


def _carry(source: Path, place: Path) -> None:
    """Bring a foreign file into the stage, or refuse to build over it: only its owner knows its use."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
        if source.is_symlink():
            place.symlink_to(source.readlink(), target_is_directory=source.is_dir())
        else:
            _link_or_copy(source, place)
    except _IN_THE_WAY as exc:
        raise TargetError(
            f"Tệp “{source}” không do Cổng Xã tạo, mà bản mới cũng có tệp ở chỗ ấy. "
            "Hãy chuyển tệp ấy đi nơi khác rồi chạy lại."
        ) from exc


def _link_or_copy(source: Path, place: Path) -> None:
    try:
        os.link(source, place)
    except OSError:  # a system without links
        shutil.copy2(source, place)


def _swap(stage: Path, target: Path) -> None:
    """Exchange the two folders in one step where the system can, else in two with the old tree set aside."""
    if not target.exists():
        _replace(stage, target)
    elif not _exchange(stage, target):
        old = _beside(target, "old")
        _replace(target, old)
        try:
            _replace(stage, target)
        except BaseException:
            if not target.exists():
                _replace(old, target)
            raise


def _exchange(one: Path, two: Path) -> bool:
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


@cache
def _c_function(name: str) -> Callable[..., int] | None:
    """Return a function of Linux's C library that Python lacks, or None where there is no such one."""
    if not sys.platform.startswith("linux"):
        return None
    function: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    return function


def _sync_tree(stage: Path) -> None:
    """Bring the stage to the disk before it may take the old tree's place.

    A linked file is there already. Many new ones are synced by one call for the whole disk, if it has one.
    """
    fresh = [file for path in _leaves(stage) if _is_fresh(file := stage / path)]
    if len(fresh) > _FEW and _sync_disk(stage):
        return
    for file in fresh:
        _sync(file)
    for place, _, _ in os.walk(stage, onerror=_raise):
        _sync_folder(Path(place))


def _is_fresh(file: Path) -> bool:
    state = file.lstat()
    return modes.S_ISREG(state.st_mode) and state.st_nlink == 1


def _sync_disk(folder: Path) -> bool:
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


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk; Windows and some network disks have, and need, no such call."""
    if os.name == "nt":
        return
    try:
        _sync(folder)
    except OSError as exc:
        if exc.errno not in _NO_FOLDER_SYNC:
            raise


def _sync(place: Path) -> None:
    handle = os.open(place, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# --- Cleaning -----------------------------------------------------------------------------------------------


def clear_target(target: Path, paths: Collection[str]) -> tuple[str, ...]:
    """Delete the *paths* of its manifest from *target*, and folders left empty; return the foreign ones kept.

    Paths are met by walking the folder, never by following them, so neither `..` nor a link planted in the
    output reaches outside. The marker goes last: a clean that was cut is still ours to finish.
    """
    with _world(target, "xóa"):
        foreign = strangers(target, paths)
        mine = set(_leaves(target)) - {*foreign, MARKER}
        for path in sorted(mine):
            _patiently((target / path).unlink)
        (target / MARKER).unlink(missing_ok=True)
        if foreign:  # the folder stays ours, so that the next build may write beside what is kept
            (target / MARKER).write_text(json.dumps({"program": PROGRAM, "portal": target.name, "artifacts": []}), encoding="utf-8")
        folders = {up for path in mine for up in PurePosixPath(path).parents} | {PurePosixPath()}
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
            _remove_if_empty(target / folder)
    return foreign


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        _patiently(folder.rmdir)


# --- Small tools --------------------------------------------------------------------------------------------


def _beside(target: Path, suffix: str) -> Path:
    return target.parent / f".{target.name}.{suffix}"


def _replace(one: Path, two: Path) -> None:
    _patiently(lambda: one.replace(two))


def _remove(folder: Path) -> bool:
    """Delete a tree of ours, or the link that somebody put in its place; tell whether there was anything."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return True
    if not folder.exists():
        return False
    _patiently(lambda: shutil.rmtree(folder))
    return True


def _patiently(action: Callable[[], object]) -> None:
    """Do *action*, again after short pauses while a Windows antivirus or viewer still holds the file."""
    for pause in _PAUSES:
        try:
            action()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    action()


@contextmanager
def _world(place: Path, doing: str) -> Iterator[None]:
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
