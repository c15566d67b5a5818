"""Dated items → the older ones that each names as related: near in topic, and none named too often.

Only older items are named, so that a new one changes no old page; and each is named by a handful at most, so that a
mended title changes no more than those.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.assemble.desk import Desk, Item, end
from site_builder.model import Day

_WINDOW = 60
_FRESH = 20  # newer items of its section, until which feeds show an item as well


def relatives(desk: Desk, streams: Mapping[str, tuple[Item, ...]]) -> dict[str, tuple[Item, ...]]:
    """Return, by the path of each dated item, the older items to name: of its section, and of those under one parent."""
    found: dict[str, tuple[Item, ...]] = {}
    for section in desk.config.sections if desk.makes.related else ():
        if not section.parent:
            found |= _of_stream(desk, streams[section.folder], desk.makes.related)
    return found


def _of_stream(desk: Desk, stream: tuple[Item, ...], most: int) -> dict[str, tuple[Item, ...]]:
    """Choose *most* for each, from the oldest on; who is named once more than that is full.

    With that one to spare nearly every item still gets its nearest, and a change does not travel through all that follow.
    In a long stream what is fresh must wait for it: feeds show it as well.
    """
    topics = [frozenset(item.entry.common.topics) for item in stream]
    lapsed = [is_lapsed(desk, item) for item in stream]
    named = [0] * len(stream)
    found: dict[str, tuple[Item, ...]] = {}
    young = len(stream) - _WINDOW
    for at in reversed(range(len(stream))):

        def distance(other: int, at: int = at) -> tuple[int, bool]:
            shared = len(topics[at] & topics[other])
            return -shared, stream[at].entry.section != stream[other].entry.section

        window = range(at + 1, min(at + 1 + _WINDOW, len(stream)))
        free = (
            other
            for other in window
            if not lapsed[other] and named[other] < most + (other - at > _FRESH or other >= young)
        )
        nearest = sorted(free, key=distance)[:most]
        for other in nearest:
            named[other] += 1
        found[stream[at].entry.source.path] = tuple(stream[other] for other in nearest)
    return found


def is_lapsed(desk: Desk, item: Item) -> bool:
    """Tell whether the time for which a notice is valid is over."""
    until = last_day(item)
    return until is not None and desk.clock.has_come(end(until))


def last_day(item: Item) -> Day | None:
    """Return the last day of a notice: of its validity, or of its stay where that is earlier."""
    if item.entry.kind != "notice":
        return None
    days = (item.entry.own.valid_to, item.entry.common.expires)
    return min((day for day in days if day), key=end, default=None)
