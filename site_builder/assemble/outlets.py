"""What machines read: RSS, sitemaps, robots.txt, open data (F05, F06, F14)."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import format_datetime
from typing import Any

from site_builder import text
from site_builder.assemble.desk import PLACES, Desk, Item, iso, newest_first
from site_builder.assemble.items import Context, summary_of
from site_builder.assemble.parts import parts
from site_builder.config import Section
from site_builder.model import FeedItem, FeedView, Head, Link, LinkGroup, MapView, Page, Record, TextFile

FEED_SIZE = 20
_FEEDLESS = Head(title="", description="", canonical="")
_NOT_MAPPED = {"pages/moved.html", "pages/withdrawn.html", "pages/404.html"}
_NUMBERED = re.compile(r"/trang-(\d+)\.html$")
_LISTINGS = 20  # numbered pages of each listing in one map
_NOT_DATA = {
    "draft",
    "withdrawn",
    "slug",
    "kind",
    "section",
    "approval",
    "owner",
    "review_by",
    "image",
    "photo",
}


def feed_pages(desk: Desk, context: Context) -> Iterator[Page]:
    """Yield the feed of the whole portal and one of each section with dated items."""
    everything = newest_first(item for item in desk.items if item.listed and item.kind.dated)
    name = f"Trang thông tin điện tử {desk.config.full_name}"
    yield _feed(desk, PLACES.rss, name, PLACES.home, everything, context)
    for section in desk.config.sections:
        stream = context.streams[section.folder]
        if stream:
            title = f"{section.title} - {desk.config.full_name}"
            yield _feed(
                desk, f"/{section.folder}/rss.xml", title, f"/{section.folder}/index.html", stream, context
            )


def _feed(desk: Desk, url: str, title: str, home: str, items: tuple[Item, ...], context: Context) -> Page:
    shown = items[:FEED_SIZE]
    view = FeedView(
        title=title,
        description=f"Tin mới nhất: {title}",
        link=desk.absolute(home),
        address=desk.absolute(url),
        updated=format_datetime(max(item.at for item in shown)) if shown else "",
        items=tuple(_feed_item(desk, item, context) for item in shown),
    )
    return Page(url=url, template="feeds/rss.xml", head=_FEEDLESS, body=view)


def _feed_item(desk: Desk, item: Item, context: Context) -> FeedItem:
    """Return an item of a feed; corrections stand before the summary (C16)."""
    corrections = [
        f"[Đính chính {text.format_date(one.on)}] {one.text}" for one in item.entry.common.corrections
    ]
    return FeedItem(
        title=item.title,
        address=desk.absolute(item.url),
        summary="\n".join([*corrections, summary_of(desk, item)]),
        date=format_datetime(item.at),
        category=context.sections[item.entry.section].title,
        author=item.entry.common.author,
    )


def map_pages(desk: Desk, pages: tuple[Page, ...]) -> Iterator[Page]:
    """Yield `sitemap.xml`, an index of the maps of dated items by parts, and those of what has no date."""
    items = {item.url: item for item in desk.items if item.listed and item.kind.dated}
    part = {item.url: name for name, found in parts(items.values()).items() for item in found}
    maps: dict[str, list[FeedItem]] = {"trang": []}
    for page in pages:
        if page.head.type != "article" and page.template in _NOT_MAPPED:
            continue
        item = items.get(page.url)
        changed = iso(item.entry.common.updated or item.entry.common.published) if item else ""
        row = FeedItem(title="", address=page.head.canonical, summary="", date=changed)
        maps.setdefault(part.get(page.url) or _undated_map(page.url), []).append(row)
    for name, rows in maps.items():
        ordered = tuple(sorted(rows, key=lambda one: one.address))
        yield _map(f"/sitemap-{name}.xml", "feeds/sitemap.xml", ordered)
    addresses = (desk.absolute(url) for url in sorted(f"/sitemap-{name}.xml" for name in maps))
    index = tuple(FeedItem(title="", address=address, summary="", date="") for address in addresses)
    yield _map("/sitemap.xml", "feeds/sitemap-index.xml", index)


def _map(url: str, template: str, rows: tuple[FeedItem, ...]) -> Page:
    return Page(url=url, template=template, head=_FEEDLESS, body=MapView(items=rows))


def _undated_map(url: str) -> str:
    """Name the map of a page without a date; listings with high numbers have their own, which are left alone when full."""
    number = _NUMBERED.search(url)
    part = (int(number[1]) - 1) // _LISTINGS + 1 if number else 1
    return f"trang-{part}" if part > 1 else "trang"


def robots(desk: Desk) -> TextFile:
    """Return `robots.txt`; a trial portal is crawled so that its `noindex` is seen (F18)."""
    lines = ["User-agent: *", "Disallow: /-/", ""]
    if not (desk.config.trial or desk.config.demo):
        lines.append(f"Sitemap: {desk.config.base_url}sitemap.xml")
    return TextFile(url="/robots.txt", text="\n".join(lines).strip() + "\n")


# --- open data ----------------------------------------------------------------------------------------------------


def data_files(desk: Desk, context: Context) -> tuple[TextFile, ...]:
    """Return the open data: JSON per kind and part of a year, not a file an item."""
    kinds: dict[str, list[Item]] = {}
    for item in desk.items:
        if item.listed:
            kinds.setdefault(item.entry.kind, []).append(item)
    return tuple(
        _data_file(desk, kind, name, items, context)
        for kind, found in sorted(kinds.items())
        for name, items in (parts(found) if found[0].kind.dated else {"": newest_first(found)}).items()
    )


def _data_file(desk: Desk, kind: str, part: str, items: tuple[Item, ...], context: Context) -> TextFile:
    rows = [_row(desk, item, context) for item in items]
    year, _, number = part.partition("-")
    payload = {
        "portal": desk.config.full_name,
        "kind": kind,
        "year": year or None,
        **({"part": int(number)} if number else {}),
        "count": len(rows),
        "items": rows,
    }
    name = f"{kind}-{part}" if part else kind
    return TextFile(
        url=f"/du-lieu/{name}.json", text=json.dumps(payload, ensure_ascii=False, indent=1) + "\n"
    )


def _row(desk: Desk, item: Item, context: Context) -> dict[str, Any]:
    common = {key: plain(value) for key, value in item.entry.common.items() if value and key not in _NOT_DATA}
    own = {
        key: plain(value)
        for key, value in item.entry.own.items()
        if value not in (None, "", ()) and key not in _NOT_DATA
    }
    section = context.sections[item.entry.section].title
    base = {
        "url": desk.absolute(item.url),
        "title": item.title,
        "section": section,
        "summary": summary_of(desk, item),
    }
    common.pop("attachments", None)
    return {**base, **{key: value for key, value in common.items() if key not in base}, **own}


def plain(value: Any) -> Any:
    """Return a value that JSON can hold; dates are ISO 8601."""
    if isinstance(value, date | datetime):
        return iso(value)
    if isinstance(value, Record):
        return {key: plain(one) for key, one in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def data_links(files: tuple[TextFile, ...], kinds: dict[str, str]) -> tuple[LinkGroup, ...]:
    """Return links to the data files, grouped by kind; a year of several parts is a group of its own."""
    stems = [file.url.rsplit("/", 1)[-1].removesuffix(".json").split("-") for file in files]
    sizes = Counter(tuple(stem[:2]) for stem in stems)
    groups: dict[str, list[Link]] = {}
    for file, (kind, *part) in zip(files, stems, strict=True):
        name = " ".join([kinds[kind], *part[:1]])
        if sizes[kind, *part[:1]] > 1:
            title, group = f"Phần {part[1] if part[1:] else 1}", name
        else:
            title, group = name, kinds[kind] if part else "Không chia theo năm"
        groups.setdefault(group, []).append(Link(title=title, url=file.url, note="JSON"))
    return tuple(LinkGroup(title=title, links=tuple(links)) for title, links in groups.items())


def feed_links(sections: tuple[Section, ...], context: Context) -> tuple[LinkGroup, ...]:
    """Return links to all feeds."""
    whole = Link(title="Tất cả tin, thông báo, văn bản", url=PLACES.rss)
    parts = (
        Link(title=one.title, url=f"/{one.folder}/rss.xml") for one in sections if context.streams[one.folder]
    )
    return (LinkGroup(title="Các kênh tin", links=(whole, *parts)),)
