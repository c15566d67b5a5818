"""Site and Flask app → files in a stage, and what they are: unchanged pages are taken over, the others rendered.

The cache rule: a template is a function of its page, the frame and the theme, so the digest of those is the key of a
page, and a page whose key stands in the old manifest is not rendered. Frozen-Flask writes the pages; its discovery and
its deletions are off, since `Site` owns the one list of addresses (RELIABILITY 2).
"""

from __future__ import annotations

import errno
import hashlib
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_frozen import Freezer

from site_builder import __version__, media, staging
from site_builder.app import create_app
from site_builder.assemble import TYPES
from site_builder.errors import Finding, WorldError
from site_builder.manifest import Artifact
from site_builder.model import ItemView, ListingView, MediaJob, Page, Prose, Site, TextFile
from site_builder.shelf import program_digest
from site_builder.theme import Theme

PROGRAM = f"cong-xa {__version__}"

Tick = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build made: the output folder, its files, the findings that came with it."""

    root: Path
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A file whose address tells its content, made only where the old output lacks it: a shard of the search index."""

    url: str
    make: Callable[[], TextFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """The output as the last build left it."""

    root: Path
    files: Mapping[str, Artifact]

    def reuse(self, stage: Path, path: str, key: str) -> Artifact | None:
        """Take *path* over into the stage where its key fits and its bytes are still those of the manifest."""
        known = self.files.get(path)
        if known is None or known.key != key:
            return None
        file = self.root / path
        try:
            if file.is_symlink() or digest(file.read_bytes()) != known.digest:
                return None
        except OSError:
            return None
        staging.link_file(stage, path, file)
        return known


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data*."""
    return hashlib.sha256(data).hexdigest()


class PageFreezer(Freezer):  # type: ignore[misc]
    """Frozen-Flask with our list of addresses: no discovery, no deletions, no warnings about what was not asked."""

    def __init__(self, app: Flask, stage: Path, urls: tuple[str, ...]) -> None:
        """Prepare to write *urls* into *stage*."""
        app.config.update(
            FREEZER_DESTINATION=str(stage),
            FREEZER_REMOVE_EXTRA_FILES=False,
            FREEZER_REDIRECT_POLICY="error",
            FREEZER_DEFAULT_MIMETYPE="application/octet-stream",
        )
        super().__init__(app, with_no_argument_rules=False, with_static_files=False, log_url_for=False)
        self.register_generator(lambda: (("page", {"path": url[1:]}) for url in urls))

    def _check_endpoints(self, seen_endpoints: object) -> None:
        """Accept a partial run: pages that did not change are not asked for."""


def freeze(
    site: Site,
    theme: Theme,
    prose_of: Callable[[str], Prose],
    extra: tuple[TextFile | Late, ...],
    *,
    portal: Path,
    stage: Path,
    old: Old,
    cache: Path,
    tick: Tick,
) -> tuple[Artifact, ...]:
    """Fill *stage* with all files of the site; *extra* are files of other rooms (the search index).

    *tick* is told what is being done, how many are done, and of how many.
    """
    artifacts = list(_freeze_pages(site, theme, prose_of, stage, old, tick))
    plain = {file.url: file.text.encode() for file in (*site.files, *extra) if isinstance(file, TextFile)}
    plain |= {asset.url: asset.data for asset in theme.assets}
    artifacts.extend(_write(stage, url[1:], data) for url, data in sorted(plain.items()))
    artifacts.extend(_make(late, stage, old) for late in extra if isinstance(late, Late))
    artifacts.extend(_take_media(site, portal, stage, old, cache))
    return tuple(sorted(artifacts, key=lambda one: one.path))


def _write(stage: Path, path: str, data: bytes, key: str = "") -> Artifact:
    staging.write_file(stage, path, data)
    return Artifact(path=path, key=key, digest=digest(data), size=len(data))


def _make(late: Late, stage: Path, old: Old) -> Artifact:
    """Take a late file over, or make it now."""
    key = digest(f"{program_digest()}|{late.url}".encode())[:32]
    kept = old.reuse(stage, late.url[1:], key)
    return kept or _write(stage, late.url[1:], late.make().text.encode(), key)


def _freeze_pages(
    site: Site, theme: Theme, prose_of: Callable[[str], Prose], stage: Path, old: Old, tick: Tick
) -> Iterator[Artifact]:
    base = hashlib.sha256(f"{program_digest()}|{theme.digest}|{site.frame!r}".encode()).hexdigest()
    stale: dict[str, str] = {}
    for page in site.pages:
        key = page_key(page, base)
        kept = old.reuse(stage, page.url[1:], key)
        if kept:
            yield kept
        else:
            staging.stage_path(stage, page.url[1:])
            stale[page.url] = key
    for ending, mime in TYPES.items():
        mimetypes.add_type(mime.partition(";")[0], f".{ending}")
    freezer = PageFreezer(create_app(site, theme, prose_of), stage, tuple(stale))
    with _world(stage):
        for done, _ in enumerate(freezer.freeze_yield(), 1):
            tick("trang", done, len(stale))
        made = {url: (stage / url[1:]).read_bytes() for url in stale}
    for url, key in stale.items():
        yield Artifact(path=url[1:], key=key, digest=digest(made[url]), size=len(made[url]))


@contextmanager
def _world(stage: Path) -> Iterator[None]:
    """Turn a refusal of the disk while pages are drawn into words; Frozen-Flask and Jinja let it through as it is."""
    try:
        yield
    except OSError as exc:
        full = exc.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = (
            "ổ đĩa đã đầy, hãy xoá bớt tệp không dùng" if full else f"hệ thống báo “{exc.strerror or exc}”"
        )
        raise WorldError(
            f"Không dựng được trang ở “{exc.filename or stage}”: {reason}, rồi chạy lại."
        ) from exc


def page_key(page: Page, base: str) -> str:
    """Return the key of a page: its value, and in *base* the program, the theme and the frame."""
    prose = page.body.prose.key if isinstance(page.body, ItemView | ListingView) and page.body.prose else ""
    return hashlib.sha256(f"{base}|{prose}|{page!r}".encode()).hexdigest()[:32]


def _take_media(site: Site, portal: Path, stage: Path, old: Old, cache: Path) -> Iterator[Artifact]:
    for job in site.media:
        source = media_file(job, portal, cache)
        drawn = source.name if job.format else ""  # the cache's name tells the recipe and the encoder too
        key = digest(f"{job.digest}|{job.width}|{job.format}|{job.url}|{drawn}".encode())[:32]
        kept = old.reuse(stage, job.url[1:], key)
        if kept:
            yield kept
            continue
        staging.copy_file(stage, job.url[1:], source)
        with _world(stage):
            data = (stage / job.url[1:]).read_bytes()
        if not job.format and digest(data) != job.digest:
            raise WorldError(f"Tệp “{job.source}” vừa bị thay đổi trong lúc dựng. Đợi lưu xong rồi chạy lại.")
        yield Artifact(path=job.url[1:], key=key, digest=digest(data), size=len(data))


def media_file(job: MediaJob, portal: Path, cache: Path) -> Path:
    """Return where the bytes of *job* lie: the drawn variant in the cache, or the file of the portal as it is."""
    return media.cached(job, cache) if job.format else portal / job.source
