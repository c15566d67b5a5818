"""Old addresses: a page that sends on wherever a file can stand, and redirects that no server chokes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.assemble.moves import MANY, MOST_REDIRECTS, page_of
from site_builder.model import MovedView
from site_builder.pipeline import Loaded, Report
from tests.conftest import news
from tests.mini import errors, load, notes


def with_old(*addresses: str) -> str:
    return news("A", **{"Địa chỉ cũ": f"[{', '.join(addresses)}]"})


def moved(loaded: Loaded) -> set[str]:
    return {one.url for one in loaded.site.pages if isinstance(one.body, MovedView)}


def redirects(loaded: Loaded) -> list[str]:
    text = next(one.text for one in loaded.site.files if one.url == "/_redirects")
    return [line.partition(" ")[0] for line in text.splitlines()]


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/cu.html", "/cu.html"),
        ("/tin/cu", "/tin/cu/index.html"),
        ("/tin/cu/", "/tin/cu/index.html"),
        ("/bài", "/bài/index.html"),
        ("/default.aspx", ""),
        ("/tep/cu.pdf", ""),
        ("/a.b/c", "/a.b/c/index.html"),
    ],
)
def test_an_old_address_has_a_page_wherever_a_file_can_stand(tmp_path: Path, old: str, page: str) -> None:
    assert page_of(old) == page
    loaded = load(tmp_path, {"tin-tuc/a.md": with_old(old)})
    assert errors(loaded) == []
    assert moved(loaded) == ({page} if page else set())
    assert redirects(loaded) == [old]


def test_an_address_with_and_without_its_slash_is_one_page(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": with_old("/cu", "/cu/", "/cu/index.html")})
    assert (errors(loaded), moved(loaded)) == ([], {"/cu/index.html"})
    assert redirects(loaded) == ["/cu", "/cu/", "/cu/index.html"]


def test_two_items_do_not_share_an_address_by_its_slash(tmp_path: Path) -> None:
    files = {"tin-tuc/a.md": with_old("/cu"), "tin-tuc/b.md": with_old("/cu/")}
    assert errors(load(tmp_path, files)) == [("content.duplicate-address", "tin-tuc/b.md", 4)]


@pytest.mark.parametrize("written", [("/cu", "/cu"), ("/cu.html", "/CU.html"), ("/cu.html", "/cu.html/b")])
def test_old_addresses_of_one_item_do_not_collide(tmp_path: Path, written: tuple[str, str]) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": with_old(*written)})
    assert errors(loaded) == [("content.duplicate-address", "tin-tuc/a.md", 4)]


def test_a_part_of_an_old_address_fits_every_file_system(tmp_path: Path) -> None:
    assert errors(load(tmp_path / "a", {"tin-tuc/a.md": with_old("/" + "a" * 120)})) == []
    loaded = load(tmp_path / "b", {"tin-tuc/a.md": with_old("/" + "a" * 121)})
    assert errors(loaded) == [("content.alias", "tin-tuc/a.md", 4)]


@pytest.mark.parametrize(
    "old", ["/cong-xa-manifest.json/a", "/search/index.js/a", "/Search/index.js", "/assets/site.css/b.html"]
)
def test_an_old_address_is_no_file_of_the_program(tmp_path: Path, old: str) -> None:
    assert errors(load(tmp_path, {"tin-tuc/a.md": with_old(old)})) == [
        ("content.duplicate-address", "tin-tuc/a.md", 4)
    ]


@pytest.mark.parametrize("old", ["/search", "/search/label/cu.html", "/assets/cu"])
def test_an_old_address_beside_the_files_of_the_program_is_sound(tmp_path: Path, old: str) -> None:
    assert errors(load(tmp_path, {"tin-tuc/a.md": with_old(old)})) == []


@pytest.mark.parametrize(
    "old", ["/" + "ệ" * 110, "/tin/com¹.html", "/conin$/a", "/a/NUL/b.html", "/a/aux.cu.html"]
)
def test_an_old_address_is_a_file_on_every_system(tmp_path: Path, old: str) -> None:
    assert errors(load(tmp_path, {"tin-tuc/a.md": with_old(old)})) == [("content.alias", "tin-tuc/a.md", 4)]


def test_many_old_addresses_are_noted_and_spare_the_servers(tmp_path: Path) -> None:
    few, many = ([f"/cu/{n}" for n in range(count)] for count in (MANY, MOST_REDIRECTS))
    loaded = load(tmp_path / "a", {"tin-tuc/a.md": with_old(*few)})
    assert (notes(loaded, "content.many-aliases"), len(redirects(loaded))) == ([], MANY)
    loaded = load(tmp_path / "b", {"tin-tuc/a.md": with_old(*many, "/cu.aspx")})
    assert len(notes(loaded, "content.many-aliases")) == 1
    assert (redirects(loaded), len(moved(loaded))) == (["/cu.aspx"], MOST_REDIRECTS)


def test_the_page_of_an_old_address_is_small(build: Callable[..., Report], project: Path) -> None:
    assert build({"tin-tuc/a.md": with_old("/cu/tin")}).build
    page = (project / "public/thu/cu/tin/index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../../tin-tuc/2026/a.html"' in page
    assert len(page) < 2_000
