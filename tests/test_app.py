"""The views: one answer for each address, links that work from anywhere, and templates that reach for nothing else."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from site_builder.app import content_type, create_app, relative, resolve
from site_builder.assemble import TYPES
from site_builder.errors import WorldError
from site_builder.model import Head, Page, PlainView
from site_builder.pipeline import Loaded
from site_builder.theme import MARK
from tests.conftest import SITE, news
from tests.mini import load

SEGMENT = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,6}", fullmatch=True).filter(lambda one: one.strip("."))
ADDRESS = st.lists(SEGMENT, min_size=1, max_size=5).map(lambda parts: "/" + "/".join(parts))


def client(loaded: Loaded) -> FlaskClient:
    return create_app(loaded.site, loaded.theme, loaded.stock.prose_by_key).test_client()


def blank(url: str, *, absolute: bool = False) -> Page:
    head = Head(title="", description="", canonical="")
    return Page(url=url, template="", head=head, body=PlainView(title=""), absolute=absolute)


def template(project: Path, name: str, content: str) -> None:
    file = project / "content/thu/theme/pages" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


# --- links ------------------------------------------------------------------------------------------------------


@given(
    base=ADDRESS,
    target=ADDRESS,
    folder=st.booleans(),
    rest=st.sampled_from(["", "#muc", "?q=a#b", "#a?b", "#/x"]),
    root=st.sampled_from(["", "/xa", "/a/b"]),
)
def test_a_relative_link_leads_where_the_address_says_below_any_root(
    base: str, target: str, folder: bool, rest: str, root: str
) -> None:
    base, address = base + ".html", target + ("/" if folder else ".html")
    way = relative(posixpath.dirname(base), address + rest)
    assert not way.startswith("/")
    assert urlsplit(urljoin(f"https://a.vn{root}{base}", way)) == urlsplit(
        f"https://a.vn{root}{address}{rest}"
    )


@pytest.mark.parametrize(
    ("page", "target", "way"),
    [("/index.html", "/index.html", "index.html"), ("/a/b.html", "/index.html", "../index.html"), ("/a/b.html", "/a/c.html", "c.html"),
     ("/a/b/c.html", "/x.html#m", "../../x.html#m"), ("/a.html", "/", "."), ("/a/b.html", "/", "../"), ("/a/b.html", "/a/", ".")],
)  # fmt: skip
def test_links_are_as_short_as_can_be(page: str, target: str, way: str) -> None:
    assert relative(posixpath.dirname(page), target) == way


@given(
    text=st.text(st.characters(exclude_categories=("Cs", "Co")), max_size=30),
    targets=st.lists(ADDRESS, max_size=4),
)
def test_only_marked_addresses_are_turned(text: str, targets: list[str]) -> None:
    made = resolve(
        text + "".join(f'<a href="{MARK}{one}">' for one in targets), blank("/index.html"), "https://a.vn/"
    )
    assert made == text + "".join(f'<a href="{one[1:]}">' for one in targets)


@pytest.mark.parametrize(
    ("base", "way"), [("https://a.vn/", "/x/y.html"), ("https://a.vn/xa/", "/xa/x/y.html")]
)
def test_the_page_of_what_is_not_there_links_from_the_root(base: str, way: str) -> None:
    assert (
        resolve(f'<a href="{MARK}/x/y.html">', blank("/404.html", absolute=True), base) == f'<a href="{way}">'
    )


def test_no_mark_is_left_on_any_page(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "tin-tuc/a.md": news("A", body="[x](b.md)"),
            "tin-tuc/b.md": news("B", **{"Địa chỉ cũ": "/cu.html"}),
        },
    )
    asked = client(loaded)
    assert not [one.url for one in loaded.site.pages if MARK in asked.get(one.url).get_data(as_text=True)]


# --- answers ----------------------------------------------------------------------------------------------------


def test_the_app_answers_for_exactly_the_addresses_of_the_site(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A")})
    asked = client(loaded)
    known = [one.url for one in (*loaded.site.pages, *loaded.site.files)] + [
        one.url for one in loaded.theme.assets
    ]
    assert {asked.get(url).status_code for url in known} == {200}
    for url in (
        "/khong-co.html",
        "/tin-tuc",
        "/tin-tuc/2026/a",
        "/../site.toml",
        "/%2e%2e/site.toml",
        "/site.toml",
        "/static/a.css",
    ):
        assert asked.get(url).status_code == 404, url


def test_a_folder_is_its_index(tmp_path: Path) -> None:
    asked = client(load(tmp_path, {}))
    assert asked.get("/").data == asked.get("/index.html").data
    assert asked.get("/tin-tuc/").data == asked.get("/tin-tuc/index.html").data


def test_types_are_exact_whatever_the_system_believes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mimetypes.guess_type", lambda *_, **__: ("text/plain", None))
    asked = client(load(tmp_path, {"tin-tuc/a.md": news("A")}))
    wanted = {"/index.html": "text/html; charset=utf-8", "/rss.xml": "application/xml; charset=utf-8", "/robots.txt": "text/plain; charset=utf-8",
              "/du-lieu/news-2026.json": "application/json; charset=utf-8", "/.htaccess": "application/octet-stream"}  # fmt: skip
    assert {url: asked.get(url).headers["Content-Type"] for url in wanted} == wanted


@pytest.mark.parametrize("ending", TYPES)
def test_the_ending_tells_the_type_whatever_its_case(ending: str) -> None:
    assert content_type(f"/a.b.{ending.upper()}") == TYPES[ending]


# --- templates --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    ["{{ page.khong_co }}", "{{ khong_co }}", "{{ frame.unit.khong_co }}", "{% if khong_co %}a{% endif %}", "{{ page.body.items }}", "{{ '' | khong_co }}",
     "{% include 'khong-co.html' %}", "{% extends '../../../site.toml' %}", "{{ ", "{{ page.__class__.__mro__ }}", "{{ theme.asset('assets/khong-co.svg') }}"],
)  # fmt: skip
def test_a_template_that_reaches_for_what_is_not_there_refuses(tmp_path: Path, content: str) -> None:
    template(tmp_path, "news.html", content)
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A")})
    with pytest.raises(WorldError) as refused:
        client(loaded).get("/tin-tuc/2026/a.html")
    assert "{" not in str(refused.value).split("khi dựng")[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{{ page.head.title + 1 }}", "theme/pages/news.html, dòng 3"),
        ("{{ {}[page] }}", "theme/pages/news.html, dòng 3"),
        ("{{ 1 // 0 }}", "theme/pages/news.html, dòng 3"),
        ("{{ qr('x' * 5000) }}", "theme/pages/news.html, dòng 3"),
        ("{{ page.body.author|day }}", "theme/pages/news.html, dòng 3"),
        ("{{ page.khong_co }}", "theme/pages/news.html, dòng 3"),
        ("{{ theme.asset('assets/khong-co.svg') }}", "theme/pages/news.html, dòng 3"),
        ("{% include 'khong-co.html' %}", "theme/pages/news.html, dòng 3 khi dựng /tin-tuc/2026/a.html: không có tệp “khong-co.html”"),
        ("{% if %}", "theme/pages/news.html, dòng 3"),
        ("{% from 'components/figure/macro.html' import figure %}{{ figure(1) }}", "themes/xa/components/figure/macro.html, dòng 2"),
        ("{% from 'components/figure/macro.html' import figure %}{{ figure(x=1) }}", "theme/pages/news.html, dòng 3"),
    ],
)  # fmt: skip
def test_whatever_a_template_does_wrong_is_told_with_its_file_and_line(
    tmp_path: Path, content: str, told: str
) -> None:
    template(tmp_path, "news.html", "<p>\n</p>\n" + content)
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A")})
    with pytest.raises(WorldError) as refused:
        client(loaded).get("/tin-tuc/2026/a.html")
    assert told in str(refused.value)
    assert ("hoặc xoá nó" in str(refused.value)) is ("ở theme/" in str(refused.value))


def test_a_broken_figure_in_a_text_is_told_with_its_file(tmp_path: Path) -> None:
    template(
        tmp_path, "../components/figure/macro.html", "{% macro figure(picture) %}\n{{ 1 // 0 }}{% endmacro %}"
    )
    picture = tmp_path / "content/thu/tin-tuc/a.png"
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (64, 48)).save(picture)
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", body="![Cánh đồng lúa](a.png)")})
    with pytest.raises(WorldError, match=r"theme/components/figure/macro\.html, dòng 2"):
        client(loaded).get("/tin-tuc/2026/a.html")


@pytest.mark.parametrize(
    "name",
    [
        "url_for",
        "request",
        "session",
        "g",
        "config",
        "get_flashed_messages",
        "lipsum",
        "cycler",
        "joiner",
        "self.__init__",
    ],
)
def test_templates_see_the_page_the_frame_and_the_theme_alone(tmp_path: Path, name: str) -> None:
    template(tmp_path, "news.html", "{{ " + name + " }}")
    with pytest.raises(WorldError):
        client(load(tmp_path, {"tin-tuc/a.md": news("A")})).get("/tin-tuc/2026/a.html")


def test_text_that_looks_like_a_template_is_text(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news('"{{ 7 * 7 }}"', body="{{ 6 * 7 }} {% include 'x' %}")})
    shown = client(loaded).get("/tin-tuc/2026/a.html").get_data(as_text=True)
    assert "{{ 7 * 7 }}" in shown
    assert "{{ 6 * 7 }}" in shown
    assert "42" not in shown.split("<body>")[1].split("copyright")[0]


def test_text_is_escaped_wherever_it_stands(tmp_path: Path) -> None:
    site = SITE.replace('"Thử"', '"<b>Thử</b>"')
    loaded = load(
        tmp_path, {"site.toml": site, "tin-tuc/a.md": news('"<i>A</i> & B"', **{"Tác giả": "<u>C</u>"})}
    )
    shown = client(loaded).get("/tin-tuc/2026/a.html").get_data(as_text=True)
    assert not [tag for tag in ("<b>", "<i>", "<u>") if tag in shown]


def test_a_page_is_the_same_every_time_it_is_drawn(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", body="# Một\n\nHai[^1].\n\n[^1]: Ba.")})
    assert len({client(loaded).get("/tin-tuc/2026/a.html").data for _ in range(3)}) == 1
