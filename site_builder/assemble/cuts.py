"""The items of the whole portal → a page for each topic and one for each year, where the theme has pages for them."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import text
from site_builder.assemble.desk import Desk, Item, newest_first
from site_builder.assemble.heads import head
from site_builder.assemble.items import HOME, Context, Cut, topic_slug
from site_builder.assemble.listings import teasers
from site_builder.model import Link, ListingView, Page


def topics(desk: Desk) -> dict[str, Cut]:
    """Return the topics of all listed items by their slugs.

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
        slug: Cut(link=Link(title=name, url=f"/chuyen-de/{slug}.html"), items=tuple(reversed(items)))
        for slug, (name, items) in sorted(found.items())
    }


def years(desk: Desk) -> tuple[Cut, ...]:
    """Return the years of all listed and dated items, newest first."""
    if not desk.makes.years:
        return ()
    found: dict[int, list[Item]] = {}
    for item in newest_first(item for item in desk.items if item.listed and item.kind.dated):
        found.setdefault(item.at.astimezone(text.VN).year, []).append(item)
    return tuple(
        Cut(link=Link(title=f"Năm {year}", url=f"/luu-tru/{year}.html"), items=tuple(items))
        for year, items in found.items()
    )


def cut_pages(desk: Desk, context: Context) -> Iterator[Page]:
    """Yield the page of each topic and of each year."""
    for cuts, template in ((context.topics.values(), "pages/topic.html"), (context.years, "pages/year.html")):
        for cut in cuts:
            yield _page(desk, context, cut, template)


def _page(desk: Desk, context: Context, cut: Cut, template: str) -> Page:
    title, url = cut.link.title, cut.link.url
    view = ListingView(
        title=title, description="", kind="news", items=teasers(desk, cut.items, context), pager=None
    )
    return Page(
        url=url,
        template=template,
        head=head(desk, url, title),
        body=view,
        crumbs=(HOME, cut.link),
        current=url,
    )
