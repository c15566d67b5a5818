"""Find double quotes that do not match, and turn straight ones into “ ” where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.text.prose import block_around, code_lines, mask, prose_blocks

_QUOTE = re.compile('["“”]')
_BEFORE_OPENING = frozenset("([{—–-/‘*_~")
_AFTER_CLOSING = frozenset(")]}.,;:!?…—–-/’*_~")


def mixed_quotes(s: str) -> tuple[int, ...]:
    """Return the lines, from 1, where straight and curly quotes mix.

    They are the lines of pairs that open in one style and close in the other, and of every straight quote in
    a text that has curly ones as well.
    """
    lines = s.split("\n")
    blocks = [list(_quotes(lines, start, end)) for start, end in prose_blocks(lines)]
    styles = {char == '"' for block in blocks for char, _ in block}
    if len(styles) < 2:
        return ()
    straight = {line for block in blocks for char, line in block if char == '"'}
    return tuple(sorted(straight.union(*(_mismatched(block) for block in blocks))))


def _quotes(lines: list[str], start: int, end: int) -> Iterator[tuple[str, int]]:
    """Give each double quote of a block's prose with its line, from 1."""
    text = "\n".join(lines[start:end])
    if not _QUOTE.search(text):
        return
    hidden = mask(text)
    line, done = start + 1, 0
    for match in _QUOTE.finditer(hidden):
        line += text.count("\n", done, match.start())
        done = match.start()
        yield match.group(), line


def _mismatched(block: list[tuple[str, int]]) -> set[int]:
    """Return the lines of the pairs whose two quotes differ in style."""
    found: set[int] = set()
    opened: tuple[str, int] | None = None
    for char, line in block:
        if opened is None or char == "“":
            opened = (char, line) if char != "”" else None
            continue
        if (opened[0] == "“") != (char == "”"):
            found |= {opened[1], line}
        opened = None
    return found


def balance_quotes(s: str) -> str:
    """Turn the straight double quotes of prose into “ ”, paragraph by paragraph, where the pairs are sure.

    A paragraph with an inch sign, a quote left open or one quote within another stays as it is.
    """
    return "\n".join(pair_quotes(s.split("\n")))


def pair_quotes(lines: list[str]) -> list[str]:
    """Return *lines* with their straight quotes paired; only the paragraphs that hold one are looked at."""
    code = code_lines(lines)
    mended = list(lines)
    done = 0
    for index, line in enumerate(lines):
        if '"' in line and index >= done and index not in code:
            start, done = block_around(lines, index, code)
            mended[start:done] = _balanced("\n".join(lines[start:done])).split("\n")
    return mended


def _balanced(text: str) -> str:
    """Return the text of a block with its quotes paired, or unchanged when a pair is in doubt."""
    hidden = mask(text)
    places = [match.start() for match in _QUOTE.finditer(hidden)]
    roles = "".join(_role(hidden, place) for place in places)
    if not roles or roles != "“”" * (len(places) // 2):
        return text
    chars = list(text)
    for place, role in zip(places, roles, strict=True):
        chars[place] = role
    return "".join(chars)


def _role(text: str, place: int) -> str:
    """Return the curly form of the quote at *place*, judged by its neighbours, or “?”."""
    if text[place] != '"':
        return text[place]
    before = text[place - 1] if place else " "
    after = text[place + 1 : place + 2] or " "
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
    if opens == closes:
        return "?"
    return "“" if opens else "”"
