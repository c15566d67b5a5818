"""Who stands below whom, by keys: circles and endless descents are cut, in one pass however deep they are. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MAX_DEPTH = 10
"""Levels below each other; a commune has three or four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """A sound forest: `parents` with what could not stay cut off, and which keys to tell about."""

    parents: Mapping[str, str]
    circles: frozenset[str]
    too_deep: frozenset[str]


def straighten(parents: Mapping[str, str]) -> Descent:
    """Put at the top what stands below itself or more than `MAX_DEPTH` deep; "" is the parent of the top.

    Of a descent that is too deep only the first level beyond is told: what is below it is the same slip.
    """
    circles = _circles(parents)
    open_ended = {key: "" if key in circles else up for key, up in parents.items()}
    depths = _depths(open_ended)
    return Descent(
        parents={key: up if depths[key] <= MAX_DEPTH else "" for key, up in open_ended.items()},
        circles=circles,
        too_deep=frozenset(key for key, depth in depths.items() if depth == MAX_DEPTH + 1),
    )


def below(parents: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the keys below each key, in their order; those at the top are below ""."""
    found: dict[str, list[str]] = {}
    for key, up in parents.items():
        found.setdefault(up, []).append(key)
    return found


def _circles(parents: Mapping[str, str]) -> frozenset[str]:
    """Return the keys that stand below themselves; what merely hangs on a circle is not among them."""
    done: set[str] = set()
    found: set[str] = set()
    for start in parents:
        way: dict[str, int] = {}
        key = start
        while key and key not in done and key not in way:
            way[key] = len(way)
            key = parents.get(key, "")
        if key in way:
            found.update(tuple(way)[way[key] :])
        done.update(way)
    return frozenset(found)


def _depths(parents: Mapping[str, str]) -> dict[str, int]:
    """Return the level of each key, from 1; *parents* has no circles."""
    depths = {"": 0}
    for start in parents:
        way = []
        key = start
        while key not in depths:
            way.append(key)
            key = parents.get(key, "")
        depths |= {one: depth for depth, one in enumerate(reversed(way), depths[key] + 1)}
    return depths
