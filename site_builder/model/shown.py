"""What a page shows: everything that a template may use, complete and by value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.model.record import EMPTY, Day, Record
from site_builder.model.written import Approval, Correction, Heading


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
class MenuItem:
    """An entry of the menu with its children; `url` may be empty where only the children lead somewhere."""

    title: str
    url: str
    external: bool = False
    children: tuple[MenuItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """Useful links under one title."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in the footer."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office of the commune, as people look for it."""

    name: str
    address: str
    phone: str = ""
    fax: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """A unit that this one was formed from (DOMAIN R01-R06)."""

    name: str
    kind: str
    district: str = ""
    province: str = ""
    domains: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The commune itself. `full_name` is “xã Lúa Vàng”, `province` is “tỉnh Mẫu”, `authority` is “UBND xã Lúa Vàng”."""

    name: str
    kind: str
    full_name: str
    authority: str
    province: str
    code: str
    tagline: str
    in_force_from: date | None
    emblem: Picture | None
    offices: tuple[Office, ...]
    predecessors: tuple[Predecessor, ...]
    content_head: Person | None
    spokesperson: Person | None
    hotline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The urgent notice that stands on every page until `until`."""

    title: str
    text: str
    url: str
    until: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Addresses of the pages that every portal has."""

    home: str = "/index.html"
    search: str = "/tim-kiem.html"
    contact: str = "/lien-he.html"
    sitemap: str = "/so-do-trang.html"
    privacy: str = "/quyen-rieng-tu.html"
    accessibility: str = "/tro-nang.html"
    feeds: str = "/rss.html"
    rss: str = "/rss.xml"
    data: str = "/du-lieu.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands on every page: small and slow, because a change here renders every page anew.

    `trial` and `demo` ask for their banners; `base_url` ends with `/`; `preview` is true in `serve` only.
    """

    unit: Unit
    base_url: str
    trial: bool
    demo: bool
    menu: tuple[MenuItem, ...]
    links: tuple[LinkGroup, ...]
    alert: Alert | None
    places: Places
    options: Record
    monitoring_code: str = ""
    copyright_from: str = ""
    preview: bool = False


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
    """The page of one entry of any kind: the common fields by name, the kind's own in `own`, computed ones in `derived`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Ways to send a page on without any third-party script: ready addresses."""

    address: str
    mail: str
    facebook: str


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
class Pager:
    """The pages of a listing, newest first; `newer`/`older` are the neighbours of this one."""

    number: int
    count: int
    pages: tuple[Link, ...]
    newer: Link | None
    older: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A section, an archive of a year, or a type: items and the ways on.

    `facets` are further cuts of the same items: years, types of documents, sub-sections.
    """

    title: str
    description: str
    kind: str
    items: tuple[Teaser, ...]
    pager: Pager | None
    facets: tuple[LinkGroup, ...] = ()
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
class Block:
    """A block of the home page: newest items of one section, and the way to the rest."""

    title: str
    link: Link
    kind: str
    items: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The home page; an empty part hides (and was reported to the clerk)."""

    lead: Teaser | None
    latest: tuple[Teaser, ...]
    notices: Block | None
    documents: Block | None
    blocks: tuple[Block, ...]
    contacts: tuple[OfficialView, ...]
    quick: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineNode:
    """A line of the sitemap page with the lines under it."""

    title: str
    url: str
    children: tuple[OutlineNode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView:
    """A page whose words are the theme's: contact, search, sitemap, privacy, accessibility, feeds, data, 404.

    `outline` serves the sitemap page, `groups` the lists of links that such a page shows; `desk` is where people bring
    their applications.
    """

    title: str
    description: str = ""
    outline: tuple[OutlineNode, ...] = ()
    groups: tuple[LinkGroup, ...] = ()
    contacts: tuple[OfficialView, ...] = ()
    desk: Office | None = None
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
