"""The desk on which a site is put together: what is known, what was asked of the disk, what was found amiss.

`Desk` is made once per assembly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from site_builder import text
from site_builder.assemble.clock import Clock
from site_builder.assemble.references import References
from site_builder.config import SiteConfig
from site_builder.content.kinds import KINDS, Kind
from site_builder.errors import Where
from site_builder.model import Day, Entry, Link, Makes, Picture, Places, Teaser

DRAFT, SCHEDULED, EXPIRED = "nháp", "hẹn giờ", "hết hạn"
PLACES = Places()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry that the site shows: its address, its title, its state, and the moment it sorts by."""

    entry: Entry
    kind: Kind
    url: str
    title: str
    state: str
    at: datetime

    @property
    def listed(self) -> bool:
        """Tell whether listings, feeds and search show it."""
        return self.state != EXPIRED and not self.entry.common.withdrawn


@dataclass(slots=True, kw_only=True)
class Desk(References):
    """What an assembly knows and gathers: the settings, the moment, the items, and all that refers to something."""

    config: SiteConfig
    clock: Clock
    preview: bool
    makes: Makes
    items: tuple[Item, ...] = ()
    officials: tuple[Entry, ...] = ()
    hidden: Mapping[str, Entry] = field(default_factory=dict)
    teasers: dict[str, Teaser] = field(default_factory=dict)
    leads: dict[str, Picture | None] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the calendar day in Vietnam."""
        return self.clock.today

    def welcome(self, items: tuple[Item, ...]) -> None:
        """Take the items in, so that links can find them by file and by title."""
        self.items = items
        self.addresses = {item.entry.source.path: item.url for item in items}
        self.titles = {item.entry.source.path: item.title for item in items}
        self.coming = {path: _title(entry) for path, entry in self.hidden.items()}

    def absolute(self, url: str) -> str:
        """Return the address that the world uses: without `index.html`, below `base_url`."""
        path = url.removeprefix("/")
        return self.config.base_url + (
            path.removesuffix("index.html") if path.endswith("index.html") else path
        )


def moment(day: Day) -> datetime:
    """Return the first moment of a day, or the moment itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), text.VN)


def end(day: Day) -> datetime:
    """Return the moment at which a period that ends on *day* is over: a date counts in full."""
    if isinstance(day, datetime):
        return day
    if day == date.max:  # 31/12/9999 is how people write “never”
        return datetime.max.replace(tzinfo=text.VN)
    return datetime.combine(day + timedelta(days=1), time(), text.VN)


def day_of(day: Day) -> date:
    """Return the calendar day in Vietnam."""
    return day.astimezone(text.VN).date() if isinstance(day, datetime) else day


def iso(day: Day) -> str:
    """Return ISO 8601: a date, or a moment with its offset."""
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()


def mark_of(entry: Entry, key: str) -> Where:
    """Return the place of a key in the entry's file."""
    mark = entry.mark(key)
    return Where(path=entry.source.path, line=mark.line, key=mark.written)


def kind_of(entry: Entry) -> Kind:
    """Return the kind of an entry."""
    return KINDS[entry.kind]


def _title(entry: Entry) -> str:
    return kind_of(entry).title(entry.common, entry.own)


def link_to(item: Item) -> Link:
    """Return a link to an item by its title."""
    return Link(title=item.title, url=item.url)


def fulfilling(desk: Desk, content: str) -> tuple[Link, ...]:
    """Return a link to the first page that says it has *content*."""
    pages = (item for item in desk.items if content in item.entry.own.get("fulfils", ()) and item.listed)
    return tuple(link_to(item) for item in pages)[:1]


def newest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Sort by date, newest first; the path decides between items of one moment."""
    return tuple(sorted(items, key=lambda item: (item.at, item.entry.source.path), reverse=True))
