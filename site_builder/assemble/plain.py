"""Pages whose words are the theme's: contact, search, sitemap, statements, feeds, data, 404."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_builder import text
from site_builder.assemble.desk import Desk, fulfilling, link_to
from site_builder.assemble.heads import head, organisation
from site_builder.assemble.items import HOME, Context, section_url
from site_builder.assemble.listings import cuts_of, directory, is_organisation
from site_builder.assemble.outlets import feed_links
from site_builder.config import Section
from site_builder.model import Link, LinkGroup, Office, OutlineNode, Page, PlainView, UnitNode

NOT_FOUND = "/404.html"
_ONE_STOP = ("hanh chinh cong", "mot cua")


def plain_pages(desk: Desk, context: Context, data: tuple[LinkGroup, ...]) -> Iterator[Page]:
    """Yield those of the pages that every portal has for which the theme has a template, and the one for a lost way."""
    on = desk.config.statements_on
    views: dict[str, Callable[[], PlainView]] = {
        "contact": lambda: PlainView(title="Liên hệ", directory=directory(desk, context)),
        "search": lambda: _search(desk, context),
        "sitemap": lambda: PlainView(title="Sơ đồ trang", outline=tuple(_outline(desk, context))),
        "privacy": lambda: PlainView(title="Quyền riêng tư", on=on),
        "accessibility": lambda: PlainView(title="Hỗ trợ tiếp cận", on=on),
        "feeds": lambda: PlainView(title="Kênh tin RSS", groups=feed_links(desk.config.sections, context)),
        "data": lambda: PlainView(title="Dữ liệu mở", groups=data),
    }
    for name, view in views.items():
        if url := getattr(desk.makes.places, name):
            structured = organisation(desk) if name == "contact" else ""
            yield _page(desk, url, name, view(), structured=structured)
    yield _not_found(desk)


def _search(desk: Desk, context: Context) -> PlainView:
    return PlainView(
        title="Tìm kiếm",
        groups=tuple(_by_year(desk, context)),
        desk=_one_stop(desk, context),
        services=next(iter(fulfilling(desk, "services")), None),
    )


def _page(desk: Desk, url: str, name: str, view: PlainView, *, structured: str = "") -> Page:
    return Page(
        url=url, template=f"pages/{name}.html", head=head(desk, url, view.title, view.description, structured=structured),
        body=view, crumbs=(HOME, Link(title=view.title, url=url)), current=url,
    )  # fmt: skip


def _one_stop(desk: Desk, context: Context) -> Office | None:
    """Return where people bring their applications: the unit or office so named, else the first office."""
    units = (
        Office(name=one.name, address=one.address, phone=one.phone, email=one.email, hours=one.hours)
        for one in context.organisation.nodes.values()
    )
    offices = desk.config.offices
    named = (one for one in (*units, *offices) if any(word in text.fold(one.name) for word in _ONE_STOP))
    return next(named, offices[0] if offices else None)


def _not_found(desk: Desk) -> Page:
    view = PlainView(title="Không tìm thấy trang")
    return Page(
        url=NOT_FOUND, template="pages/404.html", head=head(desk, NOT_FOUND, view.title, noindex=True), body=view,
        crumbs=(HOME, Link(title=view.title, url=NOT_FOUND)), absolute=True,
    )  # fmt: skip


def _by_year(desk: Desk, context: Context) -> Iterator[LinkGroup]:
    """Yield, for each section, its years: the way on where there is no script (D06)."""
    for section in desk.config.sections:
        stream = context.streams[section.folder]
        if stream and not section.parent and desk.makes.archives:
            years = sorted({item.at.astimezone(text.VN).year for item in stream}, reverse=True)
            links = tuple(
                Link(title=f"Năm {year}", url=f"/{section.folder}/{year}/index.html") for year in years
            )
            yield LinkGroup(title=section.title, links=links)


def _outline(desk: Desk, context: Context) -> Iterator[OutlineNode]:
    yield OutlineNode(title=HOME.title, url=HOME.url)
    for section in desk.config.sections:
        if not section.parent:
            yield _section_node(section, desk, context)
    for title, cuts in (("Chuyên đề", context.topics.values()), ("Lưu trữ", context.years)):
        if cuts:
            nodes = (OutlineNode(title=cut.link.title, url=cut.link.url) for cut in cuts)
            yield OutlineNode(title=title, url="", children=tuple(nodes))
    places = desk.makes.places
    ways = (
        ("Liên hệ", places.contact), ("Tìm kiếm", places.search), ("Kênh tin RSS", places.feeds), ("Dữ liệu mở", places.data),
        ("Quyền riêng tư", places.privacy), ("Hỗ trợ tiếp cận", places.accessibility),
    )  # fmt: skip
    for title, url in ways:
        if url:
            yield OutlineNode(title=title, url=url)


def _section_node(section: Section, desk: Desk, context: Context) -> OutlineNode:
    parts = [
        _section_node(child, desk, context)
        for child in desk.config.sections
        if child.parent == section.folder
    ]
    if is_organisation(section, context):
        parts.extend(map(_unit_node, context.organisation.tree))
    else:
        pages = [link_to(item) for item in context.trees[section.folder] if item.entry.slug != "index"]
        parts.extend(OutlineNode(title=link.title, url=link.url) for link in pages)
    cuts = () if section.parent else cuts_of(desk, section, context)
    return OutlineNode(title=section.title, url=section_url(section), children=tuple(parts), cuts=cuts)


def _unit_node(node: UnitNode) -> OutlineNode:
    return OutlineNode(title=node.name, url=node.url, children=tuple(map(_unit_node, node.children)))
