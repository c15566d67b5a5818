"""Limits in front of the parser: what would make it slow or deep becomes a finding before it is parsed.

Python-Markdown is quadratic on `[` (16,000 on a line take 36 s) and recursive on lists (RELIABILITY 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.errors import Finding, Where, error

MAX_CHARS = 1_000_000
MAX_LINE = 20_000
MAX_DEPTH = 20
_PER_LINE = {
    "[": 400,
    "(": 2_000,
    "*": 1_000,
    "_": 1_000,
    "`": 400,
    "<": 800,
    "!": 1_000,
    "&": 4_000,
    "~": 1_000,
}
_PER_BLOCK = {"[": 2_000, "`": 2_000, "<": 4_000, "*": 8_000, "_": 8_000}
_MARKERS = re.compile(rf"^[ \t]*((\d{{1,9}}[.)]|[-*+]|>)[ \t]*){{{MAX_DEPTH + 1},}}")
_BLOCKS = re.compile(r"\n[ \t]*\n")


def refuse(body: str, path: str, first_line: int) -> Iterator[Finding]:
    """Yield what makes *body* unfit for the parser."""
    if len(body) > MAX_CHARS:
        yield _finding(
            "markup.too-long", f"Bài dài {len(body):,} ký tự.".replace(",", "."), path, first_line, _SPLIT
        )
        return
    for number, line in enumerate(body.split("\n"), first_line):
        yield from _line(line, path, number)
    if body.count("[") > _PER_BLOCK["["] or len(body) > 50_000:
        yield from _blocks(body, path, first_line)


def _line(line: str, path: str, number: int) -> Iterator[Finding]:
    if len(line) > MAX_LINE:
        yield _finding(
            "markup.too-long",
            f"Dòng {number} dài quá {MAX_LINE} ký tự.",
            path,
            number,
            "Ngắt dòng thành các đoạn ngắn.",
        )
        return
    if len(line) > 100:
        crowd = next((char for char, most in _PER_LINE.items() if line.count(char) > most), "")
        if crowd:
            yield _crowded(crowd, path, number)
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    if _MARKERS.match(line) or (indent > 4 * MAX_DEPTH and line.strip()[:1] in "-*+0123456789>"):
        yield _finding(
            "markup.too-deep",
            f"Danh sách hoặc trích dẫn lồng nhau quá {MAX_DEPTH} cấp.",
            path,
            number,
            "Viết lại với ít cấp hơn.",
        )


def _blocks(body: str, path: str, first_line: int) -> Iterator[Finding]:
    at = 0
    for block in _BLOCKS.split(body):
        if "|" not in block:
            crowd = next((char for char, most in _PER_BLOCK.items() if block.count(char) > most), "")
            if crowd:
                yield _crowded(crowd, path, first_line + body.count("\n", 0, max(0, body.find(block, at))))
        at += len(block)


def _crowded(char: str, path: str, number: int) -> Finding:
    message = f"Quá nhiều dấu “{char}” liền nhau."
    return _finding(
        "markup.too-many-brackets",
        message,
        path,
        number,
        "Xoá phần thừa; nếu là nội dung thật, chia thành nhiều đoạn.",
    )


_SPLIT = "Chia thành nhiều bài, hoặc để phần dài thành tệp đính kèm."


def _finding(rule: str, message: str, path: str, line: int, hint: str) -> Finding:
    return error(rule, message, Where(path=path, line=line), hint)
