"""The home page: what a citizen looks for first; an empty block hides and is told to the clerk."""

from __future__ import annotations

import re

from site_builder.assemble.desk import PLACES, Desk, Item, fulfilling, newest_first
from site_builder.assemble.heads import head, organisation
from site_builder.assemble.items import Context, section_link
from site_builder.assemble.listings import directory, teasers
from site_builder.assemble.organisation import Organisation
from site_builder.config import Section
from site_builder.errors import Where, note
from site_builder.model import Block, Contact, HomeView, Link, Page, UnitNode

NOTICES, DOCUMENTS, BLOCK = 5, 5, 3
_CONTACTS = 6


def home_page(desk: Desk, context: Context) -> Page:
    """Return the home page."""
    tops = [section for section in desk.config.sections if not section.parent]
    news = newest_first(
        item for section in tops if section.kind == "news" for item in context.streams[section.folder]
    )
    lead = _lead(news)
    latest = [item for item in news if item is not lead][: desk.makes.home]
    view = HomeView(
        lead=teasers(desk, [lead], context)[0] if lead else None,
        latest=teasers(desk, latest, context),
        notices=_first(desk, context, "notice", NOTICES),
        documents=_first(desk, context, "document", DOCUMENTS),
        blocks=_blocks(desk, context, {item.url for item in [lead, *latest] if item}),
        contacts=_contacts(context.organisation),
        directory=directory(desk, context),
        quick=_quick(desk),
    )
    _report_empty(desk, view)
    title = f"Trang thông tin điện tử {desk.config.full_name}"
    description = desk.config.tagline or f"{title}, {desk.config.province_kind} {desk.config.province}"
    return Page(
        url=PLACES.home, template="pages/home.html", body=view, current=PLACES.home,
        head=head(desk, PLACES.home, title, description, structured=organisation(desk)),
    )  # fmt: skip


def _contacts(organisation: Organisation) -> tuple[Contact, ...]:
    """Return whom to ask: units that have someone to contact, those that do the work before those above others."""
    wanted = {person.unit.url for person in organisation.contacts if person.unit}
    nodes = [node for node in organisation.nodes.values() if node.url in wanted and _phone(node)]
    nodes.sort(key=lambda node: bool(node.children))
    return tuple(
        Contact(subject=_subject(node), unit=Link(title=node.name, url=node.url), phone=_phone(node))
        for node in nodes[:_CONTACTS]
    )


def _phone(node: UnitNode) -> str:
    contacts = (one.phone for one in node.officials if one.phone and (one.is_contact or one.is_spokesperson))
    return node.phone or next(contacts, "")


def _subject(node: UnitNode) -> str:
    """Return what a unit is asked about: its functions up to the first colon, semicolon or full stop."""
    return re.split(r"[:;.](?:\s|$)", node.functions, maxsplit=1)[0]


def _lead(news: tuple[Item, ...]) -> Item | None:
    """Return the newest pinned item, else the newest with a picture, else the newest."""
    pinned = (item for item in news if item.entry.common.featured)
    pictured = (item for item in news if item.entry.common.image)
    return next(pinned, None) or next(pictured, None) or next(iter(news), None)


def _first(desk: Desk, context: Context, kind: str, count: int) -> Block | None:
    """Return the block of the first section of *kind*."""
    section = next((one for one in desk.config.sections if one.kind == kind and one.home), None)
    return _block(desk, context, section, count, set()) if section else None


def _block(desk: Desk, context: Context, section: Section, count: int, shown: set[str]) -> Block | None:
    items = [item for item in context.streams[section.folder] if item.url not in shown][:count]
    if not items:
        return None
    return Block(
        title=section.title,
        link=section_link(section),
        kind=section.kind,
        items=teasers(desk, items, context),
    )


def _blocks(desk: Desk, context: Context, shown: set[str]) -> tuple[Block, ...]:
    """Return a block for each child section of news; what stands above is not repeated."""
    children = [one for one in desk.config.sections if one.home and one.parent and one.kind == "news"]
    blocks = (_block(desk, context, section, BLOCK, shown) for section in children)
    return tuple(block for block in blocks if block)


def _quick(desk: Desk) -> tuple[Link, ...]:
    """Return the way to what people come for most often."""
    services = [
        Link(title=link.title, url=link.url, external=True, note="Trang khác")
        for link in desk.config.links
        if "dichvucong" in link.url
    ]
    hotline, contact = desk.config.hotline, desk.makes.places.contact
    calls = (Link(title="Đường dây nóng", url=f"tel:{_digits(hotline)}", note=hotline),) if hotline else ()
    return (
        *fulfilling(desk, "services"),
        *calls,
        *fulfilling(desk, "reception"),
        *services[:1],
        *((Link(title="Liên hệ, giờ làm việc", url=contact),) if contact else ()),
    )


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit() or char == "+")


def _report_empty(desk: Desk, view: HomeView) -> None:
    blocks = (
        ("tin tức", "news", view.lead), ("thông báo", "notice", view.notices),
        ("văn bản", "document", view.documents), ("cán bộ đầu mối", "unit", view.contacts),
        ("liên kết hữu ích", "", desk.config.links),
    )  # fmt: skip
    for name, kind, content in blocks:
        if not content:
            message = f"Trang chủ chưa có {name} nên phần này được ẩn."
            hint = f"Thêm {name}; phần này tự hiện khi có nội dung."
            desk.findings.append(note("home.empty", message, Where(path="site.toml", key=kind), hint))
