"""Config and entries → `Site`: addresses, menus, listings, pagination, feeds, links resolved. Pure but for media headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from site_builder import text
from site_builder.assemble.addresses import settle, waiting
from site_builder.assemble.clock import Clock
from site_builder.assemble.cuts import cut_pages, topics, years
from site_builder.assemble.desk import Desk
from site_builder.assemble.documents import register
from site_builder.assemble.families import families
from site_builder.assemble.findable import search_docs
from site_builder.assemble.frame import make_frame, menu_of
from site_builder.assemble.home import home_page
from site_builder.assemble.items import Context, item_page
from site_builder.assemble.listings import section_pages, streams, trees
from site_builder.assemble.moves import Moves, find_moves, squatters
from site_builder.assemble.organisation import organise
from site_builder.assemble.outlets import data_files, data_links, feed_pages, map_pages, robots
from site_builder.assemble.plain import plain_pages
from site_builder.assemble.references import References
from site_builder.assemble.relatives import relatives
from site_builder.assemble.servers import HEADERS, TYPES, server_files
from site_builder.config import SiteConfig
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding, Where, error
from site_builder.model import Entry, Gist, Makes, MovedView, Page, Prose, Record, Site, Spot

__all__ = ["HEADERS", "TYPES", "References", "assemble", "menu_of"]


def assemble(
    config: SiteConfig,
    entries: tuple[Entry, ...],
    gists: Mapping[str, Gist],
    *,
    portal: Path,
    options: Record,
    makes: Makes,
    now: datetime,
    prose_of: Callable[[str], Prose],
    locate: Callable[[Spot], Where],
    preview: bool = False,
) -> Site:
    """Put the site together as it stands at *now*.

    *gists* are those of the proses by the paths of their sources; *options* are the theme's, merged, and *makes* is what
    it has pages for; *prose_of* gives the prose of a path, *locate* the line of a spot. *preview* shows drafts and future
    items, marked.
    """
    desk = Desk(
        config=config, portal=portal, clock=Clock(now), preview=preview, makes=makes, sizes=makes.pictures, gists=gists,
        prose_of=prose_of, locate=locate,
    )  # fmt: skip
    settle(desk, entries)
    context = _context(desk)
    moves = find_moves(desk)
    pages = tuple(_pages(desk, context, moves))
    data = data_files(desk, context) if makes.data else ()
    files = (
        *data,
        robots(desk),
        *server_files(
            config.base_url,
            moves.redirects(),
            noindex=config.trial or config.demo,
        ),
    )
    plain = tuple(
        plain_pages(desk, context, data_links(data, {name: kind.label for name, kind in KINDS.items()}))
    )
    feeds = tuple(feed_pages(desk, context))
    maps = tuple(map_pages(desk, (*pages, *plain)))
    everything = (*pages, *plain, *feeds, *maps)
    frame = make_frame(desk, options, context)
    desk.findings.extend(_dead_ends(desk, everything))
    desk.findings.extend(_twins(desk, everything))
    desk.findings.extend(squatters(moves, (*everything, *files), desk.jobs))
    return Site(
        frame=frame,
        pages=everything,
        files=files,
        media=tuple(desk.jobs[url] for url in sorted(desk.jobs)),
        search=tuple(search_docs(desk, context)) if makes.search else (),
        findings=tuple(dict.fromkeys(desk.findings)),
        sources=tuple((item.url, item.entry.source.path) for item in desk.items),
        uses=tuple(dict.fromkeys((path, where) for path, places in desk.uses.items() for where in places)),
        waiting=waiting(desk),
        until=desk.clock.until,
    )


def _context(desk: Desk) -> Context:
    sections = desk.config.sections
    found = streams(desk, sections)
    grown = trees(desk, sections)
    return Context(
        sections={section.folder: section for section in sections},
        documents=register(desk),
        organisation=organise(desk),
        streams=found,
        places={(folder, item.url): at for folder, stream in found.items() for at, item in enumerate(stream)},
        trees=grown,
        families=families(desk, grown),
        relatives=relatives(desk, found),
        topics=topics(desk),
        years=years(desk),
    )


def _pages(desk: Desk, context: Context, moves: Moves) -> list[Page]:
    pages = [home_page(desk, context)]
    for section in desk.config.sections:
        pages.extend(section_pages(desk, section, context))
    pages.extend(item_page(desk, item, context) for item in desk.items)
    pages.extend(cut_pages(desk, context))
    pages.extend(moves.pages(desk))
    return pages


def _dead_ends(desk: Desk, pages: tuple[Page, ...]) -> list[Finding]:
    """Find links of prose to addresses that the site does not have."""
    known = {page.url for page in pages} | set(desk.jobs)
    dead = sorted(one for one in desk.used if one.startswith("/") and one not in known)
    hint = "Kiểm tra lại địa chỉ; tốt hơn là dẫn tới tên tệp .md."
    return [
        error("content.target", f"Cổng không có địa chỉ “{one}”.", desk.where(at), hint)
        for one in dead
        for at in desk.uses[one]
    ]


def _twins(desk: Desk, pages: tuple[Page, ...]) -> list[Finding]:
    """Find an item's address that a page of the program already has; two items of one address were told before."""
    items = {text.nfc(item.url).casefold(): item.entry for item in desk.items}
    counts = Counter(text.nfc(page.url).casefold() for page in pages if not isinstance(page.body, MovedView))
    own = Counter(text.nfc(item.url).casefold() for item in desk.items)
    hint = "Đổi tên tệp, hoặc thêm khoá Đường dẫn: với tên khác."
    return [
        error(
            "content.duplicate-address",
            f"Địa chỉ {url} là của một trang mà chương trình tự tạo.",
            Where(path=items[url].source.path if url in items else "site.toml", line=1),
            hint,
        )
        for url, count in counts.items()
        if count > max(1, own[url])
    ]
