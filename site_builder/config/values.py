"""What `site.toml` says, as values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from site_builder.model import EMPTY, ImageField, Office, Person, Predecessor, Record

_BASE_URL = re.compile(r"https?://[\w.-]+(:[0-9]+)?(/[A-Za-z0-9~_-][A-Za-z0-9._~-]*)*/?")
UNIT_KINDS = ("xã", "phường", "đặc khu")
UNFILLED = "Chưa khai báo"
"""What `init` writes where nobody has answered yet."""
STAGES = ("thử nghiệm", "chính thức")


def is_base_url(url: str) -> bool:
    """Tell whether a portal can stand at *url*: a scheme, a host, perhaps a folder."""
    return bool(_BASE_URL.fullmatch(url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A folder of content: its title, its default kind, and where it stands."""

    folder: str
    title: str
    kind: str
    description: str = ""
    parent: str = ""
    permalink: str = ""
    home: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A menu entry as written: `to` is a section, a file, a special page or an outside address."""

    title: str
    to: str
    line: int = 1
    children: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsefulLink:
    """A link to another portal, under a group's title."""

    title: str
    url: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """All that `site.toml` says, typed. `base_url` ends with `/`; `trial` is the stage “thử nghiệm”."""

    name: str
    kind: str
    province: str
    province_kind: str
    base_url: str
    code: str = ""
    domain: str = ""
    trial: bool = True
    demo: bool = False
    in_force_from: date | None = None
    criteria_set: str = ""
    commune_group: int = 0
    theme: str = "xa"
    emblem: ImageField | None = None
    emblem_line: int = 0
    tagline: str = ""
    content_head: Person | None = None
    spokesperson: Person | None = None
    hotline: str = ""
    monitoring_code: str = ""
    copyright_from: str = ""
    statements_on: date | None = None
    theme_options: Record = EMPTY
    tokens: Record = EMPTY
    offices: tuple[Office, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    sections: tuple[Section, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    links: tuple[UsefulLink, ...] = ()

    @property
    def full_name(self) -> str:
        """Return the unit with its kind: “xã Lúa Vàng”."""
        return f"{self.kind} {self.name}"
