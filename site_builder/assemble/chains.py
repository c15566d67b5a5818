"""Documents that replace one another → chains, each put together once, however many documents look at it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_builder.assemble.desk import Item

SHOWN = 21
"""Steps of a long chain that a page shows: those around its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of a chain, oldest first, and how many steps lie before it and after it."""

    steps: tuple[Item, ...] = ()
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """All chains: by the path of a document the chain it stands in, and its place there."""

    members: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def around(self, item: Item) -> Window:
        """Return the part of its chain around *item*; empty where it stands alone."""
        path = item.entry.source.path
        chain = self.members.get(path, ())
        if len(chain) < 2:
            return Window()
        start = max(0, min(self.places[path] - SHOWN // 2, len(chain) - SHOWN))
        steps = chain[start : start + SHOWN]
        return Window(steps=steps, before=start, after=len(chain) - start - len(steps))


def link_up(items: Mapping[str, Item], pairs: Iterable[tuple[str, str]]) -> Chains:
    """Return the chains of *items* (by path) that the *pairs* of paths join."""
    near: dict[str, list[str]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    members: dict[str, tuple[Item, ...]] = {}
    places: dict[str, int] = {}
    for path in near:
        if path not in members:
            chain = tuple(sorted((items[one] for one in _joined(path, near)), key=_age))
            members |= {one.entry.source.path: chain for one in chain}
            places |= {one.entry.source.path: at for at, one in enumerate(chain)}
    return Chains(members=members, places=places)


def _joined(start: str, near: Mapping[str, list[str]]) -> set[str]:
    """Return all that can be reached from *start*."""
    found = {start}
    queue = [start]
    while queue:
        fresh = {one for one in near[queue.pop()] if one not in found}
        found |= fresh
        queue.extend(fresh)
    return found


def _age(item: Item) -> tuple[object, ...]:
    return item.entry.own.issued, item.entry.own.number, item.entry.source.path
