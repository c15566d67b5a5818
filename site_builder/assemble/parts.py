"""Dated items → parts that stay as they are when a newer item comes: by year, and within a year by hundreds from the oldest.

Sitemaps, open data and the search index are cut so. Nothing is ever cut anew: a full part is left alone, a new year
begins a new one, and the first part of a year keeps the year's name however many follow it.
"""

from __future__ import annotations

from collections.abc import Iterable

from site_builder import text
from site_builder.assemble.desk import Item, newest_first

PART = 100
"""Items of a part: at most 140 KB of search index, 75 KB of data."""


def parts(items: Iterable[Item]) -> dict[str, tuple[Item, ...]]:
    """Return the parts of *items*, oldest first, each with its items newest first: “2025”, “2026”, “2026-2”, and so on."""
    years: dict[int, list[Item]] = {}
    for item in reversed(newest_first(items)):
        years.setdefault(item.at.astimezone(text.VN).year, []).append(item)
    return {
        f"{year}-{number}" if number > 1 else str(year): tuple(reversed(found[start : start + PART]))
        for year, found in years.items()
        for number, start in enumerate(range(0, len(found), PART), 1)
    }
