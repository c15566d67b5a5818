"""A site becomes files: only what changed is drawn, and nothing in the output is trusted without a look."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from site_builder import freeze as room
from site_builder.errors import TargetError, WorldError
from site_builder.freeze import page_base, page_digest, page_key
from site_builder.manifest import MANIFEST_NAME, Artifact, parse_manifest, read_manifest
from site_builder.media import workers
from site_builder.model import MediaJob, Page, TextFile
from site_builder.pipeline import Report
from tests.conftest import SITE, news, tree, write
from tests.mini import build, entry, load, page

PAGE = "public/thu/tin-tuc/2026/a.html"


def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will hold the address of every page that is drawn."""
    seen: list[str] = []
    create = room.page_app

    def watched(*args: object) -> object:
        app = create(*args)  # type: ignore[arg-type]
        app.before_request(lambda: seen.append(room_request()))
        return app

    def room_request() -> str:
        from flask import request  # noqa: PLC0415 (only inside a request)

        return "/index.html" if request.path == "/" else request.path

    monkeypatch.setattr(room, "page_app", watched)
    return seen


def artifacts(report: Report) -> tuple[Artifact, ...]:
    assert report.build is not None, report.findings
    manifest = read_manifest(report.build.root)
    assert manifest is not None
    return manifest.artifacts


def changed(report: Report) -> set[str]:
    assert report.changes is not None, report.findings
    return {*report.changes.new, *report.changes.updated, *report.changes.removed}


def test_every_file_is_in_the_manifest_with_its_digest_and_size(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    files = tree(tmp_path / "public/thu")
    manifest = parse_manifest(files.pop(MANIFEST_NAME))
    assert manifest is not None
    assert {one.path: (one.digest, one.size) for one in manifest.artifacts} == {
        path: (room.digest(data), len(data)) for path, data in files.items()
    }


def test_a_second_build_draws_nothing_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public/thu")
    seen = drawn(monkeypatch)
    report = build(tmp_path)
    assert (seen, changed(report), tree(tmp_path / "public/thu")) == ([], set(), before)


def test_only_what_an_edit_touches_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(
        tmp_path,
        {
            "gioi-thieu/a.md": entry(Tiêu_đề="A"),
            "gioi-thieu/b.md": entry(Tiêu_đề="B"),
            "tin-tuc/c.md": news("C"),
        },
    )
    seen = drawn(monkeypatch)
    build(tmp_path, {"gioi-thieu/a.md": entry(Tiêu_đề="A") + "\nThêm một câu.\n"})
    assert "/gioi-thieu/a.html" in seen
    assert not {"/gioi-thieu/b.html", "/tin-tuc/2026/c.html", "/tin-tuc/index.html"} & set(seen)


@pytest.mark.parametrize(
    ("path", "content"),
    [("site.toml", SITE.replace("Thôn Một", "Thôn Hai")), ("site.toml", SITE.replace('"xa"', '"xa"\ntokens = { colour-text = "#222222" }')),
     ("theme/pages/home.html", "{{ page.head.title }}"), ("theme/css/them.css", "b{color:red}")],
)  # fmt: skip
def test_what_stands_on_every_page_draws_every_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, content: str
) -> None:
    report = build(tmp_path, {"tin-tuc/a.md": news("A")})
    assert report.build is not None
    pages = {"/" + one.path for one in artifacts(report) if one.key and one.path.endswith((".html", ".xml"))}
    seen = drawn(monkeypatch)
    again = build(tmp_path, {path: content})
    assert again.build is not None, again.findings
    assert set(seen) == pages


def test_another_program_draws_every_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    monkeypatch.setattr(room, "program_digest", lambda: "other sources")
    seen = drawn(monkeypatch)
    build(tmp_path)
    assert "/tin-tuc/2026/a.html" in seen


def test_the_key_of_a_page_covers_all_of_it(tmp_path: Path) -> None:
    shown = page(load(tmp_path, {"tin-tuc/a.md": news("A")}), "/tin-tuc/2026/a.html")
    others: list[Page] = [
        replace(shown, url="/x.html"),
        replace(shown, current="/"),
        replace(shown, absolute=True),
        replace(shown, head=replace(shown.head, author="B")),
        replace(shown, body=replace(shown.body, author="B")),
    ]
    keys = [page_key(one, "base") for one in (shown, *others)] + [page_key(shown, "other")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "linked", "folder"])
def test_a_page_that_somebody_harmed_is_healed(tmp_path: Path, harm: str) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public/thu")
    file, outside = tmp_path / PAGE, tmp_path / "ngoai.html"
    outside.write_bytes(file.read_bytes())
    if harm == "changed":
        file.write_text("cờ bạc", encoding="utf-8")
    elif harm == "cut":
        file.write_bytes(file.read_bytes()[:10])
    else:
        file.unlink()
    if harm == "linked":
        file.symlink_to(outside)
    if harm == "folder":
        file.mkdir()
    assert build(tmp_path).build is not None
    assert tree(tmp_path / "public/thu") == before
    assert not file.is_symlink()
    assert outside.read_bytes() == before["tin-tuc/2026/a.html"]


def test_files_of_strangers_stay_where_they_are(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    strange = {"google123.html": b"google", "tin-tuc/2026/cu.pdf": b"pdf", ".well-known/acme": b"x"}
    for path, data in strange.items():
        file = tmp_path / "public/thu" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    build(tmp_path, {"tin-tuc/b.md": news("B")})
    assert strange.items() <= tree(tmp_path / "public/thu").items()


def test_a_stranger_in_the_place_of_a_page_is_not_overwritten(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    (tmp_path / "public/thu/tin-tuc/2026/b.html").write_bytes(b"foreign")
    before = tree(tmp_path / "public/thu")
    with pytest.raises(TargetError, match=r"b\.html"):
        build(tmp_path, {"tin-tuc/b.md": news("B")})
    assert tree(tmp_path / "public/thu") == before


def test_what_is_no_more_goes_and_its_address_is_told(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A"), "tin-tuc/b.md": news("B")})
    (tmp_path / "content/thu/tin-tuc/b.md").unlink()
    report = build(tmp_path)
    assert not (tmp_path / "public/thu/tin-tuc/2026/b.html").exists()
    assert [one.where.path for one in report.findings if one.rule == "build.lost-address"] == [
        "tin-tuc/2026/b.html"
    ]


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("Nháp", "có", "Bài đang để Nháp nên"),
        ("Giờ lên trang", "01/12/2026 07:00", "Bài đang hẹn lên trang lúc 07:00, 01/12/2026 nên"),
    ],
)
def test_a_lost_address_whose_source_waits_says_why(tmp_path: Path, key: str, value: str, why: str) -> None:
    build(tmp_path, {"tin-tuc/trang-phuc.md": news("A")})
    report = build(tmp_path, {"tin-tuc/trang-phuc.md": news("A", **{key: value})})
    told = [one for one in report.findings if one.rule == "build.lost-address"]
    assert [one.where.path for one in told] == ["tin-tuc/trang-phuc.md"]
    assert told[0].message.startswith(why)


def test_listings_that_are_no_more_are_not_told(tmp_path: Path) -> None:
    many = {f"tin-tuc/{n:02}.md": news(f"Tin {n}", day=f"{n}/10/2025") for n in range(1, 30)}
    build(tmp_path, {**many, "tin-tuc/trang-tri.md": news("Trang trí")})
    for name in ("01", "trang-tri"):
        (tmp_path / f"content/thu/tin-tuc/{name}.md").unlink()
    kept = {f"tin-tuc/{n:02}.md": news(f"Tin {n}", day=f"{n}/10/2024") for n in range(2, 30)}
    gone = {one.where.path for one in build(tmp_path, kept).findings if one.rule == "build.lost-address"}
    assert gone == {
        "tin-tuc/2026/trang-tri.html",
        *(f"tin-tuc/2025/{n:02}.html" for n in range(1, 30)),
    }


def test_an_old_address_silences_the_note_of_a_lost_one(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/b.md": news("B")})
    (tmp_path / "content/thu/tin-tuc/b.md").unlink()
    report = build(tmp_path, {"tin-tuc/c.md": news("B", **{"Địa chỉ cũ": "/tin-tuc/2026/b.html"})})
    assert [one for one in report.findings if one.rule == "build.lost-address"] == []


@pytest.mark.parametrize(
    "harm", [b"", b"{", b"[]", b'{"program": "cong-xa 0.1.0"}', b'{"program": "khac"}', b"\xff\xfe"]
)
def test_a_harmed_manifest_ends_in_the_right_tree_or_in_a_refusal(tmp_path: Path, harm: bytes) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    (tmp_path / "public/thu" / MANIFEST_NAME).write_bytes(harm)
    before = tree(tmp_path / "public/thu")
    try:
        report = build(tmp_path)
    except TargetError:
        assert tree(tmp_path / "public/thu") == before
    else:
        assert report.build is not None
        assert build(tmp_path, out=tmp_path / "moi").build is not None
        assert tree(tmp_path / "public/thu") == tree(tmp_path / "moi/thu")


@pytest.mark.parametrize(("lie", "length"), [(rb'"key": "\w+"', 32), (rb'"digest": "\w+"', 64)])
def test_a_manifest_that_lies_is_put_right(tmp_path: Path, lie: bytes, length: int) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public/thu")
    file = tmp_path / "public/thu" / MANIFEST_NAME
    file.write_bytes(re.sub(lie, b'"%s": "%s"' % (lie.split(b'"')[1], b"0" * length), before[MANIFEST_NAME]))
    assert file.read_bytes() != before[MANIFEST_NAME]
    build(tmp_path)
    assert tree(tmp_path / "public/thu") == before


def test_a_theme_that_breaks_midway_leaves_the_old_tree(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public")
    (tmp_path / "themes/xa/pages/news.html").write_text("{{ page.body.khong_co }}", encoding="utf-8")
    with pytest.raises(WorldError, match=r"news\.html"):
        build(tmp_path, {"tin-tuc/b.md": news("B")})
    assert tree(tmp_path / "public") == before
    assert sorted(one.name for one in (tmp_path / "public").iterdir() if one.is_dir()) == ["thu"]


def test_an_attachment_that_changes_while_it_is_taken_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"tin-tuc/a.md": news("A", **{"Tệp đính kèm": "mau.txt"}), "tin-tuc/mau.txt": "Một.\n"}
    build(tmp_path, files)
    before = tree(tmp_path / "public/thu")
    copy = room.staging.copy_file

    def late(stage: Path, path: str, source: Path) -> None:
        source.write_text("Ba.\n", encoding="utf-8")
        copy(stage, path, source)

    monkeypatch.setattr(room.staging, "copy_file", late)
    with pytest.raises(WorldError, match=r"mau\.txt"):
        build(tmp_path, {"tin-tuc/mau.txt": "Hai.\n"})
    assert tree(tmp_path / "public/thu") == before


def test_nothing_of_ours_is_left_beside_the_output(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    build(tmp_path, {"tin-tuc/b.md": news("B")})
    assert {one.name for one in (tmp_path / "public").iterdir()} <= {"thu", ".thu.lock"}


def test_kept_pages_are_linked_and_not_written_again(tmp_path: Path) -> None:
    build(tmp_path, {"gioi-thieu/a.md": entry(Tiêu_đề="A")})
    before = (tmp_path / "public/thu/gioi-thieu/a.html").stat()
    build(tmp_path, {"tin-tuc/b.md": news("B")})
    after = (tmp_path / "public/thu/gioi-thieu/a.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_another_version_names_its_pages_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = page(load(tmp_path, {"tin-tuc/a.md": news("A")}), "/tin-tuc/2026/a.html")
    loaded = load(tmp_path, {})
    before = page_digest(shown), page_base(loaded.theme, loaded.site.frame)
    monkeypatch.setattr(room, "program_digest", lambda: "other sources")
    after = page_digest(shown), page_base(loaded.theme, loaded.site.frame)
    assert not set(before) & set(after)


def test_a_manifest_that_was_written_otherwise_is_put_right(tmp_path: Path) -> None:
    build(tmp_path, {"tin-tuc/a.md": news("A")})
    before = tree(tmp_path / "public/thu")
    file = tmp_path / "public/thu" / MANIFEST_NAME
    file.write_bytes(before[MANIFEST_NAME] + b"\n")
    build(tmp_path)
    assert tree(tmp_path / "public/thu") == before


def test_keys_of_late_files_and_media_tell_them_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = write(
        tmp_path / "content/thu",
        {"tin-tuc/a.md": news("A", body="![Cánh đồng](a.png)"), "tin-tuc/b.md": news("B", day="01/10/2025")},
    )
    Image.new("RGB", (900, 600), (9, 99, 9)).save(portal / "tin-tuc/a.png")
    before = {one.path: one.key for one in artifacts(build(tmp_path)) if one.key}
    assert len(set(before.values())) == len(before)
    monkeypatch.setattr(workers, "RECIPE", "another")
    vars(workers)["_recipe"].cache_clear()
    (portal / "tin-tuc/b.md").touch()
    after = {one.path: one.key for one in artifacts(build(tmp_path)) if one.key}
    vars(workers)["_recipe"].cache_clear()
    drawn = {
        path
        for path in before
        if path.startswith("media/") or path.endswith((".webp", ".avif", ".png", ".jpg"))
    }
    assert drawn
    assert {path for path in before if before[path] != after.get(path)} == drawn


def test_the_key_of_a_medium_knows_the_bytes_of_its_source(tmp_path: Path) -> None:
    keys = set()
    for words in (b"a", b"b"):
        (tmp_path / "a.txt").write_bytes(words)
        job = MediaJob(source="a.txt", url="/media/a.txt", digest=room.digest(words))
        old = room.Old(root=tmp_path / "none", files={})
        stage = tmp_path / words.decode()
        stage.mkdir()
        (made,) = vars(room)["_take_media"](SimpleNamespace(media=(job,)), tmp_path, stage, old, tmp_path)
        keys.add(made.artifact.key)
    assert len(keys) == 2


def test_the_key_of_a_late_file_knows_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late = room.Late(url="/search/a.js", make=lambda: TextFile(url="/search/a.js", text="a"))
    old = room.Old(root=tmp_path / "none", files={})
    keys = set()
    for version in ("one", "two"):
        monkeypatch.setattr(room, "program_digest", lambda version=version: version)
        stage = tmp_path / version
        stage.mkdir()
        keys.add(vars(room)["_make"](late, stage, old).artifact.key)
    assert len(keys) == 2
