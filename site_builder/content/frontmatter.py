"""Front matter: the block between two `---` lines → a tree of plain strings with their lines, and the body.

YAML is read as strings only (`CBaseLoader`), so that `08`, `no` or a bare date hold no surprise. Anchors and aliases
are refused (an alias bomb loads in 2 ms and explodes on first use), duplicate keys are findings, and depth and size
are limited before the parser sees the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from site_builder.content.diagnosis import cut_short, explain, not_keys
from site_builder.errors import Finding, Where, error

MAX_CHARS = 100_000
MAX_DEPTH = 20
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_DEEP = re.compile(r"[ \t?:-]{8}")


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
    opening = _OPENING.match(text)
    if not opening:
        return None, (_missing(path),)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return None, (_unclosed(path),)
    block = text[opening.end() : closing.start() - 1]
    if len(block) > MAX_CHARS or block.count("[") + block.count("{") > 2_000:
        return None, (_too_big(path),)
    table, findings = _load(block, path)
    if table is None:
        return None, findings
    return FrontMatter(table, text[closing.end() + 1 :], text.count("\n", 0, closing.start()) + 2), findings


def _load(block: str, path: str) -> tuple[Table | None, tuple[Finding, ...]]:  # noqa: PLR0911 (one way out a trouble)
    """Compose the YAML of *block*, whose first line is line 2 of the file."""
    findings: list[Finding] = []
    try:
        alias = 0 if _is_shallow(block) else _check_events(block)
        if alias:
            return None, (_alias(path, alias),)
        root = yaml.compose(block, Loader=_LOADER)
        if root is None:
            return Table((), 2), ()
        if not isinstance(root, yaml.MappingNode):
            return None, (not_keys(block, path, root.start_mark.line + 2),)
        node = _node(root, path, findings, 0)
        findings.extend(cut_short(root, block, path) if "#" in block else ())
    except yaml.MarkedYAMLError as exc:
        return None, (explain(exc, block, path),)
    except yaml.YAMLError:
        return None, (_bad_character(path),)
    except RecursionError:
        return None, (_too_big(path),)
    return (node if isinstance(node, Table) else None), tuple(findings)


def _is_shallow(block: str) -> bool:
    """Tell at a glance that *block* is one document, without anchors and of few levels, as nearly all are.

    Levels of block style begin in different columns, two at most in one (a list right below its key); a bracket
    opens one level, or two where a list holds `a: b`. Eight columns and two brackets make no more than 20.
    """
    marked = "&" in block or "*" in block or "---" in block or "..." in block
    return not marked and block.count("[") + block.count("{") <= 2 and not _DEEP.search(block)


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


def _bad_character(path: str) -> Finding:
    return error(
        "content.yaml",
        "Phần khai báo có ký tự điều khiển không đọc được.",
        Where(path=path, line=1),
        "Gõ lại phần khai báo, không dán từ chương trình khác.",
    )
