"""What a theme asks the program to make: pages, lists, files for machines, sizes of pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from site_builder.model.frame import Places

PLAIN = ("contact", "sitemap", "privacy", "accessibility", "feeds")
"""Pages whose words are the theme's, and that it may leave out; `search` and `data` have switches of their own."""
FORMATS = ("avif", "webp")
"""Formats of a picture beside the JPEG or PNG that every browser reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The sizes and better formats that a picture is drawn in; without widths it is copied, bare of its metadata."""

    widths: tuple[int, ...] = (480, 960, 1600)
    formats: tuple[str, ...] = FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class Makes:
    """What a theme has pages for; as it stands here where `theme.toml` says nothing.

    `search` is the index with its page, `data` the open data with theirs; `archives` is a page per section and year,
    `years` one per year of the whole portal, `topics` one per topic. `home` counts the newest items on the home page
    beside the first, `related` those below an item, `latest` those in the frame.
    """

    search: bool = True
    data: bool = True
    plain: tuple[str, ...] = PLAIN
    archives: bool = True
    years: bool = False
    topics: bool = False
    home: int = 7
    related: int = 4
    latest: int = 0
    pictures: Pictures = Pictures()

    @property
    def places(self) -> Places:
        """Return the addresses of the pages that every portal has; "" for one that the theme does not have."""
        switches = {"search": self.search, "data": self.data, **{name: name in self.plain for name in PLAIN}}
        return replace(Places(), **{name: "" for name, made in switches.items() if not made})
