"""What a theme has pages for: each wish of `[makes]` and `[pictures]` makes or leaves out what it names."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_builder.errors import WorldError
from site_builder.model import EMPTY, HomeView, ItemView, ListingView, Makes, Pictures, PlainView
from site_builder.pipeline import Loaded
from site_builder.theme import Theme, load_theme
from site_builder.theme.makes import WISHES
from tests.conftest import ROOT, SITE, news
from tests.mini import build, load, page, theme, urls

TOPICS = "Chuyên đề"
FILES = {
    "tin-tuc/cu.md": news("Cũ", day="01/02/2025", **{TOPICS: "[Chuyển đổi số, Đất đai]"}),
    "tin-tuc/vua.md": news("Vừa", day="01/02/2026", **{TOPICS: "[CHUYỂN ĐỔI SỐ, chuyển đổi số]"}),
    "thong-bao/moi.md": news("Mới", **{TOPICS: "[Chuyển đổi số]", "Tóm tắt dễ hiểu": "Có việc mới."}),
}


def loaded(project: Path, wishes: str, files: dict[str, str] = FILES) -> Loaded:
    theme(project, f"[makes]\n{wishes}\n")
    return load(project, files)


def built(project: Path, wishes: str) -> set[str]:
    theme(project, f"[makes]\n{wishes}\n")
    assert not build(project, FILES).errors
    out = project / "public/thu"
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def listing(site: Loaded, url: str) -> ListingView:
    body = page(site, url).body
    assert isinstance(body, ListingView)
    return body


# --- what is made -------------------------------------------------------------------------------------------------


def test_without_search_there_is_no_index_and_no_page(tmp_path: Path) -> None:
    gone = built(tmp_path / "a", "") - (left := built(tmp_path / "b", "search = false"))
    assert "tim-kiem.html" in gone
    assert any(path.startswith("search/") for path in gone)
    assert not [path for path in left if path.startswith("search/")]


def test_without_search_its_script_is_not_published(tmp_path: Path) -> None:
    made = chain(tmp_path, con='extends = "tinh"\n[makes]\nsearch = false')
    assert made.look.search_script == ""
    assert not [asset.url for asset in made.assets if "search" in asset.url]


def test_without_data_there_are_no_data(tmp_path: Path) -> None:
    assert built(tmp_path / "a", "") - built(tmp_path / "b", "data = false") == {
        "du-lieu.html", "du-lieu/news-2025.json", "du-lieu/news-2026.json", "du-lieu/notice-2026.json",
    }  # fmt: skip


def test_plain_pages_that_a_theme_lacks_are_not_made_and_nothing_leads_to_them(tmp_path: Path) -> None:
    site = loaded(tmp_path, 'plain = ["sitemap", "feeds"]')
    gone = {"/lien-he.html", "/quyen-rieng-tu.html", "/tro-nang.html"}
    places = site.site.frame.places
    outline, home = page(site, "/so-do-trang.html").body, page(site, "/index.html").body
    assert isinstance(outline, PlainView)
    assert isinstance(home, HomeView)
    assert not gone & urls(site)
    assert (places.contact, places.privacy, places.accessibility) == ("", "", "")
    assert places.feeds == "/rss.html"
    assert [node.url for node in outline.outline][-3:] == ["/tim-kiem.html", "/rss.html", "/du-lieu.html"]
    assert home.quick == ()


@pytest.mark.parametrize("name", ["contact", "search", "data"])
def test_a_menu_to_a_page_that_the_theme_lacks_is_an_error(tmp_path: Path, name: str) -> None:
    theme(tmp_path, "[makes]\nplain = []\nsearch = false\ndata = false\n")
    site = load(tmp_path, {"site.toml": f'{SITE}\n[[menu]]\ntitle = "A"\nto = "{name}"\n'})
    told = [one for one in site.findings if one.rule == "config.menu"]
    assert "giao diện đang dùng không có trang này" in told[0].message
    assert name not in told[0].hint


def test_without_archives_no_year_has_a_page_and_no_link(tmp_path: Path) -> None:
    assert "/tin-tuc/2026/index.html" in urls(loaded(tmp_path / "a", ""))
    assert "2026/index.html" not in repr(loaded(tmp_path / "b", "archives = false").site.pages)


def test_years_of_the_whole_portal(tmp_path: Path) -> None:
    site = loaded(tmp_path / "a", "years = true")
    assert [item.title for item in listing(site, "/luu-tru/2026.html").items] == ["Mới", "Vừa"]
    assert [item.title for item in listing(site, "/luu-tru/2025.html").items] == ["Cũ"]
    assert not any(url.startswith("/luu-tru") for url in urls(loaded(tmp_path / "b", "")))


def test_all_lists_share_one_teaser_of_an_item(tmp_path: Path) -> None:
    site = loaded(tmp_path, "years = true\ntopics = true\nlatest = 1")
    newest = site.site.frame.latest[0]
    for url in ("/luu-tru/2026.html", "/chuyen-de/chuyen-doi-so.html", "/thong-bao/index.html"):
        assert listing(site, url).items[0] is newest


# --- topics -------------------------------------------------------------------------------------------------------


def test_a_topic_lists_its_items_newest_first_whatever_their_section_and_spelling(tmp_path: Path) -> None:
    site = loaded(tmp_path, "topics = true")
    body = listing(site, "/chuyen-de/chuyen-doi-so.html")
    assert body.title == "Chuyển đổi số"
    assert [item.title for item in body.items] == ["Mới", "Vừa", "Cũ"]
    assert page(site, "/chuyen-de/dat-dai.html").crumbs[-1].title == "Đất đai"


def test_an_item_leads_to_its_topics(tmp_path: Path) -> None:
    body = page(loaded(tmp_path, "topics = true"), "/tin-tuc/2026/vua.html").body
    assert isinstance(body, ItemView)
    assert body.topics == ("CHUYỂN ĐỔI SỐ", "chuyển đổi số")
    assert [(link.title, link.url) for link in body.topic_links] == [
        ("Chuyển đổi số", "/chuyen-de/chuyen-doi-so.html")
    ]


def test_topics_without_pages_are_names_only(tmp_path: Path) -> None:
    site = loaded(tmp_path, "")
    body = page(site, "/tin-tuc/2025/cu.html").body
    assert isinstance(body, ItemView)
    assert body.topics == ("Chuyển đổi số", "Đất đai")
    assert body.topic_links == ()
    assert not any(url.startswith("/chuyen-de") for url in urls(site))


def test_a_topic_of_nothing_listed_or_of_no_address_has_no_page(tmp_path: Path) -> None:
    old = news("Cũ", day="01/02/2026", **{TOPICS: "[Hết, 🙂, con]", "Ngày gỡ": "01/03/2026"})
    odd = news("Lạ", day="01/02/2026", **{TOPICS: "[🙂, con]"})
    site = loaded(tmp_path, "topics = true", {"tin-tuc/a.md": old, "tin-tuc/b.md": odd})
    for url in ("/tin-tuc/2026/a.html", "/tin-tuc/2026/b.html"):
        body = page(site, url).body
        assert isinstance(body, ItemView)
        assert body.topic_links == ()
    assert not any(url.startswith("/chuyen-de") for url in urls(site))


def test_topics_and_years_stand_on_the_sitemap_page(tmp_path: Path) -> None:
    body = page(loaded(tmp_path, "topics = true\nyears = true"), "/so-do-trang.html").body
    assert isinstance(body, PlainView)
    nodes = {node.title: [child.url for child in node.children] for node in body.outline}
    assert nodes["Chuyên đề"] == ["/chuyen-de/chuyen-doi-so.html", "/chuyen-de/dat-dai.html"]
    assert nodes["Lưu trữ"] == ["/luu-tru/2026.html", "/luu-tru/2025.html"]


# --- how many -----------------------------------------------------------------------------------------------------


def test_the_newest_stand_in_the_frame_where_the_theme_shows_them(tmp_path: Path) -> None:
    assert loaded(tmp_path / "a", "").site.frame.latest == ()
    frame = loaded(tmp_path / "b", "latest = 2").site.frame
    assert [item.title for item in frame.latest] == ["Mới", "Vừa"]


def test_a_theme_says_how_many_items_stand_on_the_home_page_and_below_an_item(tmp_path: Path) -> None:
    files = {f"tin-tuc/{n}.md": news(f"Tin {n}", day=f"{n:02}/10/2026") for n in range(1, 10)}
    site = loaded(tmp_path, "home = 3\nrelated = 1", files)
    home, last = page(site, "/index.html").body, page(site, "/tin-tuc/2026/9.html").body
    assert isinstance(home, HomeView)
    assert isinstance(last, ItemView)
    assert [item.title for item in home.latest] == ["Tin 8", "Tin 7", "Tin 6"]
    assert [item.title for item in last.related] == ["Tin 8"]


# --- the tables ---------------------------------------------------------------------------------------------------


def chain(folder: Path, **metas: str) -> Theme:
    for name, meta in metas.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        head = f'name = "{name}"\ntitle = "T"\nversion = "1"\n'
        (folder / name / "theme.toml").write_text(head + meta, encoding="utf-8")
    return read(next(iter(metas)), folder, ROOT / "themes")


def read(name: str, *search: Path) -> Theme:
    return load_theme(name, search=search, own=None, options=EMPTY, tokens=EMPTY, where="site.toml")[0]


@pytest.mark.parametrize("name", ["tinh", "xa"])
def test_the_real_themes_make_what_is_usual(name: str) -> None:
    assert read(name, ROOT / "themes").makes == Makes()


def test_wishes_are_inherited_and_the_nearer_one_counts(tmp_path: Path) -> None:
    found = chain(
        tmp_path,
        con='extends = "cha"\n[makes]\nlatest = 5\nplain = []\n[pictures]\nformats = ["webp"]',
        cha="[makes]\nlatest = 3\nsearch = false\n[pictures]\nwidths = [640]",
    )
    pictures = Pictures(widths=(640,), formats=("webp",))
    assert found.makes == Makes(search=False, latest=5, plain=(), pictures=pictures)


WRONG = [
    ("[makes]\nserch = true", "“serch”.*“search”"),
    ("[makes]\nxyz = true", "“xyz”.*archives"),
    ('[makes]\nsearch = "true"', "khoá search .*true hoặc false"),
    ("[makes]\nlatest = true", "khoá latest .*số nguyên"),
    ("[makes]\nlatest = -1", "khoá latest .*từ 0 đến 100"),
    ("[makes]\nhome = 101", "khoá home .*từ 0 đến 100"),
    ("[makes]\nplain = true", "khoá plain .*danh sách"),
    ('[makes]\nplain = ["lien-he"]', "khoá plain .*contact"),
    ("[pictures]\nwidths = 480", "khoá widths .*danh sách"),
    ("[pictures]\nwidths = [4800]", "khoá widths .*1600"),
    ("[pictures]\nwidths = [480.0]", "khoá widths "),
    ('[pictures]\nformats = ["jpg"]', "khoá formats .*avif"),
    ("[pictures]\nwidth = [480]", "“width”.*“widths”"),
    ("[[makes]]\nsearch = true", r"phải là một bảng \[makes\]"),
]


@pytest.mark.parametrize(("wish", "told"), WRONG)
def test_a_wrong_wish_is_refused_in_words(tmp_path: Path, wish: str, told: str) -> None:
    with pytest.raises(WorldError, match=told) as caught:
        chain(tmp_path, con='extends = "cha"', cha=wish)
    assert "“cha”" in str(caught.value)


def test_the_page_for_theme_authors_names_every_wish_with_its_usual_value() -> None:
    text = (ROOT / "docs/explanation/themes.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| `(.+?)` \|", text, flags=re.MULTILINE))
    usual = {key: getattr(Makes(), key) for key in WISHES["makes"]}
    usual |= {key: getattr(Pictures(), key) for key in WISHES["pictures"]}
    assert rows == {key: as_toml(value) for key, value in usual.items()}


def as_toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(as_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


# --- the real themes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wishes",
    [
        "plain = []\nsearch = false\ndata = false\narchives = false",
        "topics = true\nyears = true\nlatest = 3",
    ],
)
def test_a_child_of_tinh_that_makes_less_or_more_has_no_dead_link(tmp_path: Path, wishes: str) -> None:
    chain(tmp_path / "themes", xa=f'extends = "tinh"\n[makes]\n{wishes}')
    (tmp_path / "themes/tinh").symlink_to(ROOT / "themes/tinh", target_is_directory=True)
    assert not build(tmp_path, {**FILES, "tin-tuc/go.md": news("Gỡ", **{"Rút bài": "Sai"})}).errors
    out = tmp_path / "public/thu"
    pages = sorted(out.rglob("*.html"))
    dead = [(page.name, link) for page in pages for link in links(page) if not leads(out, page, link)]
    assert len(pages) > 10
    assert dead == []


def links(page: Path) -> list[str]:
    document = LexborHTMLParser(page.read_text(encoding="utf-8"))
    found = (
        node.attributes[key] or "" for key in ("href", "src", "action") for node in document.css(f"[{key}]")
    )
    return [link for link in found if not urlsplit(link).scheme and not link.startswith("#")]


def leads(out: Path, page: Path, link: str) -> bool:
    base = "/" + page.relative_to(out).as_posix()
    return bool(link) and (out / urlsplit(urljoin(base, link)).path.lstrip("/")).is_file()
