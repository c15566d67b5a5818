"""Tell prose from syntax in Markdown, so that cleaning never touches code, tags or addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKER = r"(?:[-*+:]|\d{1,9}[.)])[ \t]+"
_LEAD = re.compile(rf"[ \t]*(?:(?:>[ \t]?|{_MARKER})[ \t]*)*")
_FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
_TICKS = re.compile("`+")
_STARTS_BLOCK = re.compile(rf"[ \t]*(?:{_MARKER}|#|>|\||!!!|\?\?\?|===|///|:::|\[)")
_SYNTAX = re.compile(
    r"""
    (?m:^[ \t]*(?:!!!|\?\?\?|===|///|:::|\[[^\]\n^][^\]\n]*\]:).*$)  # admonitions, blocks, link definitions
    | \\"                                                            # an escaped quote
    | <[A-Za-z/!?][^<>]*>                                            # tags, comments and bare addresses
    | \]\([^()]*+(?:\([^()]*+\)[^()]*+)*\)                           # the target and title of a link
    | \{\{[^{}]*\}\} | \{%[^{}]*%\} | \{[:.\#][^{}]*\}               # shortcodes and attribute lists
    """,
    re.VERBOSE,
)


def lead(line: str) -> str:
    """Return the indentation of a line, with its list markers and signs of quotation."""
    match = _LEAD.match(line)
    return match.group() if match else ""


def code_lines(lines: list[str]) -> frozenset[int]:
    """Return the indices of the lines of fenced code, of `<pre>` and of front matter, fences included."""
    found: set[int] = set()
    start = _front_matter(lines)
    found.update(range(start))
    end = ""
    for index in range(start, len(lines)):
        line = lines[index]
        if end:
            found.add(index)
            end = "" if _closes(line, end) else end
        elif "```" in line or "~~~" in line or "<pre" in line:
            end = _opened(line)
            if end:
                found.add(index)
    return frozenset(found)


def _front_matter(lines: list[str]) -> int:
    """Return the number of lines of the front matter, fences included."""
    fence = lines[0].rstrip() if lines else ""
    if fence not in ("---", "+++"):
        return 0
    return next((index + 1 for index in range(1, len(lines)) if lines[index].rstrip() == fence), 0)


def _opened(line: str) -> str:
    """Return the fence that *line* opens, or nothing."""
    match = _FENCE.match(line, len(lead(line)))
    if match:
        return match.group()
    return "</pre>" if "<pre" in line and "</pre>" not in line else ""


def _closes(line: str, end: str) -> bool:
    """Tell whether *line* closes the block of code that ends with *end*."""
    if end == "</pre>":
        return end in line
    text = line.strip(" \t>")
    return len(text) >= len(end) and not text.strip(end[0])


def prose_blocks(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give the first and the last-but-one line of each paragraph, heading, list item or table row."""
    code = code_lines(lines)
    start = -1
    for index, line in enumerate(lines):
        apart = not _is_prose(lines, index, code)
        if start >= 0 and (apart or _STARTS_BLOCK.match(line)):
            yield start, index
            start = -1
        if start < 0 and not apart:
            start = index
    if start >= 0:
        yield start, len(lines)


def block_around(lines: list[str], index: int, code: frozenset[int]) -> tuple[int, int]:
    """Return the one of `prose_blocks` that holds the line at *index*, which is not empty and not in *code*."""
    start, end = index, index + 1
    while start and not _STARTS_BLOCK.match(lines[start]) and _is_prose(lines, start - 1, code):
        start -= 1
    while end < len(lines) and _is_prose(lines, end, code) and not _STARTS_BLOCK.match(lines[end]):
        end += 1
    return start, end


def _is_prose(lines: list[str], index: int, code: frozenset[int]) -> bool:
    return index not in code and bool(lines[index].strip())


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where `code` stands in the text of a block, back-ticks included, in one pass."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    partner: dict[int, int] = {}
    latest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        if length in latest:
            partner[index] = latest[length]
        latest[length] = index
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        other = partner.get(index, index)
        if other != index:
            spans.append((runs[index][0], runs[other][1]))
        index = other + 1
    return spans


def mask(text: str) -> str:
    """Return the text of a block, as long as before, with code as `x` and other syntax as `*`."""
    pieces: list[str] = []
    done = 0
    for start, end in code_spans(text):
        pieces += (text[done:start], "x" * (end - start))
        done = end
    plain = "".join((*pieces, text[done:]))
    return _SYNTAX.sub(lambda match: "*" * len(match.group()), plain)
