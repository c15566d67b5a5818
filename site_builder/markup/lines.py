"""Where something of the finished text stands in the file: looked for only when there is a finding to tell."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from site_builder.markup.fences import without_code

_HEADING = re.compile(r"^[ \t>*+\-\d.:]*#{1,6}|<h[1-6]\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"^[ ]{0,3}(?:=+|-+)[ ]*$")
_TABLE = re.compile(r"(?im)^[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$|<table\b")
_BEFORE = r"(?:\]\(\s*<?|(?:href|src)\s*=\s*[\"']?\s*|\]:\s*<?|<)"
_SAMPLES = (60, 30, 15, 8)


def locate(body: str, reference: str, first_line: int) -> int:
    """Return the line of the file on which *reference* first stands in *body*; its first line where it does not."""
    return Lines(body=body, first=first_line).reference(reference)


@dataclass(slots=True)
class Lines:
    """A body whose first line is line *first* of its file. What is dear is worked out when it is first asked for."""

    body: str
    first: int
    _letters: str = field(default="", init=False)
    _starts: list[int] = field(default_factory=list, init=False)

    def at(self, position: int) -> int:
        """Return the line of a position in the body."""
        return self.first + self.body.count("\n", 0, position)

    def reference(self, reference: str, nth: int = 0) -> int:
        """Return the line of the *nth* use of a link's or picture's address: as a target first, then anywhere."""
        written = dict.fromkeys((reference, html.escape(reference), html.escape(reference, quote=False)))
        any_of = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in written)
        body = without_code(self.body)
        for pattern in (f"{_BEFORE}(?P<it>{any_of})(?=[\\s\"'>)]|$)", f"(?P<it>{any_of})"):
            found = [match.start("it") for match in re.finditer(pattern, body, re.IGNORECASE)]
            if found:
                return self.at(found[min(nth, len(found) - 1)])
        return self.first

    def table(self, number: int) -> int:
        """Return the line on which the table with this number, from 1, begins."""
        found = [
            match for match in _TABLE.finditer(without_code(self.body)) if "|" in match[0] or "<" in match[0]
        ]
        if number > len(found):
            return self.first
        match = found[number - 1]
        return self.at(match.start()) - ("<" not in match[0])

    def text(self, words: str, after: int = 0) -> int:
        """Return the line where a text begins, by its letters alone; *after* is a line it does not stand before."""
        if not self._starts:
            self._spell()
        letters = _letters(words)
        start = self._starts[min(max(after - self.first, 0), len(self._starts) - 1)]
        for size in _SAMPLES:
            position = self._letters.find(letters[:size], start)
            if letters and position >= 0:
                return self.first + bisect_right(self._starts, position) - 1
        return max(after, self.first)

    def _spell(self) -> None:
        pieces = [_letters(line) for line in self.body.split("\n")]
        total = 0
        for piece in pieces:
            self._starts.append(total)
            total += len(piece)
        self._letters = "".join(pieces)

    def headings(self) -> list[tuple[int, str]]:
        """Return the lines that look like headings, with their letters."""
        lines = without_code(self.body).split("\n")
        found: list[tuple[int, str]] = []
        for number, line in enumerate(lines):
            under = number + 1 < len(lines) and line.strip() and _UNDERLINE.match(lines[number + 1])
            if under or _HEADING.search(line):
                found.append((self.first + number, _letters(line)))
        return found

    def heading(self, words: str, after: int, places: list[tuple[int, str]]) -> int:
        """Return the line of a heading by its words, the first of *places* at or behind the line *after*."""
        letters = _letters(words)
        found = (line for line, spelt in places if line >= after and letters[:30] in spelt)
        return next(found, self.text(words, after))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, html.unescape(words))).lower()
