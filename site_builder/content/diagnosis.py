"""Front matter that YAML refuses, or quietly cuts short → the line where the clerk slipped, and the remedy.

YAML's own complaint names the line where it could go no further, which is often the one after. So the lines are read
again, from the top, with the slips that people make in mind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import yaml

from site_builder.errors import Finding, Where, error

_KEY = r"^(?P<indent> *(?:- +)?)(?P<key>[^\W\d][^:：#\"'\n]{0,59})"
_ENTRY = re.compile(rf"{_KEY}: +(?P<value>\S.*)$")
_NO_SPACE = re.compile(rf"{_KEY}:(?P<value>[^\s:/].*)$")
_WIDE = re.compile(rf"{_KEY}：\s*(?P<value>.*)$")
_COLON = re.compile(r"^(?P<key>[^:#]{1,60}): +(?P<value>[^\"'\[{|>].*: ?.*)$")
_CLOSED_PARENT = re.compile(r"^#+ ?(?P<key>[^\W\d][^:#]{0,59}):\s*$")
_CHILD = re.compile(r"^(- | +\S)")
_BLOCK = re.compile(r"^(?P<indent> *)[^#\n]*: +[|>][+-]?\d?\s*$")
_QUOTED = re.compile(r"""^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?P<rest>.*)$""")
_OURS = "xoá dòng này"
"""The first words of the comment that `new` once wrote behind `Nháp: có`."""

Check = Callable[[list[str], int, str], Finding | None]


def explain(exc: yaml.MarkedYAMLError, block: str, path: str) -> Finding:
    """Say in plain words what YAML met in *block*, whose first line is line 2 of the file."""
    lines = block.split("\n")
    mark = exc.problem_mark or exc.context_mark
    met = min(mark.line, len(lines) - 1) if mark else 0
    hidden = _in_blocks(lines)
    for at in range(met + 1):
        found = None if at in hidden else _slip(lines, at, path)
        if found:
            return found
    for at in (met, met - 1):
        found = _colon(lines, at, path) if at >= 0 else None
        if found:
            return found
    return _tab(lines, met, path) or _unknown(path, met + 2)


def not_keys(block: str, path: str, line: int) -> Finding:
    """Say why *block*, which is something else than keys with values, is not read."""
    lines = block.split("\n")
    found = (_slip(lines, at, path) for at in range(len(lines)))
    return next(filter(None, found), None) or error(
        "content.yaml",
        "Phần khai báo không có dạng “khoá: giá trị”.",
        Where(path=path, line=line),
        "Mỗi dòng viết theo dạng Tiêu đề: Họp tổng kết năm 2026 (sau dấu hai chấm có một dấu cách).",
    )


def cut_short(root: yaml.Node, block: str, path: str) -> Iterator[Finding]:
    """Find values that a `#` after a space has cut: YAML takes the rest for a comment and says nothing."""
    lines = block.split("\n")
    for node in _scalars(root):
        at = node.end_mark.line
        rest = lines[at][node.end_mark.column :] if at < len(lines) else ""
        comment = rest.lstrip()
        if not node.style and comment.startswith("#") and not comment[1:].strip().startswith(_OURS):
            yield _hash(lines[at], str(node.value), path, at + 2)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the plain values below *node*, keys left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _scalars(value)


def _in_blocks(lines: list[str]) -> frozenset[int]:
    """Return the lines that belong to a long text after `|` or `>`: anything may stand there."""
    found: set[int] = set()
    limit = -1
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if limit >= 0 and (not line.strip() or indent > limit):
            found.add(at)
            continue
        opened = _BLOCK.match(line)
        limit = len(opened["indent"]) if opened else -1
    return frozenset(found)


def _slip(lines: list[str], at: int, path: str) -> Finding | None:
    """Return what is wrong with one line, where that is certain."""
    return next(filter(None, (check(lines, at, path) for check in _CHECKS)), None)


def _wide_colon(lines: list[str], at: int, path: str) -> Finding | None:
    found = _WIDE.match(lines[at])
    if found is None:
        return None
    hint = f"Gõ lại bằng dấu hai chấm thường và một dấu cách: {found['key'].strip()}: {found['value']}"
    message = f"Sau “{found['key'].strip()}” là dấu hai chấm của bộ gõ chữ Hán (：), máy không hiểu."
    return error("content.yaml", message, Where(path=path, line=at + 2, key=found["key"].strip()), hint)


def _no_space(lines: list[str], at: int, path: str) -> Finding | None:
    found = _NO_SPACE.match(lines[at])
    if found is None:
        return None
    key = found["key"].strip()
    return error(
        "content.yaml",
        f"Sau “{key}:” thiếu một dấu cách.",
        Where(path=path, line=at + 2, key=key),
        f"Viết lại: {key}: {found['value']}",
    )


def _quotes(lines: list[str], at: int, path: str) -> Finding | None:
    """Find a value that begins with a quotation mark and does not end with its pair."""
    found = _ENTRY.match(lines[at])
    if found is None or found["value"][0] not in "\"'":
        return None
    key, value = found["key"].strip(), found["value"].rstrip()
    where = Where(path=path, line=at + 2, key=key)
    whole = _QUOTED.match(value)
    if whole is None:
        follows = lines[at + 1] if at + 1 < len(lines) else ""
        if follows.startswith(" "):
            return None
        hint = f"Thêm dấu nháy ở cuối: {key}: {value}{value[0]}"
        return error("content.yaml-quote", f"Dấu nháy mở ở “{key}” chưa được đóng.", where, hint)
    if not whole["rest"].strip() or whole["rest"].lstrip().startswith("#"):
        return None
    hint = f"Đặt cả giá trị trong một cặp dấu nháy khác: {key}: {_around(value)}"
    return error("content.yaml-quote", f"Giá trị của “{key}” còn chữ sau dấu nháy đóng.", where, hint)


def _around(value: str) -> str:
    """Return *value* in quotation marks that leave its own as they are."""
    if '"' in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _special(lines: list[str], at: int, path: str) -> Finding | None:
    """Find a value whose first character means something to YAML, and that is words for people."""
    found = _ENTRY.match(lines[at])
    if found is None:
        return None
    key, value = found["key"].strip(), found["value"].rstrip()
    bracket = value[0] in "[{" and not value.endswith(("]", "}"))
    if not bracket and value[0] not in "@`%":
        return None
    hint = f"Đặt cả giá trị trong dấu nháy: {key}: {_around(value)}"
    message = f"Giá trị của “{key}” bắt đầu bằng “{value[0]}” nên phải đặt trong dấu nháy."
    return error("content.yaml-quote", message, Where(path=path, line=at + 2, key=key), hint)


def _orphan(lines: list[str], at: int, path: str) -> Finding | None:
    """Find a line that belongs below a key whose own line is a comment."""
    above = _CLOSED_PARENT.match(lines[at - 1]) if at else None
    if above is None or not _CHILD.match(lines[at]) or lines[at].lstrip().startswith("#"):
        return None
    key = above["key"].strip()
    return error(
        "content.yaml",
        f"Đây là dòng con của “{key}”, nhưng dòng “{key}:” ở trên đang có dấu # nên máy bỏ qua.",
        Where(path=path, line=at + 2, key=key),
        f"Xoá dấu # ở đầu dòng “{key}:”, hoặc thêm dấu # vào đầu các dòng con.",
    )


_CHECKS: tuple[Check, ...] = (_wide_colon, _no_space, _quotes, _special, _orphan)


def _hash(line: str, value: str, path: str, number: int) -> Finding:
    found = _ENTRY.match(line)
    key, whole = (found["key"].strip(), found["value"].strip()) if found else ("", line.strip(" -"))
    written = f"{key}: {_around(whole)}" if key else _around(whole)
    return error(
        "content.yaml-hash",
        f"Máy bỏ qua phần sau dấu #, giá trị chỉ còn “{value}”.",
        Where(path=path, line=number, key=key),
        f"Viết lại: {written}. Nếu sau dấu # là lời ghi chú, chuyển nó lên một dòng riêng.",
    )


def _colon(lines: list[str], at: int, path: str) -> Finding | None:
    found = _COLON.match(lines[at])
    if found is None:
        return None
    key, value = found["key"].strip(), found["value"].strip().replace('"', "”")
    return error(
        "content.yaml-colon",
        f"Giá trị của “{key}” có dấu hai chấm nên phải đặt trong dấu nháy kép.",
        Where(path=path, line=at + 2, key=key),
        f'Viết lại: {key}: "{value}"',
    )


def _tab(lines: list[str], at: int, path: str) -> Finding | None:
    if "\t" not in lines[at]:
        return None
    where = Where(path=path, line=at + 2)
    return error("content.yaml", f"Dòng {at + 2} có dấu Tab.", where, "Thay dấu Tab bằng hai dấu cách.")


def _unknown(path: str, line: int) -> Finding:
    return error(
        "content.yaml",
        f"Không đọc được phần khai báo ở dòng {line}.",
        Where(path=path, line=line),
        "Kiểm tra dấu nháy đã đóng chưa, dấu hai chấm có dấu cách phía sau chưa, các dòng con có thụt vào đều "
        "nhau không.",
    )
