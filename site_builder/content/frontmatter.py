"""Front matter: the block between two `---` lines → a tree of plain strings with their lines, and the body.

YAML is read as strings only (`CBaseLoader`), so that `08`, `no` or a bare date hold no surprise. Anchors and aliases
are refused (an alias bomb loads in 2 ms and explodes on first use), duplicate keys are findings, and depth and size
are limited before the parser sees the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from site_builder.errors import Finding, Where, error

MAX_CHARS = 100_000
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FENCE = re.compile(r"^---[ \t]*$")
_COLON = re.compile(r"^(?P<key>[^:#]{1,60}): +(?P<value>[^\"'\[{|>].*: ?.*)$")
_OPENERS = re.compile(r"[\[{]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A plain value and its line in the file."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list and its line in the file."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A key as it was written, its line, its value."""

    key: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping with its keys in the order of the file."""

    pairs: tuple[Pair, ...]
    line: int


Node = Scalar | Sequence | Table


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file cut in two: the table of keys, the body, and the file line on which the body begins."""

    table: Table
    body: str
    body_line: int


def read_front_matter(text: str, path: str) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
    """Cut *text* into front matter and body; what cannot be read is findings, with the line and the remedy."""
    lines = text.split("\n")
    if not lines or not _FENCE.match(lines[0]):
        return None, (_missing(path),)
    end = next((i for i, line in enumerate(lines[1:], 1) if _FENCE.match(line)), 0)
    if not end:
        return None, (_unclosed(path),)
    block = "\n".join(lines[1:end])
    if len(block) > MAX_CHARS or len(_OPENERS.findall(block)) > 2_000:
        return None, (_too_big(path),)
    table, findings = _load(block, path)
    if table is None:
        return None, findings
    return FrontMatter(table, "\n".join(lines[end + 1 :]), end + 2), findings


def _load(block: str, path: str) -> tuple[Table | None, tuple[Finding, ...]]:  # noqa: PLR0911 (one way out a trouble)
    """Compose the YAML of *block*, whose first line is line 2 of the file."""
    findings: list[Finding] = []
    try:
        alias = _check_events(block)
        if alias:
            return None, (_alias(path, alias),)
        root = yaml.compose(block, Loader=_LOADER)
        if root is None:
            return Table((), 2), ()
        if not isinstance(root, yaml.MappingNode):
            return None, (_not_keys(path, root.start_mark.line + 2),)
        node = _node(root, path, findings, 0)
    except yaml.MarkedYAMLError as exc:
        return None, (_bad_yaml(exc, block, path),)
    except yaml.YAMLError:
        return None, (_bad_character(path),)
    except RecursionError:
        return None, (_too_big(path),)
    return (node if isinstance(node, Table) else None), tuple(findings)


def _check_events(block: str) -> int:
    """Return the file line of the first anchor or alias, 0 where there is none; refuse deep nesting.

    Events come one by one, while composing goes down a level of C for each level of the text, without a limit: a
    line of dashes would end the program in a crash of the interpreter.
    """
    depth = 0
    for event in yaml.parse(block, Loader=_LOADER):
        if getattr(event, "anchor", None):
            return (event.start_mark.line if event.start_mark else 0) + 2
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            raise RecursionError
    return 0


def _node(node: yaml.Node, path: str, findings: list[Finding], depth: int) -> Node:
    line = node.start_mark.line + 2
    if depth > MAX_DEPTH:
        raise RecursionError
    if isinstance(node, yaml.ScalarNode):
        return Scalar(str(node.value), line)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(tuple(_node(item, path, findings, depth + 1) for item in node.value), line)
    return Table(_pairs(node, path, findings, depth), line)


def _pairs(node: yaml.Node, path: str, findings: list[Finding], depth: int) -> tuple[Pair, ...]:
    pairs: dict[str, Pair] = {}
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        line = key_node.start_mark.line + 2
        if key in pairs:
            findings.append(duplicate_key(path, key, line, pairs[key].line))
        else:
            pairs[key] = Pair(key, line, _node(value, path, findings, depth + 1))
    return tuple(pairs.values())


def duplicate_key(path: str, key: str, line: int, first: int) -> Finding:
    """Say that *key* stands twice."""
    return error(
        "content.duplicate-key",
        f"Khoá “{key}” được viết hai lần (dòng {first} và dòng {line}).",
        Where(path=path, line=line, key=key),
        "Giữ lại một dòng, xoá dòng kia.",
    )


def _missing(path: str) -> Finding:
    return error(
        "content.front-matter",
        "Tệp không mở đầu bằng phần khai báo.",
        Where(path=path, line=1),
        "Dòng đầu tiên của tệp là ba dấu gạch ---, tiếp theo là Tiêu đề:, Ngày đăng: …, rồi lại một dòng ---.",
    )


def _unclosed(path: str) -> Finding:
    return error(
        "content.front-matter",
        "Phần khai báo đầu tệp chưa được đóng lại.",
        Where(path=path, line=1),
        "Thêm một dòng chỉ có ba dấu gạch --- sau khoá cuối cùng, trước nội dung bài.",
    )


def _too_big(path: str) -> Finding:
    return error(
        "content.front-matter",
        "Phần khai báo đầu tệp quá dài hoặc lồng nhau quá sâu.",
        Where(path=path, line=1),
        "Chỉ để các khoá như Tiêu đề, Ngày đăng ở phần khai báo; chuyển nội dung xuống dưới dòng --- thứ hai.",
    )


def _alias(path: str, line: int) -> Finding:
    return error(
        "content.yaml-alias",
        "Phần khai báo dùng ký hiệu & hoặc * của YAML, không được chấp nhận.",
        Where(path=path, line=line),
        "Nếu giá trị bắt đầu bằng & hoặc *, hãy đặt cả giá trị trong dấu nháy kép.",
    )


def _not_keys(path: str, line: int) -> Finding:
    return error(
        "content.yaml",
        "Phần khai báo không có dạng “khoá: giá trị”.",
        Where(path=path, line=line),
        "Mỗi dòng viết theo dạng Tiêu đề: Họp tổng kết năm 2026 (sau dấu hai chấm có một dấu cách).",
    )


def _bad_character(path: str) -> Finding:
    return error(
        "content.yaml",
        "Phần khai báo có ký tự điều khiển không đọc được.",
        Where(path=path, line=1),
        "Gõ lại phần khai báo, không dán từ chương trình khác.",
    )


def _bad_yaml(exc: yaml.MarkedYAMLError, block: str, path: str) -> Finding:
    """Say in plain words what the YAML parser met; the unquoted colon of a Vietnamese title is the usual cause."""
    lines = block.split("\n")
    mark = exc.problem_mark or exc.context_mark
    index = min(mark.line, len(lines) - 1) if mark else 0
    for at in (index, index - 1):
        found = _COLON.match(lines[at]) if 0 <= at < len(lines) else None
        if found:
            return _colon(path, at + 2, found["key"].strip(), found["value"].strip())
    if "\t" in lines[index]:
        return error(
            "content.yaml",
            f"Dòng {index + 2} có dấu Tab.",
            Where(path=path, line=index + 2),
            "Thay dấu Tab bằng hai dấu cách.",
        )
    return error(
        "content.yaml",
        f"Không đọc được phần khai báo ở dòng {index + 2}.",
        Where(path=path, line=index + 2),
        "Kiểm tra dấu nháy đã đóng chưa, dấu hai chấm có dấu cách phía sau chưa, các dòng con có thụt vào đều "
        "nhau không.",
    )


def _colon(path: str, line: int, key: str, value: str) -> Finding:
    quoted = value.replace('"', "”")
    return error(
        "content.yaml-colon",
        f"Giá trị của “{key}” có dấu hai chấm nên phải đặt trong dấu nháy kép.",
        Where(path=path, line=line, key=key),
        f'Viết lại: {key}: "{quoted}"',
    )
