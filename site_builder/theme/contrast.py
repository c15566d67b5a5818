"""Two colours → how well one is read on the other, by WCAG's own formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.theme.chain import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two colour tokens that meet on a page, and the contrast that they need."""

    text: str
    on: str
    least: float


def contrast_pairs(chain: Iterable[Link]) -> tuple[Pair, ...]:
    """Return the pairs that the themes of *chain* declare."""
    tables = [table for link in chain for table in link.meta.get("contrast", ())]
    return tuple(
        Pair(text=table["text"], on=ground, least=float(table.get("least", 4.5)))
        for table in tables
        for ground in table["on"]
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours by WCAG's formula, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
