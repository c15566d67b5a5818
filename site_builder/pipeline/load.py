"""A portal's folder → a site that could be built, and everything that should be mended in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder import search
from site_builder.assemble import assemble
from site_builder.config import CONFIG_NAME, SiteConfig, read_config
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding
from site_builder.freeze import Late, Words
from site_builder.model import SearchDoc, Site, TextFile
from site_builder.pipeline.plan import Plan
from site_builder.pipeline.reading import Stock, read_portal
from site_builder.theme import Theme, load_theme, theme_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A portal that was read and put together; `site` may be built where no finding is an error."""

    portal: Path
    config: SiteConfig
    theme: Theme
    site: Site
    stock: Stock
    findings: tuple[Finding, ...]
    skipped: tuple[str, ...] = ()


def load_portal(
    portal: Path, plan: Plan, *, refused: tuple[Finding, ...] = (), known: Mapping[str, str] | None = None
) -> Loaded | tuple[Finding, ...]:
    """Read a portal and put it together; findings alone where `site.toml` cannot be used.

    With `skip_broken`, sources with errors are left out and named, and the rest is put together without them;
    *refused* are errors that a later station found, and that count as the sources' own. *known* are the digests of
    sources that are as they were.
    """
    config, findings = read_config(portal / CONFIG_NAME, tuple(KINDS), theme_names(plan.themes()))
    if config is None:
        return findings
    theme, slips = theme_of(portal, config, plan)
    kinds = tuple((section.folder, section.kind) for section in config.sections)
    stock = read_portal(portal, kinds, plan.cache(portal), workers=plan.hands, known=known)
    before = (*findings, *slips, *stock.findings, *refused)
    site, everything = _assemble(portal, plan, config, theme, stock, before)
    broken = {one.where.path for one in everything if one.is_error} - {CONFIG_NAME}
    return Loaded(
        portal=portal,
        config=config,
        theme=theme,
        site=site,
        stock=stock,
        findings=in_order(_without_noise(everything, config)),
        skipped=tuple(sorted(broken)) if plan.skip_broken else (),
    )


def _without_noise(findings: tuple[Finding, ...], config: SiteConfig) -> tuple[Finding, ...]:
    """Leave out what an error explains or outweighs: what was cleaned in a broken file, a block that it leaves empty."""
    broken = {one.where.path for one in findings if one.is_error}
    folders = {path.split("/", 1)[0] for path in broken}
    kinds = {section.kind for section in config.sections if section.folder in folders}
    return tuple(
        one
        for one in findings
        if not (one.rule == "content.cleaned" and one.where.path in broken)
        and not (one.rule == "home.empty" and one.where.key in kinds)
    )


def theme_of(portal: Path, config: SiteConfig, plan: Plan) -> tuple[Theme, tuple[Finding, ...]]:
    """Return the theme of a portal, dressed as its settings say."""
    own = portal / "theme"
    return load_theme(
        config.theme,
        search=plan.themes(),
        own=own if own.is_dir() else None,
        options=config.theme_options,
        tokens=config.tokens,
        where=CONFIG_NAME,
    )


def _assemble(
    portal: Path,
    plan: Plan,
    config: SiteConfig,
    theme: Theme,
    stock: Stock,
    before: tuple[Finding, ...],
) -> tuple[Site, tuple[Finding, ...]]:
    """Assemble; with `skip_broken` again without the sources that have errors, until the rest is sound.

    Leaving a source out may break a link in another one, so this can take a few rounds.
    """
    everything = before
    while True:
        broken = {one.where.path for one in everything if one.is_error} if plan.skip_broken else set()
        sound = tuple(entry for entry in stock.entries if entry.source.path not in broken)
        site = assemble(
            config,
            sound,
            stock.gists,
            portal=portal,
            options=theme.look.options,
            makes=theme.makes,
            now=plan.now,
            prose_of=stock.prose_of,
            locate=stock.locate,
            preview=plan.preview,
        )
        everything = tuple(dict.fromkeys((*everything, *site.findings)))
        fresh = {one.where.path for one in site.findings if one.is_error} & {one.source.path for one in sound}
        if not plan.skip_broken or not fresh:
            return site, everything


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return errors first, then by file and line."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (not one.is_error, one.where.path, one.where.line, one.rule, one.message),
        )
    )


def search_files(docs: tuple[SearchDoc, ...], theme: Theme, words: Words) -> tuple[TextFile | Late, ...]:
    """Return the search index of a portal: its table, and the shards that are made where they are not there yet."""
    if not theme.makes.search:
        return ()
    shards = search.plan(docs)
    late = (Late(url=shard.url, make=partial(_fill, shard, words)) for shard in shards)
    return (search.listing(shards), *late)


def _fill(shard: search.Shard, words: Words) -> TextFile:
    found = words(tuple({doc.prose for doc in shard.docs if doc.prose}))
    return search.fill(shard, {key: prose.text for key, prose in found.items()})
