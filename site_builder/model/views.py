"""What each kind of page shows, and the page itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.model.frame import Office
from site_builder.model.parts import (
    Attachment,
    Block,
    Link,
    LinkGroup,
    OutlineNode,
    Pager,
    Picture,
    ProseRef,
    Share,
    Teaser,
)
from site_builder.model.record import Day, Record
from site_builder.model.written import Approval, Correction, Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself to browsers, search machines and those who share it (F19)."""

    title: str
    description: str
    canonical: str
    lang: str = "vi"
    noindex: bool = False
    type: str = "website"
    image: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    feed: Link | None = None
    structured: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """The page of one entry of any kind: the common fields by name, the kind's own in `own`, computed ones in `derived`.

    `topics` are the names as written; `topic_links` lead to their pages, where the theme has such.
    """

    kind: str
    kind_label: str
    title: str
    summary: str
    state: str
    published: Day | None
    updated: Day | None
    expires: Day | None
    author: str
    source: str
    approval: Approval | None
    topics: tuple[str, ...]
    picture: Picture | None
    prose: ProseRef | None
    headings: tuple[Heading, ...]
    attachments: tuple[Attachment, ...]
    corrections: tuple[Correction, ...]
    own: Record
    derived: Record
    section: Link
    related: tuple[Teaser, ...] = ()
    newer: Link | None = None
    older: Link | None = None
    children: tuple[Link, ...] = ()
    siblings: tuple[Link, ...] = ()
    archived: str = ""
    share: Share
    topic_links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnView:
    """The short notice that stays where an item was taken back."""

    title: str
    reason: str
    on: Day | None
    section: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedView:
    """An old address that leads to the new one."""

    target: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month in an archive: its items, or in a large year the ways to the pages of the listing that hold them."""

    title: str
    items: tuple[Teaser, ...] = ()
    pages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A section, an archive of a year, or a type: items and the ways on.

    `facets` are further cuts of the same items: years, types of documents, sub-sections. An archive shows its `items`
    by `months`; `up` leads to the section from a page that is not its first.
    """

    title: str
    description: str
    kind: str
    items: tuple[Teaser, ...]
    pager: Pager | None
    facets: tuple[LinkGroup, ...] = ()
    months: tuple[Month, ...] = ()
    up: Link | None = None
    prose: ProseRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialView:
    """An official as people may look for them (G03, G04)."""

    anchor: str
    name: str
    title: str
    unit: Link | None
    duties: str
    phone: str
    email: str
    photo: Picture | None
    is_contact: bool
    is_spokesperson: bool
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNode:
    """A unit in the organisation, with its people and the units under it."""

    name: str
    url: str
    functions: str
    address: str
    phone: str
    email: str
    hours: str
    officials: tuple[OfficialView, ...]
    children: tuple[UnitNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationView:
    """The organisation as one chart that is also a list (G01); `people` are all in office, in the order of the chart."""

    title: str
    description: str
    tree: tuple[UnitNode, ...]
    people: tuple[OfficialView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask about a subject: the unit and its telephone."""

    subject: str
    unit: Link
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page; an empty part hides (and was reported to the clerk). `directory` leads to everybody's number."""

    lead: Teaser | None
    latest: tuple[Teaser, ...]
    notices: Block | None
    documents: Block | None
    blocks: tuple[Block, ...]
    contacts: tuple[Contact, ...]
    directory: Link | None = None
    quick: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView:
    """A page whose words are the theme's: contact, search, sitemap, privacy, accessibility, feeds, data, 404.

    `outline` serves the sitemap page, `groups` the lists of links that such a page shows; `desk` is where people bring
    their applications, `services` the page that explains them, `directory` the page of everybody's number.
    """

    title: str
    description: str = ""
    outline: tuple[OutlineNode, ...] = ()
    groups: tuple[LinkGroup, ...] = ()
    directory: Link | None = None
    desk: Office | None = None
    services: Link | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed: `updated` is the newest item's date, in RFC 822; each item carries its own."""

    title: str
    description: str
    link: str
    address: str
    updated: str
    items: tuple[FeedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """An item of a feed or a sitemap, with absolute addresses; `date` is RFC 822 in feeds and W3C in sitemaps."""

    title: str
    address: str
    summary: str
    date: str
    category: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """A `sitemap.xml`, or the index of several."""

    items: tuple[FeedItem, ...]


View = (
    ItemView
    | WithdrawnView
    | MovedView
    | ListingView
    | OrganisationView
    | HomeView
    | PlainView
    | FeedView
    | MapView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that one page's template may show: `body` is the view that the template is made for.

    `crumbs` lead from the home page, which has none itself, to the page, which is the last of them.
    """

    url: str
    template: str
    head: Head
    body: View
    crumbs: tuple[Link, ...] = ()
    current: str = ""
    absolute: bool = False
