"""The items of the whole portal → a page for each topic and one for each year, where the theme has pages for them."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import text
from site_builder.assemble.desk import Desk, Item, newest_first
from site_builder.assemble.heads import head
from site_builder.assemble.items import HOME, Context, Topic, topic_slug
from site_builder.assemble.listings import teasers
from site_builder.model import Link, ListingView, Page


def topics(desk: Desk) -> dict[str, Topic]:
    """Return the topics of all listed items by their slugs, items newest first; none where the theme has no page for them.

    Spellings that make the same address are one topic, called as its oldest item calls it; a name that makes no
    address is none.
    """
    if not desk.makes.topics:
        return {}
    found: dict[str, tuple[str, list[Item]]] = {}
    for item in reversed(newest_first(item for item in desk.items if item.listed)):
        for slug, name in {topic_slug(name): name for name in item.entry.common.topics}.items():
            if slug and text.is_portable(f"{slug}.html"):
                found.setdefault(slug, (name, []))[1].append(item)
    return {
        slug: Topic(link=Link(title=name, url=f"/chuyen-de/{slug}.html"), items=tuple(reversed(items)))
        for slug, (name, items) in sorted(found.items())
    }


def topic_pages(desk: Desk, context: Context) -> Iterator[Page]:
    """Yield the page of each topic."""
    for topic in context.topics.values():
        yield _list(desk, context, topic.link, topic.items, "pages/topic.html")


def year_pages(desk: Desk, context: Context) -> Iterator[Page]:
    """Yield the page of each year with all dated items of the portal."""
    years: dict[int, list[Item]] = {}
    if desk.makes.years:
        for item in newest_first(item for item in desk.items if item.listed and item.kind.dated):
            years.setdefault(item.at.astimezone(text.VN).year, []).append(item)
    for year, items in years.items():
        link = Link(title=f"Năm {year}", url=f"/luu-tru/{year}.html")
        yield _list(desk, context, link, tuple(items), "pages/year.html")


def _list(desk: Desk, context: Context, link: Link, items: tuple[Item, ...], template: str) -> Page:
    view = ListingView(
        title=link.title, description="", kind="news", items=teasers(desk, items, context), pager=None
    )
    return Page(
        url=link.url, template=template, head=head(desk, link.url, link.title), body=view, crumbs=(HOME, link),
        current=link.url,
    )  # fmt: skip
