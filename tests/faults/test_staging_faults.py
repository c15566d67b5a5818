"""Old or new, never a mixture: the build is killed, refused or interrupted at every single step.

Run as a program, this file is the laboratory: it forks a child that builds, strikes it at its k-th request to the
disk (k = 1, 2, 3 … until a child gets through), and looks at what is left. Python's audit events and two
patched functions count the requests, so no tracer is needed and the same k is always the same moment.
"""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from site_builder import staging
from site_builder.errors import WorldError
from site_builder.staging import MARKER, commit, copy_file, link_file, locked, open_stage, recover, write_file

Files = dict[str, bytes]
Strike = Callable[[int, int], None]

HEAD = b'{"program": "cong-xa 0.1.0", "build": "%s"}\n'
OLD: Files = {"index.html": b"old", "tin/giu.html": b"kept", "tin/bo.html": b"old", MARKER: HEAD % b"old"}
NEW: Files = {
    "index.html": b"new",
    "tin/giu.html": b"kept",
    "van-ban/moi.pdf": b"cached" * 100,
    "tin/2026/moi.html": b"new",
    MARKER: HEAD % b"new",
}
FOREIGN: Files = {"google.html": b"foreign"}
OURS = tuple({*OLD, *NEW} - {MARKER})
ASKED = {
    *("open", "os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "os.scandir", "os.listdir"),
    *("os.symlink", "os.chmod", "os.truncate", "fcntl.flock"),
}
DONE, REFUSED, STOPPED, BUG, UNTOUCHED = 0, 3, 130, 70, 99


# --- The build that is struck -------------------------------------------------------------------------------


def tree(folder: Path) -> Files:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def build(target: Path) -> None:
    """Build NEW as a command does: linked, copied and written files, the marker last."""
    with locked(target, wait=0):
        recover(target)
        fill_and_commit(target, NEW)


def fill_and_commit(target: Path, files: Files) -> None:
    stage = open_stage(target)
    for path, data in files.items():
        if path == "tin/giu.html" and (target / path).exists():
            link_file(stage, path, target / path)
        elif path == "van-ban/moi.pdf":
            copy_file(stage, path, target.parent / "cache.pdf")
        else:
            write_file(stage, path, data)
    commit(stage, target, ours=OURS)


def mend(target: Path) -> None:
    with locked(target, wait=0):
        recover(target)


def prepare(target: Path, before: Files) -> None:
    """Lay out the world as it is before the build."""
    shutil.rmtree(target.parent, ignore_errors=True)
    target.parent.mkdir()
    (target.parent / "cache.pdf").write_bytes(NEW["van-ban/moi.pdf"])
    for path, data in before.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)


# --- The strike ---------------------------------------------------------------------------------------------


def kill(count: int, moment: int) -> None:
    if count == moment:
        os.kill(os.getpid(), signal.SIGKILL)


def interrupt(count: int, moment: int) -> None:
    if count == moment:
        raise KeyboardInterrupt


def fail_once(count: int, moment: int) -> None:
    if count == moment:
        fail_from_then_on(count, moment)


def fail_from_then_on(count: int, moment: int) -> None:
    if count >= moment:
        number = (errno.ENOSPC, errno.EIO, errno.EACCES)[moment % 3]
        raise OSError(number, os.strerror(number))


WAYS: dict[str, Strike] = {
    "kill": kill,
    "interrupt": interrupt,
    "fail-once": fail_once,
    "fail-from-then-on": fail_from_then_on,
}


def watch(tick: Callable[[], None], folder: Path) -> None:
    """Call *tick* before every request of this process that concerns *folder*; for good, so only in a child."""

    def concerns(event: str, args: tuple[object, ...]) -> bool:
        if event not in ASKED:
            return False
        path = os.fsdecode(args[0]) if isinstance(args[0], str | bytes | os.PathLike) else ""
        return not Path(path).is_absolute() or path.startswith(str(folder))  # not Python's own modules

    def before(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            tick()
            return real(*args)

        return call

    os.fsync = before(os.fsync)  # type: ignore[assignment]
    staging._exchange = before(staging._exchange)  # type: ignore[assignment]
    sys.addaudithook(lambda event, args: tick() if concerns(event, args) else None)


def struck(work: Callable[[Path], None], target: Path, strike: Strike, moment: int) -> int:
    """Do *work* in a child and strike at its *moment*-th request; return its exit code, or minus the signal."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        strike(count, moment)

    code = outcome(work, target, lambda: watch(tick, target.parent))
    os._exit(UNTOUCHED if code == DONE and count < moment else code)


def outcome(work: Callable[[Path], None], target: Path, arm: Callable[[], None]) -> int:
    try:
        arm()
        work(target)
    except WorldError:
        return REFUSED
    except KeyboardInterrupt:
        return STOPPED
    except BaseException:  # whatever it is, the laboratory reports it
        traceback.print_exc()
        return BUG
    return DONE


# --- The experiments ----------------------------------------------------------------------------------------


def judge(target: Path, before: Files, code: int) -> bool:
    """Look at what a struck build left, recover as the next command does; tell whether the new tree stands."""
    after = {**NEW, **(FOREIGN if before else {})}
    kept = tree(target)
    assert kept in (before, after) or (not target.exists() and two_steps()), f"mixed: {kept}"
    mend(target)
    kept = tree(target)
    assert kept in (before, after), f"mixed after recovery: {kept}"
    assert code != DONE or kept == after, "it said that it had worked, and it had not"
    beside = {file.name for file in target.parent.iterdir()} - {"xa", "cache.pdf", ".xa.lock"}
    assert not beside, f"left behind: {beside}"
    build(target)
    assert tree(target) == after, "the next plain build did not succeed"
    return kept == after


def two_steps() -> bool:
    return staging._exchange.__name__ == "<lambda>"


def every_step(target: Path, before: Files, way: str) -> None:
    """Strike the build at its first, second, third … request, until one gets through untouched."""
    expected = {"kill": {-9}, "interrupt": {STOPPED}}.get(way, {DONE, REFUSED})
    old = new = 0
    for moment in range(1, 500):
        prepare(target, before)
        code = struck(build, target, WAYS[way], moment)
        if code == UNTOUCHED:
            break
        assert code in expected, f"exit code {code} at step {moment}"
        stands = judge(target, before, code)
        old, new = old + (not stands), new + stands
    print(f"{old} times the old tree, {new} times the new one")
    assert old > 20, "the build was hardly struck"
    assert new > 2, "no strike came after the swap"


def struck_twice(target: Path, before: Files, seed: str) -> None:
    """Kill builds at random moments, and the mending after them at random moments too."""
    dice = random.Random(seed)
    for _ in range(60):
        prepare(target, before)
        struck(build, target, kill, dice.randint(1, 80))
        while struck(mend, target, kill, dice.randint(1, 12)) != UNTOUCHED:
            pass
        judge(target, before, REFUSED)


def crowd(target: Path, before: Files, seed: str) -> None:
    """Start twenty builds at once, a third of which die under way; every one must meet and leave a whole tree."""
    dice = random.Random(seed)
    prepare(target, before)
    doomed = [dice.randint(1, 70) if number % 3 == 0 else 0 for number in range(20)]
    children = [start_one(target, number, moment) for number, moment in enumerate(doomed)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for code, moment in zip(codes, doomed, strict=True):
        assert code in ((-9, UNTOUCHED) if moment else (UNTOUCHED,)), codes
    mend(target)
    assert one_build(tree(target)), tree(target)


def start_one(target: Path, number: int, moment: int) -> int:
    def work(target: Path) -> None:
        with locked(target, wait=60):
            recover(target)
            assert one_build(tree(target)), "met a mixture"
            stamp = b"%d" % number
            fill_and_commit(target, {"index.html": stamp, f"tin/{number}.html": stamp, MARKER: HEAD % stamp})
            assert tree(target)["index.html"] == stamp, "two builds at once"

    child = os.fork()
    if not child:
        os._exit(struck_here(work, target, moment))
    return child


def struck_here(work: Callable[[Path], None], target: Path, moment: int) -> int:
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        kill(count, moment)

    code = outcome(work, target, lambda: watch(tick, target.parent))
    return UNTOUCHED if code == DONE else code


def one_build(files: Files) -> bool:
    """Tell whether all files are of one build: all say the same number, or are the old tree."""
    ours = {path: data for path, data in files.items() if path not in FOREIGN}
    stamps = {data for path, data in ours.items() if path != MARKER}
    return ours == OLD or (len(stamps) == 1 and ours[MARKER] == HEAD % stamps.copy().pop())
