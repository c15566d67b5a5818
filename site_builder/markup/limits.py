"""What a text may cost: a meter that the parser feeds, and checks before it, so that no text hangs a build.

Python-Markdown is quadratic on some rubbish and recurses on some more. The meter counts the characters that its slow
loops touch (never seconds, so that every machine gives the same answer) and raises `Overspent`, which `render` turns
into a finding. What no meter can see (one call of a regular expression) is refused or defused before the parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BYTES = 1_000_000
MAX_LINE = 20_000
MAX_DEPTH = 20
MAX_INLINE_DEPTH = 80  # emphasis and links within each other, the blocks around them counted in
MAX_BLOCKS = 20_000
MAX_TAGS = 60_000
MAX_OPEN_TAGS = 200
MAX_OPEN_BRACKETS = 200
MAX_OUTPUT = 8_000_000
MAX_ENTITIES = 150_000  # the sanitiser needs 9 s for a million in one paragraph
BUDGET = 12_000_000

_TAG = re.compile(r"<[A-Za-z/!?]")
_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_VOID = frozenset(
    {"br", "hr", "img", "input", "wbr", "col", "area", "base", "embed", "link", "meta", "source"}
)


class Overspent(Exception):  # noqa: N818 (not an error of ours: it ends in a finding)
    """A text costs more than it may; `args` hold the rule that it breaks, and a line of the body or 0."""


@dataclass(slots=True)
class Meter:
    """Counts what a text costs; the one mutable thing here, emptied before each text."""

    spent: int = 0

    def spend(self, units: int, rule: str = "markup.too-complex") -> None:
        """Charge *units* (about 0.1 µs each) and stop the parser where the budget is gone."""
        self.spent += units
        if self.spent > BUDGET:
            raise Overspent(rule)

    def reset(self) -> None:
        """Start anew."""
        self.spent = 0


def check(body: str) -> None:
    """Raise `Overspent` where *body* is too long, has an endless line, or more blocks, tags or brackets than it may."""
    if len(body) > MAX_BYTES // 4 and len(body.encode()) > MAX_BYTES:
        raise Overspent("markup.too-long", 0)
    if len(body) > MAX_LINE:
        _check_lines(body)
    if body.count("[") - body.count("]") > MAX_OPEN_BRACKETS:
        raise Overspent("markup.too-many-brackets")
    if body.count("<") > MAX_OPEN_TAGS:
        _check_tags(body)


def _check_lines(body: str) -> None:
    """Refuse an endless line, and more blocks than a page can hold."""
    for number, line in enumerate(body.split("\n")):
        if len(line) > MAX_LINE:
            raise Overspent("markup.too-long", number)
    if body.count("\n\n") > MAX_BLOCKS:
        raise Overspent("markup.too-complex")


def _check_tags(body: str) -> None:
    """Refuse more raw tags than a table of a report needs, and hundreds of tags open at once."""
    if sum(1 for _ in _TAG.finditer(body)) > MAX_TAGS:
        raise Overspent("markup.too-complex")
    opened: dict[str, int] = {}
    depth = 0
    for match in _OPENING.finditer(body):
        name = match[2].lower()
        if not match[1] and name not in _VOID:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        elif match[1] and opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > MAX_OPEN_TAGS:
            raise Overspent("markup.too-deep", body.count("\n", 0, match.start()))
