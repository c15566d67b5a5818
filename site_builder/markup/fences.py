"""Fenced code: which lines of a text stand between fences, found in one pass however many fences are left open."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENS = re.compile(r"(`{3,}|~{3,})[ ]*[\w#.+-]*[ ]*$")


def fences(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give the opening and the closing line of each block of fenced code; a fence that is never closed is text."""
    marks = [index for index, line in enumerate(lines) if line.startswith(("```", "~~~"))]
    closing: dict[str, list[int]] = {}
    for index in reversed(marks):
        closing.setdefault(lines[index].rstrip(), []).append(index)
    done = -1
    for index in marks:
        match = _OPENS.match(lines[index])
        if index <= done or not match:
            continue
        ends = closing.get(match[1], [])
        while ends and ends[-1] <= index:
            ends.pop()
        if ends:
            done = ends[-1]
            yield index, done


def without_code(body: str) -> str:
    """Return *body* with fenced code as blanks: as long as before, line for line."""
    if "```" not in body and "~~~" not in body:
        return body
    lines = body.split("\n")
    for start, end in tuple(fences(lines)):
        lines[start : end + 1] = [" " * len(line) for line in lines[start : end + 1]]
    return "\n".join(lines)
