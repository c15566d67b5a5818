"""What a clerk wrote: sources, entries, and the prose that Markdown becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from site_builder.errors import Finding
from site_builder.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text file of a portal: its path from the portal's folder (POSIX, NFC), its text, its SHA-256.

    The text is empty where nobody needs it any more.
    """

    path: str
    text: str = field(repr=False)
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageField:
    """A picture as named in front matter or text: the file as written, and the words that go with it."""

    file: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentField:
    """An attachment as named in front matter."""

    file: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A visible correction of something published."""

    on: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who let an item go out, and when."""

    by: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a key stands in a file, and how the clerk wrote it."""

    key: str
    written: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One Markdown file, read and typed: `common` holds the fields of every kind, `own` those of its kind.

    `lacks` is what a draft must still be given before it may go out; one that lacks a required key cannot be shown.
    `body` is empty once it has been rendered: thousands of entries are held at a time, and of their words only gists.
    """

    source: Source
    kind: str
    section: str
    slug: str
    common: Record
    own: Record
    body: str = field(repr=False)
    body_line: int
    marks: tuple[Mark, ...]
    lacks: tuple[Finding, ...] = ()

    @property
    def showable(self) -> bool:
        """Tell whether every required key is there."""
        return not any(one.is_error for one in self.lacks)

    def mark(self, key: str) -> Mark:
        """Return where *key* stands; a key that was not written points at the file's first line."""
        return next((mark for mark in self.marks if mark.key == key), Mark(key=key, written=key, line=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a text, for its table of contents."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Safe HTML made from Markdown, with numbered holes for what only the site can know.

    A link stands as `href="⟦n⟧"`-like holes (see `markup.LINK`), a picture as one of `markup.PICTURE`; `links[n]`
    and `pictures[n]` are what the clerk wrote there. `text` is the plain text, for search and summaries.
    """

    html: str
    text: str
    lead: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    pictures: tuple[ImageField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What the site must know of a prose without its words; `key` finds the prose, `blank` tells that it shows nothing."""

    key: str
    lead: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    pictures: tuple[ImageField, ...]
    blank: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave, whatever stands in the others: an entry without its words, their gist, and findings.

    `mentions` are the names of files in the text, folded. An entry with an error among its findings is None.
    """

    entry: Entry | None
    gist: Gist | None
    findings: tuple[Finding, ...]
    mentions: tuple[str, ...]
