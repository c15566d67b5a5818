"""What pages say of themselves: titles, descriptions, Open Graph, JSON-LD, ways to share (F04, F14, F19)."""

from __future__ import annotations

import json

from site_builder import text
from site_builder.assemble.authors import author
from site_builder.assemble.desk import PLACES, Desk, Item, iso
from site_builder.model import Head, Link, Picture, Share

DESCRIPTION_LIMIT = 200


def head(
    desk: Desk,
    url: str,
    title: str,
    description: str = "",
    *,
    feed: Link | None = None,
    structured: str = "",
    noindex: bool = False,
) -> Head:
    """Make the head of a page that is not an item's."""
    return Head(
        title=title,
        description=text.shorten(
            description or f"{title} - Trang thông tin điện tử {desk.config.full_name}", DESCRIPTION_LIMIT
        ),
        canonical=desk.absolute(url),
        noindex=noindex or desk.config.trial or desk.config.demo,
        feed=feed or Link(title="Tin mới", url=PLACES.rss),
        structured=structured,
    )


def item_head(
    desk: Desk, item: Item, summary: str, picture: Picture | None, feed: Link, crumbs: tuple[Link, ...],
    offices: frozenset[str],
) -> Head:  # fmt: skip
    """Make the head of an item's page; *offices* are the folded names that are no person's."""
    common = item.entry.common
    return Head(
        title=common.short_title or item.title,
        description=text.shorten(summary, DESCRIPTION_LIMIT),
        canonical=desk.absolute(item.url),
        lang=common.lang or "vi",
        noindex=desk.config.trial or desk.config.demo,
        type="article",
        image=desk.absolute(picture.src) if picture else "",
        published=iso(common.published) if common.published else "",
        updated=iso(common.updated) if common.updated else "",
        author=common.author,
        feed=feed,
        structured=_structured(desk, item, summary, picture, crumbs, offices),
    )


def _structured(
    desk: Desk,
    item: Item,
    summary: str,
    picture: Picture | None,
    crumbs: tuple[Link, ...],
    offices: frozenset[str],
) -> str:
    common = item.entry.common
    thing: dict[str, object] = {
        "@type": "NewsArticle" if item.entry.kind == "news" else "WebPage",
        "@id": desk.absolute(item.url),
        "name": item.title,
        "headline": text.shorten(item.title, 110),
        "description": summary,
        "inLanguage": common.lang or "vi",
        "isPartOf": {"@id": desk.config.base_url + "#cong"},
        "publisher": {"@id": desk.config.base_url + "#don-vi"},
        "datePublished": iso(common.published) if common.published else "",
        "dateModified": iso(common.updated or common.published) if common.published else "",
        "image": desk.absolute(picture.src) if picture else "",
        "author": author(common.author, offices) if common.author else "",
    }
    if item.entry.kind == "document":
        thing |= {
            "@type": "Legislation",
            "legislationIdentifier": item.entry.own.number,
            "legislationType": item.entry.own.doc_type,
        }
        thing.pop("headline")
    return json_ld([{key: value for key, value in thing.items() if value}, _breadcrumbs(desk, crumbs)])


def organisation(desk: Desk) -> str:
    """Return the JSON-LD of the commune itself, for its home and contact pages."""
    config = desk.config
    office = config.offices[0] if config.offices else None
    unit: dict[str, object] = {
        "@type": "GovernmentOrganization",
        "@id": config.base_url + "#don-vi",
        "name": f"Uỷ ban nhân dân {config.full_name}",
        "url": config.base_url,
        "address": office.address if office else "",
        "telephone": office.phone if office else "",
        "email": office.email if office else "",
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": f"Uỷ ban nhân dân {config.province_kind} {config.province}",
        },
    }
    site: dict[str, object] = {
        "@type": "WebSite",
        "@id": config.base_url + "#cong",
        "name": f"Trang thông tin điện tử {config.full_name}",
        "url": config.base_url,
        "inLanguage": "vi",
        "publisher": {"@id": config.base_url + "#don-vi"},
    }
    return json_ld([{key: value for key, value in unit.items() if value}, site])


def _breadcrumbs(desk: Desk, trail: tuple[Link, ...]) -> dict[str, object]:
    items = [
        {"@type": "ListItem", "position": position, "name": link.title, "item": desk.absolute(link.url)}
        for position, link in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def json_ld(graph: list[dict[str, object]]) -> str:
    """Return a JSON-LD block that no text can break out of: `<`, `>` and `&` are escaped."""
    raw = json.dumps(
        {"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":")
    )
    return raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def share(desk: Desk, item: Item, summary: str) -> Share:
    """Return the ways to send the item on."""
    return Share(address=desk.absolute(item.url), title=item.title, summary=summary)
