"""A whole build is killed, refused, interrupted or met by another one: the portal is the old or the new one, never a mix.

Run as a program, this file is the laboratory. It forks children that build a small portal through the command line,
strikes each at one of its requests to the disk, and looks at what is left. Audit events count the requests, so the
same number is always the same moment, and no clock decides.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

# As a program, the file must first say where the rest is.
from site_builder import freeze, ledger, staging
from site_builder.cli import DONE, FINDINGS, INTERRUPTED, USAGE, WORLD, main
from site_builder.pipeline import build as pipeline
from site_builder.pipeline import outcome, reading
from site_builder.staging import durable, swap
from tests.conftest import SITE, news, tree, write
from tests.mini import document, entry, theme

Files = dict[str, bytes]
Strike = Callable[[int, int], None]

BUG, UNTOUCHED = 70, 99
BUILD = ("build", "--json", "--today", "2026-11-23T08:00")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.rename", "os.link", "os.mkdir", "os.symlink", "os.truncate"}
LOOKS = {"os.remove", "os.rmdir", "os.scandir", "os.listdir"}
OLD = {
    "site.toml": SITE,
    **{f"tin-tuc/tin-{n:02}.md": news(f"Tin {n}", day=f"{n:02}/10/2026") for n in range(1, 13)},
    "van-ban/a.md": document("1/QĐ-UBND", Tệp_đính_kèm="/media/mau.txt"),
    "media/mau.txt": "Mẫu đơn.\n",
    "gioi-thieu/a.md": entry(Tiêu_đề="A"),
    "gioi-thieu/b.md": entry(Tiêu_đề="B", Trang_cha="a"),
}
NEW = OLD | {
    "tin-tuc/moi.md": news("Mới", day="20/11/2026"),
    "tin-tuc/tin-05.md": news("Tin 5 sửa", day="05/10/2026"),
    "media/mau.txt": "Mẫu đơn mới.\n",
    "gioi-thieu/b.md": entry(Tiêu_đề="B", Rút_bài="nhầm"),
}
WORDS = OLD | {path: OLD[path] + "\nThêm một câu.\n" for path in ("tin-tuc/tin-05.md", "gioi-thieu/a.md")}


# --- the laboratory ----------------------------------------------------------------------------------------------


def quietly(project: Path) -> int:
    """Build as a clerk does; a bug of the program comes through."""
    return main(["--debug", "--root", str(project), *BUILD])


def go(mode: str) -> dict[str, str]:
    """Let this process and its children build in one of the ways that builds go, and return the edited content.

    `whole` swaps the tree, `amend` moves each file of its own, `crew` does so with two workers that take single files
    and pages, and `words` is the short way of an edit that changes words alone.
    """
    ledger.__dict__["_TICK"] = 0
    outcome.__dict__.update(LARGE=10**9 if mode == "whole" else 0, FEW=-1)
    reading.__dict__["_PART"] = freeze.__dict__["_SPAN"] = 1 if mode == "crew" else 64
    os.environ["CONG_XA_WORKERS"] = "2" if mode == "crew" else "1"
    return WORDS if mode == "words" else NEW


def prepare(project: Path, edited: dict[str, str] = NEW) -> tuple[Files, Files]:
    """Write the project, build both trees, and leave the old one standing below the new content."""
    theme(project)
    portal = project / "content" / "thu"
    trees = []
    for content in (edited, OLD):
        shutil.rmtree(portal, ignore_errors=True)
        write(portal, content)
        shutil.rmtree(project / "public", ignore_errors=True)
        assert quietly(project) == DONE
        trees.append(tree(project / "public/thu"))
    shutil.copytree(project / "public", project / "cu")
    shutil.rmtree(portal)
    write(portal, edited)
    new, old = trees
    assert old != new
    return old, new


def restore(project: Path) -> None:
    shutil.rmtree(project / "public", ignore_errors=True)
    shutil.copytree(project / "cu", project / "public")


def build_before(project: Path, edited: dict[str, str]) -> None:
    """Build the old content, so that the ledger knows it, and edit it then."""
    for content in (OLD, edited):
        for path, words in content.items():
            file = project / "content/thu" / path
            if file.read_text(encoding="utf-8") != words:
                file.write_text(words, encoding="utf-8")
        if content is OLD:
            assert quietly(project) == DONE


def watch(tick: Callable[[], None], folder: Path, *, reads: bool) -> None:
    """Call *tick* before every request of this process that concerns *folder*; for good, so only in a child."""

    def concerns(event: str, args: tuple[object, ...]) -> bool:
        path = os.fsdecode(args[0]) if args and isinstance(args[0], str | bytes | os.PathLike) else ""
        if not path.startswith(str(folder)):
            return False
        if event == "open":
            return reads or bool(isinstance(args[2], int) and args[2] & WRITES)
        return event in CHANGES or (reads and event in LOOKS)

    def before(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            tick()
            return real(*args)

        return call

    os.fsync = before(os.fsync)  # type: ignore[assignment]
    swap.exchange = before(swap.exchange)  # type: ignore[assignment]
    durable.sync_disk = before(durable.sync_disk)
    sys.addaudithook(lambda event, args: tick() if concerns(event, args) else None)


def struck(project: Path, strike: Strike, moment: int, *, reads: bool = True) -> tuple[int, int]:
    """Build in a child that is struck at its *moment*-th request; return its exit code and how many there were."""
    counter, told = os.pipe()
    child = os.fork()
    if child:
        os.close(told)
        with os.fdopen(counter) as stream:
            count = int(stream.read().partition(" ")[0] or "0")
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with suppress(ProcessLookupError):
            while True:  # its workers end with it, a moment later
                os.killpg(child, 0)
                time.sleep(0.001)
        return code, count
    os.setpgid(0, 0)
    first = os.getpid()
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        strike(count, moment)

    code = BUG
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        watch(tick, project, reads=reads)
        code = quietly(project)
    except BaseException:  # whatever it is, the laboratory reports it
        traceback.print_exc()
    finally:
        if os.getpid() == first:
            os.write(told, f"{count} ".encode())
        os._exit(code)


def never(count: int, moment: int) -> None:
    del count, moment


def kill(count: int, moment: int) -> None:
    if count == moment:
        os.kill(os.getpid(), signal.SIGKILL)


def interrupt(count: int, moment: int) -> None:
    if count == moment:
        os.kill(os.getpid(), signal.SIGINT)


def fail_once(count: int, moment: int) -> None:
    if count == moment:
        fail_from_then_on(count, moment)


def fail_from_then_on(count: int, moment: int) -> None:
    if count >= moment:
        number = (errno.ENOSPC, errno.EIO, errno.EACCES)[moment % 3]
        raise OSError(number, os.strerror(number))


def misread(count: int, moment: int) -> None:
    if count == moment:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def fill_disk(count: int, moment: int) -> None:
    if count >= moment:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


WAYS: dict[str, tuple[Strike, bool, set[int]]] = {
    "kill": (kill, True, {-signal.SIGKILL, WORLD}),
    "interrupt": (interrupt, True, {INTERRUPTED, DONE, WORLD}),
    "fail-once": (fail_once, False, {DONE, WORLD}),
    "fail-from-then-on": (fail_from_then_on, False, {DONE, WORLD}),
    "disk-full": (fill_disk, False, {DONE, WORLD}),
    "unreadable": (misread, True, {DONE, WORLD, FINDINGS}),
}


def judge(project: Path, code: int, old: Files, new: Files) -> str:
    """Look at what is left; return what is wrong with it."""
    from site_builder.pipeline import recover_outputs  # noqa: PLC0415 (the child must not have it warm)

    torn = [
        path
        for path, data in tree(project / "public/thu").items()
        if data not in (old.get(path), new.get(path))
    ]
    if torn:
        return f"torn: {torn}"
    recover_outputs(project / "public")
    kept = tree(project / "public/thu")
    if kept not in (old, new):
        return "a mixture"
    if code == DONE and kept != new:
        return "success, with the old tree"
    if quietly(project) != DONE or tree(project / "public/thu") != new:
        return "the next plain build does not succeed"
    beside = {one.name for one in (project / "public").iterdir()} - {"thu", ".thu.lock"}
    return f"left behind: {beside}" if beside else ""


def experiment(project: Path, way: str, seed: int, times: int, mode: str) -> list[str]:
    """Strike *times* builds and return every complaint."""
    edited = go(mode)
    old, new = prepare(project, edited)
    strike, reads, expected = WAYS[way]
    expected = expected | ({DONE} if mode == "crew" else set())  # who does what is not the same each time
    again = (lambda: build_before(project, edited)) if mode == "words" else (lambda: restore(project))
    again()
    if mode == "words":  # the whole way would have to read the portal
        with patch.object(pipeline, "load_portal", side_effect=AssertionError):
            assert quietly(project) == DONE
        again()
    code, count = struck(project, never, 0, reads=reads)
    assert (code, tree(project / "public/thu")) == (DONE, new)
    first = range(1, min(times, count) + 1) if way.startswith("fail") else ()
    later = random.Random(seed).sample(range(1, count + 1), min(times // 4 if first else times, count))
    moments = sorted({*first, *later})
    complaints = []
    for moment in moments:
        again()
        code, _ = struck(project, strike, moment, reads=reads)
        spared = (
            code == DONE and moment > count - 20
        )  # a build may ask a little less than the one that was counted
        wrong = f"exit code {code}" if code not in expected and not spared else judge(project, code, old, new)
        if wrong:
            complaints.append(f"{way} at {moment} of {count}: {wrong}")
    return complaints


# --- the tests ---------------------------------------------------------------------------------------------------


def laboratory(tmp_path: Path, way: str, seed: int, times: int, mode: str = "whole") -> str:
    done = subprocess.run(
        [sys.executable, __file__, str(tmp_path), way, str(seed), str(times), mode],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "times"),
    [
        ("kill", 30),
        ("interrupt", 15),
        ("fail-once", 40),
        ("fail-from-then-on", 40),
        ("disk-full", 20),
        ("unreadable", 30),
    ],
)
def test_a_struck_build_leaves_the_old_or_the_new_portal(tmp_path: Path, way: str, times: int) -> None:
    assert laboratory(tmp_path, way, 20261123, times) == ""


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["amend", "crew", "words"])
@pytest.mark.parametrize(
    ("way", "times"),
    [("kill", 25), ("interrupt", 8), ("fail-once", 30), ("fail-from-then-on", 20), ("disk-full", 8)],
)
def test_no_quicker_way_of_a_build_leaves_a_mixture(tmp_path: Path, way: str, times: int, mode: str) -> None:
    assert laboratory(tmp_path, way, 20261123, times, mode) == ""


@pytest.mark.long
@pytest.mark.parametrize("mode", ["whole", "amend", "crew", "words"])
@pytest.mark.parametrize("way", WAYS)
def test_two_hundred_struck_builds_leave_the_old_or_the_new_portal(
    tmp_path: Path, way: str, mode: str
) -> None:
    assert laboratory(tmp_path, way, 7, 200, mode) == ""


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "site_builder", "--root", str(project), *BUILD, *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.slow
def test_builds_at_once_wait_for_each_other_and_all_succeed(tmp_path: Path) -> None:
    _, new = prepare(tmp_path)
    restore(tmp_path)
    running = [start(tmp_path) for _ in range(4)]
    ended = [(one.communicate(), one.returncode) for one in running]
    assert [code for _, code in ended] == [DONE] * 4, ended
    assert tree(tmp_path / "public/thu") == new


def test_a_build_of_another_portal_does_not_wait(tmp_path: Path) -> None:
    prepare(tmp_path)
    write(tmp_path / "content" / "hai", {"tin-tuc/a.md": news("A")})
    (tmp_path / "public/.thu.stage").mkdir()
    with staging.locked(tmp_path / "public/thu"):
        one = start(tmp_path, "hai")
        one.communicate()
    assert one.returncode == DONE
    assert (tmp_path / "public/hai/index.html").is_file()
    assert (tmp_path / "public/.thu.stage").is_dir()


@pytest.mark.parametrize("foreign", ["index.html", "anh.jpg"])
def test_a_folder_that_is_not_ours_is_refused_and_stays(tmp_path: Path, foreign: str) -> None:
    prepare(tmp_path)
    out = tmp_path / "cua-nguoi-khac"
    (out / "thu").mkdir(parents=True)
    (out / "thu" / foreign).write_bytes(b"foreign")
    assert main(["--root", str(tmp_path), *BUILD, "--out", str(out)]) == WORLD
    assert tree(out / "thu") == {foreign: b"foreign"}


@pytest.mark.parametrize("where", ["content", "content/thu", "themes"])
def test_an_output_inside_the_sources_is_refused(tmp_path: Path, where: str) -> None:
    prepare(tmp_path)
    before = tree(tmp_path / "content")
    assert main(["--root", str(tmp_path), *BUILD, "--out", str(tmp_path / where)]) == USAGE
    assert tree(tmp_path / "content") == before


def without_syncs() -> None:
    """Spare the disk: a strike is counted where a sync is asked for, and no power fails here."""
    os.fsync = lambda _: None
    durable.sync_disk = lambda _: True


def program(project: Path, way: str, seed: int, times: int, mode: str) -> None:
    without_syncs()
    output = os.dup(1)
    os.dup2(2, 1)  # what the builds say is no complaint
    complaints = experiment(project, way, seed, times, mode)
    os.write(output, "".join(f"{one}\n" for one in complaints).encode())


if __name__ == "__main__":
    program(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
