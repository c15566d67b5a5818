"""Items → their pages and teasers: everything a template may show of one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder import text
from site_builder.assemble import documents
from site_builder.assemble.desk import PLACES, Desk, Item, day_of, link_to, mark_of
from site_builder.assemble.families import Families
from site_builder.assemble.heads import item_head, share
from site_builder.assemble.organisation import Organisation
from site_builder.assemble.relatives import is_lapsed, last_day
from site_builder.config import Section
from site_builder.errors import error
from site_builder.model import (
    Attachment,
    Head,
    ImageField,
    ItemView,
    Link,
    MovedView,
    Page,
    Picture,
    Record,
    Teaser,
    WithdrawnView,
)

HOME = Link(title="Trang chủ", url=PLACES.home)
NEWS = Link(title="Tin mới", url=PLACES.rss)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A topic or a year of the whole portal: the way to its page, and its items, newest first."""

    link: Link
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What items know of their surroundings: sections, documents, organisation, neighbours in time."""

    sections: Mapping[str, Section]
    documents: documents.Register
    organisation: Organisation
    streams: Mapping[str, tuple[Item, ...]]
    places: Mapping[tuple[str, str], int]
    trees: Mapping[str, tuple[Item, ...]]
    families: Families
    relatives: Mapping[str, tuple[Item, ...]]
    topics: Mapping[str, Cut]
    years: tuple[Cut, ...]


def section_url(section: Section) -> str:
    """Return the address of a section's first page."""
    return f"/{section.folder}/index.html"


def section_link(section: Section) -> Link:
    """Return a link to a section."""
    return Link(title=section.title, url=section_url(section))


def feed_link(section: Section, context: Context) -> Link:
    """Return a link to a section's feed, or to the portal's where the section has nothing for one."""
    return (
        Link(title=section.title, url=f"/{section.folder}/rss.xml")
        if context.streams[section.folder]
        else NEWS
    )


def trail(section: Section, sections: Mapping[str, Section]) -> tuple[Link, ...]:
    """Return the breadcrumb of a section's items: home, the parent section, the section."""
    parent = (section_link(sections[section.parent]),) if section.parent else ()
    return (HOME, *parent, section_link(section))


def summary_of(desk: Desk, item: Item) -> str:
    """Return the summary as written, or what the entry offers in its place."""
    entry = item.entry
    for written in (
        entry.common.summary,
        entry.own.get("plain_summary"),
        entry.own.get("abstract"),
        entry.own.get("functions"),
    ):
        if written:
            return str(written)
    return text.shorten(desk.gists[entry.source.path].lead, 300)


def picture_of(desk: Desk, item: Item) -> Picture | None:
    """Return the item's lead picture; one without a description is an error (A01)."""
    path = item.entry.source.path
    if path not in desk.leads:
        image = item.entry.common.image
        desk.leads[path] = _lead_picture(desk, item, image) if image else None
    return desk.leads[path]


def _lead_picture(desk: Desk, item: Item, image: ImageField) -> Picture | None:
    where = mark_of(item.entry, "image")
    stem = text.fold(image.file.rsplit("/", 1)[-1])
    if not image.alt or text.fold(image.alt) in {stem, stem.rsplit(".", 1)[0], text.fold(image.caption)}:
        message = "Ảnh chưa có Mô tả." if not image.alt else "Mô tả ảnh trùng với tên tệp hoặc chú thích."
        hint = "Thêm dòng Mô tả: dưới Ảnh:, nói điều nhìn thấy trong ảnh cho người không xem được ảnh."
        desk.findings.append(error("content.alt", message, where, hint))
    return desk.picture(image, item.entry.source.path, where)


def teaser(desk: Desk, item: Item, context: Context) -> Teaser:
    """Return the item as listings show it, one value however many of them do."""
    path = item.entry.source.path
    if path not in desk.teasers:
        desk.teasers[path] = _teaser(desk, item, context)
    return desk.teasers[path]


def _teaser(desk: Desk, item: Item, context: Context) -> Teaser:
    common = item.entry.common
    facts = (
        documents.facts(item, context.documents, desk.today)
        if item.entry.kind == "document"
        else Record(tuple((name, item.entry.own[name]) for name in item.kind.facts))
    )
    return Teaser(
        kind=item.entry.kind,
        kind_label=item.kind.label,
        url=item.url,
        title=common.short_title or item.title,
        summary=summary_of(desk, item),
        section=section_link(context.sections[item.entry.section]),
        published=common.published,
        picture=picture_of(desk, item),
        facts=facts,
        featured=common.featured,
        expires=common.expires,
        state=item.state,
        lapsed=is_lapsed(desk, item),
    )


def item_page(desk: Desk, item: Item, context: Context) -> Page:
    """Return the item's page, or the short notice that stands where it was taken back."""
    section = context.sections[item.entry.section]
    crumbs = _way(item, trail(section, context.sections), context)
    if item.entry.common.withdrawn:
        return _withdrawn(desk, item, section, crumbs)
    summary = summary_of(desk, item)
    picture = picture_of(desk, item)
    feed = feed_link(section, context) if item.kind.dated else NEWS
    return Page(
        url=item.url,
        template=item.kind.template,
        head=item_head(desk, item, summary, picture, feed, crumbs, context.organisation.names),
        body=_view(desk, item, context, summary, picture),
        crumbs=crumbs,
        current=section_url(section),
    )


def _view(desk: Desk, item: Item, context: Context, summary: str, picture: Picture | None) -> ItemView:
    common = item.entry.common
    section = context.sections[item.entry.section]
    newer, older = _neighbours(item, context)
    gist = desk.gists[item.entry.source.path]
    return ItemView(
        kind=item.entry.kind,
        kind_label=item.kind.label,
        title=item.title,
        summary=common.summary or ("" if item.entry.kind in {"news", "page"} else summary),
        state=item.state,
        published=common.published,
        updated=common.updated,
        expires=common.expires,
        author=common.author,
        source=common.source,
        approval=common.approval,
        topics=common.topics,
        picture=picture,
        prose=desk.prose(item.entry, gist),
        headings=gist.headings,
        attachments=_attachments(desk, item),
        corrections=common.corrections,
        archived=_archived(desk, item),
        own=item.entry.own,
        derived=_derived(desk, item, context),
        section=section_link(section),
        related=tuple(
            teaser(desk, other, context) for other in context.relatives.get(item.entry.source.path, ())
        ),
        newer=link_to(newer) if newer else None,
        older=link_to(older) if older else None,
        children=tuple(link_to(other) for other in context.families.below(item)),
        siblings=tuple(link_to(other) for other in context.families.beside(item)),
        share=share(desk, item, summary),
        topic_links=_topic_links(item, context),
    )


def _topic_links(item: Item, context: Context) -> tuple[Link, ...]:
    found = (context.topics.get(topic_slug(name)) for name in item.entry.common.topics)
    return tuple(dict.fromkeys(topic.link for topic in found if topic))


def topic_slug(name: str) -> str:
    """Return what the address of a topic's page is made of: spellings that fold alike are one topic."""
    return text.slugify(name, limit=100)


def _archived(desk: Desk, item: Item) -> str:
    """Say that an item is of the time before the commune as it is now (R02); its words and issuer stay as they were."""
    begun = desk.config.in_force_from
    if begun is None or not desk.config.predecessors or not item.kind.dated or day_of(item.at) >= begun:
        return ""
    units = " và ".join(f"{one.kind} {one.name}" for one in desk.config.predecessors)
    return f"Nội dung lưu trữ của {units} (trước ngày {text.format_date(begun)}), giữ lại để tra cứu."


def _attachments(desk: Desk, item: Item) -> tuple[Attachment, ...]:
    where = mark_of(item.entry, "attachments")
    found = (
        desk.attachment(item.entry.source.path, one.file, one.title, where)
        for one in item.entry.common.attachments
    )
    return tuple(one for one in found if one)


def _derived(desk: Desk, item: Item, context: Context) -> Record:
    if item.entry.kind == "document":
        return documents.derive(item, context.documents, desk.today)
    if item.entry.kind == "notice":
        return Record((("lapsed", is_lapsed(desk, item)), ("last", last_day(item))))
    if item.entry.kind == "unit":
        organisation = context.organisation
        return Record(
            (("node", organisation.nodes[item.url]), ("superior", organisation.superiors.get(item.url)))
        )
    return Record()


def _neighbours(item: Item, context: Context) -> tuple[Item | None, Item | None]:
    """Return the next newer and the next older item of the same section."""
    stream = context.streams.get(item.entry.section, ())
    at = context.places.get((item.entry.section, item.url), -1)
    if at < 0:
        return None, None
    return (stream[at - 1] if at else None), (stream[at + 1] if at + 1 < len(stream) else None)


def _way(item: Item, sections: tuple[Link, ...], context: Context) -> tuple[Link, ...]:
    """Return the way from the home page by *sections* and the pages above to *item* itself; a section's first page is the section."""
    pages = (*context.families.above(item), item)
    return (*sections, *(link_to(one) for one in pages if one.url != sections[-1].url))


# --- notices at addresses -----------------------------------------------------------------------------------------


def _withdrawn(desk: Desk, item: Item, section: Section, crumbs: tuple[Link, ...]) -> Page:
    view = WithdrawnView(
        title=item.title,
        reason=item.entry.common.withdrawn,
        on=item.entry.common.updated,
        section=section_link(section),
    )
    return Page(
        url=item.url, template="pages/withdrawn.html", head=_notice_head(desk, item.url, "Bài đã được rút"), body=view,
        crumbs=crumbs, current=section_url(section),
    )  # fmt: skip


def moved_page(desk: Desk, old: str, item: Item) -> Page:
    """Return the page at an old address that leads to *item*."""
    return Page(
        url=old, template="pages/moved.html", head=_notice_head(desk, item.url, "Trang đã chuyển địa chỉ"),
        body=MovedView(target=link_to(item)), crumbs=(HOME, Link(title="Trang đã chuyển địa chỉ", url=old)),
    )  # fmt: skip


def _notice_head(desk: Desk, url: str, title: str) -> Head:
    return Head(title=title, description=title, canonical=desk.absolute(url), noindex=True)
