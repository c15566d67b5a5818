"""New words alone: the preview and the build show what a reading of the whole portal would show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from site_builder.pipeline import load_portal, renew
from site_builder.preview.state import retouch, take_shot
from tests.conftest import news, write
from tests.mini import load, page, plan

FILES = {
    "tin-tuc/a.md": news("A", body="Lời đầu.\n\n## Mục\n\nXem [B](b.md) và [mục](#muc)."),
    "tin-tuc/b.md": news("B", body="Lời của B."),
    "tin-tuc/kem.pdf": "",
}
SMALL = {
    "words": "Lời đầu.\n\n## Mục\n\nXem [B](b.md) và [mục](#muc). Thêm chữ.",
    "a heading": "Lời đầu.\n\n## Mục mới\n\nXem [B](b.md).",
    "a link less": "Lời đầu.\n\n## Mục\n\nHết.",
    "a link more": "Lời đầu.\n\n## Mục\n\nXem [B](b.md), [trang](https://a.example) và [B](/tin-tuc/b.md#x).",
    "a note": "Lời đầu.\n\n## MỤC VIẾT HOA TOÀN BỘ\n\nXem [bấm vào đây](b.md).",
}
LARGE = {
    "the first words": "Lời khác hẳn.\n\n## Mục\n\nXem [B](b.md).",
    "a link by title": "Lời đầu.\n\nXem [[B]].",
    "a link to nowhere": "Lời đầu.\n\nXem [C](c.md).",
    "no heading there": "Lời đầu.\n\nXem [mục](#khong-co).",
    "a file": "Lời đầu.\n\nXem [tệp](kem.pdf).",
    "nothing": "",
    "an error": "Lời đầu.\n\n![](a.jpg)",
}


@pytest.mark.parametrize("body", SMALL.values(), ids=SMALL)
def test_new_words_are_all_that_is_new(tmp_path: Path, body: str) -> None:
    before = load(tmp_path, FILES)
    write(tmp_path / "content/thu", {"tin-tuc/a.md": news("A", body=body)})
    renewed = renew(before, [tmp_path / "content/thu/tin-tuc/a.md"])
    fresh = load(tmp_path, {})
    assert renewed is not None
    assert renewed.site.pages == fresh.site.pages
    assert replace(renewed.site, pages=()) == replace(fresh.site, pages=())
    assert renewed.findings == fresh.findings
    assert (renewed.stock.entries, renewed.stock.gists) == (fresh.stock.entries, fresh.stock.gists)
    key = fresh.stock.gists["tin-tuc/a.md"].key
    assert renewed.stock.prose_by_key(key) == fresh.stock.prose_by_key(key)


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE)
def test_what_others_may_see_is_left_to_the_whole_way(tmp_path: Path, body: str) -> None:
    before = load(tmp_path, FILES)
    write(tmp_path / "content/thu", {"tin-tuc/a.md": news("A", body=body)})
    assert renew(before, [tmp_path / "content/thu/tin-tuc/a.md"]) is None


def retitled(portal: Path) -> Path:
    write(portal, {"tin-tuc/a.md": FILES["tin-tuc/a.md"].replace("Tiêu đề: A", "Tiêu đề: A mới")})
    return portal / "tin-tuc/a.md"


def added(portal: Path) -> Path:
    write(portal, {"tin-tuc/c.md": news("C")})
    return portal / "tin-tuc/c.md"


def removed(portal: Path) -> Path:
    (portal / "tin-tuc/b.md").unlink()
    return portal / "tin-tuc/b.md"


@pytest.mark.parametrize("change", [retitled, added, removed])
def test_more_than_words_is_left_to_the_whole_way(tmp_path: Path, change: Callable[[Path], Path]) -> None:
    before = load(tmp_path, FILES)
    assert renew(before, [change(tmp_path / "content/thu")]) is None


def test_the_preview_shows_new_words_as_a_new_preview_does(tmp_path: Path) -> None:
    load(tmp_path, FILES)
    portal, wishes = tmp_path / "content/thu", plan(tmp_path, preview=True)
    shot = take_shot(portal, wishes)
    write(portal, {"tin-tuc/a.md": news("A", body=SMALL["words"])})
    again = retouch(shot, wishes, {portal / "tin-tuc/a.md"})
    fresh = take_shot(portal, wishes)
    assert again is not None
    assert again.app is not None
    assert fresh.app is not None
    for url in ("/tin-tuc/2026/a.html", "/tin-tuc/2026/b.html", "/index.html"):
        shown = again.app.test_client().get(url).data
        assert shown == fresh.app.test_client().get(url).data
    assert {one: again.file(one) for one in again.files()} == {one: fresh.file(one) for one in fresh.files()}


def test_a_day_later_the_preview_reads_everything(tmp_path: Path) -> None:
    loaded = load(tmp_path, FILES)
    portal, wishes = tmp_path / "content/thu", plan(tmp_path, preview=True)
    shot = take_shot(portal, wishes)
    later = replace(wishes, now=wishes.now + timedelta(days=1))
    assert page(loaded, "/tin-tuc/2026/a.html")
    assert retouch(shot, later, {portal / "tin-tuc/a.md"}) is None
    assert load_portal(portal, later)
