"""Site and Flask app → files in a stage, and what they are: unchanged pages are taken over, the others rendered.

The cache rule: a template is a function of its page, the frame and the theme, so the digest of those is the key of a
page, and a page whose key stands in the old manifest is not rendered. Frozen-Flask writes the pages; its discovery and
its deletions are off, since `Site` owns the one list of addresses (RELIABILITY 2).
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from flask_frozen import Freezer
from werkzeug.test import EnvironBuilder

from site_builder import __version__, crew, media, staging
from site_builder.app import content_type, page_app
from site_builder.errors import WorldError
from site_builder.manifest import Artifact
from site_builder.model import Frame, ItemView, ListingView, MediaJob, Page, Prose, Site, TextFile
from site_builder.packing import pack
from site_builder.shelf import Shelf, program_digest
from site_builder.theme import Theme

PROGRAM = f"cong-xa {__version__}"

Tick = Callable[[str, int, int], None]
Words = Callable[[tuple[str, ...]], dict[str, Prose]]
_SPAN = 256  # pages: what one process takes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A file whose address tells its content, made only where the old output lacks it: a shard of the search index."""

    url: str
    make: Callable[[], TextFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """The output as the last build left it; of the paths in `sound` it is known that nobody has touched them."""

    root: Path
    files: Mapping[str, Artifact]
    sound: frozenset[str] = frozenset()

    def reuse(self, path: str, key: str) -> Artifact | None:
        """Return what stands at *path*, where its key fits and its bytes are still those of the manifest."""
        known = self.files.get(path)
        if known is None or known.key != key:
            return None
        return known if path in self.sound or self._is_whole(known) else None

    def is_sound(self, paths: Collection[str]) -> bool:
        """Tell whether nobody has touched any of *paths*."""
        return self.sound.issuperset(paths)

    def _is_whole(self, known: Artifact) -> bool:
        file = self.root / known.path
        try:
            return not file.is_symlink() and digest(file.read_bytes()) == known.digest
        except OSError:
            return False


def digest(data: bytes) -> str:
    """Return the SHA-256 of *data*."""
    return hashlib.sha256(data).hexdigest()


class PageFreezer(Freezer):  # type: ignore[misc]
    """Frozen-Flask with our list of addresses: no discovery, no deletions, no warnings about what was not asked.

    Each address is asked of the app itself, without a client that would keep cookies and follow redirects. `drawn`
    are the pages that are to be written: together, since a disk that is asked one by one makes everybody wait.
    """

    def __init__(self, app: Flask, stage: Path) -> None:
        """Prepare to write into *stage*."""
        app.config.update(FREEZER_DESTINATION=str(stage), FREEZER_REMOVE_EXTRA_FILES=False)
        self.stage = stage
        super().__init__(app, with_no_argument_rules=False, with_static_files=False, log_url_for=False)
        self.register_generator(lambda: map(quote, self.urls))
        self.urls: tuple[str, ...] = ()
        self.drawn: dict[str, bytes] = {}
        self._environ = EnvironBuilder(method="GET").get_environ()

    def _check_endpoints(self, seen_endpoints: object) -> None:
        """Accept a partial run: pages that did not change are not asked for."""

    def _build_one(self, url: str, last_modified: object = None) -> Path:  # noqa: ARG002 (Frozen-Flask's signature)
        """Ask the app for one page; it is written with the others of its part."""
        self.drawn[url] = self._ask(url)
        return self.stage / url[1:]

    @property
    def root(self) -> Path:
        """Return where pages are written to; Frozen-Flask works it out anew for each page."""
        return self.stage

    def _ask(self, url: str) -> bytes:
        answers: list[tuple[str, str]] = []

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> Callable[[bytes], object]:
            answers.append((status, dict(headers)["Content-Type"]))
            return answers.append  # type: ignore[return-value]

        body = self.app.wsgi_app({**self._environ, "PATH_INFO": url.encode().decode("latin-1")}, start)
        if answers != [("200 OK", content_type(url))]:
            raise ValueError(f"unexpected answer {answers} on {url}")
        return b"".join(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to be: its address, and its value, or the digest by which the shelf has it; one of the two is there."""

    url: str
    page: Page | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file of the output, whether it was made now, and of a page the digest of its value."""

    artifact: Artifact
    fresh: bool
    digest: str = ""


class Press:
    """What draws pages, in as many processes as there are: each has an app of its own."""

    def __init__(
        self,
        sheets: tuple[Sheet, ...],
        frame: Frame,
        theme: Theme,
        words: Words,
        shelf: Shelf,
        stage: Path,
        old: Old,
    ) -> None:
        """Name what pages depend on; nothing is made yet."""
        self.given = sheets, frame, theme, words, shelf, stage, old
        self.sheets, self.frame, self.theme, self.words, self.shelf, self.stage, self.old = self.given
        self.base = page_base(theme, frame)
        self.pages: dict[str, Page] = {}
        self.proses: dict[str, Prose] = {}
        self.freezer: PageFreezer | None = None

    def __reduce__(self) -> tuple[type[Press], tuple[object, ...]]:
        """Travel to a process without what must be made there."""
        return Press, self.given

    def part(self, span: range) -> list[Made]:
        """Take over the pages of *span* that stand already, and draw the others."""
        sheets = self.sheets[span.start : span.stop]
        packed = {one.url: pack(one.page) for one in sheets if one.page}
        digests = {one.url: one.digest or _identity(packed[one.url]) for one in sheets}
        keys = {url: page_key(found, self.base) for url, found in digests.items()}
        kept = {url: self.old.reuse(url[1:], key) for url, key in keys.items()}
        stale = tuple(one for one in sheets if kept[one.url] is None)
        drawn = self._draw(stale, digests) if stale else {}
        self.shelf.keep_packed({digests[one.url]: packed[one.url] for one in stale if one.page})
        return [
            Made(artifact=known, fresh=False, digest=digests[url]) if known
            else Made(artifact=Artifact(path=url[1:], key=keys[url], digest=drawn[url][0], size=drawn[url][1]), fresh=True, digest=digests[url])
            for url, known in kept.items()
        ]  # fmt: skip

    def _draw(self, stale: tuple[Sheet, ...], digests: Mapping[str, str]) -> dict[str, tuple[str, int]]:
        known = self.shelf.take([digests[one.url] for one in stale if one.page is None])
        self.pages.clear()
        self.pages.update((one.url, one.page or _page(known, digests[one.url])) for one in stale)
        self.proses = self.words(tuple(dict.fromkeys(filter(None, map(prose_of, self.pages.values())))))
        freezer = self.ready()
        freezer.urls, freezer.drawn = tuple(self.pages), {}
        with _world(self.stage):
            freezer.freeze()
        staging.write_files(self.stage, {url[1:]: data for url, data in freezer.drawn.items()})
        return {url: (digest(data), len(data)) for url, data in freezer.drawn.items()}

    def ready(self) -> PageFreezer:
        """Return this process's freezer."""
        if self.freezer is None:
            app = page_app(self.pages, self.frame, self.theme, lambda key: self.proses[key], {})
            self.freezer = PageFreezer(app, self.stage)
        return self.freezer


class ForgottenError(WorldError):
    """A page that the shelf was to have is not there: the whole way must be gone."""


def _page(known: Mapping[str, object], wanted: str) -> Page:
    page = known.get(wanted)
    if not isinstance(page, Page):
        raise ForgottenError(wanted)
    return page


def freeze(
    site: Site,
    theme: Theme,
    words: Words,
    shelf: Shelf,
    extra: tuple[TextFile | Late, ...],
    *,
    portal: Path,
    stage: Path,
    old: Old,
    cache: Path,
    workers: int,
    tick: Tick,
) -> list[Made]:
    """Put into *stage* what is new of the site's files, and return all; *extra* are files of other rooms (the search index).

    *tick* is told what is being done, how many are done, and of how many.
    """
    sheets = tuple(Sheet(url=page.url, page=page) for page in site.pages)
    pages = draw_pages(Press(sheets, site.frame, theme, words, shelf, stage, old), workers, tick)
    plain = (*site.files, *extra)
    return [*pages, *take_files(plain, theme, stage, old), *_take_media(site, portal, stage, old, cache)]


def take_files(files: tuple[TextFile | Late, ...], theme: Theme, stage: Path, old: Old) -> Iterator[Made]:
    """Put into *stage* what is new of the files that need no drawing: those of the portal, and the theme's."""
    plain = {file.url: file.text.encode() for file in files if isinstance(file, TextFile)}
    plain |= {asset.url: asset.data for asset in theme.assets}
    yield from (_take_plain(stage, url[1:], data, old) for url, data in sorted(plain.items()))
    yield from (_make(late, stage, old) for late in files if isinstance(late, Late))


def draw_pages(press: Press, workers: int, tick: Tick) -> list[Made]:
    """Draw all pages, in spans that whoever is free takes next."""
    count = len(press.sheets)
    spans = [range(at, min(at + _SPAN, count)) for at in range(0, count, _SPAN)]

    caller = os.getpid()

    def part(span: range) -> list[Made]:
        if os.getpid() == caller:  # one process tells, and spans are taken in their order
            tick("trang", span.start, count)
        return press.part(span)

    press.ready()
    parts = crew.share(part if crew.forks() else press.part, spans, workers=workers)
    tick("trang", count, count)
    return [made for part in parts for made in part]


def _write(stage: Path, path: str, data: bytes, key: str = "") -> Made:
    staging.write_file(stage, path, data)
    return Made(artifact=Artifact(path=path, key=key, digest=digest(data), size=len(data)), fresh=True)


def _take_plain(stage: Path, path: str, data: bytes, old: Old) -> Made:
    """Write a file whose content is known, unless it stands already."""
    kept = old.reuse(path, "")
    same = kept is not None and kept.digest == digest(data)
    return Made(artifact=kept, fresh=False) if kept and same else _write(stage, path, data)


def _make(late: Late, stage: Path, old: Old) -> Made:
    """Take a late file over, or make it now."""
    key = digest(f"{program_digest()}|{late.url}".encode())[:32]
    kept = old.reuse(late.url[1:], key)
    return (
        Made(artifact=kept, fresh=False)
        if kept
        else _write(stage, late.url[1:], late.make().text.encode(), key)
    )


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


def page_key(page: str, base: str) -> str:
    """Return the key of a page: the digest of its value, and in *base* the program, the theme and the frame."""
    return digest(f"{base}|{page}".encode())[:32]


def page_digest(page: Page) -> str:
    """Return the digest of a page's value, as this program writes it."""
    return _identity(pack(page))


def _identity(packed: bytes) -> str:
    return digest(program_digest().encode() + packed)[:32]


def page_base(theme: Theme, frame: Frame) -> str:
    """Return what is the same in the keys of all pages: the program, the theme, the frame."""
    return digest(f"{program_digest()}|{theme.digest}|".encode() + pack(frame))


def prose_of(page: Page) -> str:
    """Return the key of the prose that *page* shows, or nothing."""
    ref = page.body.prose if isinstance(page.body, ItemView | ListingView) else None
    return ref.key if ref else ""


def _take_media(site: Site, portal: Path, stage: Path, old: Old, cache: Path) -> Iterator[Made]:
    for job in site.media:
        source = media_file(job, portal, cache)
        drawn = source.name if job.format else ""  # the cache's name tells the recipe and the encoder too
        key = digest(f"{job.digest}|{job.width}|{job.format}|{job.url}|{drawn}".encode())[:32]
        kept = old.reuse(job.url[1:], key)
        if kept:
            yield Made(artifact=kept, fresh=False)
            continue
        staging.copy_file(stage, job.url[1:], source)
        with _world(stage):
            data = staging.stage_path(stage, job.url[1:]).read_bytes()
        if not job.format and digest(data) != job.digest:
            raise WorldError(f"Tệp “{job.source}” vừa bị thay đổi trong lúc dựng. Đợi lưu xong rồi chạy lại.")
        yield Made(
            artifact=Artifact(path=job.url[1:], key=key, digest=digest(data), size=len(data)), fresh=True
        )


def media_file(job: MediaJob, portal: Path, cache: Path) -> Path:
    """Return where the bytes of *job* lie: the drawn variant in the cache, or the file of the portal as it is."""
    return media.cached(job, cache) if job.format else portal / job.source
