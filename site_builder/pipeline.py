"""The straight line itself: a portal's folder → a whole output folder, or findings and the old folder untouched."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from site_builder import markup, media, search, staging
from site_builder.assemble import assemble
from site_builder.config import CONFIG_NAME, PORTAL_NAME, SiteConfig, read_config
from site_builder.content import read_content
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding, LockedError, UsageError, Where, WorldError, error, note
from site_builder.freeze import PROGRAM, Build, Late, Old, freeze
from site_builder.manifest import MANIFEST_NAME, Changes, Manifest, compare, dump_manifest, read_manifest
from site_builder.model import Entry, Prose, Site, TextFile
from site_builder.shelf import Shelf, program_digest
from site_builder.theme import Theme, load_theme

_HOUSE = Path(__file__).resolve().parent

Tick = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where things are and how to build: the project's folder, the output, the moment, the wishes of the caller."""

    root: Path
    out: Path
    now: datetime
    skip_broken: bool = False
    preview: bool = False
    workers: int = 0

    def cache(self, portal: Path) -> Path:
        """Return the cache folder of a portal; it may be deleted at any time."""
        return self.root / ".cache" / portal.name

    def sources(self) -> tuple[Path, ...]:
        """Return the folders that no output may be, hold or lie in; a portal of another place adds itself."""
        return (self.root / "content", *self.themes(), _HOUSE)

    def themes(self) -> tuple[Path, ...]:
        """Return the folders in which themes are looked for."""
        return (self.root / "themes",)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How the build of one portal ended; `changes` is None where nothing was built."""

    portal: str
    findings: tuple[Finding, ...]
    seconds: float
    pages: int = 0
    build: Build | None = None
    changes: Changes | None = None
    skipped: tuple[str, ...] = ()
    mended: str = ""

    @property
    def errors(self) -> int:
        """Count the findings that end a build."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def notes(self) -> int:
        """Count the findings that do not."""
        return len(self.findings) - self.errors


def find_portals(content: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the portals under *content*: its direct children that hold `site.toml`."""
    portals: list[Path] = []
    findings: list[Finding] = []
    for folder in _children(content):
        if not folder.is_dir() or folder.name.startswith((".", "_")):
            continue
        where = Where(path=folder.name)
        if not (folder / CONFIG_NAME).is_file():
            hint = (
                "Thêm site.toml nếu đây là một cổng, hoặc đổi tên bắt đầu bằng dấu gạch dưới nếu là tư liệu."
            )
            findings.append(
                note(
                    "portal.no-config",
                    f"Thư mục “{folder.name}” không có site.toml nên được bỏ qua.",
                    where,
                    hint,
                )
            )
        elif not PORTAL_NAME.match(folder.name):
            hint = "Đổi tên thành chữ thường không dấu, số và dấu gạch nối, ví dụ xa-lua-vang."
            findings.append(
                error("portal.name", f"Tên thư mục “{folder.name}” không dùng được.", where, hint)
            )
        else:
            portals.append(folder)
    return tuple(portals), tuple(findings)


def _children(folder: Path) -> list[Path]:
    """Return what lies in *folder* in the order of names; nothing where there is no such folder."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as exc:
        raise WorldError(
            f"Không xem được thư mục “{folder}” ({exc.strerror}). Kiểm tra ổ đĩa và quyền đọc."
        ) from exc


def choose_portals(
    content: Path, names: tuple[str, ...], *, left: tuple[str, ...] = ()
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the portals that *names* mean: names under *content*, or paths of portal folders elsewhere.

    *left* are names that would have done besides; whoever mistyped one reads them too.
    """
    if not names:
        return find_portals(content)
    chosen: list[Path] = []
    for name in names:
        folder = content / name if PORTAL_NAME.match(name) and (content / name).is_dir() else Path(name)
        if not (folder / CONFIG_NAME).is_file():
            known = [portal.name for portal in find_portals(content)[0]]
            known += [f"{one} (chỉ còn bản đã dựng)" for one in left]
            raise UsageError(f"Không có cổng “{name}” (hiện có: {', '.join(known) or 'chưa có cổng nào'}).")
        _check_choice(name, folder.resolve(), chosen)
        chosen.append(folder.resolve())
    return tuple(dict.fromkeys(chosen)), ()


def _check_choice(written: str, folder: Path, chosen: list[Path]) -> None:
    """Refuse a portal whose name cannot name an output folder, or would take that of another."""
    if not PORTAL_NAME.match(folder.name):
        raise UsageError(
            f"Tên thư mục “{folder.name}” không dùng được. Đổi thành chữ thường không dấu, số và dấu gạch nối."
        )
    if any(other.name == folder.name and other != folder for other in chosen):
        raise UsageError(
            f"“{written}” trùng tên với một cổng khác trong cùng lần dựng. Dựng riêng từng cổng."
        )


def load_portal(
    portal: Path, plan: Plan, *, refused: tuple[Finding, ...] = ()
) -> Loaded | tuple[Finding, ...]:
    """Read a portal and put it together; findings alone where `site.toml` cannot be used.

    With `skip_broken`, sources with errors are left out and named, and the rest is put together without them;
    *refused* are errors that a later station found, and that count as the sources' own.
    """
    config, findings = read_config(portal / CONFIG_NAME, tuple(KINDS))
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
        findings=_sorted(everything),
        skipped=tuple(sorted(broken)) if plan.skip_broken else (),
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
            options=theme.options,
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
    known = shelf.take(keys.values())
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


def _render(entry: Entry) -> tuple[Prose, tuple[Finding, ...]]:
    rendered = markup.render(entry.body, path=entry.source.path, first_line=entry.body_line)
    return rendered.prose, rendered.findings


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(
        sorted(
            findings,
            key=lambda one: (not one.is_error, one.where.path, one.where.line, one.rule, one.message),
        )
    )


def build_portal(portal: Path, plan: Plan, *, tick: Tick = lambda *_: None) -> Report:
    """Build one portal into `<out>/<portal>/`: wholly, or not at all."""
    started = time.perf_counter()
    target = plan.out / portal.name
    staging.check_target(target, forbidden=(portal, *plan.sources()))
    with staging.locked(target):
        mended = staging.recover(target) or ""
        report = _build(portal, plan, target, tick)
    return _finished(report, time.perf_counter() - started, mended)


def _finished(report: Report, seconds: float, mended: str) -> Report:
    return Report(
        portal=report.portal, findings=report.findings, seconds=seconds, pages=report.pages, build=report.build,
        changes=report.changes, skipped=report.skipped, mended=mended,
    )  # fmt: skip


def _build(portal: Path, plan: Plan, target: Path, tick: Tick) -> Report:
    loaded = load_portal(portal, plan)
    if not isinstance(loaded, Loaded):
        return Report(portal=portal.name, findings=loaded, seconds=0)
    refused = _render_media(loaded, plan, tick)
    if refused:
        again = load_portal(portal, plan, refused=refused)
        loaded = again if isinstance(again, Loaded) else loaded
    if not _may_build(loaded.findings, loaded.skipped):
        return Report(portal=portal.name, findings=loaded.findings, seconds=0)
    old = Old(root=target, manifest=read_manifest(target))
    manifest = _write(loaded, target, old, plan.cache(portal), tick)
    media.prune(loaded.site.media, plan.cache(portal), now=time.time())
    findings = _sorted((*loaded.findings, *_lost(old.manifest, manifest)))
    return Report(
        portal=portal.name,
        findings=findings,
        seconds=0,
        pages=sum(one.path.endswith(".html") for one in manifest.artifacts),
        build=Build(root=target, artifacts=manifest.artifacts, findings=findings),
        changes=compare(old.manifest, manifest),
        skipped=loaded.skipped,
    )


def _may_build(findings: tuple[Finding, ...], skipped: tuple[str, ...]) -> bool:
    """Tell whether every error belongs to a source that was left out."""
    return all(one.where.path in skipped for one in findings if one.is_error)


def _render_media(loaded: Loaded, plan: Plan, tick: Tick) -> tuple[Finding, ...]:
    """Draw the variants that the cache lacks; a picture that cannot be decoded is an error where it is used."""
    problems = media.render(
        loaded.site.media,
        loaded.portal,
        plan.cache(loaded.portal),
        workers=plan.workers or max(1, os.cpu_count() or 1),
        progress=lambda done, total: tick("ảnh", done, total),
    )
    uses = dict(loaded.site.uses)
    return tuple(
        error(one.rule, one.message, uses.get(one.path, Where(path=one.path)), one.hint) for one in problems
    )


def _write(loaded: Loaded, target: Path, old: Old, cache: Path, tick: Tick) -> Manifest:
    """Stage everything and swap it in."""
    stage = staging.open_stage(target)
    try:
        artifacts = freeze(
            loaded.site,
            loaded.theme,
            proses(loaded),
            search_files(loaded),
            portal=loaded.portal,
            stage=stage,
            old=old,
            cache=cache,
            tick=tick,
        )
        manifest = Manifest(portal=loaded.portal.name, program=PROGRAM, artifacts=artifacts)
        staging.write_file(stage, MANIFEST_NAME, dump_manifest(manifest))
        known = old.manifest.artifacts if old.manifest else ()
        staging.commit(stage, target, ours={one.path for one in known})
    except BaseException:
        staging.discard(stage)
        raise
    return manifest


def proses(loaded: Loaded) -> Callable[[str], Prose]:
    """Return the look-up of proses by key."""
    by_key = dict(loaded.texts.values())
    return by_key.__getitem__


def search_files(loaded: Loaded) -> tuple[TextFile | Late, ...]:
    """Return the search index of a portal: its table, and the shards that are made where they are not there yet."""
    shards = search.plan(loaded.site.search)
    texts = {key: prose.text for key, prose in loaded.texts.values()}
    late = (Late(url=shard.url, make=partial(search.fill, shard, texts)) for shard in shards)
    return (search.listing(shards), *late)


def _lost(old: Manifest | None, new: Manifest) -> tuple[Finding, ...]:
    """Name pages that were there and are no more: an address once public should lead somewhere (F17)."""
    if old is None:
        return ()
    kept = {one.path for one in new.artifacts}
    gone = [one.path for one in old.artifacts if one.path.endswith(".html") and one.path not in kept]
    hint = "Nếu bài đã chuyển chỗ, thêm Địa chỉ cũ: vào bài mới; nếu muốn gỡ, giữ tệp và thêm Rút bài: lý do."
    return tuple(
        note("build.lost-address", f"Địa chỉ /{path} không còn nữa.", Where(path=path), hint)
        for path in gone
        if "/trang-" not in path
    )


def choose_outputs(plan: Plan, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Return the portals whose output may be cleaned.

    An output whose portal is gone must be named: nothing could build it again.
    """
    content = plan.root / "content"
    left = tuple(
        one.name
        for one in _children(plan.out)
        if PORTAL_NAME.match(one.name)
        and not (content / one.name / CONFIG_NAME).is_file()
        and read_manifest(one)
    )
    rest = tuple(name for name in names if name not in left)
    portals = choose_portals(content, rest, left=left)[0] if rest or not names else ()
    return (*portals, *(content / name for name in left if name in names))


def clean_portal(portal: Path, plan: Plan) -> tuple[str, ...]:
    """Delete what the portal's manifest lists and return the foreign files that stay."""
    target = plan.out / portal.name
    staging.check_target(target, forbidden=(portal, *plan.sources()))
    with staging.locked(target):
        staging.recover(target)
        manifest = read_manifest(target)
        return staging.clear_target(target, {one.path for one in manifest.artifacts}) if manifest else ()


def check_out(plan: Plan) -> None:
    """Refuse a plan whose outputs would lie where people keep something else."""
    staging.check_out(plan.out, forbidden=plan.sources())


def recover_outputs(out: Path) -> tuple[str, ...]:
    """Mend every output that a killed build left half swapped; those that are being built are left alone."""
    told = []
    for lock in _children(out):
        if not (lock.name.startswith(".") and lock.name.endswith(".lock")):
            continue
        target = out / lock.name[1:-5]
        if any((out / f".{target.name}.{suffix}").exists() for suffix in ("stage", "old", "trash")):
            with suppress(LockedError), staging.locked(target, wait=0):
                told.append(staging.recover(target) or "")
    return tuple(filter(None, told))
