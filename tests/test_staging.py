"""A tree that replaces the old one only when it is whole: what each step takes, refuses and leaves behind."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import manifest, staging
from site_builder.errors import LockedError, TargetError, WorldError
from site_builder.staging import (
    MARKER,
    calls,
    check_target,
    clear_target,
    commit,
    copy_file,
    discard,
    disk,
    durable,
    link_file,
    locked,
    open_stage,
    recover,
    stage_path,
    strangers,
    write_file,
)
from site_builder.staging import swap as swapping

ROOT = Path(__file__).parents[1]
OURS = b'{"program": "cong-xa 0.1.0", "portal": "xa", "artifacts": []}\n'
Files = dict[str, bytes]


def tree(folder: Path) -> Files:
    """Return every file of *folder* with its bytes; a link counts as what it says."""
    found = {}
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            found[name] = os.fsencode(file.readlink())
        elif file.is_file():
            found[name] = file.read_bytes()
    return found


def publish(target: Path, files: Files, ours: tuple[str, ...] = ()) -> tuple[str, ...]:
    stage = open_stage(target)
    for path, data in files.items():
        write_file(stage, path, data)
    write_file(stage, MARKER, OURS)
    return commit(stage, target, ours=ours)


def link(place: Path, to: Path) -> None:
    try:
        place.symlink_to(to, target_is_directory=to.is_dir())
    except OSError:
        pytest.skip("this account may not make symbolic links")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "public" / "xa"


@pytest.fixture(params=["in one step", "in two steps"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in two steps":
        monkeypatch.setattr(swapping, "exchange", lambda *_: False)


def test_the_marker_is_the_manifest():
    assert (MARKER, staging.PROGRAM) == (manifest.MANIFEST_NAME, manifest.PROGRAM)


# --- Is this folder ours? -----------------------------------------------------------------------------------


def test_a_folder_that_is_absent_empty_or_ours_is_accepted(target: Path):
    check_target(target, forbidden=())
    target.mkdir(parents=True)
    check_target(target, forbidden=())
    publish(target, {"index.html": b"1"})
    check_target(target, forbidden=(target.parent.parent / "content",))


def test_the_root_is_refused():
    with pytest.raises(TargetError, match="gốc của ổ đĩa"):
        check_target(Path(Path.cwd().anchor), forbidden=())


def test_the_home_folder_and_what_holds_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home = tmp_path / "nguoi-dung" / "lan"
    home.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)

    check_target(home / "cong" / "xa", forbidden=())
    for place in (home, home.parent, home / "x" / ".."):
        with pytest.raises(TargetError, match="thư mục cá nhân"):
            check_target(place, forbidden=())


def test_an_account_without_a_home_can_build(target: Path, monkeypatch: pytest.MonkeyPatch):
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)

    check_target(target, forbidden=())


@pytest.mark.parametrize("place", ["content", ".", "content/xa", "content/xa/sau", "public/../content"])
def test_the_content_its_parent_and_its_children_are_refused(tmp_path: Path, place: str):
    content = tmp_path / "site" / "content"
    content.mkdir(parents=True)

    with pytest.raises(TargetError, match="Hãy chọn thư mục khác"):
        check_target(tmp_path / "site" / place, forbidden=(content,))


def test_the_content_is_found_behind_a_link(tmp_path: Path):
    (tmp_path / "content").mkdir()
    link(tmp_path / "loi-tat", tmp_path)

    with pytest.raises(TargetError, match="nằm trong"):
        check_target(tmp_path / "loi-tat" / "content" / "xa", forbidden=(tmp_path / "content",))


def test_a_neighbour_whose_name_begins_alike_is_accepted(tmp_path: Path):
    (tmp_path / "content").mkdir()

    check_target(tmp_path / "content-public", forbidden=(tmp_path / "content",))


@pytest.mark.parametrize("to", ["elsewhere", "public/real", "absent", "public/xa"])
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path, target: Path, to: str):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public" / "real").mkdir(parents=True)
    link(target, tmp_path / to)

    with pytest.raises(TargetError, match=r"(?s)liên kết.*thư mục thật"):
        check_target(target, forbidden=())


def test_a_linked_parent_is_accepted(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    link(tmp_path / "public", tmp_path / "disk")

    check_target(tmp_path / "public" / "xa", forbidden=())


def test_a_file_is_refused(target: Path):
    target.parent.mkdir()
    target.write_text("bài")

    with pytest.raises(TargetError, match="một tệp"):
        check_target(target, forbidden=())


@pytest.mark.parametrize(
    "marker",
    [
        None,
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'"cong-xa"',
        b"[" * 100_000,
        b'{"name": "app"}',
        b'{"program": 1}',
        b'{"program": "cong-xanh 1"}',
    ],
)
def test_a_folder_with_files_and_no_marker_of_ours_is_refused(target: Path, marker: bytes | None):
    target.mkdir(parents=True)
    (target / "luan-van.docx").write_bytes(b"cua toi")
    if marker is not None:
        (target / MARKER).write_bytes(marker)

    with pytest.raises(TargetError, match="dữ liệu của người khác"):
        check_target(target, forbidden=())
    assert (target / "luan-van.docx").read_bytes() == b"cua toi"


def test_a_marker_that_is_a_folder_or_a_link_is_refused(tmp_path: Path, target: Path):
    (target / MARKER).mkdir(parents=True)
    with pytest.raises(TargetError):
        check_target(target, forbidden=())

    (target / MARKER).rmdir()
    (tmp_path / "real.json").write_bytes(OURS)
    link(target / MARKER, tmp_path / "real.json")
    with pytest.raises(TargetError):
        check_target(target, forbidden=())


# --- One build at a time ------------------------------------------------------------------------------------


HOLD = "from pathlib import Path; from site_builder.staging import locked; import sys\n"


def start(code: str, target: Path) -> "subprocess.Popen[bytes]":
    """Start a process that runs *code* with the target as its argument, and wait until it says something."""
    command = [sys.executable, "-c", HOLD + code, str(target)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"ready"
    return process


def end(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.kill()


HOLDER = "with locked(Path(sys.argv[1])): print('ready', flush=True); sys.stdin.read()"


def test_a_second_process_learns_who_holds_the_output(target: Path):
    holder = start(HOLDER, target)
    try:
        with pytest.raises(LockedError) as caught, locked(target, wait=0.02):
            pass
    finally:
        end(holder)

    assert f"tiến trình {holder.pid} trên máy" in str(caught.value)
    assert "bắt đầu lúc" in str(caught.value)
    assert "Hãy đợi" in str(caught.value)


def test_the_holder_is_told_in_our_time_with_its_command(target: Path):
    target.parent.mkdir()
    note = {
        "pid": 1234,
        "host": "may-1",
        "since": "2026-11-23T01:15:00+00:00",
        "command": "build.py build xa",
    }
    beside = target.parent / ".xa.holder.json"
    with locked(target):
        beside.write_text(json.dumps(note))
        message = failure_of_a_thread(target)

    assert "tiến trình 1234 trên máy may-1, bắt đầu lúc 08:15 23/11/2026, lệnh “build.py build xa”" in message


@pytest.mark.parametrize("note", [None, "", "{", "[]", "{}", '{"since": 5}', '{"since": "hom qua"}'])
def test_a_missing_or_cut_note_of_the_holder_is_no_matter(target: Path, note: str | None):
    target.parent.mkdir()
    with locked(target):
        (target.parent / ".xa.holder.json").unlink()
        if note is not None:
            (target.parent / ".xa.holder.json").write_text(note)
        message = failure_of_a_thread(target)

    assert message.startswith("Một lần dựng khác đang chạy, nên")


def failure_of_a_thread(target: Path) -> str:
    """Try for the lock from another thread, as another build would, and return what it is told."""
    told: list[str] = []

    def attempt() -> None:
        try:
            with locked(target, wait=0):
                pass
        except LockedError as exc:
            told.append(str(exc))

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    return told[0]


def test_the_lock_is_free_and_the_note_is_gone_afterwards(target: Path):
    for _ in range(2):
        with locked(target, wait=0):
            assert json.loads((target.parent / ".xa.holder.json").read_bytes())["pid"] == os.getpid()
    with pytest.raises(ZeroDivisionError), locked(target, wait=0):
        raise ZeroDivisionError
    with locked(target, wait=0):
        pass

    assert tree(target.parent) in ({}, {".xa.lock": b""})


def test_the_note_is_never_written_through_a_link(tmp_path: Path, target: Path):
    (tmp_path / "thu.txt").write_text("quý")
    target.parent.mkdir()
    link(target.parent / ".xa.holder.json", tmp_path / "thu.txt")
    with locked(target, wait=0):
        pass

    assert (tmp_path / "thu.txt").read_text() == "quý"


def test_two_portals_are_locked_apart(target: Path):
    with locked(target, wait=0), locked(target.with_name("xb"), wait=0):
        pass


def test_a_dead_holder_is_taken_over_at_once(target: Path):
    end(start(HOLDER, target))
    assert (target.parent / ".xa.holder.json").exists() or os.name == "nt"

    with locked(target, wait=0):
        assert json.loads((target.parent / ".xa.holder.json").read_bytes())["pid"] == os.getpid()
        assert (target.parent / ".xa.lock").read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that stops one process alone like Ctrl-C")
def test_ctrl_c_ends_the_waiting_at_once(target: Path):
    with locked(target):
        waiter = start("print('ready', flush=True)\nwith locked(Path(sys.argv[1])): pass", target)
        begun = time.monotonic()
        waiter.send_signal(signal.SIGINT)
        try:
            assert waiter.wait(timeout=10) != 0
        finally:
            end(waiter)

    assert time.monotonic() - begun < 5


def test_a_lock_that_cannot_be_made_is_told_in_words(tmp_path: Path):
    (tmp_path / "public").write_text("một tệp")

    with pytest.raises(WorldError, match="Không khóa thư mục xuất"), locked(tmp_path / "public" / "xa"):
        pass


# --- Filling the stage --------------------------------------------------------------------------------------


def test_the_stage_is_empty_and_beside_the_output(target: Path):
    (target.parent / ".xa.stage" / "cu").mkdir(parents=True)

    stage = open_stage(target)

    assert stage == target.parent / ".xa.stage"
    assert list(stage.iterdir()) == []


def test_a_link_in_the_place_of_the_stage_is_removed_and_not_followed(tmp_path: Path, target: Path):
    (tmp_path / "nha").mkdir()
    (tmp_path / "nha" / "thu.txt").write_text("quý")
    target.parent.mkdir()
    link(target.parent / ".xa.stage", tmp_path / "nha")

    open_stage(target)

    assert (tmp_path / "nha" / "thu.txt").read_text() == "quý"


@pytest.mark.parametrize(
    "path",
    ["index.html", "tin-tuc/2026/lịch.html", ".well-known/security.txt", "console/com10.html", "a b.pdf"],
)
def test_a_portable_path_is_placed_in_the_stage(tmp_path: Path, path: str):
    assert stage_path(tmp_path, path) == tmp_path / path


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "../../thoat/index.html",
        "a/../b",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "..\\b",
        "C:\\a",
        "C:/a",
        "c:a",
        "a:stream",
        "//may/chung",
        "a\0",
        "a\nb",
        "\ud800",
        "ti\u0301n.html",
        "CON",
        "con.html",
        "tin/NUL.txt",
        "Aux.tar.gz",
        "prn .html",
        "com1.html",
        "LPT9",
        "com¹",
        "CONIN$",
        "a.",
        "a /b",
        "a. /b",
        "gia?.pdf",
        "a*b",
        'a"b',
        "a<b",
        "a|b",
    ],
)
def test_a_path_that_leaves_or_that_windows_cannot_hold_is_a_bug(tmp_path: Path, path: str):
    for write in (lambda: stage_path(tmp_path, path), lambda: write_file(tmp_path / "stage", path, b"")):
        with pytest.raises(ValueError, match="not a portable path"):
            write()
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_written_once(target: Path):
    stage = open_stage(target)
    write_file(stage, "a", b"1")
    write_file(stage, "b/c", b"1")

    for path in ("a", "b", "a/b", "b/c/d", "a/b/c"):
        with pytest.raises(ValueError, match=r"written twice|both a file and a folder"):
            write_file(stage, path, b"2")
    assert tree(stage) == {"a": b"1", "b/c": b"1"}


def test_a_linked_file_is_the_old_one_and_a_copied_one_is_not(tmp_path: Path, target: Path):
    (tmp_path / "cu").write_bytes(b"1")
    stage = open_stage(target)
    link_file(stage, "tin/noi", tmp_path / "cu")
    copy_file(stage, "tin/chep", tmp_path / "cu")

    assert (stage / "tin/noi").samefile(tmp_path / "cu")
    (tmp_path / "cu").write_bytes(b"sua")
    assert (stage / "tin/chep").read_bytes() == b"1"


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_a_file_is_copied_where_it_cannot_be_linked(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    def refuse(source: Path, place: Path) -> None:
        raise OSError(number, os.strerror(number))

    (tmp_path / "cu").write_bytes(b"1")
    monkeypatch.setattr(os, "link", refuse)
    stage = open_stage(target)
    link_file(stage, "noi", tmp_path / "cu")

    assert (stage / "noi").read_bytes() == b"1"
    assert not (stage / "noi").samefile(tmp_path / "cu")


@pytest.mark.parametrize("take", [link_file, copy_file])
def test_a_link_a_folder_or_nothing_is_not_taken(
    tmp_path: Path, target: Path, take: Callable[[Path, str, Path], None]
):
    (tmp_path / "bi-mat").write_bytes(b"mat khau")
    link(tmp_path / "noi", tmp_path / "bi-mat")
    stage = open_stage(target)

    for name in ("noi", "public", "khong-co"):
        with pytest.raises(WorldError, match=name):
            take(stage, "a", tmp_path / name)
    assert tree(stage) == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, target: Path):
    os.mkfifo(tmp_path / "ong")

    with pytest.raises(WorldError, match="không phải tệp thường"):
        copy_file(open_stage(target), "a", tmp_path / "ong")


def test_a_discarded_stage_leaves_nothing(target: Path):
    stage = open_stage(target)
    write_file(stage, "a/b", b"1")
    discard(stage)
    discard(stage)

    assert list(target.parent.iterdir()) == []


# --- The swap -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("swap")
def test_a_build_replaces_the_old_tree_whole(target: Path):
    publish(target, {"index.html": b"1", "cu/bai.html": b"1"})
    publish(target, {"index.html": b"2", "moi/bai.html": b"2"}, ours=("index.html", "cu/bai.html"))

    assert tree(target) == {"index.html": b"2", "moi/bai.html": b"2", MARKER: OURS}
    assert [file.name for file in target.parent.iterdir()] == ["xa"]


@pytest.mark.usefixtures("swap")
def test_an_empty_folder_is_replaced(target: Path):
    target.mkdir(parents=True)
    publish(target, {"index.html": b"1"})

    assert [file.name for file in target.parent.iterdir()] == ["xa"]
    assert (target / "index.html").read_bytes() == b"1"


def test_a_large_build_is_synced_by_the_disk_and_a_small_one_by_the_file(
    target: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: list[str] = []
    monkeypatch.setattr(durable, "sync_disk", lambda _: synced.append("disk") or True)
    monkeypatch.setattr(durable, "sync", lambda place: synced.append(place.name))
    publish(target, {"a/b": b"1"})
    assert sorted(synced) == sorted(["b", MARKER, ".xa.stage", "a", "public"])

    synced.clear()
    publish(target, {f"{n}": b"2" for n in range(100)}, ours=("a/b",))
    assert synced == ["disk", "public"]


def test_a_whole_disk_is_synced_where_the_system_can(tmp_path: Path):
    assert calls.sync_disk(tmp_path) is sys.platform.startswith("linux")
    with pytest.raises(FileNotFoundError):
        calls.sync_disk(tmp_path / "khong-co")


def test_a_linked_file_is_not_synced_again(target: Path, monkeypatch: pytest.MonkeyPatch):
    publish(target, {"cu": b"1"})
    synced: list[str] = []
    monkeypatch.setattr(durable, "sync", lambda place: synced.append(place.name))
    stage = open_stage(target)
    link_file(stage, "cu", target / "cu")
    write_file(stage, MARKER, OURS)
    commit(stage, target, ours=("cu",))

    assert synced == [MARKER, ".xa.stage", "public"]


def test_a_stage_without_a_marker_is_a_bug_and_changes_nothing(target: Path):
    publish(target, {"index.html": b"1"})
    stage = open_stage(target)
    write_file(stage, "index.html", b"2")

    with pytest.raises(ValueError, match="no marker"):
        commit(stage, target, ours=("index.html",))
    assert (target / "index.html").read_bytes() == b"1"


@pytest.mark.usefixtures("swap")
def test_foreign_files_are_carried_over_and_named(tmp_path: Path, target: Path):
    publish(target, {"index.html": b"1", "tin/a.html": b"1"})
    (target / "google123.html").write_bytes(b"google")
    (target / ".well-known").mkdir()
    (target / ".well-known" / "acme").write_bytes(b"acme")
    (target / "tin" / "ảnh của tôi.docx").write_bytes(b"docx")
    carried = publish(target, {"index.html": b"2"}, ours=("index.html", "tin/a.html"))

    assert carried == (".well-known/acme", "google123.html", "tin/ảnh của tôi.docx")
    assert tree(target) == {
        "index.html": b"2",
        MARKER: OURS,
        "google123.html": b"google",
        ".well-known/acme": b"acme",
        "tin/ảnh của tôi.docx": b"docx",
    }


@pytest.mark.parametrize("hard_links", [True, False])
def test_a_foreign_link_is_carried_over_as_a_link(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, hard_links: bool
):
    def refuse(source: Path, place: Path) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    if not hard_links:
        monkeypatch.setattr(os, "link", refuse)
    publish(target, {"index.html": b"1"})
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "lon.zip").write_bytes(b"zip")
    link(target / "kho", tmp_path / "kho")

    assert publish(target, {"index.html": b"2"}, ours=("index.html",)) == ("kho",)
    assert (target / "kho").is_symlink()
    assert tree(tmp_path / "kho") == {"lon.zip": b"zip"}


def test_foreign_files_are_copied_where_they_cannot_be_linked(target: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(source: Path, place: Path) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    publish(target, {"index.html": b"1"})
    (target / "CNAME").write_bytes(b"xa.gov.vn")
    monkeypatch.setattr(os, "link", refuse)
    publish(target, {"index.html": b"2"}, ours=("index.html",))

    assert (target / "CNAME").read_bytes() == b"xa.gov.vn"


@pytest.mark.parametrize(
    ("foreign", "path"),
    [("favicon.ico", "favicon.ico"), ("tin", "tin/a.html"), ("a/b/c", "a"), ("a/b/c", "a/b")],
)
@pytest.mark.parametrize("links", [True, False])
def test_a_foreign_file_in_the_way_of_a_new_one_is_never_lost(
    target: Path, foreign: str, path: str, links: bool, monkeypatch: pytest.MonkeyPatch
):
    def refuse(source: Path, place: Path) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    publish(target, {"index.html": b"1"})
    (target / foreign).parent.mkdir(parents=True, exist_ok=True)
    (target / foreign).write_bytes(b"cua toi")
    before = tree(target)
    if not links:
        monkeypatch.setattr(os, "link", refuse)

    with pytest.raises(TargetError, match="Hãy chuyển tệp ấy đi nơi khác"):
        publish(target, {path: b"2"}, ours=("index.html",))
    assert tree(target) == before


def test_a_visitor_never_meets_a_missing_page(target: Path):
    stage = open_stage(target)
    write_file(stage, MARKER, OURS)
    target.mkdir()
    if not swapping.exchange(stage, target):
        pytest.skip("this system swaps in two steps, with a gap between them")
    publish(target, {"index.html": b"0"})
    seen: list[bytes] = []
    over = threading.Event()

    def visit() -> None:
        while not over.is_set():
            try:
                seen.append((target / "index.html").read_bytes())
            except FileNotFoundError:
                seen.append(b"missing")

    visitor = threading.Thread(target=visit)
    visitor.start()
    for number in range(60):
        publish(target, {"index.html": b"%d" % number}, ours=("index.html",))
    over.set()
    visitor.join()

    assert seen
    assert b"missing" not in seen


def test_an_old_tree_that_cannot_be_deleted_does_not_fail_the_build(
    target: Path, monkeypatch: pytest.MonkeyPatch
):
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "held by a viewer", str(folder))

    publish(target, {"index.html": b"1"})
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", refuse)
        stage = target.parent / ".xa.stage"
        stage.mkdir()
        write_file(stage, "index.html", b"2")
        write_file(stage, MARKER, OURS)
        commit(stage, target, ours=("index.html",))

    assert (target / "index.html").read_bytes() == b"2"
    assert recover(target)
    assert [file.name for file in target.parent.iterdir()] == ["xa"]


def test_a_file_that_windows_holds_is_tried_again_a_few_times(target: Path, monkeypatch: pytest.MonkeyPatch):
    tries: list[Path] = []
    real = Path.replace

    def held(one: Path, two: Path) -> Path:
        tries.append(one)
        if len(tries) < 4:
            raise PermissionError(errno.EACCES, "held by an antivirus")
        return real(one, two)

    monkeypatch.setattr(disk, "_PAUSES", (0.0,) * 3)
    monkeypatch.setattr(Path, "replace", held)
    publish(target, {"index.html": b"1"})

    assert len(tries) == 4
    assert (target / "index.html").read_bytes() == b"1"


def test_a_file_that_windows_never_lets_go_ends_in_words(target: Path, monkeypatch: pytest.MonkeyPatch):
    def held(one: Path, two: Path) -> Path:
        raise PermissionError(errno.EACCES, "held", str(one))

    publish(target, {"index.html": b"1"})
    before = tree(target)
    monkeypatch.setattr(swapping, "exchange", lambda *_: False)
    monkeypatch.setattr(disk, "_PAUSES", (0.0,) * 3)
    monkeypatch.setattr(Path, "replace", held)

    with pytest.raises(WorldError, match="Hãy đóng tệp"):
        publish(target, {"index.html": b"2"}, ours=("index.html",))
    assert tree(target) == before


def test_a_second_step_that_fails_puts_the_old_tree_back(target: Path, monkeypatch: pytest.MonkeyPatch):
    real = Path.replace

    def second(one: Path, two: Path) -> Path:
        if one.name == ".xa.stage":
            raise KeyboardInterrupt
        return real(one, two)

    publish(target, {"index.html": b"1"})
    monkeypatch.setattr(swapping, "exchange", lambda *_: False)
    monkeypatch.setattr(Path, "replace", second)

    with pytest.raises(KeyboardInterrupt):
        publish(target, {"index.html": b"2"}, ours=("index.html",))
    assert (target / "index.html").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy"),
        (errno.EDQUOT, "ổ đĩa đã đầy"),
        (errno.EACCES, "không có quyền"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.ENAMETOOLONG, "tên quá dài"),
        (errno.EIO, "Hãy kiểm tra ổ đĩa"),
    ],
)
def test_a_refusal_of_the_disk_is_told_in_words_and_keeps_its_cause(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
):
    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(WorldError, match=words) as caught:
        publish(target, {"index.html": b"1"})
    assert isinstance(caught.value.__cause__, OSError)
    assert not target.exists()


def test_a_name_that_is_too_long_is_told_in_words(target: Path):
    with pytest.raises(WorldError, match="tên quá dài"):
        write_file(open_stage(target), "/".join(["a" * 250] * 20), b"")


# --- After a cut --------------------------------------------------------------------------------------------


def plant(folder: Path, files: Files) -> None:
    for path, data in {**files, MARKER: OURS}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def test_with_nothing_to_mend_nothing_is_said(target: Path):
    assert recover(target) is None
    publish(target, {"index.html": b"1"})
    assert recover(target) is None


def test_a_cut_stage_is_swept(target: Path):
    publish(target, {"index.html": b"1"})
    write_file(open_stage(target), "index.html", b"2")

    assert "Đã dọn phần còn sót" in (recover(target) or "")
    assert [file.name for file in target.parent.iterdir()] == ["xa"]
    assert (target / "index.html").read_bytes() == b"1"


@pytest.mark.parametrize("gap", ["nothing", "an empty folder"])
def test_an_old_tree_set_aside_goes_back(target: Path, gap: str):
    plant(target.with_name(".xa.old"), {"index.html": b"1"})
    plant(target.with_name(".xa.stage"), {"index.html": b"2"})
    if gap == "an empty folder":
        target.mkdir()

    assert "đưa nguyên bản cũ trở lại" in (recover(target) or "")
    assert tree(target.parent) == {"xa/index.html": b"1", f"xa/{MARKER}": OURS}


def test_an_old_tree_goes_when_the_new_one_stands(target: Path):
    plant(target.with_name(".xa.old"), {"index.html": b"1"})
    plant(target, {"index.html": b"2"})
    plant(target.with_name(".xa.trash"), {"index.html": b"0"})

    assert recover(target)
    assert tree(target.parent) == {"xa/index.html": b"2", f"xa/{MARKER}": OURS}


def test_an_old_tree_is_kept_while_a_foreign_one_stands_in_its_place(target: Path):
    plant(target.with_name(".xa.old"), {"index.html": b"1"})
    target.mkdir()
    (target / "la.txt").write_bytes(b"?")

    assert recover(target) is None
    assert tree(target.parent)[".xa.old/index.html"] == b"1"


def test_an_old_tree_whose_deletion_is_cut_is_never_put_back(target: Path, monkeypatch: pytest.MonkeyPatch):
    def cut(folder: Path) -> None:
        (folder / "index.html").unlink(missing_ok=True)
        raise KeyboardInterrupt

    plant(target.with_name(".xa.old"), {"index.html": b"1", "tin.html": b"1"})
    plant(target, {"index.html": b"2"})
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", cut)
        with pytest.raises(KeyboardInterrupt):
            recover(target)
    clear_target(target, ("index.html",))

    assert recover(target)
    assert not target.exists()


def test_a_half_deleted_tree_is_never_put_back(target: Path):
    plant(target.with_name(".xa.trash"), {"index.html": b"0"})

    assert recover(target)
    assert not target.exists()


# --- Cleaning -----------------------------------------------------------------------------------------------


def test_cleaning_removes_what_the_manifest_lists_and_the_folder(target: Path):
    publish(target, {"index.html": b"1", "a/b/c.html": b"1"})

    assert clear_target(target, ("index.html", "a/b/c.html", "da-mat.html")) == ()
    assert list(target.parent.iterdir()) == []


def test_cleaning_keeps_and_names_foreign_files(target: Path):
    publish(target, {"index.html": b"1", "a/b/c.html": b"1"})
    (target / "a" / "cua-toi.docx").write_bytes(b"docx")
    (target / "trong").mkdir()

    assert strangers(target, ("index.html", "a/b/c.html")) == ("a/cua-toi.docx",)
    assert clear_target(target, ("index.html", "a/b/c.html")) == ("a/cua-toi.docx",)
    assert set(tree(target)) == {"a/cua-toi.docx", MARKER}
    check_target(target, forbidden=())  # the next build may write beside what was kept
    assert (target / "trong").is_dir()
    assert not (target / "a" / "b").exists()


def test_a_clean_that_is_cut_leaves_the_folder_ours(target: Path, monkeypatch: pytest.MonkeyPatch):
    publish(target, {"index.html": b"1"})
    (target / "cua-toi.docx").write_bytes(b"docx")

    def cut(one: Path, two: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_builder.staging.target.replace", cut)
    with pytest.raises(KeyboardInterrupt):
        clear_target(target, ("index.html",))
    check_target(target, forbidden=())


def test_cleaning_never_reaches_outside(tmp_path: Path, target: Path):
    publish(target, {"index.html": b"1"})
    (tmp_path / "nha").mkdir()
    (tmp_path / "nha" / "thu.txt").write_text("quý")
    link(target / "tin", tmp_path / "nha")

    kept = clear_target(
        target, ("index.html", "tin/thu.txt", "../../nha/thu.txt", str(tmp_path / "nha/thu.txt"))
    )

    assert kept == ("tin",)
    assert (tmp_path / "nha" / "thu.txt").read_text() == "quý"


def test_cleaning_what_is_absent_is_nothing(target: Path):
    assert clear_target(target, ("index.html",)) == ()


def test_a_clean_that_is_cut_is_still_ours(target: Path, monkeypatch: pytest.MonkeyPatch):
    publish(target, {"a": b"1", "b": b"1"})
    real = Path.unlink

    def stuck(file: Path, missing_ok: bool = False) -> None:
        if file.name == "b":
            raise OSError(errno.EIO, "bad sector")
        real(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", stuck)
    with pytest.raises(WorldError):
        clear_target(target, ("a", "b"))

    check_target(target, forbidden=())
    assert sorted(tree(target)) == ["b", MARKER]
