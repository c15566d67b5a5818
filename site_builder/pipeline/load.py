"""A portal's folder → a site that could be built, and everything that should be mended in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder import markup, search
from site_builder.assemble import assemble
from site_builder.config import CONFIG_NAME, SiteConfig, read_config
from site_builder.content import read_content
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding
from site_builder.freeze import Late
from site_builder.model import Entry, Prose, Site, TextFile
from site_builder.pipeline.plan import Plan
from site_builder.shelf import Shelf, program_digest
from site_builder.theme import Theme, load_theme, theme_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A portal that was read and put together; `site` may be built where no finding is an error."""

    portal: Path
    config: SiteConfig
    theme: Theme
    site: Site
    texts: Mapping[str, tuple[str, Prose]]
    findings: tuple[Finding, ...]
    skipped: tuple[str, ...] = ()


def load_portal(
    portal: Path, plan: Plan, *, refused: tuple[Finding, ...] = ()
) -> Loaded | tuple[Finding, ...]:
    """Read a portal and put it together; findings alone where `site.toml` cannot be used.

    With `skip_broken`, sources with errors are left out and named, and the rest is put together without them;
    *refused* are errors that a later station found, and that count as the sources' own.
    """
    config, findings = read_config(portal / CONFIG_NAME, tuple(KINDS), theme_names(plan.themes()))
    if config is None:
        return findings
    theme, slips = _theme(portal, config, plan)
    harvest = read_content(portal, tuple((section.folder, section.kind) for section in config.sections))
    texts, told = _texts(harvest.entries, Shelf(plan.cache(portal) / "prose.sqlite"))
    before = (*findings, *slips, *harvest.findings, *told, *refused)
    site, everything = _assemble(portal, plan, config, theme, harvest.entries, texts, before)
    broken = {one.where.path for one in everything if one.is_error} - {CONFIG_NAME}
    return Loaded(
        portal=portal,
        config=config,
        theme=theme,
        site=site,
        texts=texts,
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


def _theme(portal: Path, config: SiteConfig, plan: Plan) -> tuple[Theme, tuple[Finding, ...]]:
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
    entries: tuple[Entry, ...],
    texts: Mapping[str, tuple[str, Prose]],
    before: tuple[Finding, ...],
) -> tuple[Site, tuple[Finding, ...]]:
    """Assemble; with `skip_broken` again without the sources that have errors, until the rest is sound.

    Leaving a source out may break a link in another one, so this can take a few rounds.
    """
    everything = before
    while True:
        broken = {one.where.path for one in everything if one.is_error} if plan.skip_broken else set()
        sound = tuple(entry for entry in entries if entry.source.path not in broken)
        site = assemble(
            config,
            sound,
            texts,
            portal=portal,
            options=theme.look.options,
            makes=theme.makes,
            now=plan.now,
            locate=markup.locate,
            preview=plan.preview,
        )
        everything = tuple(dict.fromkeys((*everything, *site.findings)))
        fresh = {one.where.path for one in site.findings if one.is_error} & {one.source.path for one in sound}
        if not plan.skip_broken or not fresh:
            return site, everything


def _texts(
    entries: tuple[Entry, ...], shelf: Shelf
) -> tuple[dict[str, tuple[str, Prose]], tuple[Finding, ...]]:
    """Render the body of every entry once, unless *shelf* has it from an earlier build."""
    keys = {entry.source.path: _prose_key(entry) for entry in entries}
    known = {key: value for key, value in shelf.take(keys.values()).items() if _is_rendered(value)}
    fresh = {
        keys[entry.source.path]: _render(entry) for entry in entries if keys[entry.source.path] not in known
    }
    if fresh:
        shelf.keep(fresh, keys.values())
    made = {path: (known | fresh)[key] for path, key in keys.items()}
    texts = {
        entry.source.path: (f"{markup.MARKUP_VERSION}-{entry.source.digest[:32]}", made[entry.source.path][0])
        for entry in entries
    }
    return texts, tuple(finding for _, findings in made.values() for finding in findings)


def _prose_key(entry: Entry) -> str:
    """Return what a rendered body depends on: the program, the file, and its path, since findings name it."""
    return hashlib.sha256(
        f"{program_digest()}|{entry.source.digest}|{entry.source.path}".encode()
    ).hexdigest()


def _is_rendered(value: object) -> bool:
    """Tell whether what a shelf gave back is what `_render` makes."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], Prose)


def _render(entry: Entry) -> tuple[Prose, tuple[Finding, ...]]:
    rendered = markup.render(entry.body, path=entry.source.path, first_line=entry.body_line)
    return rendered.prose, rendered.findings


def in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return errors first, then by file and line."""
    return tuple(
        sorted(
            findings,
            key=lambda one: (not one.is_error, one.where.path, one.where.line, one.rule, one.message),
        )
    )


def proses(loaded: Loaded) -> Callable[[str], Prose]:
    """Return the look-up of proses by key."""
    by_key = dict(loaded.texts.values())
    return by_key.__getitem__


def search_files(loaded: Loaded) -> tuple[TextFile | Late, ...]:
    """Return the search index of a portal, where the theme has a search.

    It is a table, and the shards that are made where they are not there yet.
    """
    if not loaded.theme.makes.search:
        return ()
    shards = search.plan(loaded.site.search)
    texts = {key: prose.text for key, prose in loaded.texts.values()}
    late = (Late(url=shard.url, make=partial(search.fill, shard, texts)) for shard in shards)
    return (search.listing(shards), *late)
