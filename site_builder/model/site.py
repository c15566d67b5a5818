"""A whole portal, ready to be rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from site_builder.errors import Finding, Where
from site_builder.model.frame import Frame
from site_builder.model.makes import Makes
from site_builder.model.views import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A file whose text the assembly already knows: data, robots.txt, a server's settings."""

    url: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaJob:
    """One file of media to put into the output: a variant of a picture, or a copy.

    `source` is relative to the portal's folder, `url` the address it gets. Without a `format`
    it is a plain copy; otherwise the picture is drawn at that `width` in the format (AVIF, WEBP, JPEG or PNG), or, where
    the width is 0, copied without what its metadata tell of its taker. `digest` is that of the source.
    """

    source: str
    url: str
    digest: str
    width: int = 0
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDoc:
    """What the search index knows of an item; `prose` is the key of its text.

    `issued` is the day that a document bears; `until` the moment from which the item no longer holds;
    `part` names the file of the index that a dated item stands in: “2025”, “2026”, “2026-2”.
    """

    url: str
    title: str
    summary: str
    kind: str
    kind_label: str
    section: str
    published: str
    extra: str
    prose: str
    issued: str = ""
    until: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a reference stands in the words of a source, which begin on *first_line* of its file."""

    path: str
    reference: str
    first_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A source that is not shown yet, the address it would have, and the moment it waits for; a draft waits for none."""

    path: str
    url: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """A site as it was last built, without its pages: `sheets` pairs the address of each with the digest of its value.

    `settings` is the digest of what `site.toml` said, but for the menu, `base` what is the same in the keys of all pages; `assets` and `shards` are the addresses of the
    theme's files and of the search index's.
    """

    settings: str
    base: str
    frame: Frame
    makes: Makes
    sheets: tuple[tuple[str, str], ...]
    search: tuple[SearchDoc, ...]
    assets: tuple[str, ...]
    shards: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A whole portal, ready to be rendered: every address it answers for is here and nowhere else.

    `sources` pairs the address of each item with the path of its source, for those who show findings beside a page;
    `uses` pairs each file of media with the place that first asked for it; `waiting` are drafts and what is to come. It is the site of any moment
    before `until`.
    """

    frame: Frame
    pages: tuple[Page, ...]
    files: tuple[TextFile, ...]
    media: tuple[MediaJob, ...]
    search: tuple[SearchDoc, ...]
    findings: tuple[Finding, ...]
    sources: tuple[tuple[str, str], ...] = ()
    uses: tuple[tuple[str, Where | Spot], ...] = ()
    waiting: tuple[Waiting, ...] = ()
    until: datetime
