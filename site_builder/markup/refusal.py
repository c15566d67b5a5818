"""`Overspent` → a finding: what is too much in a text, on which line, and what to do. Works out the line only now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.errors import Finding, Where, error
from site_builder.markup.fences import without_code
from site_builder.markup.limits import MAX_BYTES, MAX_DEPTH, MAX_LINE, Overspent

_MARKERS = re.compile(r"[ \t]*(?:(?:\d{1,9}[.)]|[-*+>:])[ \t]*|/{3,}[ ]*)+")
_BRACKETS = re.compile(r"[\[(]")
_SIGNS = re.compile(r"[^\w\s.,;?%/-]")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a text that breaks *rule*."""

    rule: str
    message: str
    hint: str


_WORDS = (
    Words(
        "markup.too-long",
        f"Bài dài quá {MAX_BYTES // 1000} KB, hoặc có dòng dài quá {MAX_LINE // 1000}.000 ký tự.",
        "Chia thành nhiều bài, ngắt đoạn, hoặc để phần dài thành tệp đính kèm.",
    ),
    Words(
        "markup.too-deep",
        f"Danh sách, trích dẫn hoặc thẻ lồng nhau quá {MAX_DEPTH} cấp.",
        "Viết lại với ít cấp hơn; bảng hoặc đề mục con dễ đọc hơn danh sách nhiều tầng.",
    ),
    Words(
        "markup.too-many-brackets",
        "Quá nhiều dấu ngoặc vuông hoặc ngoặc tròn không khép lại.",
        "Xoá phần thừa, khép mỗi dấu [ bằng một dấu ], hoặc chia đoạn này thành nhiều đoạn.",
    ),
    Words(
        "markup.too-complex",
        "Đoạn này có quá nhiều dấu định dạng, thẻ hoặc ô bảng nên không dựng được.",
        "Xoá phần thừa; nếu là nội dung thật, thêm dòng trống giữa các đoạn hoặc chia thành nhiều bài.",
    ),
    Words(
        "markup.unreadable",
        "Không đọc được cách trình bày của bài.",
        "Xoá bớt dấu định dạng lạ; nếu chưa được, gửi tệp này cho người quản trị.",
    ),
)


def refusal(spent: Overspent, body: str, path: str, first_line: int) -> Finding:
    """Return the finding for a text that costs too much."""
    rule = str(spent.args[0])
    offset = spent.args[1] if len(spent.args) > 1 else _culprit(rule, body)
    words = next(one for one in _WORDS if one.rule == rule)
    return error(rule, words.message, Where(path=path, line=first_line + offset), words.hint)


def _culprit(rule: str, body: str) -> int:
    """Return the line, from 0, that has most of what the rule is about."""
    lines = without_code(body).split("\n")
    if rule == "markup.too-deep":
        return _worst([len(_depth(line)) for line in lines])
    signs = _BRACKETS if rule == "markup.too-many-brackets" else _SIGNS
    return _worst_block(lines, [len(signs.findall(line)) for line in lines])


def _depth(line: str) -> str:
    match = _MARKERS.match(line)
    return match[0].expandtabs(4) if match else line[: len(line) - len(line.lstrip())]


def _worst(counts: list[int]) -> int:
    return max(range(len(counts)), key=counts.__getitem__)


def _worst_block(lines: list[str], counts: list[int]) -> int:
    """Return the first line of the block of lines that has most signs."""
    sums: dict[int, int] = {}
    start = 0
    for number, line in enumerate(lines):
        start = start if line.strip() else number + 1
        sums[start] = sums.get(start, 0) + counts[number]
    worst = max(sums, key=sums.__getitem__)
    return min(worst, len(lines) - 1)
