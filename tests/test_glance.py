"""A glance: where nothing has changed nothing is read, and whatever may have changed is looked at."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from site_builder import ledger
from site_builder.pipeline import Report, build_portal
from site_builder.pipeline import build as room
from tests.conftest import NOW, SITE, news, tree
from tests.mini import build, plan

FILES = {
    "tin-tuc/a.md": news("A", body="Xem [mẫu](mau.txt)."),
    "tin-tuc/b.md": news("B", **{"Giờ lên trang": "23/11/2026 10:00"}),
    "tin-tuc/mau.txt": "Mẫu đơn.\n",
}


@pytest.fixture(autouse=True)
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk's clock be exact: what was written a moment ago is sure."""
    monkeypatch.setattr(ledger, "_TICK", 0)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Name the portals of which a glance was not enough."""
    seen: list[Path] = []
    real = room.open_output

    def watched(portal: Path, *args: object, **more: object) -> object:
        seen.append(portal)
        return real(portal, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "open_output", watched)
    return seen


def later(folder: Path) -> None:
    """Wait until the disk's clock has moved on, so that what changes now gets another time."""
    probe = folder / "clock"
    probe.touch()
    first = probe.stat().st_mtime_ns
    while probe.stat().st_mtime_ns == first:
        probe.touch()
    probe.unlink()


def built(project: Path, read: list[Path]) -> Report:
    """Build once, and forget that it was read."""
    report = build(project, FILES)
    assert report.build is not None, report.findings
    read.clear()
    later(project)
    return report


def test_nothing_is_read_and_all_is_told_again(tmp_path: Path, read: list[Path]) -> None:
    first = built(tmp_path, read)
    before = {file: file.stat() for file in tmp_path.rglob("*")}
    again = build(tmp_path)
    assert read == []
    assert {file: file.stat() for file in tmp_path.rglob("*")} == before
    assert again.changes is not None
    assert first.build is not None
    assert (again.changes.new, again.changes.updated, again.changes.removed) == ((), (), ())
    assert len(again.changes.kept) == first.build.files
    assert replace(again, changes=None, seconds=0) == replace(first, changes=None, seconds=0)
    assert again.scheduled == 1


def harm(path: str) -> Callable[[Path], None]:
    def same_size(project: Path) -> None:
        file = project / path
        data = file.read_bytes()
        file.write_bytes(data[:-2] + b"?" + data[-1:])

    return same_size


def hide_times(project: Path) -> None:
    """Change a text, and put size and time of change back as they were."""
    file = project / "content/thu/tin-tuc/a.md"
    kept = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Xem", b"Coi"))
    os.utime(file, ns=(kept.st_atime_ns, kept.st_mtime_ns))


def exchange(project: Path) -> None:
    """Let two files swap their names, with their times."""
    one, two = (project / f"content/thu/tin-tuc/{name}.md" for name in "ab")
    one.rename(project / "c")
    two.rename(one)
    (project / "c").rename(two)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a text": harm("content/thu/tin-tuc/a.md"),
    "a text with its old time": hide_times,
    "two names swapped": exchange,
    "an attachment": harm("content/thu/tin-tuc/mau.txt"),
    "a touch": lambda project: (project / "content/thu/tin-tuc/a.md").touch(),
    "a new file": lambda project: (project / "content/thu/tin-tuc/c.md").write_text(news("C"), encoding="utf-8"),
    "a lost file": lambda project: (project / "content/thu/tin-tuc/b.md").unlink(),
    "an empty folder": lambda project: (project / "content/thu/moi").mkdir(),
    "the configuration": lambda project: (project / "content/thu/site.toml").write_text(SITE.replace("Thử", "Thữ"), encoding="utf-8"),
    "a template": harm("themes/xa/pages/home.html"),
    "a template of the portal's own": lambda project: (project / "content/thu/theme/pages").mkdir(parents=True),
    "a page": harm("public/thu/index.html"),
    "a lost page": lambda project: (project / "public/thu/index.html").unlink(),
    "the manifest": lambda project: (project / "public/thu/cong-xa-manifest.json").touch(),
    "a copied output": lambda project: (shutil.move(project / "public", project / "cu"), shutil.copytree(project / "cu", project / "public")),
    "no output": lambda project: shutil.rmtree(project / "public"),
    "no cache": lambda project: shutil.rmtree(project / ".cache"),
    "an altered ledger": harm(".cache/thu/ledger.json"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_read(tmp_path: Path, read: list[Path], change: Callable[[Path], object]) -> None:
    built(tmp_path, read)
    change(tmp_path)
    build(tmp_path)
    assert read


@pytest.mark.parametrize(
    "wishes",
    [
        {"now": NOW - timedelta(microseconds=1)},
        {"now": NOW.replace(hour=10)},
        {"now": NOW + timedelta(days=1)},
        {"preview": True},
        {"skip_broken": True},
    ],
    ids=str,
)
def test_another_moment_or_another_wish_is_another_build(
    tmp_path: Path, read: list[Path], wishes: dict[str, object]
) -> None:
    built(tmp_path, read)
    build(tmp_path, **wishes)
    assert read


def test_until_something_is_due_the_clock_changes_nothing(tmp_path: Path, read: list[Path]) -> None:
    built(tmp_path, read)
    build(tmp_path, now=NOW.replace(hour=9, minute=59))
    assert not read


def test_another_interpreter_is_another_build(
    tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, read)
    monkeypatch.setattr("sys.version", "3.99")
    build(tmp_path)
    assert read


def test_another_program_is_another_build(
    tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, read)
    monkeypatch.setattr(
        "site_builder.pipeline.glance.stamp_program", lambda _: iter((("program.py", "1.2.3.4"),))
    )
    build(tmp_path)
    assert read


def test_a_portal_of_the_same_name_elsewhere_is_another_one(tmp_path: Path, read: list[Path]) -> None:
    built(tmp_path, read)
    there = Path(shutil.copytree(tmp_path / "content/thu", tmp_path / "khac/thu", copy_function=os.link))
    later(tmp_path)
    build_portal(there, plan(tmp_path))
    assert read == [there]
    build(tmp_path)
    assert read == [there, tmp_path / "content/thu"]


def test_what_changed_within_the_tick_of_the_disk_is_read_again(
    tmp_path: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_TICK", 10**18)
    built(tmp_path, read)
    build(tmp_path)
    assert read


def test_a_build_with_something_left_out_is_never_taken_for_whole(tmp_path: Path, read: list[Path]) -> None:
    build(tmp_path, FILES | {"tin-tuc/hong.md": "không có đầu"}, skip_broken=True)
    read.clear()
    report = build(tmp_path, skip_broken=True)
    assert read
    assert report.skipped == ("tin-tuc/hong.md",)


def test_a_hidden_file_that_an_item_names_is_not_overlooked(tmp_path: Path) -> None:
    files = FILES | {"tin-tuc/c.md": news("C", body="[Mẫu](.kho/mau.txt)"), "tin-tuc/.kho/mau.txt": "Một."}
    assert build(tmp_path, files).build is not None
    later(tmp_path)
    (tmp_path / "content/thu/tin-tuc/.kho/mau.txt").write_text("Hai.", encoding="utf-8")
    build(tmp_path)
    assert b"Hai." in tree(tmp_path / "public/thu").values()


def test_a_page_is_trusted_only_with_the_manifest_that_was_noted(tmp_path: Path) -> None:
    build(tmp_path, FILES)
    before = tree(tmp_path / "public/thu")
    later(tmp_path)
    manifest = tmp_path / "public/thu/cong-xa-manifest.json"
    digest = hashlib.sha256(before["index.html"]).hexdigest()
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(digest, "0" * 64), encoding="utf-8")
    build(tmp_path)
    assert tree(tmp_path / "public/thu") == before


def test_what_is_told_of_one_change_is_not_told_again(tmp_path: Path) -> None:
    build(tmp_path, FILES)
    (tmp_path / "content/thu/tin-tuc/a.md").unlink()
    rules = [[one.rule for one in build(tmp_path, {"tin-tuc/mau.txt": "x"}).findings] for _ in range(2)]
    assert "build.lost-address" in rules[0]
    assert "build.lost-address" not in rules[1]


@pytest.mark.parametrize("trace", ["stage", "fresh", "old", "trash", "journal", "holder.json"])
def test_where_a_build_is_at_work_or_was_cut_a_glance_is_not_enough(
    tmp_path: Path, read: list[Path], trace: str
) -> None:
    built(tmp_path, read)
    beside = tmp_path / "public" / f".thu.{trace}"
    beside.mkdir() if trace in {"stage", "fresh", "old", "trash"} else beside.touch()
    build(tmp_path)
    assert read
    assert not beside.exists()
