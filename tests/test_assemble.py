"""Entries become a site: addresses, moments, listings that stay small on the wire, trees, menus, old addresses."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import text
from site_builder.model import (
    HomeView,
    ItemView,
    ListingView,
    MovedView,
    Page,
    PlainView,
    Site,
    WithdrawnView,
)
from tests.conftest import NOW, SITE, news
from tests.mini import build, document, entry, errors, load, notes, page, urls

CHILD = '\n[[sections]]\nfolder = "dat-dai"\ntitle = "Đất đai"\nkind = "news"\nparent = "tin-tuc"\n'
SECOND = '\n[[sections]]\nfolder = "su-kien"\ntitle = "Sự kiện"\nkind = "news"\n'


def item(loaded_page: Page) -> ItemView:
    assert isinstance(loaded_page.body, ItemView)
    return loaded_page.body


def listed(loaded_page: Page) -> list[str]:
    assert isinstance(loaded_page.body, ListingView)
    return [teaser.title for teaser in loaded_page.body.items]


def at(clock: str) -> datetime:
    return text.parse_moment(clock)


def permalink(pattern: str) -> str:
    return SITE.replace('kind = "news"', f'kind = "news"\npermalink = "{pattern}"')


# --- addresses --------------------------------------------------------------------------------------------------


def test_an_address_is_section_year_and_slug(tmp_path: Path) -> None:
    files = {"tin-tuc/2026/2026-11-01-hop.md": news("Họp"), "gioi-thieu/ban-do.md": entry(Tiêu_đề="Bản đồ")}
    assert {"/tin-tuc/2026/hop.html", "/gioi-thieu/ban-do.html"} <= urls(load(tmp_path, files))


def test_the_year_of_an_address_is_that_of_vietnam(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": news("A", day="2025-12-31T17:30Z"),
        "tin-tuc/b.md": news("B", day="2025-12-31T16:59Z"),
    }
    loaded = load(tmp_path, files)
    assert {"/tin-tuc/2026/a.html", "/tin-tuc/2025/b.html"} <= urls(loaded)
    assert listed(page(loaded, "/tin-tuc/2026/index.html")) == ["A"]


def test_a_section_may_have_its_own_pattern(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, {"site.toml": permalink("/{year}/{kind}-{slug}.html"), "tin-tuc/hop.md": news("Họp")}
    )
    assert "/2026/news-hop.html" in urls(loaded)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"day": "23/12/2026"}, ["Ngày đăng 23/12/2026 còn ở phía trước nên bài chưa lên trang."]),
        ({"day": "23/12/2026", "Giờ lên trang": "23/12/2026 07:00"}, []),
        ({"day": "23/12/2026", "Nháp": "có"}, []),
        ({"day": "23/11/2026"}, []),
    ],
)
def test_a_day_of_publication_ahead_is_told_unless_it_is_meant(
    tmp_path: Path, keys: dict[str, str], told: list[str]
) -> None:
    now = at("23/11/2026 08:00")
    assert notes(load(tmp_path, {"tin-tuc/a.md": news("A", **keys)}, now=now), "content.date-ahead") == told


def test_what_waits_is_known_with_its_address_and_hour(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": news("A", Nháp="có"),
        "tin-tuc/b.md": news("B", **{"Giờ lên trang": "01/12/2126"}),
        "co-cau/c.md": entry(Loại="Cán bộ", Họ_tên="Nguyễn Văn A", Chức_vụ="Chủ tịch", Nháp="có"),
    }
    assert {one.path: (one.url, one.due) for one in load(tmp_path, files).site.waiting} == {
        "tin-tuc/a.md": ("/tin-tuc/2026/a.html", None),
        "tin-tuc/b.md": ("/tin-tuc/2026/b.html", at("01/12/2126")),
        "co-cau/c.md": ("/co-cau/c.html", None),
    }


def test_what_an_error_explains_is_not_told_beside_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("Một\u00a0tin", day="31/02/2026")})
    assert [rule for rule, _, _ in errors(loaded)] == ["content.value"]
    assert notes(loaded, "content.cleaned") == []
    told = notes(loaded, "home.empty")
    assert not any("tin tức" in one for one in told)
    assert any("thông báo" in one for one in told)


def test_files_that_no_item_names_are_told(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": news("A", body="[Mẫu](mau%20don.pdf) và [bản tải](tai.pdf)"),
        "tin-tuc/b.md": news("B", **{"Nháp": "có", "Tệp đính kèm": "\n  - nhap.docx"}),
        "tin-tuc/hong.md": news("C", day="31/02/2026", Ảnh="anh.jpg"),
        **{f"tin-tuc/{name}": "x" for name in ("mau don.pdf", "tai.pdf", "nhap.docx", "anh.jpg")},
        **{f"tin-tuc/{name}": "x" for name in ("_luu.docx", ".an", "~$khoa.docx", "Thumbs.db")},
        **{f"thong-bao/{n}.jpg": "x" for n in range(4)},
        "tin-tuc/c.md.txt": news("C"),
        "tin-tuc/bao-cao.docx": "x",
        "media/du.jpg": "x",
    }
    loaded = load(tmp_path, files)
    assert [one.where.path for one in loaded.findings if one.rule == "content.not-an-item"] == [
        "tin-tuc/c.md.txt"
    ]
    assert [one.where.path for one in loaded.findings if one.rule == "content.unused-file"] == [
        "thong-bao",
        "tin-tuc/bao-cao.docx",
    ]


def test_mending_a_title_moves_nothing(tmp_path: Path) -> None:
    before = urls(load(tmp_path, {"tin-tuc/hop.md": news("Hop")}))
    assert urls(load(tmp_path, {"tin-tuc/hop.md": news("Họp tổng kết")})) == before


@pytest.mark.parametrize(
    ("first", "second"),
    [("2026-01-01-a.md", "2026-02-02-a.md"), ("b/a.md", "c/a.md"), ("Á.md", "a.md"), ("a b.md", "a-b.md")],
)
def test_two_files_of_one_address_are_an_error_at_the_second(tmp_path: Path, first: str, second: str) -> None:
    loaded = load(tmp_path, {f"tin-tuc/{first}": news("A"), f"tin-tuc/{second}": news("B")})
    assert [rule for rule, _, _ in errors(loaded)] == ["content.duplicate-address"]


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9", "prn"])
def test_a_name_that_windows_cannot_hold_is_an_error(tmp_path: Path, name: str) -> None:
    loaded = load(tmp_path, {f"tin-tuc/2026-01-01-{name}.md": news("A")})
    assert errors(loaded) == [("content.reserved-name", f"tin-tuc/2026-01-01-{name}.md", 1)]


def test_an_item_may_have_a_folder_of_its_own(tmp_path: Path) -> None:
    files = {"tin-tuc/a.md": news("A", body="[B](b.md)"), "tin-tuc/b.md": news("B", day="02/11/2026")}
    files["site.toml"] = permalink("/tin/{slug}/index.html")
    assert not build(tmp_path, files).errors
    html = (tmp_path / "public/thu/tin/a/index.html").read_text(encoding="utf-8")
    assert '<a href="../b/index.html">B</a>' in html
    assert page(load(tmp_path, files), "/tin/a/index.html").head.canonical == "https://thu.example/tin/a/"


@pytest.mark.parametrize(
    ("pattern", "slug"),
    [
        ("/{slug}.html", "lien-he"),
        ("/{slug}.html", "404"),
        ("/{section}/{slug}.html", "index"),
        ("/{section}/{year}/{slug}.html", "index"),
    ],
)
def test_an_address_of_the_program_is_not_given_away(tmp_path: Path, pattern: str, slug: str) -> None:
    loaded = load(tmp_path, {"site.toml": permalink(pattern), f"tin-tuc/{slug}.md": news("A")})
    assert errors(loaded) == [("content.duplicate-address", f"tin-tuc/{slug}.md", 1)]


def test_a_numbered_listing_page_is_not_taken_by_an_item(tmp_path: Path) -> None:
    files = {f"tin-tuc/{n:02}.md": news(f"Tin {n}", day=f"{n}/10/2026") for n in range(1, 21)}
    loaded = load(
        tmp_path, {"site.toml": permalink("/{section}/{slug}.html"), **files, "tin-tuc/trang-1.md": news("A")}
    )
    assert errors(loaded) == [("content.duplicate-address", "tin-tuc/trang-1.md", 1)]


def test_an_item_may_name_another_section(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "tin-tuc/a.md": news("A", **{"Chuyên mục": "thong-bao"}),
            "tin-tuc/b.md": news("B", **{"Chuyên mục": "thong-cao"}),
        },
    )
    assert "/thong-bao/2026/a.html" in urls(loaded)
    assert errors(loaded) == [("content.section", "tin-tuc/b.md", 4)]


# --- old addresses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/bai-cu.html", "/bai-cu.html"),
        ("/tin-tức/cũ.html", "/tin-tức/cũ.html"),
        ("/b%C3%A0i.html", "/bài.html"),
        ("/A_b~c/d.html", "/A_b~c/d.html"),
    ],
)
def test_an_old_address_leads_to_the_new_one(tmp_path: Path, written: str, address: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Địa chỉ cũ": written})})
    body = page(loaded, address).body
    assert isinstance(body, MovedView)
    assert (body.target.url, errors(loaded)) == ("/tin-tuc/2026/a.html", [])


@pytest.mark.parametrize(
    "old",
    ["/", "bai.html", "/a//b.html", "/../a.html", "/a/../b.html", "/./a.html", "/a./b.html", "/con.html", "/a/nul/b.html", "/a b.html",
     "/a?id=3", "https://a.vn/b.html", "/a'b.html", '"/a\\"b.html"', "/a;b.html", "/%2e%2e/a.html", "/a%00.html", "/a%0Ab.html", "/a$1.html"],
)  # fmt: skip
def test_an_old_address_that_no_server_had_is_an_error(tmp_path: Path, old: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Địa chỉ cũ": old})})
    assert ("content.alias", "tin-tuc/a.md", 4) in errors(loaded)


@pytest.mark.parametrize(
    "old",
    ["/index.html", "/INDEX.html", "/404.html", "/tin-tuc/", "/tin-tuc", "/Tin-Tuc", "/tin-tuc/2026", "/_headers", "/tin-tuc/index.html", "/robots.txt", "/rss.xml", "/.htaccess", "/du-lieu/news-2026.json",
     "/tin-tuc/2026/b.html", "/tin-tuc/2026/a.html", "/tin-tuc/2026/b.html/c.html", "/sitemap.xml"],
)  # fmt: skip
def test_an_old_address_never_hides_a_real_one(tmp_path: Path, old: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Địa chỉ cũ": old}), "tin-tuc/b.md": news("B")})
    assert errors(loaded) == [("content.duplicate-address", "tin-tuc/a.md", 4)]


def test_an_old_address_is_had_by_one_item_only(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            f"tin-tuc/{name}.md": news(name, **{"Địa chỉ cũ": old})
            for name, old in (("a", "/cu.html"), ("b", "/CU.html"))
        },
    )
    assert errors(loaded) == [("content.duplicate-address", "tin-tuc/b.md", 4)]


# --- moments ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "clock", "shown", "in_lists"),
    [
        ({"Nháp": "có"}, "2026-11-23T08:00", False, False),
        ({}, "2026-11-01T00:00", True, True),
        ({}, "2026-10-31T23:59:59", False, False),
        ({}, "2026-10-31T17:00Z", True, True),
        ({"Giờ lên trang": "02/11/2026 00:30"}, "2026-11-02T00:29:59", False, False),
        ({"Giờ lên trang": "02/11/2026 00:30"}, "2026-11-02T00:30", True, True),
        ({"Giờ lên trang": "02/11/2026 00:30"}, "2026-11-01T17:30Z", True, True),
        ({"Giờ lên trang": "20/10/2026"}, "2026-10-20T00:00", True, True),
        ({"Ngày gỡ": "05/11/2026"}, "2026-11-05T23:59:59", True, True),
        ({"Ngày gỡ": "05/11/2026"}, "2026-11-06T00:00", True, False),
        ({"Ngày gỡ": "05/11/2026 10:00"}, "2026-11-05T09:59:59", True, True),
        ({"Ngày gỡ": "05/11/2026 10:00"}, "2026-11-05T10:00", True, False),
        ({"Ngày gỡ": "31/12/9999"}, "2026-11-05T10:00", True, True),
        ({"Rút bài": "nhầm số liệu"}, "2026-11-05T10:00", True, False),
    ],
)
def test_an_item_comes_and_goes_at_its_exact_moment(
    tmp_path: Path, keys: dict[str, str], clock: str, shown: bool, in_lists: bool
) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("Tin A", **keys)}, now=at(clock))
    assert errors(loaded) == []
    assert ("/tin-tuc/2026/a.html" in urls(loaded)) is shown
    assert ("Tin A" in listed(page(loaded, "/tin-tuc/index.html"))) is in_lists
    assert ("/tin-tuc/2026/a.html" in {doc.url for doc in loaded.site.search}) is in_lists


def test_the_preview_shows_what_is_to_come_and_marks_it(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": news("A", Nháp="có"),
        "tin-tuc/b.md": news("B", day="24/11/2026"),
        "tin-tuc/c.md": news("C", **{"Ngày gỡ": "02/11/2026"}),
    }
    loaded = load(tmp_path, files, preview=True)
    assert [item(page(loaded, f"/tin-tuc/2026/{name}.html")).state for name in "abc"] == [
        "nháp",
        "hẹn giờ",
        "hết hạn",
    ]
    assert loaded.site.frame.preview


def test_a_withdrawn_item_leaves_its_reason_and_nothing_else(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {"tin-tuc/a.md": news("A", body="Bí mật", **{"Rút bài": "nhầm", "Ngày cập nhật": "02/11/2026"})},
    )
    shown = page(loaded, "/tin-tuc/2026/a.html")
    assert isinstance(shown.body, WithdrawnView)
    assert (shown.body.reason, shown.head.noindex) == ("nhầm", True)
    assert not any("/tin-tuc/2026/a.html" in repr(one) for one in loaded.site.files)


def test_a_moment_after_the_day_of_the_computer_keeps_its_day(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", day="00:30 01/11/2026")})
    assert page(loaded, "/tin-tuc/2026/a.html").head.published == "2026-11-01T00:30:00+07:00"


# --- listings: small on the wire ----------------------------------------------------------------------------------


def feed(count: int, **more: str) -> dict[str, str]:
    first = datetime(2025, 11, 20, 8, tzinfo=text.VN)
    days = (first + timedelta(days=5 * number) for number in range(count))
    return {
        f"tin-tuc/tin-{n:02}.md": news(f"Tin {n:02}", day=f"{day:%d/%m/%Y}", **more)
        for n, day in enumerate(days)
    }


def site_of(files: dict[str, str], site: str = SITE) -> Site:
    with tempfile.TemporaryDirectory() as folder:
        return load(Path(folder), {"site.toml": site, **files}).site


def listings(site: Site) -> dict[str, Page]:
    return {
        one.url: one
        for one in site.pages
        if one.url.startswith("/tin-tuc/") and isinstance(one.body, ListingView)
    }


@pytest.mark.parametrize("count", [0, 1, 10, 19, 20, 21, 29, 30, 45, 60])
def test_the_first_page_shows_the_newest_and_every_item_stands_once(count: int) -> None:
    pages = listings(site_of(feed(count)))
    series = [one for url, one in pages.items() if "trang-" in url or url == "/tin-tuc/index.html"]
    titles = [title for one in series for title in listed(one)]
    assert sorted(titles) == [f"Tin {number:02}" for number in range(count)]
    first = listed(pages["/tin-tuc/index.html"])
    assert first == [f"Tin {number:02}" for number in range(count)][::-1][: len(first)]
    assert len(first) == count if count < 20 else 10 <= len(first) <= 19
    assert all(len(listed(one)) == 10 for one in series if "trang-" in one.url)


@settings(max_examples=12)
@given(count=st.integers(0, 60), child=st.booleans())
def test_adding_the_newest_item_changes_only_the_pages_it_may(count: int, child: bool) -> None:
    files, config = feed(count), SITE + CHILD if child else SITE
    folder = "dat-dai" if child else "tin-tuc"
    before = site_of(files, config)
    after = site_of(files | {f"{folder}/moi.md": news("Tin mới nhất", day="20/11/2026")}, config)
    old = {one.url: one for one in before.pages}
    changed = {one.url for one in after.pages if old.get(one.url) != one}
    frozen = max(0, count // 10 - 1)
    may = {
        "/index.html", "/tin-tuc/index.html", "/tin-tuc/2026/index.html", f"/{folder}/index.html", f"/{folder}/2026/index.html",
        f"/{folder}/2026/moi.html", "/rss.xml", "/tin-tuc/rss.xml", f"/{folder}/rss.xml", "/sitemap.xml", "/sitemap-2026.xml",
        "/sitemap-trang.xml", "/so-do-trang.html", "/tim-kiem.html", "/rss.html", "/du-lieu.html",
    }  # fmt: skip
    last = {one.url for one in before.pages if count and one.url.endswith(f"tin-{count - 1:02}.html")}
    full = (count + 1) % 10 == 0 and count >= 19
    thawed = {f"/tin-tuc/trang-{frozen}.html", f"/tin-tuc/trang-{frozen + 1}.html"} if full else set()
    is_new = (
        f"/{folder}/2026/index.html" not in old
    )  # the first item of a year or of a child section is a new way
    archives = {url for url in old if url.endswith("/index.html")} if is_new else set()
    assert changed <= may | last | thawed | archives
    assert before.frame == after.frame
    assert {one.url for one in before.pages} <= {one.url for one in after.pages}


def test_related_items_are_older_ones_and_the_nearest_in_topic(tmp_path: Path) -> None:
    files = {
        f"tin-tuc/{n}.md": news(
            f"Tin {n}", day=f"{n:02}/10/2026", **{"Chuyên đề": "Đất đai" if n % 2 else "Khác"}
        )
        for n in range(1, 29)
    }
    related = item(page(load(tmp_path, files), "/tin-tuc/2026/25.html")).related
    assert [one.title for one in related] == ["Tin 23", "Tin 21", "Tin 19", "Tin 17"]


def test_no_item_is_named_as_related_more_than_five_times(tmp_path: Path) -> None:
    """Only the oldest item shares its topic with all that follow."""
    files = {
        f"tin-tuc/{n:02}.md": news(
            f"Tin {n:02}",
            day=f"{n:02}/10/2026",
            **{"Chuyên đề": "Đất đai" if n in {1, 9, 12} else f"Việc {n}, Đất đai"},
        )
        for n in range(1, 29)
    }
    pages = [one for one in load(tmp_path, files).site.pages if isinstance(one.body, ItemView)]
    named = Counter(other.title for one in pages for other in item(one).related)
    assert max(named.values()) == 5
    assert {len(item(one).related) for one in pages[4:]} == {4}


@pytest.mark.parametrize(("count", "large"), [(60, False), (61, True)])
def test_the_page_of_a_large_year_leads_to_the_pages_of_the_listing(
    tmp_path: Path, count: int, large: bool
) -> None:
    first = datetime(2026, 1, 1, 8, tzinfo=text.VN)
    days = [first + timedelta(days=2 * number) for number in range(count)]
    files = {f"tin-tuc/{n:02}.md": news(f"Tin {n:02}", day=f"{day:%d/%m/%Y}") for n, day in enumerate(days)}
    loaded = load(tmp_path, files)
    body = page(loaded, "/tin-tuc/2026/index.html").body
    assert isinstance(body, ListingView)
    assert bool(body.items) is not large
    ways = {month.title: [(one.title, one.url) for one in month.pages] for month in body.months}
    assert ways["Tháng 1"] == (
        [("Ngày 21/01 - 31/01", "/tin-tuc/trang-2.html"), ("Ngày 01/01 - 19/01", "/tin-tuc/trang-1.html")]
        if large
        else []
    )
    assert next(iter(ways.values()))[:1] == ([("Mới nhất", "/tin-tuc/index.html")] if large else [])
    shown = {
        title
        for url in {url for month in ways.values() for _, url in month}
        for title in listed(page(loaded, url))
    }
    assert len(shown) == (count if large else 0)


def test_newer_and_older_are_the_neighbours_in_the_section(tmp_path: Path) -> None:
    files = {f"tin-tuc/{n}.md": news(f"Tin {n}", day=f"0{n}/10/2026") for n in range(1, 4)}
    loaded = load(tmp_path, files)
    ways = [
        (one.newer and one.newer.title, one.older and one.older.title)
        for one in (item(page(loaded, f"/tin-tuc/2026/{n}.html")) for n in (1, 2, 3))
    ]
    assert ways == [("Tin 2", None), ("Tin 3", "Tin 1"), (None, "Tin 2")]


def test_items_of_one_moment_keep_one_order(tmp_path: Path) -> None:
    loaded = load(tmp_path, {f"tin-tuc/{name}.md": news(name.upper()) for name in "cab"})
    assert listed(page(loaded, "/tin-tuc/index.html")) == ["C", "B", "A"]


def test_a_parent_lists_what_its_children_hold(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {"site.toml": SITE + CHILD, "dat-dai/a.md": news("A"), "tin-tuc/b.md": news("B", day="02/11/2026")},
    )
    assert listed(page(loaded, "/tin-tuc/index.html")) == ["B", "A"]
    assert listed(page(loaded, "/dat-dai/index.html")) == ["A"]
    assert [one.title for one in page(loaded, "/dat-dai/2026/a.html").crumbs] == [
        "Trang chủ",
        "Tin tức",
        "Đất đai",
        "A",
    ]
    body = page(loaded, "/tin-tuc/index.html").body
    assert isinstance(body, ListingView)
    assert [(one.title, [(link.title, link.note) for link in one.links]) for one in body.facets] == [
        ("Chuyên mục", [("Đất đai", "")]),
        ("Theo năm", [("Năm 2026", "2")]),
    ]


def test_an_archive_holds_one_year(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "tin-tuc/a.md": news("A", day="31/12/2025 23:59"),
            "tin-tuc/b.md": news("B", day="01/01/2026 00:00"),
        },
    )
    assert [listed(page(loaded, f"/tin-tuc/{year}/index.html")) for year in (2025, 2026)] == [["A"], ["B"]]


def test_the_home_page_shows_the_newest_of_all_news_sections(tmp_path: Path) -> None:
    old = {f"tin-tuc/{n}.md": news(f"Cũ {n}", day=f"0{n}/10/2026") for n in range(1, 9)}
    loaded = load(
        tmp_path, {"site.toml": SITE + SECOND, **old, "su-kien/moi.md": news("Mới", day="20/11/2026")}
    )
    body = page(loaded, "/index.html").body
    assert isinstance(body, HomeView)
    assert body.lead is not None
    assert [body.lead.title, *(one.title for one in body.latest)] == [
        "Mới",
        *(f"Cũ {n}" for n in range(8, 1, -1)),
    ]


def test_a_pinned_item_leads_and_is_not_told_twice(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {"tin-tuc/a.md": news("A", **{"Nổi bật": "có"}), "tin-tuc/b.md": news("B", day="02/11/2026")},
    )
    body = page(loaded, "/index.html").body
    assert isinstance(body, HomeView)
    assert body.lead is not None
    assert (body.lead.title, [one.title for one in body.latest]) == ("A", ["B"])


def test_what_citizens_come_for_leads_the_quick_links(tmp_path: Path) -> None:
    pages = {
        f"gioi-thieu/{name}.md": entry(Tiêu_đề=name, Nội_dung_bắt_buộc=content)
        for name, content in (("a", "reception"), ("b", "services"), ("c", "services"), ("d", "map"))
    }
    body = page(load(tmp_path, pages), "/index.html").body
    assert isinstance(body, HomeView)
    titles = [link.title for link in body.quick]
    assert (titles[0], [title for title in titles if len(title) == 1]) == ("b", ["b", "a"])


def test_an_empty_block_hides_and_is_reported(tmp_path: Path) -> None:
    assert len(notes(load(tmp_path, {}), "home.empty")) == 5
    assert len(notes(load(tmp_path, {"tin-tuc/a.md": news("A")}), "home.empty")) == 4


# --- trees ------------------------------------------------------------------------------------------------------


def tree_page(title: str, parent: str = "", order: str = "") -> str:
    return entry(Tiêu_đề=title, Trang_cha=parent, Thứ_tự=order)


def test_pages_stand_in_a_tree_by_order_then_by_the_vietnamese_alphabet(tmp_path: Path) -> None:
    names = {"d": "Đời sống", "a": "Ấp Bắc", "b": "An ninh", "z": "Chợ"}
    loaded = load(
        tmp_path,
        {
            **{f"gioi-thieu/{name}.md": tree_page(title) for name, title in names.items()},
            "gioi-thieu/x.md": tree_page("Sau", order="1"),
        },
    )
    assert listed(page(loaded, "/gioi-thieu/index.html")) == ["Sau", "An ninh", "Ấp Bắc", "Chợ", "Đời sống"]


def test_a_page_knows_those_above_beside_and_below(tmp_path: Path) -> None:
    files = {
        "index": tree_page("Giới thiệu"),
        "a": tree_page("A"),
        "b": tree_page("B", "a"),
        "c": tree_page("C", "a.md"),
        "d": tree_page("D", "b"),
    }
    loaded = load(tmp_path, {f"gioi-thieu/{name}.md": content for name, content in files.items()})
    assert [one.title for one in page(loaded, "/gioi-thieu/d.html").crumbs] == [
        "Trang chủ",
        "Giới thiệu",
        "A",
        "B",
        "D",
    ]
    assert [one.title for one in page(loaded, "/gioi-thieu/index.html").crumbs] == ["Trang chủ", "Giới thiệu"]
    assert [one.title for one in item(page(loaded, "/gioi-thieu/index.html")).children] == ["A"]
    assert [one.title for one in item(page(loaded, "/gioi-thieu/a.html")).children] == ["B", "C"]
    assert [one.title for one in item(page(loaded, "/gioi-thieu/b.html")).siblings] == ["B", "C"]


def test_a_parent_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert errors(load(tmp_path, {"gioi-thieu/a.md": tree_page("A", "không có")})) == [
        ("content.parent", "gioi-thieu/a.md", 3)
    ]


def test_pages_in_a_circle_are_told_and_do_not_hang(tmp_path: Path) -> None:
    parents = {"a": "b", "b": "c", "c": "a", "d": "a"}
    loaded = load(
        tmp_path, {f"gioi-thieu/{name}.md": tree_page(name.upper(), up) for name, up in parents.items()}
    )
    assert errors(loaded) == [("content.circle", f"gioi-thieu/{name}.md", 3) for name in "abc"]


# --- menu and frame -----------------------------------------------------------------------------------------------


def menu(to: str) -> str:
    return SITE + f'\n[[menu]]\ntitle = "Mục"\nto = "{to}"\n'


@pytest.mark.parametrize(
    ("to", "url", "external"),
    [("home", "/index.html", False), ("contact", "/lien-he.html", False), ("tin-tuc", "/tin-tuc/index.html", False), ("data", "/du-lieu.html", False),
     ("/gioi-thieu/a.md", "/gioi-thieu/a.html", False), ("https://a.vn/x", "https://a.vn/x", True)],
)  # fmt: skip
def test_a_menu_entry_leads_where_it_says(tmp_path: Path, to: str, url: str, external: bool) -> None:
    loaded = load(tmp_path, {"site.toml": menu(to), "gioi-thieu/a.md": tree_page("A")})
    assert [(one.url, one.external) for one in loaded.site.frame.menu] == [(url, external)]
    assert errors(loaded) == []


@pytest.mark.parametrize(
    ("to", "rule"),
    [
        ("tin-tức", "config.menu"),
        ("/gioi-thieu/b.md", "content.target"),
        ("javascript:alert(1)", "config.menu"),
        ("//a.vn", "config.menu"),
    ],
)
def test_a_menu_entry_that_leads_nowhere_is_an_error_at_its_line(tmp_path: Path, to: str, rule: str) -> None:
    assert errors(load(tmp_path, {"site.toml": menu(to)})) == [(rule, "site.toml", 39)]


def test_without_a_menu_the_top_sections_are_it(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"site.toml": SITE + CHILD})
    assert [one.title for one in loaded.site.frame.menu] == [
        "Tin tức",
        "Thông báo",
        "Văn bản",
        "Giới thiệu",
        "Tổ chức",
    ]


def notice(title: str, day: str = "01/11/2026", **keys: str) -> str:
    base = {"Tóm tắt dễ hiểu": "Cắt nước.", "Khẩn": "có"}
    return news(title, day, **(base | keys))


@pytest.mark.parametrize(
    ("clock", "stands"),
    [
        ("2026-11-04T23:59:59", False),
        ("2026-11-05T00:00", True),
        ("2026-11-06T23:59:59", True),
        ("2026-11-07T00:00", False),
    ],
)
def test_an_urgent_notice_stands_from_its_first_day_to_the_end_of_its_last(
    tmp_path: Path, clock: str, stands: bool
) -> None:
    files = {
        "thong-bao/a.md": notice("Cắt nước", **{"Hiệu lực từ": "05/11/2026", "Hiệu lực đến": "06/11/2026"})
    }
    assert (load(tmp_path, files, now=at(clock)).site.frame.alert is not None) is stands


@pytest.mark.parametrize(("clock", "over"), [("2026-11-06T23:59:59", False), ("2026-11-07T00:00", True)])
def test_a_notice_is_marked_from_the_day_after_its_last(tmp_path: Path, clock: str, over: bool) -> None:
    files = {"thong-bao/a.md": notice("Cắt nước", **{"Hiệu lực đến": "06/11/2026"})}
    loaded = load(tmp_path, files, now=at(clock))
    body = page(loaded, "/thong-bao/index.html").body
    assert isinstance(body, ListingView)
    assert body.items[0].lapsed is over
    assert item(page(loaded, "/thong-bao/2026/a.html")).derived.lapsed is over


def test_a_notice_names_other_notices_that_are_in_force(tmp_path: Path) -> None:
    files = {
        "thong-bao/a.md": notice("Qua rồi", "01/11/2026", **{"Hiệu lực đến": "05/11/2026"}),
        "thong-bao/b.md": notice("Còn lâu", "02/11/2026", **{"Hiệu lực đến": "30/11/2026"}),
        "thong-bao/c.md": notice("Không hạn", "03/11/2026"),
        "thong-bao/d.md": notice("Mới", "04/11/2026"),
    }
    loaded = load(tmp_path, files, now=at("2026-11-06T08:00"))
    shown = {
        one: [other.title for other in item(page(loaded, f"/thong-bao/2026/{one}.html")).related]
        for one in "bd"
    }
    assert shown == {"b": [], "d": ["Không hạn", "Còn lâu"]}


def test_a_notice_is_over_when_its_validity_or_its_stay_ends(tmp_path: Path) -> None:
    keys = {"Hiệu lực đến": "30/11/2026", "Ngày gỡ": "05/11/2026"}
    loaded = load(tmp_path, {"thong-bao/a.md": notice("Gỡ sớm", **keys)}, now=at("2026-11-06T08:00"))
    derived = item(page(loaded, "/thong-bao/2026/a.html")).derived
    assert (derived.lapsed, text.format_date(derived.last)) == (True, "05/11/2026")


@pytest.mark.parametrize(
    ("call", "told"),
    [("Gọi cấp cứu 115", []), ("Gọi trưởng thôn", [("content.calls", "thong-bao/a.md", 6)]),
     ("0200 000 0100 hoặc 0200 000 0101", [("content.calls", "thong-bao/a.md", 6)])],
)  # fmt: skip
def test_a_button_to_call_has_one_number(tmp_path: Path, call: str, told: list[tuple[str, str, int]]) -> None:
    files = {"thong-bao/a.md": notice("Mưa lớn", **{"Nút gọi": f"\n  - {call}"})}
    assert errors(load(tmp_path, files)) == told


def test_the_urgent_band_says_the_summary_where_there_is_one(tmp_path: Path) -> None:
    for summary, said in (({"Tóm tắt": "Nước về."}, "Nước về."), ({}, "Cắt nước.")):
        loaded = load(tmp_path, {"thong-bao/a.md": notice("Cắt nước", **summary)})
        assert loaded.site.frame.alert is not None
        assert loaded.site.frame.alert.text == said


def test_of_two_urgent_notices_the_newer_stands_and_the_other_is_told(tmp_path: Path) -> None:
    end = {"Hiệu lực đến": "30/11/2026"}
    loaded = load(
        tmp_path,
        {"thong-bao/a.md": notice("Cũ", **end), "thong-bao/b.md": notice("Mới", "02/11/2026", **end)},
    )
    assert loaded.site.frame.alert is not None
    assert loaded.site.frame.alert.title == "Mới"
    assert len(notes(loaded, "content.second-alert")) == 1


def test_the_frame_holds_no_news_and_no_clock(tmp_path: Path) -> None:
    before = load(tmp_path, {"tin-tuc/a.md": news("A")}).site.frame
    after = load(
        tmp_path, {"tin-tuc/b.md": news("B", day="02/11/2026")}, now=NOW + timedelta(days=900)
    ).site.frame
    assert before == after


# --- links in texts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "rules"),
    [("[x](b.md)", []), ("[x](/tin-tuc/b.md#muc)", []), ("[[Tin B]]", []), ("[x](/tin-tuc/index.html)", []), ("[x](index.html)", []),
     ("[x](c.md)", ["content.target"]), ("[[Tin C]]", ["content.target"]), ("[x](c.html)", ["content.target"]), ("[x](#khong)", ["content.anchor"]),
     ("[x](../../b.md)", ["content.path-escape"]), ("[x](/etc/passwd)", ["media.type"]), ("[x](..\\b.md)", ["content.path-escape"])],
)  # fmt: skip
def test_a_link_is_checked_at_its_own_line(tmp_path: Path, written: str, rules: list[str]) -> None:
    loaded = load(
        tmp_path, {"tin-tuc/a.md": news("A", body=f"Một.\n\nHai {written}."), "tin-tuc/b.md": news("Tin B")}
    )
    assert errors(loaded) == [(rule, "tin-tuc/a.md", 8) for rule in rules]


@pytest.mark.parametrize(
    ("written", "whole"),
    [("ubnd@x.vn", "mailto:ubnd@x.vn"), ("www.abc.vn", "https://www.abc.vn"), ("xa.tinh.gov.vn/tin", "https://xa.tinh.gov.vn/tin"),
     ("02513123456", "tel:02513123456"), ("(024)-3825-1234", "tel:02438251234")],
)  # fmt: skip
def test_an_address_without_its_beginning_is_told_whole(tmp_path: Path, written: str, whole: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", body=f"Một.\n\nXem [chỗ này](<{written}>).")})
    assert errors(loaded) == [("content.target", "tin-tuc/a.md", 8)]
    assert f"Sửa thành {whole}." in next(one.hint for one in loaded.findings if one.is_error)


@pytest.mark.parametrize("written", ["[x](b.md)", "[[Tin B]]"])
def test_a_link_to_what_is_to_come_is_a_note_and_becomes_text(tmp_path: Path, written: str) -> None:
    loaded = load(
        tmp_path, {"tin-tuc/a.md": news("A", body=written), "tin-tuc/b.md": news("Tin B", day="01/12/2026")}
    )
    assert errors(loaded) == []
    assert len(notes(loaded, "content.target-hidden")) == 1


def test_a_section_with_nothing_in_it_still_has_its_page(tmp_path: Path) -> None:
    assert {
        f"/{name}/index.html" for name in ("tin-tuc", "thong-bao", "van-ban", "gioi-thieu", "co-cau")
    } <= urls(load(tmp_path, {}))


def test_the_sitemap_page_names_every_section_and_year(tmp_path: Path) -> None:
    body = page(
        load(tmp_path, {"tin-tuc/a.md": news("A"), "gioi-thieu/b.md": tree_page("B")}), "/so-do-trang.html"
    ).body
    assert isinstance(body, PlainView)
    outline = {one.title: [child.title for child in one.children] for one in body.outline}
    cuts = {
        one.title: [(cut.title, [link.title for link in cut.links]) for cut in one.cuts]
        for one in body.outline
    }
    assert (outline["Tin tức"], outline["Giới thiệu"]) == ([], ["B"])
    assert cuts["Tin tức"] == [("Theo năm", ["Năm 2026"])]


def test_the_sitemap_page_has_the_units_as_they_stand_below_each_other_and_the_types_of_documents(
    tmp_path: Path,
) -> None:
    files = {
        "co-cau/a.md": entry(Tên="A", Thứ_tự="2"),
        "co-cau/b.md": entry(Tên="B", Thứ_tự="1"),
        "co-cau/c.md": entry(Tên="C", Trực_thuộc="b"),
        "van-ban/d.md": document("1/QĐ-UBND"),
    }
    body = page(load(tmp_path, files), "/so-do-trang.html").body
    assert isinstance(body, PlainView)
    nodes = {one.url: one for one in body.outline}
    units = [
        (one.title, [child.title for child in one.children]) for one in nodes["/co-cau/index.html"].children
    ]
    assert units == [("B", ["C"]), ("A", [])]
    assert [cut.title for cut in nodes["/van-ban/index.html"].cuts] == ["Loại văn bản", "Theo năm"]


def test_an_archive_goes_by_months_keeps_the_ways_on_and_has_a_way_up(tmp_path: Path) -> None:
    days = {"a": "20/11/2026", "b": "19/11/2026", "c": "01/10/2026", "d": "01/10/2025"}
    files = {f"tin-tuc/{name}.md": news(name.upper(), day=day) for name, day in days.items()}
    body = page(load(tmp_path, files), "/tin-tuc/2026/index.html").body
    assert isinstance(body, ListingView)
    months = [(one.title, [item.title for item in one.items]) for one in body.months]
    assert months == [("Tháng 11", ["A", "B"]), ("Tháng 10", ["C"])]
    ways = [(link.title, link.note) for group in body.facets for link in group.links]
    assert ways == [("Năm 2026", ""), ("Năm 2025", "")]
    assert body.up
    assert body.up.url == "/tin-tuc/index.html"


def test_the_page_of_a_type_is_called_by_the_type(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"van-ban/a.md": document("1/QĐ-UBND")})
    body = page(loaded, "/van-ban/loai/quyet-dinh/index.html").body
    assert isinstance(body, ListingView)
    assert body.title == "Quyết định"
    assert [group.title for group in body.facets] == ["Loại văn bản", "Theo năm"]


@pytest.mark.parametrize("url", ["/rss.html", "/du-lieu.html"])
def test_no_list_of_links_repeats_its_title_as_its_only_link(tmp_path: Path, url: str) -> None:
    files = {"tin-tuc/a.md": news("A"), "gioi-thieu/b.md": tree_page("B"), "co-cau/c.md": entry(Tên="C")}
    body = page(load(tmp_path, files), url).body
    assert isinstance(body, PlainView)
    assert body.groups
    assert all(link.title != group.title for group in body.groups for link in group.links)
