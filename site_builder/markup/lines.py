"""Where something of the finished text stands in the file: looked for only when there is a finding to tell."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from site_builder.markup.fences import without_code

_HEADING = re.compile(r"^[ \t>*+\-\d.:]*#{1,6}|<h[1-6]\b", re.IGNORECASE)
_UNDERLINE = re.compile(r"^[ ]{0,3}(?:=+|-+)[ ]*$")
_TABLE = re.compile(r"(?im)^[ >]*+\|?[ ]*+:?-++:?[ ]*+(?:\|[ ]*+:?-++:?[ ]*+)*\|?[ ]*+$|<table\b")
_BEFORE = re.compile(r"(?:\]\(\s*<?|(?:href|src)\s*=\s*[\"']?\s*|\]:\s*<?|<)\Z", re.IGNORECASE)
_AFTER = ("", *" \t\n\"'>)")
_MOST_PLACES = 20_000
_SAMPLES = (60, 30, 15, 8)


def locate(body: str, reference: str, first_line: int) -> int:
    """Return the line of the file on which *reference* first stands in *body*; its first line where it does not."""
    return Lines(body=body, first=first_line).reference(reference)


@dataclass(slots=True)
class Lines:
    """A body whose first line is line *first* of its file. What is dear is worked out when it is first asked for."""

    body: str
    first: int
    _bare: str = field(default="", init=False)
    _letters: str = field(default="", init=False)
    _starts: list[int] = field(default_factory=list, init=False)

    def at(self, position: int) -> int:
        """Return the line of a position in the body."""
        return self.first + self.body.count("\n", 0, position)

    def reference(self, reference: str, nth: int = 0) -> int:
        """Return the line of the *nth* use of a link's or picture's address: as a target first, then anywhere."""
        written = tuple(
            dict.fromkeys((reference, html.escape(reference), html.escape(reference, quote=False)))
        )
        targets, anywhere = self._places(written, nth)
        if not anywhere and " " in reference:
            spaced = re.search(re.escape(reference).replace(r"\ ", r"\s+"), self._prose())
            anywhere = [spaced.start()] if spaced else []
        found = targets or anywhere
        return self.at(found[min(nth, len(found) - 1)]) if found and reference else self.first

    def _places(self, written: tuple[str, ...], nth: int) -> tuple[list[int], list[int]]:
        """Return where one of *written* stands as a target, up to the *nth*, and where it stands at all."""
        body = self._prose()
        targets: list[int] = []
        anywhere: list[int] = []
        for one in written:
            at = body.find(one) if one else -1
            while at >= 0 and len(targets) <= nth and len(anywhere) < _MOST_PLACES:
                anywhere.append(at)
                after = body[at + len(one) : at + len(one) + 1]
                if after in _AFTER and _BEFORE.search(body, max(at - 20, 0), at):
                    targets.append(at)
                at = body.find(one, at + len(one))
        return sorted(targets), sorted(anywhere)

    def _prose(self) -> str:
        """Return the body with its fenced code blanked."""
        if not self._bare:
            self._bare = without_code(self.body)
        return self._bare

    def table(self, number: int) -> int:
        """Return the line on which the table with this number, from 1, begins."""
        found = [match for match in _TABLE.finditer(self._prose()) if "|" in match[0] or "<" in match[0]]
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
        lines = self._prose().split("\n")
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
