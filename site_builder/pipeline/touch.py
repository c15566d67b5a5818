"""The short way: where nothing has changed but words of some items, templates or the menu, only pages are drawn anew.

What a page shows of other items comes from their front matter. So when the fields of a changed item are the same, and the
links and pictures that its words use, every other value of the site is the same too: its own page gets the new words, and
the search its part. When templates or the menu have changed, all pages are drawn from the values that the last build
kept. Whatever does not fit, or goes wrong, is left to the whole way, which knows nothing of this one.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from site_builder import content
from site_builder.assemble import menu_of
from site_builder.config import CONFIG_NAME, SiteConfig, read_config
from site_builder.content import Found
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding
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
from site_builder.ledger import UNSURE, Ledger
from site_builder.model import Frame, Imprint, Page
from site_builder.pipeline.glance import Glance
from site_builder.pipeline.load import search_files, theme_of
from site_builder.pipeline.outcome import Output, settings_of
from site_builder.pipeline.plan import Plan, Tick
from site_builder.pipeline.reading import Shelves
from site_builder.pipeline.report import Report
from site_builder.pipeline.rewording import Change, Known, TooMuchError, demand, findings_after, reword
from site_builder.theme import Theme, theme_names

_MANY = 200  # sources: with more of them the whole way is no longer
_MOST = 2_000  # pages that differ from what the imprint says


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
    names = seen.sources(portal)
    sources, others = _changed(portal, plan, seen, ledger, names)
    shelves = Shelves(cache=plan.cache(portal), found={})
    imprint = shelves.imprint(ledger.imprint)
    if imprint is None:
        raise TooMuchError
    config, theme = _settings(portal, plan, imprint, ledger.findings if others else ())
    kinds = {section.folder: section.kind for section in config.sections}
    found = (replace(one, kind=kinds[one.path.partition("/")[0]]) for one in sources)
    known = Known(
        portal=portal,
        sizes=theme.makes.pictures,
        shelves=shelves,
        noted=ledger.sources.__getitem__,
        page=partial(_page, shelves, {**dict(imprint.sheets), **ledger.amended}),
        addresses={path: one.url for path, one in ledger.sources.items() if one.url},
        others=tuple(_others(portal, seen, names)),
        told=ledger.findings,
    )
    changes = tuple(change for one in found if (change := reword(one, known)))
    menu = menu_of(config, known.references(None), theme.makes)
    work = _Work(output=output, seen=seen, shelves=shelves, theme=theme, ledger=ledger, imprint=imprint)
    return _build(work, replace(imprint.frame, menu=menu), changes, tick)


def _others(portal: Path, seen: Glance, sources: Collection[str]) -> Iterator[str]:
    """Yield the names of the portal's files that are no *sources*."""
    for name in seen.inputs:
        if name not in sources and name.startswith(f"{portal}{os.sep}"):
            yield name.rpartition(os.sep)[2]


def _page(shelves: Shelves, sheets: Mapping[str, str], url: str) -> Page:
    """Return the page that the last build made at *url*."""
    page = shelves.pages.take([sheets.get(url, "")]).get(sheets.get(url, ""))
    if not isinstance(page, Page):
        raise TooMuchError
    return page


# --- what has changed ---------------------------------------------------------------------------------------------


def _changed(
    portal: Path, plan: Plan, seen: Glance, ledger: Ledger, names: Mapping[str, str]
) -> tuple[list[Found], bool]:
    """Return the sources whose stamps differ, and whether settings or files of a theme do.

    *names* maps the names of the sources on the disk to their paths.
    """
    demand(seen.inputs.keys() == ledger.inputs.keys())
    themes = tuple(f"{folder}{os.sep}" for folder in (*plan.themes(), portal / "theme"))
    differ = [name for name, now in seen.inputs.items() if now == UNSURE or ledger.inputs[name] != now]
    demand(len(differ) <= _MANY)
    others = [name for name in differ if name not in names]
    demand(all(name.startswith(themes) or name == str(portal / CONFIG_NAME) for name in others))
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
    demand(settings_of(config) == imprint.settings)
    demand(theme.makes == imprint.makes and theme.look.options == imprint.frame.options)
    demand(not told or not (findings or slips))
    demand(not any(one.rule.startswith(("theme.", "config.")) for one in told))
    return config, theme


# --- what is made of it -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is there to work with."""

    output: Output
    seen: Glance
    shelves: Shelves
    theme: Theme
    ledger: Ledger
    imprint: Imprint


def _build(work: _Work, frame: Frame, changes: tuple[Change, ...], tick: Tick) -> Report:
    """Draw what is new into the output, and note it."""
    shelves, imprint = work.shelves, work.imprint
    fresh = {one.page.url: page_digest(one.page) for one in changes}
    shelves.pages.keep({page_digest(one.page): one.page for one in changes})
    ledger = replace(
        work.ledger,
        inputs=work.seen.inputs,
        sources={**work.ledger.sources, **{one.path: one.noted for one in changes}},
        findings=findings_after(work.ledger.findings, changes),
        amended={**work.ledger.amended, **fresh},
    )
    demand(len(ledger.amended) <= _MOST)
    base = page_base(work.theme, frame)
    whole = base != imprint.base
    sheets = tuple(
        Sheet(url=url, digest=ledger.amended.get(url, digest))
        for url, digest in imprint.sheets
        if whole or url in fresh
    )
    urls = {one.url: content.prose_key(one.digest) for one in ledger.sources.values()}
    docs = tuple(
        replace(doc, prose=urls[doc.url]) if doc.prose and doc.url in urls else doc for doc in imprint.search
    )
    extra = search_files(docs, work.theme, shelves.words)
    before = (*imprint.assets, *imprint.shards)

    def fill(stage: Path, old: Old) -> tuple[list[Made], frozenset[str]]:
        press = Press(sheets, frame, work.theme, shelves.words, shelves.pages, stage, old)
        made = [*draw_pages(press, work.output.plan.hands, tick), *take_files(extra, work.theme, stage, old)]
        kept = {one.artifact.path for one in made}
        return made, frozenset(url[1:] for url in before if url[1:] not in kept)

    if whole or extra:
        imprint = replace(
            imprint,
            frame=frame,
            base=base,
            assets=tuple(one.url for one in work.theme.assets),
            shards=tuple(one.url for one in extra),
        )
    return work.output.amend(fill, ledger, imprint)
