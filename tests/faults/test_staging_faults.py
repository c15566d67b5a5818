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
import tempfile
import traceback
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from site_builder.errors import WorldError
from site_builder.staging import MARKER, commit, copy_file, link_file, locked, open_stage, recover, write_file
from site_builder.staging import swap as swapping

ROOT = Path(__file__).parents[2]
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
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def build(target: Path) -> None:
    """Build NEW as a command does: linked, copied and written files, the marker last."""
    with locked(target, wait=0):
        recover(target)
        fill_and_commit(target, NEW, OURS)


def fill_and_commit(target: Path, files: Files, ours: Collection[str]) -> None:
    stage = open_stage(target)
    for path, data in files.items():
        if path == "tin/giu.html" and (target / path).exists():
            link_file(stage, path, target / path)
        elif path == "van-ban/moi.pdf":
            copy_file(stage, path, target.parent / "cache.pdf")
        else:
            write_file(stage, path, data)
    commit(stage, target, ours=ours)


def mend(target: Path) -> None:
    with locked(target, wait=0):
        recover(target)


def prepare(target: Path, before: Files) -> None:
    """Lay out the world afresh, as it is before the build."""
    shutil.rmtree(target.parent, ignore_errors=True)
    target.parent.mkdir()
    lay_out(target, before)


def lay_out(target: Path, before: Files) -> None:
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
    swapping.exchange = before(swapping.exchange)  # type: ignore[assignment]
    sys.addaudithook(lambda event, args: tick() if concerns(event, args) else None)


def start(work: Callable[[Path], None], target: Path, strike: Strike, moment: int) -> int:
    """Do *work* in a child and strike at its *moment*-th request, never for 0; return its process number."""
    child = os.fork()
    if child:
        return child
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        strike(count, moment)

    code = outcome(work, target, lambda: watch(tick, target.parent))
    os._exit(UNTOUCHED if code == DONE and count < moment else code)


def end(child: int) -> int:
    """Wait for *child* and return its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def struck(work: Callable[[Path], None], target: Path, strike: Strike, moment: int) -> int:
    return end(start(work, target, strike, moment))


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
    gap = swapping.exchange.__name__ == "<lambda>" and not target.exists()
    assert gap or kept in (before, after), f"mixed: {kept}"
    mend(target)
    kept = tree(target)
    assert kept in (before, after), f"mixed after recovery: {kept}"
    assert code != DONE or kept == after, "it said that it had worked, and it had not"
    beside = {file.name for file in target.parent.iterdir()} - {"xa", "cache.pdf", ".xa.lock"}
    assert not beside, f"left behind: {beside}"
    build(target)
    assert tree(target) == after, "the next plain build did not succeed"
    return kept == after


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
    assert old > 20, "the build was hardly struck"
    assert new > 2, "no strike came after the swap"


def struck_twice(target: Path, before: Files, seed: str) -> None:
    """Kill builds at random moments, and twice the mending after them at random moments too."""
    dice = random.Random(seed)
    for _ in range(30):
        prepare(target, before)
        struck(build, target, kill, dice.randint(1, 80))
        for _ in range(2):
            assert struck(mend, target, kill, dice.randint(1, 40)) in (-9, UNTOUCHED)
        judge(target, before, REFUSED)


def crowd(target: Path, before: Files, seed: str) -> None:
    """Start twenty builds at once, a third of which die under way; every one must meet and leave a whole tree."""
    dice = random.Random(seed)
    prepare(target, before)
    doomed = [dice.randint(1, 60) if number % 3 == 0 else 0 for number in range(20)]
    children = [start(stamped(b"%d" % number), target, kill, moment) for number, moment in enumerate(doomed)]
    codes = [end(child) for child in children]
    for code, moment in zip(codes, doomed, strict=True):
        assert code in ((-9, UNTOUCHED) if moment else (DONE,)), codes
    mend(target)
    assert one_build(tree(target)), tree(target)


def stamped(stamp: bytes) -> Callable[[Path], None]:
    """Return a build of three files that all say *stamp*."""

    def work(target: Path) -> None:
        with locked(target, wait=60):
            recover(target)
            found = tree(target)
            assert one_build(found), f"met a mixture: {found}"
            files = {"index.html": stamp, f"tin/{stamp.decode()}.html": stamp, MARKER: HEAD % stamp}
            fill_and_commit(target, files, set(found) - set(FOREIGN))
            assert tree(target)["index.html"] == stamp, "two builds at once"

    return work


def one_build(files: Files) -> bool:
    """Tell whether all files are of one build: the old one, or one of the stamped."""
    ours = {path: data for path, data in files.items() if path not in FOREIGN}
    stamps = {data for path, data in ours.items() if path != MARKER}
    return ours in ({}, OLD) or (len(stamps) == 1 and ours[MARKER] == HEAD % stamps.pop())


def full_disk(target: Path, before: Files, options: str) -> None:
    """Build on a tiny disk of our own that is full, almost full, less full; then make room and build again."""
    for free in (0, 4, 16, 64, 128):
        target.parent.mkdir(parents=True, exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(target.parent)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            sys.exit(NO_MOUNT)
        try:
            build_on_full_disk(target, before, free)
        finally:
            subprocess.run(["umount", str(target.parent)], check=True)


def build_on_full_disk(target: Path, before: Files, free: int) -> None:
    lay_out(target, before)
    mend(target)  # earlier builds have left the lock file
    large = {**NEW, "index.html": b"x" * 500_000, **{f"tin/{n}.html": b"y" * 3000 for n in range(40)}}
    room = fill(target.parent / "filler", free)
    with pytest.raises(WorldError, match="ổ đĩa đã đầy"), locked(target, wait=0):
        fill_and_commit(target, large, OURS)
    mend(target)
    assert tree(target) == before
    shutil.rmtree(room)
    build(target)
    assert tree(target) == {**NEW, **(FOREIGN if before else {})}


def fill(room: Path, free: int) -> Path:
    """Fill the disk with files of 4 KiB in *room* but for *free* KiB, or as many files as that makes."""
    room.mkdir()
    number = 0
    try:
        while True:
            (room / str(number)).write_bytes(b"z" * 4096)
            number += 1
    except OSError:
        for last in range(max(0, number + 1 - free // 4), number + 1):
            (room / str(last)).unlink(missing_ok=True)
    return room


EXPERIMENTS = {"every-step": every_step, "twice": struck_twice, "crowd": crowd, "full-disk": full_disk}
NO_MOUNT = 77


def laboratory(experiment: str, detail: str, swap: str, before: str, folder: str) -> None:
    """Run one experiment in this process, which has one thread and so may fork.

    Syncing is counted and not done: a killed process loses nothing that it handed to the system, and a busy disk
    would make the tests slow.
    """
    os.fsync = lambda _: None  # type: ignore[assignment]
    if swap == "in-two-steps":
        swapping.exchange = lambda *_: False  # type: ignore[assignment]
    EXPERIMENTS[experiment](Path(folder) / "xa", {**OLD, **FOREIGN} if before == "over-old" else {}, detail)


# --- The tests ----------------------------------------------------------------------------------------------

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="the laboratory forks, which this system cannot")
swaps = pytest.mark.parametrize("swap", ["in-one-step", "in-two-steps"])


def run(*arguments: str, folder: Path, prefix: tuple[str, ...] = ()) -> "subprocess.CompletedProcess[str]":
    command = [*prefix, sys.executable, str(Path(__file__)), *arguments, str(folder / "public")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode in (0, NO_MOUNT), done.stderr[-4000:]
    return done


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder in memory where Linux has one: a thousand small builds on a busy disk take minutes."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@forks
@swaps
@pytest.mark.parametrize("way", list(WAYS))
def test_a_build_struck_at_any_step_leaves_the_old_tree_or_the_new_one(ground: Path, way: str, swap: str):
    run("every-step", way, swap, "over-old", folder=ground)


@forks
@pytest.mark.parametrize("way", list(WAYS))
def test_a_first_build_struck_at_any_step_leaves_nothing_or_the_new_tree(ground: Path, way: str):
    run("every-step", way, "in-one-step", "first", folder=ground)


@forks
@swaps
def test_a_mending_that_is_cut_too_is_mended_by_the_next(ground: Path, swap: str):
    run("twice", "1975", swap, "over-old", folder=ground)


@forks
@swaps
def test_twenty_builds_at_once_leave_the_tree_of_one(ground: Path, swap: str):
    run("crowd", "2026", swap, "over-old", folder=ground)


@pytest.mark.parametrize("options", ["size=1m", "size=8m,nr_inodes=90"], ids=["bytes", "files"])
def test_a_full_disk_leaves_the_old_tree_and_says_so(ground: Path, options: str):
    unshare = shutil.which("unshare")
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not unshare:
        pytest.skip(
            "a tiny disk of one's own needs Linux and its administrator; see the file size limit below"
        )
    arguments = ("full-disk", options, "in-one-step", "over-old")
    if run(*arguments, folder=ground, prefix=(unshare, "-m")).returncode == NO_MOUNT:
        pytest.skip("this container may not mount a disk; see the file size limit below")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on a file's size")
def test_a_disk_that_takes_half_a_file_leaves_the_old_tree_and_says_so(tmp_path: Path):
    import resource  # noqa: PLC0415  (POSIX only)

    target = tmp_path / "public" / "xa"
    prepare(target, OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(WorldError, match="tệp lớn hơn mức"):
            fill_and_commit(target, {**NEW, "index.html": b"x" * 150_000}, OURS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert tree(target) == OLD
    build(target)
    assert tree(target) == NEW


if __name__ == "__main__":
    laboratory(*sys.argv[1:])
