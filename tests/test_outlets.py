"""What machines read: feeds, sitemaps, open data, JSON-LD and ready-made addresses, whatever a title holds."""

from __future__ import annotations

import html
import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.app import create_app
from site_builder.assemble.heads import json_ld
from site_builder.assemble.outlets import plain
from site_builder.model import Correction, ItemView, PlainView, Record
from site_builder.pipeline import Loaded
from tests.conftest import NOW, SITE, news
from tests.mini import document, entry, errors, load, page, urls

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HARD = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


def get(loaded: Loaded, url: str) -> str:
    response = create_app(loaded.site, loaded.theme, loaded.stock.prose_by_key).test_client().get(url)
    assert response.status_code == 200, url
    return response.get_data(as_text=True)


def feed(loaded: Loaded, url: str = "/rss.xml") -> ElementTree.Element:
    channel = ElementTree.fromstring(get(loaded, url)).find("channel")
    assert channel is not None
    return channel


def texts(element: ElementTree.Element, path: str) -> list[str | None]:
    return [one.text for one in element.findall(path)]


def data(loaded: Loaded, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        next(one.text for one in loaded.site.files if one.url == f"/du-lieu/{name}.json")
    )
    return found


def quoted(title: str) -> str:
    return json.dumps(title, ensure_ascii=False)


# --- feeds ------------------------------------------------------------------------------------------------------


def test_the_feed_holds_the_newest_twenty_with_full_addresses(tmp_path: Path) -> None:
    loaded = load(
        tmp_path, {f"tin-tuc/{n:02}.md": news(f"Tin {n:02}", day=f"{n:02}/10/2026") for n in range(1, 26)}
    )
    channel = feed(loaded)
    assert texts(channel, "item/title") == [f"Tin {n:02}" for n in range(25, 5, -1)]
    assert texts(channel, "item/link")[0] == "https://thu.example/tin-tuc/2026/25.html"
    assert texts(channel, "link") == ["https://thu.example/"]
    assert [one.get("href") for one in channel.findall(ATOM + "link")] == ["https://thu.example/rss.xml"]


def test_the_feed_is_as_old_as_its_newest_item(tmp_path: Path) -> None:
    channel = feed(load(tmp_path, {"tin-tuc/a.md": news("A", day="01/11/2026 00:30")}))
    assert [parsedate_to_datetime(one or "").isoformat() for one in texts(channel, "lastBuildDate")] == [
        "2026-11-01T00:30:00+07:00"
    ]
    assert texts(channel, "item/pubDate") == texts(channel, "lastBuildDate")


def test_each_section_with_items_has_a_feed_and_an_empty_one_has_none(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A"), "van-ban/b.md": document("1/QĐ-UBND")})
    assert {url for url in urls(loaded) if url.endswith("rss.xml")} == {
        "/rss.xml",
        "/tin-tuc/rss.xml",
        "/van-ban/rss.xml",
    }
    assert texts(feed(loaded, "/van-ban/rss.xml"), "item/title") == ["Quyết định số 1/QĐ-UBND"]


def test_a_correction_stands_before_the_summary(tmp_path: Path) -> None:
    front = "Tiêu đề: A\nNgày đăng: 01/11/2026\nTóm tắt: Tóm.\nĐính chính:\n  - Ngày: 02/11/2026\n    Nội dung: Sửa số.\n"
    channel = feed(load(tmp_path, {"tin-tuc/a.md": f"---\n{front}---\n"}))
    assert texts(channel, "item/description") == ["[Đính chính 02/11/2026] Sửa số.\nTóm."]


def test_an_empty_portal_still_has_a_whole_feed(tmp_path: Path) -> None:
    channel = feed(load(tmp_path, {}))
    assert (channel.findall("item"), channel.findall("lastBuildDate")) == ([], [])


# --- sitemaps ---------------------------------------------------------------------------------------------------


def locations(loaded: Loaded, url: str) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(get(loaded, url)).iter(MAP + "loc")]


def test_sitemaps_are_cut_by_year_and_name_every_page_once(tmp_path: Path) -> None:
    files = {
        "tin-tuc/a.md": news("A", day="31/12/2025"),
        "tin-tuc/b.md": news("B"),
        "gioi-thieu/c.md": entry(Tiêu_đề="C"),
    }
    loaded = load(tmp_path, files)
    parts = locations(loaded, "/sitemap.xml")
    assert parts == [f"https://thu.example/sitemap-{name}.xml" for name in ("2025", "2026", "trang")]
    every = [one for part in parts for one in locations(loaded, urlsplit(part or "").path)]
    shown = {
        one.head.canonical
        for one in loaded.site.pages
        if one.url.endswith(".html") and one.url != "/404.html"
    }
    assert (len(every), set(every)) == (len(shown), shown)


def test_what_moved_or_was_taken_back_is_in_no_sitemap(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Rút bài": "nhầm", "Địa chỉ cũ": "/cu.html"})})
    assert not any(
        "/a.html" in (one or "") or "/cu.html" in (one or "")
        for one in locations(loaded, "/sitemap-trang.xml")
    )


def test_the_date_of_a_page_is_its_last_change(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Ngày cập nhật": "05/11/2026 09:00"})})
    root = ElementTree.fromstring(get(loaded, "/sitemap-2026.xml"))
    assert [one.text for one in root.iter(MAP + "lastmod")] == ["2026-11-05T09:00:00+07:00"]


@pytest.mark.parametrize(("stage", "named"), [("chính thức", True), ("thử nghiệm", False)])
def test_a_portal_on_trial_is_not_offered_to_search_machines(tmp_path: Path, stage: str, named: bool) -> None:
    loaded = load(tmp_path, {"site.toml": SITE.replace("chính thức", stage), "tin-tuc/a.md": news("A")})
    robots = next(one.text for one in loaded.site.files if one.url == "/robots.txt")
    assert ("Sitemap: https://thu.example/sitemap.xml" in robots) is named
    assert page(loaded, "/tin-tuc/2026/a.html").head.noindex is not named


# --- open data ----------------------------------------------------------------------------------------------------


def test_data_is_cut_by_kind_and_year_and_holds_iso_dates(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {
            "tin-tuc/a.md": news("A", **{"Ngày sự kiện": "30/10/2026", "Người phụ trách": "Lan"}),
            "van-ban/b.md": document("1/QĐ-UBND"),
        },
    )
    found = data(loaded, "news-2026")
    assert (found["kind"], found["year"], found["count"]) == ("news", "2026", 1)
    row = found["items"][0]
    assert (row["url"], row["title"], row["published"], row["event_date"]) == (
        "https://thu.example/tin-tuc/2026/a.html",
        "A",
        "2026-11-01",
        "2026-10-30",
    )
    assert "owner" not in row
    assert data(loaded, "document-2026")["items"][0]["number"] == "1/QĐ-UBND"


def test_a_year_of_many_items_is_cut_into_hundreds_from_the_oldest(tmp_path: Path) -> None:
    days = {n: f"{n % 28 + 1:02}/{n // 28 + 1:02}/2026" for n in range(201)}
    files = {f"tin-tuc/{n:03}.md": news(f"Tin {n:03}", day=day) for n, day in days.items()}
    loaded = load(tmp_path, files | {"tin-tuc/cu.md": news("Cũ", day="31/12/2025")})
    found = {name: data(loaded, name) for name in ("news-2025", "news-2026", "news-2026-2", "news-2026-3")}
    assert [(one["count"], one["year"], one.get("part")) for one in found.values()] == [
        (1, "2025", None), (100, "2026", None), (100, "2026", 2), (1, "2026", 3),
    ]  # fmt: skip
    assert [one["items"][-1]["title"] for one in found.values()] == ["Cũ", "Tin 000", "Tin 100", "Tin 200"]
    assert [one["items"][0]["title"] for one in found.values()] == ["Cũ", "Tin 099", "Tin 199", "Tin 200"]
    body = page(loaded, "/du-lieu.html").body
    assert isinstance(body, PlainView)
    groups = {group.title: [link.title for link in group.links] for group in body.groups}
    assert groups == {"Tin bài": ["Tin bài 2025"], "Tin bài 2026": ["Phần 1", "Phần 2", "Phần 3"]}
    maps = [
        f"https://thu.example/sitemap-{name}.xml" for name in ("2025", "2026-2", "2026-3", "2026", "trang")
    ]
    assert locations(loaded, "/sitemap.xml") == maps
    assert {doc.part for doc in loaded.site.search} == {"2025", "2026", "2026-2", "2026-3"}
    numbered = [one for one in locations(loaded, "/sitemap-trang.xml") if "trang-" in (one or "")]
    assert len(numbered) == 19


@pytest.mark.parametrize(
    "keys", [{"Nháp": "có"}, {"Ngày gỡ": "02/11/2026"}, {"Rút bài": "nhầm"}, {"Giờ lên trang": "01/12/2026"}]
)
def test_data_holds_only_what_is_listed(tmp_path: Path, keys: dict[str, str]) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **keys)}, now=NOW)
    assert not any("/du-lieu/" in one.url for one in loaded.site.files)


def test_frozen_values_become_plain_json() -> None:
    value = Record(
        (
            ("on", datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=NOW.tzinfo)),
            ("list", (Correction(on=NOW.date(), text="a"),)),
        )
    )
    assert plain(value) == {"on": "2026-01-02T03:04:05+07:00", "list": [{"on": "2026-11-23", "text": "a"}]}


# --- JSON-LD and heads --------------------------------------------------------------------------------------------


@given(
    words=HARD
    | st.sampled_from(
        ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "&lt;/script&gt;", "\u2028"]
    )
)
def test_no_text_breaks_out_of_json_ld(words: str) -> None:
    block = json_ld([{"name": words}])
    assert not set("<>&") & set(block)
    assert json.loads(block)["@graph"] == [{"name": words}]


def blocks(markup: str) -> list[Any]:
    return [
        json.loads(one)
        for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', markup, re.DOTALL)
    ]


@pytest.mark.slow
@settings(max_examples=60)
@given(title=HARD, summary=HARD)
def test_any_title_makes_whole_pages_feeds_and_data(
    tmp_path_factory: pytest.TempPathFactory, title: str, summary: str
) -> None:
    content = f"---\nTiêu đề: {quoted('Tin ' + title)}\nTóm tắt: {quoted('Rằng ' + summary)}\nNgày đăng: 01/11/2026\n---\n"
    loaded = load(tmp_path_factory.mktemp("hard"), {"tin-tuc/a.md": content})
    if errors(loaded):
        return
    body = page(loaded, "/tin-tuc/2026/a.html").body
    assert isinstance(body, ItemView)
    graph = blocks(get(loaded, "/tin-tuc/2026/a.html"))[0]["@graph"]
    assert graph[0]["name"] == body.title
    assert texts(feed(loaded), "item/title") == [body.title]
    assert data(loaded, "news-2026")["items"][0]["title"] == body.title
    assert parse_qs(urlsplit(body.share.mail).query, keep_blank_values=True)["subject"] == [body.title]


def test_the_breadcrumb_for_machines_is_that_for_people(tmp_path: Path) -> None:
    loaded = load(
        tmp_path,
        {"gioi-thieu/a.md": entry(Tiêu_đề="A"), "gioi-thieu/b.md": entry(Tiêu_đề="B", Trang_cha="a")},
    )
    graph = blocks(get(loaded, "/gioi-thieu/b.html"))[0]["@graph"]
    trail = [(one["position"], one["name"], one["item"]) for one in graph[1]["itemListElement"]]
    assert trail == [
        (1, "Trang chủ", "https://thu.example/"),
        (2, "Giới thiệu", "https://thu.example/gioi-thieu/"),
        (3, "A", "https://thu.example/gioi-thieu/a.html"),
        (4, "B", "https://thu.example/gioi-thieu/b.html"),
    ]


def test_addresses_for_sharing_hold_the_whole_address(tmp_path: Path) -> None:
    body = page(
        load(tmp_path, {"tin-tuc/a.md": news("A & B?", **{"Tóm tắt": "Một\u00a0hai"})}),
        "/tin-tuc/2026/a.html",
    ).body
    assert isinstance(body, ItemView)
    address = "https://thu.example/tin-tuc/2026/a.html"
    assert parse_qs(urlsplit(body.share.facebook).query) == {"u": [address]}
    assert unquote(body.share.mail).endswith(address)


def test_a_description_is_never_longer_than_search_machines_show(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Tóm tắt": "Một hai ba. " * 100})})
    assert all(len(one.head.description) <= 200 for one in loaded.site.pages)


def test_the_page_of_data_names_every_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A"), "gioi-thieu/b.md": entry(Tiêu_đề="B")})
    shown = html.unescape(get(loaded, "/du-lieu.html"))
    assert all(one.url in shown for one in loaded.site.files if one.url.startswith("/du-lieu/"))
