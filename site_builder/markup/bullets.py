"""Lists as clerks write them: with an office program's bullets, or without the blank line before."""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_ITEM = re.compile(r"([-*+]|[0-9]{1,3}\.)[ \t]+\S")
_TEXT = re.compile(r"[\w“\"(*_]")
_BULLET = re.compile(r"([ ]*)(?:[•·▪●○◦‣][ ]*|–[ ]+|-(?=[^\W\d_]))(?=\S)")


class Bullets(Preprocessor):
    """Two and more lines with bullets, one after the other, are a list: an office program's, and ours after a text.

    The library wants a blank line before a list, which clerks leave out after “gồm:”.
    """

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with our bullets, and a blank line before each such list."""
        marks = ["bullet" if _BULLET.match(line) else _item(line) for line in lines]
        result: list[str] = []
        for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
            before, after = marks[at - 1] if at else "", marks[at + 1] if at + 1 < len(lines) else ""
            if mark != "bullet" or mark not in {before, after}:
                if mark and mark == after and _ends_text(lines, marks, at):
                    result.append("")
                result.append(line)
                continue
            if before != mark and result and result[-1].strip():
                result.append("")
            result.append(_BULLET.sub(r"\1- ", line, count=1))
        return result


def _item(line: str) -> str:
    """Name the kind of list that *line* is an item of, or return nothing."""
    found = _ITEM.match(line)
    return ("number" if found[1][0].isdigit() else found[1]) if found else ""


def _ends_text(lines: list[str], marks: list[str], at: int) -> bool:
    """Tell whether the line before *at* is running text, and no part of a list: a first number must be 1."""
    if at == 0 or marks[at - 1] or not _TEXT.match(lines[at - 1]):
        return False
    above = at - 1
    while above and lines[above - 1].strip():
        above -= 1
        if marks[above]:
            return False
    return marks[at] != "number" or lines[at].startswith("1")
