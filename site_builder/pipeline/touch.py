"""The short way: where nothing has changed but words of some items, templates or the menu, only pages are drawn anew.

What a page shows of other items comes from their front matter. So when the fields of a changed item are the same, and the
links and pictures that its words use, every other value of the site is the same too: its own page gets the new words, and
the search its part. When templates or the menu have changed, all pages are drawn from the values that the last build
kept. Whatever does not fit, or goes wrong, is left to the whole way, which knows nothing of this one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from site_builder import content
from site_builder.assemble import References, menu_of
from site_builder.config import CONFIG_NAME, SiteConfig, read_config
from site_builder.content import Found
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding, Where
from site_builder.freeze import (
    ForgottenError,
    Made,
    Old,
    Press,
    Sheet,
    draw_pages,
    page_base,
    page_digest,
    take_files,
)
from site_builder.ledger import UNSURE, Ledger, Noted
from site_builder.model import Frame, Imprint, ItemView, Page, Prose, ProseRef, Reading, Spot
from site_builder.pipeline.glance import Glance
from site_builder.pipeline.load import in_order, search_files, theme_of
from site_builder.pipeline.outcome import Output, settings_of
from site_builder.pipeline.plan import Plan, Tick
from site_builder.pipeline.reading import Library, digest_of, row_of
from site_builder.pipeline.report import Report
from site_builder.theme import Theme, theme_names

_MANY = 200  # sources: with more of them the whole way is no longer
_MOST = 2_000  # pages that differ from what the imprint says


class TooMuchError(Exception):
    """What has changed is more than the short way can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item whose words are new: its file, its readings before and after, its page now."""

    path: str
    noted: Noted
    old: Reading
    new: Reading
    page: Page


def touch(output: Output, seen: Glance, tick: Tick) -> Report | None:
    """Build by the short way, under the lock of the output; None where that is not enough."""
    try:
        return _touch(output, seen, tick)
    except (TooMuchError, ForgottenError):
        return None


def _touch(output: Output, seen: Glance, tick: Tick) -> Report:
    portal, plan, ledger = output.portal, output.plan, seen.ledger
    if (
        ledger is None
        or not ledger.rests_on(seen.ground, plan.now)
        or not output.old.is_sound(ledger.outputs)
    ):
        raise TooMuchError
    sources, others = _changed(portal, plan, seen, ledger)
    library = Library(cache=plan.cache(portal), found={})
    imprint = library.imprint(ledger.imprint)
    if imprint is None:
        raise TooMuchError
    config, theme = _settings(portal, plan, imprint, ledger.findings if others else ())
    kinds = {section.folder: section.kind for section in config.sections}
    found = (replace(one, kind=kinds[one.path.partition("/")[0]]) for one in sources)
    shelf = _Shelf(
        portal=portal,
        ledger=ledger,
        library=library,
        theme=theme,
        sheets={**dict(imprint.sheets), **ledger.amended},
    )
    changes = tuple(change for one in found if (change := _change(one, shelf)))
    menu = menu_of(config, shelf.references(None), theme.makes)
    return _build(shelf, imprint, replace(imprint.frame, menu=menu), changes, output, seen, tick)


# --- what has changed ---------------------------------------------------------------------------------------------


def _demand(fits: object) -> None:
    if not fits:
        raise TooMuchError


def _changed(portal: Path, plan: Plan, seen: Glance, ledger: Ledger) -> tuple[list[Found], bool]:
    """Return the sources whose stamps differ, and whether settings or files of a theme do."""
    _demand(seen.inputs.keys() == ledger.inputs.keys())
    names = {str(portal / path): path for path in ledger.sources}
    themes = tuple(f"{folder}/" for folder in (*plan.themes(), portal / "theme"))
    differ = [name for name, now in seen.inputs.items() if now == UNSURE or ledger.inputs[name] != now]
    _demand(len(differ) <= _MANY)
    others = [name for name in differ if name not in names]
    _demand(all(name.startswith(themes) or name == str(portal / CONFIG_NAME) for name in others))
    return [Found(path=names[name], file=Path(name), kind="") for name in differ if name in names], bool(
        others
    )


def _settings(
    portal: Path, plan: Plan, imprint: Imprint, told: tuple[Finding, ...]
) -> tuple[SiteConfig, Theme]:
    """Return settings and theme, where the site that they make differs in nothing but the menu and templates."""
    config, findings = read_config(portal / CONFIG_NAME, tuple(KINDS), theme_names(plan.themes()))
    if config is None:
        raise TooMuchError
    theme, slips = theme_of(portal, config, plan)
    _demand(settings_of(config) == imprint.settings)
    _demand(theme.makes == imprint.makes and theme.look.options == imprint.frame.options)
    _demand(not told or not (findings or slips))
    _demand(not any(one.rule.startswith(("theme.", "config.")) for one in told))
    return config, theme


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelf:
    """What the last build kept: its ledger, its library, the digests of its pages by their addresses."""

    portal: Path
    ledger: Ledger
    library: Library
    theme: Theme
    sheets: dict[str, str]

    def page(self, url: str) -> Page:
        """Return the page that stood at *url*."""
        page = self.library.pages.take([self.sheets.get(url, "")]).get(self.sheets.get(url, ""))
        if not isinstance(page, Page):
            raise TooMuchError
        return page

    def references(self, prose: Prose | None) -> References:
        """Return what words may refer to; whoever would have something to tell of them leaves the short way."""

        def leave(spot: Spot) -> Where:
            raise TooMuchError(spot)

        def words(path: str) -> Prose:
            if prose is None:
                raise TooMuchError(path)
            return prose

        addresses = {path: one.url for path, one in self.ledger.sources.items() if one.url}
        return References(portal=self.portal, sizes=self.theme.makes.pictures, gists={}, prose_of=words, locate=leave,
                          addresses=addresses)  # fmt: skip


def _change(found: Found, shelf: _Shelf) -> Change | None:
    """Read a source again; None where it is the same after all."""
    data = content.read_data(found)
    noted = shelf.ledger.sources[found.path]
    if not isinstance(data, bytes):
        raise TooMuchError
    if digest_of(data) == noted.digest:
        return None
    row = row_of(found, noted.digest)
    old = shelf.library.readings.take([row]).get(row)
    new, prose = content.understand(found, data)
    if not isinstance(old, Reading) or prose is None:
        raise TooMuchError
    page = _page(shelf, shelf.page(noted.url), old, new, prose)
    _demand(not _told_of_lines(shelf.ledger.findings, old))
    shelf.library.put(found, data, new, prose)
    return Change(path=found.path, noted=replace(noted, digest=digest_of(data)), old=old, new=new, page=page)


def _told_of_lines(told: tuple[Finding, ...], old: Reading) -> bool:
    """Tell whether the site has something to say of a line of the old words: it may stand on another line now."""
    path, first = (old.entry.source.path, old.entry.body_line) if old.entry else ("", 0)
    return any(one.where.path == path and one.where.line >= first and one not in old.findings for one in told)


def _page(shelf: _Shelf, page: Page, old: Reading, new: Reading, prose: Prose) -> Page:
    """Return *page* with the new words, where nobody else sees a difference."""
    body, was, now = page.body, old.gist, new.gist
    if not (old.entry and new.entry and was and now and isinstance(body, ItemView) and body.prose):
        raise TooMuchError
    _demand(replace(old.entry, source=new.entry.source) == new.entry and old.mentions == new.mentions)
    _demand(not any(one.is_error for one in new.findings))
    _demand(not was.blank and not now.blank and not new.entry.own.get("fulfils"))
    _demand(was.lead == now.lead or new.entry.common.summary)
    if (was.links, was.pictures) == (now.links, now.pictures) and not any(
        one.startswith("#") for one in now.links
    ):
        ref = replace(body.prose, key=now.key)
    else:
        ref = _ref(shelf, old, new, body.prose, prose)
    return replace(page, body=replace(body, prose=ref, headings=now.headings))


def _ref(shelf: _Shelf, old: Reading, new: Reading, before: ProseRef, prose: Prose) -> ProseRef:
    """Fill the holes of new words, which use the same pictures and files as the old ones."""
    if not (old.entry and old.gist and new.entry and new.gist):
        raise TooMuchError
    _demand(old.gist.pictures == new.gist.pictures)
    was, now = shelf.references(prose), shelf.references(prose)
    was.prose(old.entry, replace(old.gist, pictures=()))
    found = now.prose(new.entry, replace(new.gist, pictures=()))
    _demand(found and not was.findings and not now.findings and was.jobs == now.jobs and was.used == now.used)
    return replace(before, key=new.gist.key, links=found.links if found else ())


# --- what is made of it -------------------------------------------------------------------------------------------


def _build(
    shelf: _Shelf,
    imprint: Imprint,
    frame: Frame,
    changes: tuple[Change, ...],
    output: Output,
    seen: Glance,
    tick: Tick,
) -> Report:
    """Draw what is new into the output, and note it."""
    library = shelf.library
    fresh = {one.page.url: page_digest(one.page) for one in changes}
    library.pages.keep({page_digest(one.page): one.page for one in changes})
    ledger = replace(
        shelf.ledger,
        inputs=seen.inputs,
        sources={**shelf.ledger.sources, **{one.path: one.noted for one in changes}},
        findings=_findings(shelf.ledger.findings, changes),
        amended={**shelf.ledger.amended, **fresh},
    )
    _demand(len(ledger.amended) <= _MOST)
    whole = page_base(shelf.theme, frame) != imprint.base
    sheets = tuple(
        Sheet(url=url, digest=ledger.amended.get(url, digest))
        for url, digest in imprint.sheets
        if whole or url in fresh
    )
    urls = {one.url: content.prose_key(one.digest) for one in ledger.sources.values()}
    docs = tuple(
        replace(doc, prose=urls[doc.url]) if doc.prose and doc.url in urls else doc for doc in imprint.search
    )
    extra = search_files(docs, shelf.theme, library.words)
    before = (*imprint.assets, *imprint.shards)

    def fill(stage: Path, old: Old) -> tuple[list[Made], frozenset[str]]:
        press = Press(sheets, frame, shelf.theme, library.words, library.pages, stage, old)
        made = [*draw_pages(press, output.plan.hands, tick), *take_files(extra, shelf.theme, stage, old)]
        kept = {one.artifact.path for one in made}
        return made, frozenset(url[1:] for url in before if url[1:] not in kept)

    if whole or extra:
        imprint = replace(
            imprint,
            frame=frame,
            base=page_base(shelf.theme, frame),
            assets=tuple(one.url for one in shelf.theme.assets),
            shards=tuple(one.url for one in extra),
        )
    return output.amend(fill, ledger, imprint)


def _findings(told: tuple[Finding, ...], changes: tuple[Change, ...]) -> tuple[Finding, ...]:
    """Return all findings with those of the new words in the place of those of the old ones."""
    over = {finding for one in changes for finding in one.old.findings}
    new = (finding for one in changes for finding in one.new.findings)
    return in_order(tuple(dict.fromkeys((*(one for one in told if one not in over), *new))))
