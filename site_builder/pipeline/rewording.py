"""New words in a source whose fields are the same → its page with the new words, where nobody else sees a difference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder import content
from site_builder.assemble import References
from site_builder.content import Found
from site_builder.errors import Finding, Where
from site_builder.ledger import Noted
from site_builder.model import ItemView, Page, Pictures, Prose, ProseRef, Reading, Spot
from site_builder.pipeline.load import Loaded, in_order
from site_builder.pipeline.reading import Shelves, digest_of, row_of


class TooMuchError(Exception):
    """What has changed is more than the short way can tell."""


def demand(fits: object) -> None:
    """Leave the short way unless *fits*."""
    if not fits:
        raise TooMuchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a portal without reading it: how each source was noted, its pages, its addresses by paths.

    `others` are the names of the files that are no sources: whether one is mentioned anywhere may be told.
    `told` are the findings of the portal.
    """

    portal: Path
    sizes: Pictures
    shelves: Shelves
    noted: Callable[[str], Noted]
    page: Callable[[str], Page]
    addresses: Mapping[str, str]
    others: Iterable[str]
    told: tuple[Finding, ...]

    def references(self, prose: Prose | None) -> References:
        """Return what words may refer to; whoever would have something to tell of them leaves the short way."""

        def leave(spot: Spot) -> Where:
            raise TooMuchError(spot)

        def words(path: str) -> Prose:
            if prose is None:
                raise TooMuchError(path)
            return prose

        return References(portal=self.portal, sizes=self.sizes, gists={}, prose_of=words, locate=leave,
                          addresses=self.addresses)  # fmt: skip

    def mentioned(self, names: set[str]) -> bool:
        """Tell whether one of *names*, folded, is that of a file that is no source."""
        return bool(names) and any(names.intersection(content.names_in(one)[-1:]) for one in self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item whose words are new: its file, its readings before and after, its page now."""

    path: str
    noted: Noted
    old: Reading
    new: Reading
    page: Page


def reword(found: Found, known: Known) -> Change | None:
    """Read a source again; None where it is the same after all."""
    data = content.read_data(found)
    noted = known.noted(found.path)
    if not isinstance(data, bytes):
        raise TooMuchError
    if digest_of(data) == noted.digest:
        return None
    row = row_of(found, noted.digest)
    old = known.shelves.readings.take([row]).get(row)
    new, prose = content.understand(found, data)
    if not isinstance(old, Reading) or prose is None:
        raise TooMuchError
    page = _page(known, known.page(noted.url), old, new, prose)
    demand(not _told_of_lines(known.told, old))
    known.shelves.put(found, data, new, prose)
    return Change(path=found.path, noted=replace(noted, digest=digest_of(data)), old=old, new=new, page=page)


def _told_of_lines(told: tuple[Finding, ...], old: Reading) -> bool:
    """Tell whether the site has something to say of a line of the old words: it may stand on another line now."""
    path, first = (old.entry.source.path, old.entry.body_line) if old.entry else ("", 0)
    return any(one.where.path == path and one.where.line >= first and one not in old.findings for one in told)


def _page(known: Known, page: Page, old: Reading, new: Reading, prose: Prose) -> Page:
    """Return *page* with the new words, where nobody else sees a difference."""
    body, was, now = page.body, old.gist, new.gist
    if not (old.entry and new.entry and was and now and isinstance(body, ItemView) and body.prose):
        raise TooMuchError
    demand(replace(old.entry, source=new.entry.source) == new.entry)
    demand(not known.mentioned(set(old.mentions) ^ set(new.mentions)))
    demand(not any(one.is_error for one in new.findings))
    demand(not was.blank and not now.blank and not new.entry.own.get("fulfils"))
    demand(was.lead == now.lead or new.entry.common.summary)
    if (was.links, was.pictures) == (now.links, now.pictures) and not any(
        one.startswith("#") for one in now.links
    ):
        ref = replace(body.prose, key=now.key)
    else:
        ref = _ref(known, old, new, body.prose, prose)
    return replace(page, body=replace(body, prose=ref, headings=now.headings))


def _ref(known: Known, old: Reading, new: Reading, before: ProseRef, prose: Prose) -> ProseRef:
    """Fill the holes of new words, which use the same pictures and files as the old ones."""
    if not (old.entry and old.gist and new.entry and new.gist):
        raise TooMuchError
    demand(old.gist.pictures == new.gist.pictures)
    was, now = known.references(prose), known.references(prose)
    was.prose(old.entry, replace(old.gist, pictures=()))
    found = now.prose(new.entry, replace(new.gist, pictures=()))
    demand(found and not was.findings and not now.findings and was.jobs == now.jobs and was.used == now.used)
    return replace(before, key=new.gist.key, links=found.links if found else ())


def findings_after(told: tuple[Finding, ...], changes: tuple[Change, ...]) -> tuple[Finding, ...]:
    """Return all findings with those of the new words in the place of those of the old ones."""
    over = {finding for one in changes for finding in one.old.findings}
    new = (finding for one in changes for finding in one.new.findings)
    return in_order(tuple(dict.fromkeys((*(one for one in told if one not in over), *new))))


def renew(loaded: Loaded, files: Collection[Path]) -> Loaded | None:
    """Return a portal, as it was loaded, with the new words of *files*; None where more than words has changed."""
    try:
        return _renew(loaded, files)
    except TooMuchError:
        return None


def _renew(loaded: Loaded, files: Collection[Path]) -> Loaded:
    site, stock = loaded.site, loaded.stock
    by_file = {one.file: one for one in stock.shelves.found.values()}
    demand(all(file in by_file for file in files))
    urls = {path: url for url, path in site.sources}
    entries = {one.source.path: one for one in stock.entries}
    pages = {page.url: page for page in site.pages}

    def noted(path: str) -> Noted:
        demand(path in entries)
        return Noted(digest=entries[path].source.digest, url=urls.get(path, ""))

    def page(url: str) -> Page:
        demand(url in pages)
        return pages[url]

    known = Known(portal=loaded.portal, sizes=loaded.theme.makes.pictures, shelves=stock.shelves, noted=noted, page=page,
                  addresses=urls, others=stock.others, told=loaded.findings)  # fmt: skip
    changes = tuple(change for file in files if (change := reword(by_file[file], known)))
    pages |= {one.page.url: one.page for one in changes}
    new = {one.path: one.new for one in changes}
    keys = {one.page.url: one.new.gist.key for one in changes if one.new.gist}
    stock = replace(
        stock,
        entries=tuple((new[path].entry or one) if path in new else one for path, one in entries.items()),
        gists={**stock.gists, **{path: one.gist for path, one in new.items() if one.gist}},
        paths={**stock.paths, **{one.gist.key: path for path, one in new.items() if one.gist}},
    )
    docs = tuple(replace(doc, prose=keys[doc.url]) if doc.url in keys else doc for doc in site.search)
    site = replace(site, pages=tuple(pages.values()), search=docs)
    return replace(loaded, site=site, stock=stock, findings=findings_after(loaded.findings, changes))
