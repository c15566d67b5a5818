"""What pages are put together from: pictures, links, teasers."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from site_builder import text
from site_builder.model.record import EMPTY, Day, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseRef:
    """Which prose a page shows, by the key of its source, and what fills its holes."""

    key: str
    links: tuple[str, ...] = ()
    pictures: tuple[Picture | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One size of a picture: its address and its width in pixels."""

    url: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFormat:
    """One format of a picture, smallest variant first."""

    mime: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture ready to show: `formats` are the better ones, in order; `src` is what every browser can read.

    `width` and `height` are those of `src` in pixels.
    """

    alt: str
    caption: str
    credit: str
    src: str
    width: int
    height: int
    fallback: tuple[Variant, ...] = ()
    formats: tuple[PictureFormat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to take along: its address, title, type (`PDF`) and size in bytes."""

    url: str
    title: str
    type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link; `external` leads out of the portal, `note` is a small text beside it (a count, a year)."""

    title: str
    url: str
    external: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """Useful links under one title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """An item as a listing shows it. `facts` are its kind's own small facts (a document's number, status …).

    `state` is empty, or one of nháp, hẹn giờ, hết hạn (the first two only in the preview). A notice is `lapsed` when
    what it announces is over, though it is still listed.
    """

    kind: str
    kind_label: str
    url: str
    title: str
    summary: str
    section: Link
    published: Day | None
    picture: Picture | None
    facts: Record = EMPTY
    featured: bool = False
    expires: Day | None = None
    state: str = ""
    lapsed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pages of a listing, newest first; `newer`/`older` are the neighbours of this one."""

    number: int
    count: int
    pages: tuple[Link, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Ways to send a page on without a server and without any third-party script; worked out where a theme asks."""

    address: str
    title: str
    summary: str

    @property
    def mail(self) -> str:
        """Return the address that opens a letter with the title, the summary and the address."""
        body = f"{self.summary}\n\n{self.address}" if self.summary else self.address
        words = text.shorten(body, 600) if len(body) > 900 else body
        return f"mailto:?subject={quote(self.title)}&body={quote(words)}"

    @property
    def facebook(self) -> str:
        """Return the address of the page on which people there share it."""
        return f"https://www.facebook.com/sharer/sharer.php?u={quote(self.address, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the home page: newest items of one section, and the way to the rest."""

    title: str
    link: Link
    kind: str
    items: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineNode:
    """A line of the sitemap page with the lines under it; `cuts` (by year, by type) are each one line of links."""

    title: str
    url: str
    cuts: tuple[LinkGroup, ...] = ()
    children: tuple[OutlineNode, ...] = ()
