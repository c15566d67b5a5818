"""The ledger of a build: whatever tells that a file may be another is in its stamp, and what is not sound is not read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from site_builder import ledger as room
from site_builder.errors import Finding, Severity, Where
from site_builder.ledger import (
    UNSURE,
    Ledger,
    Noted,
    forget,
    read_ledger,
    stamp,
    stamp_files,
    stamp_program,
    stamp_tree,
    write_ledger,
)
from tests.conftest import NOW

SECOND = 1_000_000_000
LATER = 5_000 * SECOND  # long after the times below
TIMES = {"mtime_ns": 1_000 * SECOND, "ctime_ns": 1_001 * SECOND}
LEDGER = Ledger(
    ground="nền",
    since=NOW,
    until=NOW + timedelta(hours=1),
    inputs={"/cổng/a.md": "1.2.3.4", "/cổng/tin": "folder"},
    outputs={"index.html": "5.6.7.8"},
    sources={"a.md": Noted(digest="ab", url="/a.html")},
    findings=(
        Finding(rule="a.b", severity=Severity.NOTE, where=Where(path="a.md", line=3, key="k"), message="m", hint="h"),
        Finding(rule="a.c", severity=Severity.ERROR, where=Where(path="lạ\udcff.md"), message="m", hint="h"),
    ),
    imprint="i",
    amended={"/a.html": "d"},
    drafts=2,
    scheduled=1,
)  # fmt: skip


def state(**changed: int) -> os.stat_result:
    """Return what the system says of a file of which *changed* is another."""
    known = (
        {"mode": 0o100644, "ino": 10, "dev": 1, "nlink": 1, "uid": 0, "gid": 0, "size": 5} | TIMES | changed
    )
    plain = [known[name] for name in ("mode", "ino", "dev", "nlink", "uid", "gid", "size")]
    whole = {f"st_{name}": known[name] for name in TIMES}
    times = [0, *(known[name] // SECOND for name in TIMES)]
    return os.stat_result([*plain, *times], whole | {"st_atime_ns": 0})


def stamps(folder: Path, **wishes: bool) -> dict[str, str]:
    found = stamp_tree(folder, 2**63, **wishes)
    return {Path(path).relative_to(folder).as_posix(): value for path, value in found}


# --- stamps ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["size", "mtime_ns", "ctime_ns", "ino"])
def test_each_field_of_a_stamp_tells_that_a_file_has_changed(field: str) -> None:
    known = state()
    other = state(**{field: getattr(known, f"st_{field}") + 1})
    assert stamp(known, LATER) != stamp(other, LATER)
    assert stamp(known, LATER) == stamp(state(), LATER)


@pytest.mark.parametrize("field", ["mtime_ns", "ctime_ns"])
@pytest.mark.parametrize(
    ("age", "sure"), [(2 * SECOND, True), (2 * SECOND - 1, False), (0, False), (-9, False)]
)
def test_a_file_that_changed_within_two_seconds_or_in_the_future_is_unsure(
    field: str, age: int, sure: bool
) -> None:
    found = stamp(state(**{field: LATER - age}), LATER)
    assert (found != UNSURE) is sure


def test_a_ledger_with_an_unsure_file_never_holds() -> None:
    unsure = {"/a.md": UNSURE}
    assert not replace(LEDGER, inputs=unsure).holds("nền", NOW, unsure)


@pytest.mark.parametrize(
    ("ground", "minutes", "inputs", "holds"),
    [
        ("nền", 0, LEDGER.inputs, True),
        ("nền", 59.99, LEDGER.inputs, True),
        ("khác", 0, LEDGER.inputs, False),
        ("nền", -0.01, LEDGER.inputs, False),
        ("nền", 60, LEDGER.inputs, False),
        ("nền", 0, {**LEDGER.inputs, "/b.md": "1.2.3.4"}, False),
        ("nền", 0, {"/cổng/tin": "folder"}, False),
        ("nền", 0, {**LEDGER.inputs, "/cổng/a.md": "1.2.3.5"}, False),
        ("nền", 0, {**LEDGER.inputs, "/cổng/a.md": UNSURE}, False),
    ],
)
def test_a_ledger_holds_on_its_ground_in_its_time_with_its_files(
    ground: str, minutes: float, inputs: dict[str, str], holds: bool
) -> None:
    assert LEDGER.holds(ground, NOW + timedelta(minutes=minutes), inputs) is holds


def test_a_tree_is_seen_with_its_folders_and_without_what_is_hidden(tmp_path: Path) -> None:
    for path in ("a.md", "tin/b.md", ".git/c", ".nano.swp", "__pycache__/d.pyc", "_rieng/e.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x", encoding="utf-8")
    found = stamps(tmp_path)
    assert set(found) == {"a.md", "tin", "tin/b.md", "_rieng", "_rieng/e.md"}
    assert UNSURE not in found.values()
    assert found["tin"] == "folder"


def test_a_link_is_as_what_it_leads_to(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "l").symlink_to("a")
    first = stamps(tmp_path)
    (tmp_path / "l").unlink()
    (tmp_path / "l").symlink_to("b")
    assert first["l"] == first["a"]
    assert stamps(tmp_path)["l"] == first["b"] != first["l"]


def test_what_lies_behind_a_linked_folder_is_unsure_unless_links_are_expected(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/a.md").write_text("x", encoding="utf-8")
    (tmp_path / "noi").mkdir()
    (tmp_path / "noi/tin").symlink_to(tmp_path / "kho", target_is_directory=True)
    assert stamps(tmp_path / "noi") == {"tin": UNSURE}
    assert set(stamps(tmp_path / "noi", linked=True)) == {"tin", "tin/a.md"}


@pytest.mark.parametrize("place", ["", "tin"])
def test_a_folder_that_refuses_is_unsure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "tin").mkdir()
    scan: Callable[[str], Any] = os.scandir

    def scandir(folder: str) -> Any:
        if Path(folder) == tmp_path / place:
            raise PermissionError(folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    assert stamps(tmp_path)[place or "."] == UNSURE


def test_a_dangling_link_is_unsure(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("nowhere")
    assert UNSURE in stamps(tmp_path).values()


def test_only_plain_files_of_the_output_have_a_stamp(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x", encoding="utf-8")
    (tmp_path / "l").symlink_to("a")
    (tmp_path / "d").mkdir()
    assert list(stamp_files(tmp_path, ("a", "l", "d", "gone", "nul\0"), 2**63)) == ["a"]


def test_the_program_and_its_libraries_are_seen() -> None:
    found = dict(stamp_program(2**63))
    assert any(path.endswith("ledger.py") for path in found)
    assert any(path.endswith(("site-packages", "dist-packages")) for path in found)


# --- the file ----------------------------------------------------------------------------------------------------


def written(tmp_path: Path) -> Path:
    file = tmp_path / "cache" / "ledger.json"
    write_ledger(file, LEDGER)
    return file


def test_what_was_noted_is_read_back_whole(tmp_path: Path) -> None:
    assert read_ledger(written(tmp_path)) == LEDGER
    assert [one.name for one in (tmp_path / "cache").iterdir()] == ["ledger.json"]


def test_what_is_forgotten_is_not_known(tmp_path: Path) -> None:
    file = written(tmp_path)
    forget(file)
    forget(file)
    assert read_ledger(file) is None


def test_an_altered_ledger_was_never_there(tmp_path: Path) -> None:
    file = written(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"1.2.3.4", b"1.2.3.5"))
    assert read_ledger(file) is None


def test_a_cut_ledger_was_never_there(tmp_path: Path) -> None:
    file = written(tmp_path)
    whole = file.read_bytes()
    for length in (0, 10, 33, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert read_ledger(file) is None


@pytest.mark.parametrize(
    "other",
    [
        {"version": 0},
        {"version": 2},
        {"sources": []},
        {"since": "hôm qua"},
        {"counts": [1]},
        {"findings": [1]},
    ],
)
def test_a_ledger_of_another_shape_was_never_there(tmp_path: Path, other: dict[str, object]) -> None:
    file = written(tmp_path)
    raw = json.loads(file.read_bytes().partition(b"\n")[2]) | other
    data = json.dumps(raw).encode()
    file.write_bytes(vars(room)["_check"](data) + b"\n" + data)
    assert read_ledger(file) is None


@pytest.mark.parametrize("data", [b"null", b"[]", b"1", b"{}"])
def test_what_is_no_ledger_at_all_is_none(tmp_path: Path, data: bytes) -> None:
    file = written(tmp_path)
    file.write_bytes(vars(room)["_check"](data) + b"\n" + data)
    assert read_ledger(file) is None


def test_a_disk_that_refuses_keeps_the_old_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    write_ledger(file, replace(LEDGER, drafts=8))
    assert read_ledger(file) == LEDGER


def test_a_folder_that_cannot_be_made_is_borne(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    write_ledger(tmp_path / "cache" / "ledger.json", LEDGER)
    assert read_ledger(tmp_path / "cache" / "ledger.json") is None
