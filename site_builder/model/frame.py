"""What stands on every page: names, menus, contacts, footer. Small and slow: what is in it draws every page anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.model.parts import LinkGroup, Picture, Teaser
from site_builder.model.record import Day, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """An entry of the menu with its children; `url` may be empty where only the children lead somewhere."""

    title: str
    url: str
    external: bool = False
    children: tuple[MenuItem, ...] = ()


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
    """Addresses of the pages that every portal has; "" for one that the theme does not have."""

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

    `trial` and `demo` ask for their banners; `base_url` ends with `/`; `preview` is true in `serve` only. `latest` is
    empty unless the theme asks for it, since it renders every page anew with every new item.
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
    latest: tuple[Teaser, ...] = ()
