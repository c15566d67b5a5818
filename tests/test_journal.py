"""A few files go into a large tree one by one: whatever is struck, the next command makes the new tree of it."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder import staging
from site_builder.errors import WorldError
from site_builder.staging import durable, journal
from site_builder.staging.names import MARKER, beside
from tests.conftest import tree

HEAD = '{"program": "cong-xa 0.1.0", "build": "%s"}'
OLD = {"index.html": "cũ", "tin/giu.html": "giữ", "tin/2025/bo.html": "bỏ", MARKER: HEAD % "cũ"}
FRESH = {"index.html": "mới", "tin/2026/moi.html": "mới", MARKER: HEAD % "mới"}
MOVED = frozenset(FRESH) - {MARKER}
GONE = ("tin/2025/bo.html",)
NEW = {"index.html": "mới", "tin/giu.html": "giữ", "tin/2026/moi.html": "mới", MARKER: HEAD % "mới"}
OURS = frozenset(OLD)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "thu"
    for path, words in OLD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words, encoding="utf-8")
    return folder


def staged(target: Path) -> Path:
    stage = staging.open_stage(target, flat=True)
    for path, words in FRESH.items():
        staging.write_file(stage, path, words.encode())
    return stage


def amend(target: Path, gone: tuple[str, ...] = GONE) -> bool:
    return staging.amend(staged(target), target, fresh=MOVED, gone=gone, ours=OURS)


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    return {path: words.encode() for path, words in files.items()}


def around(target: Path) -> set[str]:
    return {one.name for one in target.parent.iterdir()} - {target.name}


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, moment: int) -> None:
    """Let the *moment*-th call of the journal's function *name* fail, and no other."""
    real: Callable[..., object] = getattr(journal, name)
    calls: list[object] = []

    def struck(*args: object) -> object:
        calls.append(args)
        if len(calls) == moment:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*args)

    monkeypatch.setattr(journal, name, struck)


def test_what_is_new_goes_in_and_what_is_gone_goes_out(target: Path) -> None:
    assert amend(target)
    assert tree(target) == as_bytes(NEW)
    assert not (target / "tin/2025").exists()
    assert around(target) == set()


def test_what_nobody_changed_is_the_same_file(target: Path) -> None:
    before = (target / "tin/giu.html").stat()
    amend(target)
    assert (target / "tin/giu.html").stat() == before


def test_a_stage_without_a_marker_is_a_bug_and_changes_nothing(target: Path) -> None:
    stage = staged(target)
    staging.stage_path(stage, MARKER).unlink()
    with pytest.raises(ValueError, match="no marker"):
        staging.amend(stage, target, fresh=MOVED, gone=GONE, ours=OURS)
    assert tree(target) == as_bytes(OLD)


def lay_a_file(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("của người khác", encoding="utf-8")


def lay_a_folder(place: Path) -> None:
    place.unlink(missing_ok=True)
    place.mkdir(parents=True)


def lay_a_link(place: Path) -> None:
    place.rmdir()
    (place.parent.parent / "ngoai").mkdir()
    place.symlink_to(place.parent.parent / "ngoai", target_is_directory=True)


@pytest.mark.parametrize(
    ("lay", "path"),
    [
        (lay_a_file, "tin/2026/moi.html"),
        (lay_a_file, "tin/2026"),
        (lay_a_folder, "tin/2026/moi.html"),
        (lay_a_folder, "index.html"),
        (lay_a_folder, "tin/2025/bo.html"),
        (lay_a_folder, MARKER),
    ],
)
def test_what_is_in_the_way_stays_and_nothing_is_moved(
    target: Path, lay: Callable[[Path], None], path: str
) -> None:
    lay(target / path)
    before = tree(target)
    assert not amend(target)
    assert tree(target) == before
    assert not beside(target, "journal").exists()


def test_no_file_goes_through_a_link_that_a_stranger_made(target: Path, tmp_path: Path) -> None:
    (target / "tin/2026").mkdir()
    lay_a_link(target / "tin/2026")
    assert not amend(target)
    assert list((target / "tin/2026").iterdir()) == []


def test_a_link_in_the_place_of_a_page_of_ours_is_replaced_and_not_followed(
    target: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "ngoai.html"
    outside.write_text("ngoài", encoding="utf-8")
    (target / "index.html").unlink()
    (target / "index.html").symlink_to(outside)
    assert amend(target)
    assert outside.read_text(encoding="utf-8") == "ngoài"
    assert tree(target) == as_bytes(NEW)


@pytest.mark.parametrize("name", ["replace", "patiently", "sync_folder", "sync_folders", "remove"])
@pytest.mark.parametrize("moment", range(1, 8))
def test_a_step_that_fails_is_done_by_the_next_command(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str, moment: int
) -> None:
    stage = staged(target)
    with monkeypatch.context() as patch:
        refuse(patch, name, moment)
        try:
            staging.amend(stage, target, fresh=MOVED, gone=GONE, ours=OURS)
        except WorldError:
            staging.discard(stage)
    started = beside(target, "journal").exists()
    assert started or tree(target) in (as_bytes(OLD), as_bytes(NEW))
    told = staging.recover(target)
    assert bool(told and "thay nốt" in told) == started
    assert tree(target) == as_bytes(NEW) or (not started and tree(target) == as_bytes(OLD))
    assert around(target) == set()


def test_the_mending_may_be_struck_as_well(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, "replace", 2)  # the first is the name of the journal itself
        with pytest.raises(WorldError):
            amend(target)
    for name in ("replace", "replace", "patiently", "sync_folders", "sync_folder"):
        with monkeypatch.context() as patch:
            refuse(patch, name, 1)
            with pytest.raises(WorldError):
                staging.recover(target)
    staging.recover(target)
    assert tree(target) == as_bytes(NEW)


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"move": []}', "\x00" * 50])
def test_a_torn_journal_was_never_ours(target: Path, torn: str) -> None:
    staged(target)
    beside(target, "journal").write_text(torn, encoding="utf-8")
    staging.recover(target)
    assert tree(target) == as_bytes(OLD)
    assert around(target) == set()


def test_a_journal_that_was_not_finished_leaves_the_old_tree_and_nothing_beside(target: Path) -> None:
    staged(target)
    beside(target, "journal.new").write_text('{"move": ["ind', encoding="utf-8")
    staging.recover(target)
    assert tree(target) == as_bytes(OLD)
    assert around(target) == set()


def test_the_journal_names_all_before_the_first_file_moves(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, list[str]]] = []
    real = journal.finish

    def finish(place: Path) -> bool:
        seen.append(json.loads(beside(place, "journal").read_bytes()))
        assert tree(target) == as_bytes(OLD)
        return real(place)

    monkeypatch.setattr(journal, "finish", finish)
    amend(target)
    assert seen == [{"move": ["index.html", "tin/2026/moi.html", MARKER], "remove": list(GONE)}]


def test_all_is_on_the_disk_before_what_relies_on_it(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut after any step loses no file: stage, journal and its name are synced before a file moves, the tree before the journal goes."""
    told: list[str] = []

    def tell(place: Path) -> str:
        return Path(place).name if Path(place) != target else "the tree"

    def sync_tree(stage: Path) -> None:
        told.append("sync the stage")

    def fsync(_: int) -> None:
        told.append("sync the journal")

    def sync_folder(folder: Path) -> None:
        told.append(f"sync {tell(folder)}")

    def sync_folders(disk: Path, folders: list[Path]) -> None:
        told.extend(f"sync {tell(folder)}" for folder in folders if folder.exists())

    def replace(one: Path, two: Path) -> None:
        told.append(f"name {tell(two)}")
        one.replace(two)

    def patiently(action: Callable[[], object]) -> None:
        told.append("remove")
        action()

    for name, fake in (("sync_tree", sync_tree), ("sync_folder", sync_folder), ("sync_folders", sync_folders), ("replace", replace), ("patiently", patiently)):  # fmt: skip
        monkeypatch.setattr(journal, name, fake)
    monkeypatch.setattr(os, "fsync", fsync)
    amend(target)
    parent = target.parent.name
    assert told == [
        "sync the stage", "sync the journal", "name .thu.journal", f"sync {parent}",
        "name index.html", "name moi.html", "name moi.html", f"name {MARKER}", "remove",
        "sync 2026", "sync tin", "sync the tree", "remove", f"sync {parent}",
    ]  # fmt: skip


def test_the_stage_is_synced_file_by_file_or_by_the_disk(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(durable, "sync", synced.append)
    stage = staged(target)
    staging.amend(stage, target, fresh=MOVED, gone=(), ours=OURS)
    assert {staging.stage_path(stage, path) for path in FRESH} <= set(synced)


def test_what_does_not_fit_becomes_an_ordinary_stage(target: Path) -> None:
    stage = staging.unfold(staged(target), target, MOVED)
    assert tree(stage) == as_bytes(FRESH)
    assert around(target) == {stage.name}


def test_the_journal_is_there_only_when_it_is_whole(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(journal, "sync_tree", lambda _: None)
        with pytest.raises(WorldError):
            amend(target)
    assert not beside(target, "journal").exists()
    staging.recover(target)
    assert tree(target) == as_bytes(OLD)
    assert around(target) == set()
