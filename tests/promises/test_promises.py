"""The promises of a build: the same content gives the same bytes, and a small change is small on the wire.

Also a program: the child that builds a portal in another time zone, with another hash seed or a disk that lists its
folders backwards, and prints a digest of what it made.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from site_builder.errors import WorldError  # noqa: E402 (run as a program, the file must first say where the rest is)
from site_builder.pipeline import Plan, Report, build_portal  # noqa: E402 (run as a program, the file must first say where the rest is)
from tests.conftest import NOW, news, tree, write  # noqa: E402 (run as a program, the file must first say where the rest is)
from tests.desk import start  # noqa: E402 (run as a program, the file must first say where the rest is)
from tests.mini import build, document, plan  # noqa: E402 (run as a program, the file must first say where the rest is)

# --- the same bytes ----------------------------------------------------------------------------------------------


def picture(file: Path, colour: tuple[int, int, int]) -> None:
    image = Image.linear_gradient("L").resize((700, 420)).convert("RGB")
    Image.blend(image, Image.new("RGB", image.size, colour), 0.4).save(file)


def pictured(project: Path) -> Path:
    """Write a portal with two pictures, an attachment and every kind."""
    files = start() | {
        "tin-tuc/2026/anh.md": news(
            "Ảnh", body="![Cánh đồng lúa](a.png)\n\nHai.", Ảnh="{Tệp: b.png, Mô tả: Con đường mới}"
        ),
        "van-ban/tep.md": document("9/QĐ-UBND", Tệp_đính_kèm="/media/mau.txt"),
        "media/mau.txt": "Mẫu đơn.\n",
    }
    portal = write(project / "content" / "thu", files)
    picture(portal / "tin-tuc/2026/a.png", (200, 30, 30))
    picture(portal / "tin-tuc/2026/b.png", (30, 120, 30))
    return portal


def child(
    project: Path, *, workers: int = 1, backwards: bool = False, portal: str = "thu", **environment: str
) -> str:
    """Build in a fresh process and return the digest that it prints."""
    done = subprocess.run(
        [sys.executable, __file__, str(project), str(workers), "backwards" if backwards else "", portal],
        env={**os.environ, "PYTHONHASHSEED": "0", **environment}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, data in sorted(files.items()):
        whole.update(f"{path}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


def main(project: Path, workers: int, backwards: bool, portal: str) -> None:
    if backwards:
        scandir, listdir = os.scandir, os.listdir

        class Backwards:
            def __init__(self, *folder: Path) -> None:
                with scandir(*folder) as entries:
                    self.entries = iter(sorted(entries, key=lambda one: one.name, reverse=True))

            def __iter__(self) -> Backwards:
                return self

            def __next__(self) -> os.DirEntry[str]:
                return next(self.entries)

            def __enter__(self) -> Backwards:
                return self

            def __exit__(self, *_: object) -> None:
                pass

            def close(self) -> None:
                pass

        os.scandir = Backwards  # type: ignore[assignment,misc]
        os.listdir = lambda *folder: sorted(listdir(*folder), reverse=True)  # type: ignore[assignment,misc]
    report = build_portal(
        project / "content" / portal, Plan(root=project, out=project / "public", now=NOW, workers=workers)
    )
    assert report.build is not None, report.findings
    sys.stdout.write(digest(tree(project / "public" / portal)) + "\n")


def projects(tmp_path: Path) -> tuple[Path, Path]:
    """Write the same portal into two folders of different names, in different orders of time."""
    one, two = tmp_path / "một", tmp_path / "hai ba" / "bốn"
    for project in (one, two):
        project.mkdir(parents=True)
        plan(project)
        pictured(project)
    for number, file in enumerate(sorted(two.rglob("*"), reverse=True)):
        os.utime(file, (1_000_000_000 - number, 1_000_000_000 - number))
    return one, two


@pytest.mark.slow
def test_the_same_content_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    one, two = projects(tmp_path)
    first = child(one, TZ="UTC", PYTHONHASHSEED="0", workers=1)
    second = child(
        two, TZ="Pacific/Kiritimati", PYTHONHASHSEED="4242", workers=2, backwards=True, LC_ALL="C", LANG="C"
    )
    assert first == second
    assert digest(tree(one / "public/thu")) == first


def test_a_build_on_a_used_cache_equals_one_without(tmp_path: Path) -> None:
    plan(tmp_path)
    portal = pictured(tmp_path)
    whole = Plan(root=tmp_path, out=tmp_path / "public", now=NOW, workers=1)
    assert build_portal(portal, whole).build is not None
    before = tree(tmp_path / "public/thu")
    assert build_portal(portal, replace(whole, out=tmp_path / "lai")).build is not None
    assert tree(tmp_path / "lai/thu") == before


@pytest.mark.parametrize("harm", ["gone", "cut", "empty"])
def test_a_harmed_cache_is_filled_again(tmp_path: Path, harm: str) -> None:
    plan(tmp_path)
    portal = pictured(tmp_path)
    wishes = Plan(root=tmp_path, out=tmp_path / "public", now=NOW, workers=1)
    build_portal(portal, wishes)
    before = tree(tmp_path / "public/thu")
    if harm == "gone":
        shutil.rmtree(tmp_path / ".cache")
    for file in (one for one in (tmp_path / ".cache").rglob("*") if one.is_file()):
        file.write_bytes(file.read_bytes()[: 100 if harm == "cut" else 0])
    shutil.rmtree(tmp_path / "public")
    assert build_portal(portal, wishes).build is not None
    assert tree(tmp_path / "public/thu") == before


def test_a_cache_that_cannot_be_written_refuses_and_keeps_the_old_tree(tmp_path: Path) -> None:
    plan(tmp_path)
    portal = pictured(tmp_path)
    wishes = Plan(root=tmp_path, out=tmp_path / "public", now=NOW, workers=1)
    build_portal(portal, wishes)
    before = tree(tmp_path / "public/thu")
    shutil.rmtree(tmp_path / ".cache")
    (tmp_path / ".cache").write_bytes(b"in the way")
    picture(portal / "tin-tuc/2026/a.png", (0, 0, 200))
    with pytest.raises(WorldError):
        build_portal(portal, wishes)
    assert tree(tmp_path / "public/thu") == before


@pytest.mark.long
def test_the_sample_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    digests = set()
    for number, (zone, workers) in enumerate((("UTC", 1), ("Pacific/Kiritimati", 2))):
        project = tmp_path / str(number)
        shutil.copytree(ROOT / "content/xa-mau", project / "content/xa-mau")
        shutil.copytree(ROOT / "themes", project / "themes")
        digests.add(
            child(
                project,
                TZ=zone,
                PYTHONHASHSEED=str(number),
                workers=workers,
                backwards=bool(number),
                portal="xa-mau",
            )
        )
    assert len(digests) == 1


# --- small on the wire -------------------------------------------------------------------------------------------


def many(count: int) -> dict[str, str]:
    last = datetime(2026, 11, 20, tzinfo=NOW.tzinfo)
    days = (last - timedelta(days=7 * (count - number)) for number in range(count))
    return {f"tin-tuc/tin-{n:03}.md": news(f"Tin {n}", day=f"{day:%d/%m/%Y}") for n, day in enumerate(days)}


def touched(report: Report) -> set[str]:
    assert report.changes is not None, report.findings
    return {*report.changes.new, *report.changes.updated, *report.changes.removed}


@pytest.mark.parametrize("count", [0, 9, 45, 59])
def test_one_new_article_changes_few_files_and_no_frozen_page(tmp_path: Path, count: int) -> None:
    build(tmp_path, many(count))
    frozen = {path: data for path, data in tree(tmp_path / "public/thu").items() if "/trang-" in path}
    report = build(tmp_path, {"tin-tuc/moi.md": news("Mới nhất", day="22/11/2026")})
    assert len(touched(report)) <= 20
    after = tree(tmp_path / "public/thu")
    last = max(frozen, default="", key=lambda path: int("".join(filter(str.isdigit, path))))
    assert {path for path, data in frozen.items() if after[path] != data} <= {last}
    assert not {path for path in touched(report) if "2025" in path}


def test_a_corrected_word_changes_its_page_and_the_search_of_its_year(tmp_path: Path) -> None:
    build(
        tmp_path, many(45) | {"tin-tuc/tin-003.md": news("Tin 3", day="22/01/2026", **{"Tóm tắt": "Rằng."})}
    )
    report = build(
        tmp_path,
        {"tin-tuc/tin-003.md": news("Tin 3", day="22/01/2026", body="Chữ đã sửa.", **{"Tóm tắt": "Rằng."})},
    )
    assert "tin-tuc/2026/tin-003.html" in touched(report)
    assert {path for path in touched(report) if not path.startswith(("search/", "tim-kiem"))} == {
        "tin-tuc/2026/tin-003.html"
    }
    assert len(touched(report)) <= 4


def test_a_new_day_alone_changes_nothing(tmp_path: Path) -> None:
    build(tmp_path, many(5))
    assert touched(build(tmp_path, now=NOW + timedelta(days=400))) == set()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), bool(sys.argv[3]), sys.argv[4])
