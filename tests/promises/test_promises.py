"""The promises of a build: an edit gives what a clean build gives, and the same content gives the same bytes.

Also a program: the child that builds a portal in another time zone, with another hash seed or a disk that lists its
folders backwards, and prints a digest of what it made.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from site_builder.errors import WorldError  # noqa: E402 (run as a program, the file must first say where the rest is)
from site_builder.pipeline import Plan, Report, build_portal  # noqa: E402 (run as a program, the file must first say where the rest is)
from tests.conftest import NOW, SITE, news, tree, write  # noqa: E402 (run as a program, the file must first say where the rest is)
from tests.mini import build, document, entry, plan  # noqa: E402 (run as a program, the file must first say where the rest is)

MENU = '\n[[menu]]\ntitle = "{}"\nto = "home"\n'
SECTIONS = ("tin-tuc", "thong-bao", "gioi-thieu", "co-cau", "van-ban")


# --- a portal that is edited -------------------------------------------------------------------------------------


@dataclass
class Desk:
    """What a clerk has in the folder, and the moment of the build."""

    files: dict[str, str]
    now: datetime = NOW
    themes: dict[str, str] = field(default_factory=dict)


Edit = Callable[[Desk, random.Random], None]


def start() -> dict[str, str]:
    return {
        "site.toml": SITE,
        **{f"tin-tuc/2026/tin-{n:02}.md": news(f"Tin {n}", day=f"{n:02}/10/2026") for n in range(1, 12)},
        "tin-tuc/2025/cu.md": news("Cũ", day="01/05/2025", body="Xem [tin](../2026/tin-01.md)."),
        "thong-bao/a.md": news("Thông báo", **{"Tóm tắt dễ hiểu": "Ngắn."}),
        "van-ban/mot.md": document("1/QĐ-UBND", "01/02/2026", Bị_thay_thế_bởi="2/QĐ-UBND"),
        "van-ban/hai.md": document("2/QĐ-UBND", "01/12/2026", Thay_thế="1/QĐ-UBND"),
        "gioi-thieu/index.md": entry(Tiêu_đề="Giới thiệu"),
        "gioi-thieu/ban-do.md": entry(Tiêu_đề="Bản đồ", Trang_cha="index"),
        "co-cau/vp.md": entry(Tên="Văn phòng"),
        "co-cau/lan.md": entry(
            Loại="Cán bộ", Họ_tên="Lan", Chức_vụ="Chuyên viên", Đơn_vị="vp", Đến_ngày="25/11/2026"
        ),
    }


def any_item(desk: Desk, chance: random.Random) -> str:
    return chance.choice(sorted(path for path in desk.files if path.endswith(".md")))


def set_key(desk: Desk, path: str, key: str, value: str) -> None:
    """Write a key of the front matter, in the place of an old one of that name."""
    head, _, rest = desk.files[path].removeprefix("---\n").partition("---\n")
    lines = [line for line in head.splitlines() if not line.startswith(f"{key}:")]
    desk.files[path] = "---\n" + "\n".join([*lines, f"{key}: {value}"]) + "\n---\n" + rest


def add_news(desk: Desk, chance: random.Random) -> None:
    number = chance.randrange(1000)
    desk.files[f"tin-tuc/2026/moi-{number}.md"] = news(
        f"Mới {number}", day=f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/2026"
    )


def add_document(desk: Desk, chance: random.Random) -> None:
    number = chance.randrange(3, 1000)
    desk.files[f"van-ban/vb-{number}.md"] = document(
        f"{number}/QĐ-UBND", f"{chance.randrange(1, 29)}/11/2026", Có_hiệu_lực="28/12/2026"
    )


def edit_body(desk: Desk, chance: random.Random) -> None:
    desk.files[any_item(desk, chance)] += f"\nThêm câu {chance.randrange(1000)}.\n"


def edit_title(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    set_key(
        desk, path, "Tên" if path.startswith("co-cau/vp") else "Tiêu đề", f"Tên mới {chance.randrange(1000)}"
    )


def delete(desk: Desk, chance: random.Random) -> None:
    del desk.files[any_item(desk, chance)]


def rename(desk: Desk, chance: random.Random) -> None:
    path = any_item(desk, chance)
    desk.files[path.removesuffix(".md") + f"-{chance.randrange(10)}.md"] = desk.files.pop(path)


def move_date(desk: Desk, chance: random.Random) -> None:
    day = f"{chance.randrange(1, 29)}/{chance.randrange(1, 13)}/{chance.choice((2024, 2025, 2026))}"
    set_key(desk, any_item(desk, chance), "Ngày đăng", day)


def flip(desk: Desk, chance: random.Random) -> None:
    key = chance.choice(("Nháp", "Nổi bật"))
    set_key(desk, any_item(desk, chance), key, chance.choice(("có", "không")))


def end(desk: Desk, chance: random.Random) -> None:
    key, value = chance.choice(
        (("Ngày gỡ", "24/11/2026"), ("Rút bài", "nhầm"), ("Giờ lên trang", "24/11/2026 10:00"))
    )
    set_key(desk, any_item(desk, chance), key, value)


def leave_address(desk: Desk, chance: random.Random) -> None:
    set_key(desk, any_item(desk, chance), "Địa chỉ cũ", f"/cu-{chance.randrange(3)}.html")


def urge(desk: Desk, chance: random.Random) -> None:
    desk.files["thong-bao/khan.md"] = news(
        f"Khẩn {chance.randrange(9)}",
        **{"Tóm tắt dễ hiểu": "Cắt nước.", "Khẩn": "có", "Hiệu lực đến": "24/11/2026"},
    )


def edit_site(desk: Desk, chance: random.Random) -> None:
    extra = chance.choice(
        (
            MENU.format(f"Mục {chance.randrange(9)}"),
            "",
            '\n[[links]]\ntitle = "Tỉnh"\nurl = "https://tinh.example"\n',
        )
    )
    stage = chance.choice(("thử nghiệm", "chính thức"))
    desk.files["site.toml"] = (
        SITE.replace("chính thức", stage).replace("Thôn Một", f"Thôn {chance.randrange(9)}") + extra
    )


def edit_tokens(desk: Desk, chance: random.Random) -> None:
    colour = f"#{chance.randrange(16**3):03x}{chance.randrange(16**3):03x}"
    desk.files["site.toml"] = SITE.replace(
        'theme = "xa"', f'theme = "xa"\ntokens = {{ colour-text = "{colour}" }}'
    )


def edit_theme(desk: Desk, chance: random.Random) -> None:
    name = chance.choice(("pages/news.html", "pages/section.html", "css/them.css", "pages/home.html"))
    words = f"/* {chance.randrange(99)} */ b{{top:{chance.randrange(9)}px}}"
    desk.files[f"theme/{name}"] = (
        words if name.endswith("css") else f"{{{{ page.head.title }}}} {chance.randrange(99)}"
    )


def wait(desk: Desk, chance: random.Random) -> None:
    desk.now += timedelta(hours=chance.choice((1, 12, 24, 24 * 8, 24 * 40)))


EDITS: tuple[Edit, ...] = (
    add_news, add_news, add_document, edit_body, edit_title, delete, rename, move_date, flip, end, leave_address, urge, edit_site,
    edit_tokens, edit_theme, wait,
)  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6)), min_size=1, max_size=4)


def lay(portal: Path, files: dict[str, str]) -> None:
    shutil.rmtree(portal, ignore_errors=True)
    write(portal, files)


def keeps_the_promise(steps: list[tuple[Edit, int]], skip_broken: bool) -> None:
    """Build after each edit, and compare with a build from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        project, desk = Path(folder), Desk(files=start())
        portal = project / "content" / "thu"
        for edit, seed in [(add_news, 0), *steps]:
            edit(desk, random.Random(seed))
            lay(portal, desk.files)
            before = tree(project / "public" / "thu") if (project / "public").exists() else {}
            wishes = plan(project, now=desk.now, skip_broken=skip_broken)
            report = build_portal(portal, wishes)
            if report.build is None:
                assert tree(project / "public" / "thu") == before
                continue
            shutil.rmtree(project / "sach", ignore_errors=True)
            clean = build_portal(portal, replace(wishes, out=project / "sach"))
            assert clean.build is not None
            assert tree(project / "public" / "thu") == tree(project / "sach" / "thu")


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, skip_broken=st.booleans())
def test_a_build_after_edits_equals_a_clean_build(steps: list[tuple[Edit, int]], skip_broken: bool) -> None:
    keeps_the_promise(steps, skip_broken)


@pytest.mark.long
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6)), min_size=3, max_size=10),
    skip_broken=st.booleans(),
)
def test_a_build_after_many_edits_equals_a_clean_build(
    steps: list[tuple[Edit, int]], skip_broken: bool
) -> None:
    keeps_the_promise(steps, skip_broken)


@pytest.mark.parametrize(
    "edit", sorted(set(EDITS), key=lambda one: one.__name__), ids=lambda one: one.__name__
)
def test_one_edit_of_each_kind_equals_a_clean_build(edit: Edit) -> None:
    keeps_the_promise([(edit, 7)], skip_broken=True)


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
