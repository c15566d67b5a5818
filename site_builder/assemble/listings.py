"""Sections → listing pages that stay small on the wire: numbered from the oldest and frozen when full (ARCHITECTURE 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from site_builder import text
from site_builder.assemble.desk import Desk, Item, newest_first
from site_builder.assemble.heads import head
from site_builder.assemble.items import Context, feed_link, section_link, section_url, teaser, trail
from site_builder.config import Section
from site_builder.model import Link, LinkGroup, ListingView, Month, OrganisationView, Page, Pager, Teaser

PER_PAGE = 10
ARCHIVED = 60
"""Items that the page of a year shows itself; a larger year leads to the pages of the listing."""


def streams(desk: Desk, sections: Iterable[Section]) -> dict[str, tuple[Item, ...]]:
    """Return the listed, dated items of each section, newest first; a parent's stream holds its children's too."""
    listed = newest_first(item for item in desk.items if item.listed and item.kind.dated)
    found: dict[str, tuple[Item, ...]] = {}
    for section in sections:
        folders = {section.folder} | {
            child.folder for child in desk.config.sections if child.parent == section.folder
        }
        found[section.folder] = tuple(item for item in listed if item.entry.section in folders)
    return found


def trees(desk: Desk, sections: Iterable[Section]) -> dict[str, tuple[Item, ...]]:
    """Return the listed, undated items of each section in their order."""
    found: dict[str, list[Item]] = {section.folder: [] for section in sections}
    for item in desk.items:
        if item.listed and not item.kind.dated:
            found[item.entry.section].append(item)
    return {folder: tuple(sorted(items, key=_tree_order)) for folder, items in found.items()}


def _tree_order(item: Item) -> tuple[int, text.SortKey, str]:
    order = item.entry.own.get("order")
    return (order if order is not None else 10_000, text.sort_key(item.title), item.entry.source.path)


def section_pages(desk: Desk, section: Section, context: Context) -> Iterator[Page]:
    """Yield a section's pages: its first page, the older ones, the archives by year and, for documents, by type."""
    if section_url(section) in {item.url for item in context.trees[section.folder]}:
        return
    stream = context.streams[section.folder]
    if is_organisation(section, context):
        yield _organisation_page(desk, section, context)
        return
    if not stream and context.trees[section.folder]:
        yield _tree_page(desk, section, context)
        return
    facets = tuple(_facets(stream, section, desk, context))
    yield from _series(desk, section, context, stream, section.title, f"/{section.folder}", facets)
    ways = _uncounted(facets)
    pages = _places(stream, f"/{section.folder}")
    for year, items in _by_year(stream).items() if desk.makes.archives else ():
        yield _archive(desk, section, context, year, items, ways, pages)
    if section.kind == "document":
        for doc_type, items in _by_type(stream).items():
            base = f"/{section.folder}/loai/{text.slugify(doc_type)}"
            yield from _series(desk, section, context, items, doc_type, base, ways)


def is_organisation(section: Section, context: Context) -> bool:
    """Tell whether the section shows the units and their people."""
    return section.kind in {"unit", "official"} and bool(context.organisation.tree)


def _by_year(stream: tuple[Item, ...]) -> dict[int, tuple[Item, ...]]:
    years: dict[int, list[Item]] = {}
    for item in stream:
        years.setdefault(item.at.astimezone(text.VN).year, []).append(item)
    return {year: tuple(items) for year, items in years.items()}


def _by_type(stream: tuple[Item, ...]) -> dict[str, tuple[Item, ...]]:
    types: dict[str, list[Item]] = {}
    for item in stream:
        if item.entry.kind == "document":
            types.setdefault(item.entry.own.doc_type, []).append(item)
    return {name: tuple(types[name]) for name in sorted(types, key=text.sort_key)}


def _facets(stream: tuple[Item, ...], section: Section, desk: Desk, context: Context) -> Iterator[LinkGroup]:
    children = [
        child
        for child in desk.config.sections
        if child.parent == section.folder and context.streams[child.folder]
    ]
    if children:
        yield LinkGroup(title="Chuyên mục", links=tuple(section_link(child) for child in children))
    yield from _cuts(desk, stream, section)


def _cuts(desk: Desk, stream: tuple[Item, ...], section: Section) -> Iterator[LinkGroup]:
    """Yield the ways to the items of one type and of one year, with their counts."""
    if section.kind == "document" and stream:
        links = (
            Link(
                title=name,
                url=f"/{section.folder}/loai/{text.slugify(name)}/index.html",
                note=str(len(items)),
            )
            for name, items in _by_type(stream).items()
        )
        yield LinkGroup(title="Loại văn bản", links=tuple(links))
    if stream and desk.makes.archives:
        links = (
            Link(title=f"Năm {year}", url=f"/{section.folder}/{year}/index.html", note=str(len(items)))
            for year, items in _by_year(stream).items()
        )
        yield LinkGroup(title="Theo năm", links=tuple(links))


def cuts_of(desk: Desk, section: Section, context: Context) -> tuple[LinkGroup, ...]:
    """Return the ways to the section's items of one type and of one year."""
    return _uncounted(tuple(_cuts(desk, context.streams[section.folder], section)))


def _uncounted(facets: tuple[LinkGroup, ...]) -> tuple[LinkGroup, ...]:
    """Return the ways on without their counts, so that a new item does not change pages of other years."""
    return tuple(
        replace(group, links=tuple(replace(link, note="") for link in group.links)) for group in facets
    )


def _series(
    desk: Desk,
    section: Section,
    context: Context,
    stream: tuple[Item, ...],
    title: str,
    base: str,
    facets: tuple[LinkGroup, ...],
) -> Iterator[Page]:
    """Yield the pages of a stream: full ones are numbered from the oldest and stay as they are, the first shows the rest.

    The first page holds the newest 10 to 19 items. Only it knows the number of pages, since it changes anyway.
    """
    frozen = max(0, len(stream) // PER_PAGE - 1)
    oldest_first = stream[::-1]
    urls = [f"{base}/trang-{number}.html" for number in range(1, frozen + 1)]
    spans = [_span(oldest_first[at * PER_PAGE : (at + 1) * PER_PAGE]) for at in range(frozen)]
    links = [Link(title=span, url=url) for span, url in zip(spans, urls, strict=True)]
    first = Link(title="Mới nhất", url=f"{base}/index.html")
    rest = oldest_first[frozen * PER_PAGE :][::-1]
    pager = Pager(
        number=frozen + 1,
        count=frozen + 1,
        pages=(first, *reversed(links)),
        newer=None,
        older=links[-1] if links else None,
    )
    yield _listing(desk, section, context, title, first.url, rest, pager if frozen else None, facets)
    for at, link in enumerate(links):
        items = oldest_first[at * PER_PAGE : (at + 1) * PER_PAGE][::-1]
        newer = links[at + 1] if at + 1 < frozen else first
        pager = Pager(number=at + 1, count=0, pages=(), newer=newer, older=links[at - 1] if at else None)
        yield _listing(desk, section, context, f"{title}: {link.title}", link.url, items, pager, ())


def _span(items: tuple[Item, ...]) -> str:
    """Return the months that *items*, oldest first, reach over: “09/2026 - 10/2026”."""
    first, last = (f"{item.at.astimezone(text.VN):%m/%Y}" for item in (items[0], items[-1]))
    return first if first == last else f"{first} - {last}"


def _listing(
    desk: Desk, section: Section, context: Context, title: str, url: str, items: tuple[Item, ...], pager: Pager | None,
    facets: tuple[LinkGroup, ...], months: tuple[Month, ...] = (),
) -> Page:  # fmt: skip
    own = url == section_url(section)
    view = ListingView(
        title=title,
        description=section.description if own else "",
        kind=section.kind,
        items=tuple(teaser(desk, item, context) for item in items),
        pager=pager,
        facets=facets,
        months=months,
        up=None if own else section_link(section),
    )
    crumbs = trail(section, context.sections)
    return Page(
        url=url,
        template="pages/section.html",
        head=head(desk, url, title, section.description, feed=feed_link(section, context)),
        body=view,
        crumbs=crumbs if own else (*crumbs, Link(title=title, url=url)),
        current=section_url(section),
    )


def _places(stream: tuple[Item, ...], base: str) -> dict[str, str]:
    """Return, by the address of each item, that of the page of the listing that shows it."""
    frozen = max(0, len(stream) // PER_PAGE - 1)
    numbers = (at // PER_PAGE + 1 for at in range(len(stream)))
    pages = (
        f"{base}/trang-{number}.html" if number <= frozen else f"{base}/index.html" for number in numbers
    )
    return {item.url: page for item, page in zip(reversed(stream), pages, strict=True)}


def _archive(
    desk: Desk, section: Section, context: Context, year: int, items: tuple[Item, ...],
    facets: tuple[LinkGroup, ...], pages: Mapping[str, str],
) -> Page:  # fmt: skip
    """Return the page of a year: its items by month, or, where they are many, the ways to the listing's own pages."""
    title, url = f"{section.title} năm {year}", f"/{section.folder}/{year}/index.html"
    if len(items) > ARCHIVED:
        ways = tuple(_ways(items, pages))
        return _listing(desk, section, context, title, url, (), None, facets, ways)
    months = () if section.kind == "document" else tuple(_months(desk, items, context))
    return _listing(desk, section, context, title, url, items, None, facets, months)


def _months(desk: Desk, items: tuple[Item, ...], context: Context) -> Iterator[Month]:
    """Yield the months of *items*, newest first, as the items are."""
    for title, group in _by_month(items):
        yield Month(title=title, items=teasers(desk, group, context))


def _ways(items: tuple[Item, ...], pages: Mapping[str, str]) -> Iterator[Month]:
    """Yield the months of *items* as ways to the pages that show them; a full page is called by its days, and keeps its name."""
    for title, group in _by_month(items):
        days = {page: tuple(found) for page, found in groupby(group, lambda item: pages[item.url])}
        links = tuple(Link(title=_days(page, found), url=page) for page, found in days.items())
        yield Month(title=title, pages=links)


def _by_month(items: tuple[Item, ...]) -> Iterator[tuple[str, tuple[Item, ...]]]:
    for month, group in groupby(items, lambda item: item.at.astimezone(text.VN).month):
        yield f"Tháng {month}", tuple(group)


def _days(page: str, items: tuple[Item, ...]) -> str:
    """Return the days that *items*, newest first, reach over: “Ngày 02/09 - 14/09”."""
    if page.endswith("/index.html"):
        return "Mới nhất"
    first, last = (f"{item.at.astimezone(text.VN):%d/%m}" for item in (items[-1], items[0]))
    return f"Ngày {first}" if first == last else f"Ngày {first} - {last}"


def _tree_page(desk: Desk, section: Section, context: Context) -> Page:
    return _listing(
        desk, section, context, section.title, section_url(section), context.trees[section.folder], None, ()
    )


def directory(desk: Desk, context: Context) -> Link | None:
    """Return the way to the telephone numbers of all units, where there are some."""
    sections = (section for section in desk.config.sections if is_organisation(section, context))
    urls = (f"{section_url(section)}#danh-ba" for section in sections if context.organisation.people)
    return next((Link(title="Danh bạ đầy đủ", url=url) for url in urls), None)


def _organisation_page(desk: Desk, section: Section, context: Context) -> Page:
    organisation = context.organisation
    view = OrganisationView(
        title=section.title,
        description=section.description,
        tree=organisation.tree,
        people=organisation.people,
    )
    url = section_url(section)
    return Page(
        url=url, template="pages/organisation.html", head=head(desk, url, section.title, section.description), body=view,
        crumbs=trail(section, context.sections), current=url,
    )  # fmt: skip


def teasers(desk: Desk, items: Iterable[Item], context: Context) -> tuple[Teaser, ...]:
    """Return the teasers of *items*."""
    return tuple(teaser(desk, item, context) for item in items)
