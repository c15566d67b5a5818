"""What a search finds: every listed item, everybody of the organisation, and each service that the portal explains."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import markup, text
from site_builder.assemble.desk import Desk, Item, end, iso
from site_builder.assemble.documents import over_from
from site_builder.assemble.items import Context, summary_of
from site_builder.assemble.parts import parts
from site_builder.assemble.relatives import last_day
from site_builder.model import Link, OfficialView, Prose, SearchDoc

_SERVICES = "services"


def search_docs(desk: Desk, context: Context) -> Iterator[SearchDoc]:
    """Yield what the search index is made of."""
    listed = [item for item in desk.items if item.listed]
    cut = parts(item for item in listed if item.entry.common.published)
    part = {item.url: name for name, items in cut.items() for item in items}
    for item in listed:
        yield _item(desk, item, context, part.get(item.url, ""))
        yield from _services(desk, item)
    for person in context.organisation.people:
        if person.unit:
            yield _person(person, person.unit)


def _item(desk: Desk, item: Item, context: Context, part: str) -> SearchDoc:
    common = item.entry.common
    extra = [
        *common.topics,
        *(str(item.entry.own.get(key) or "") for key in ("number", "issuer", "signer", "field", "place")),
    ]
    return SearchDoc(
        url=item.url,
        title=item.title if item.entry.kind != "document" else f"{item.title}: {item.entry.own.abstract}",
        summary=text.shorten(summary_of(desk, item), 240),
        kind=item.entry.kind,
        kind_label=item.kind.label,
        section=context.sections[item.entry.section].title,
        published=iso(common.published)[:10] if common.published else "",
        extra=" ".join(filter(None, extra)),
        prose=desk.gists[item.entry.source.path].key,
        issued=iso(item.entry.own.issued)[:10] if item.entry.kind == "document" else "",
        until=_until(item, context),
        part=part,
    )


def _until(item: Item, context: Context) -> str:
    """Return the moment from which the item no longer holds, as a browser reads it, or nothing."""
    if item.entry.kind == "document":
        first = over_from(item.entry, context.documents)
        return f"{first.isoformat()}T00:00:00+07:00" if first else ""
    last = last_day(item)
    return iso(end(last)) if last else ""


def _services(desk: Desk, item: Item) -> Iterator[SearchDoc]:
    """Yield the parts of a page that explains services: whoever asks for one wants its own lines."""
    if _SERVICES not in item.entry.own.get("fulfils", ()):
        return
    prose = desk.prose_of(item.entry.source.path)
    for anchor, title, words in _parts(prose):
        yield SearchDoc(
            url=f"{item.url}#{anchor}",
            title=title,
            summary=text.shorten(words, 240),
            kind="service",
            kind_label="Hướng dẫn",
            section=item.title,
            published="",
            extra="",
            prose="",
        )


def _parts(prose: Prose) -> Iterator[tuple[str, str, str]]:
    """Yield anchor, title and text of each part below a heading of the second level."""
    heads = [head for head in prose.headings if head.level == 2]
    starts = [prose.html.find(f'id="{head.anchor}"') for head in heads]
    for head, start, stop in zip(heads, starts, [*starts, len(prose.html)][1:], strict=True):
        below = prose.html[start:stop].partition("</h2>")[2].rpartition("<h2")
        yield head.anchor, head.text, markup.plain(below[0] or below[2])


def _person(person: OfficialView, unit: Link) -> SearchDoc:
    return SearchDoc(
        url=f"{unit.url}#{person.anchor}",
        title=person.name,
        summary=f"{person.title}. {person.duties}".strip(),
        kind="official",
        kind_label="Cán bộ",
        section=unit.title,
        published="",
        extra=person.phone,
        prose="",
    )
