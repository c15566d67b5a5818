"""Field types: a node of front matter → a typed value, or a slip in plain words.

One table of fields per kind gives the types, the findings, the Vietnamese and English names, the JSON Schema and the
reference pages: nothing about a field is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from site_builder import text
from site_builder.content.frontmatter import Node, Pair, Scalar, Sequence, Table
from site_builder.model import Approval, AttachmentField, Correction, ImageField

TRUE = {"co", "true", "yes", "dung", "1"}
FALSE = {"khong", "false", "no", "sai", "0", ""}


_WORDS: Mapping[str, Any] = {"type": ["string", "number", "null"]}
"""What an editor may take a written value for: `2026` is a number to YAML, and an empty line null."""


class Slip(ValueError):  # noqa: N818 (it is the clerk's, not the program's)
    """A value that cannot be used: `args` are the message, the hint and the line."""

    @property
    def parts(self) -> tuple[str, str, int]:
        """Return the message, the hint and the line."""
        message, hint, line = self.args
        return str(message), str(hint), int(line)


@dataclass(frozen=True, slots=True, eq=False)
class FieldType:
    """A type: its name for people, how a node becomes a value, what stands for absence, JSON Schema, an example."""

    name: str
    convert: Callable[[Node], Any]
    empty: Any = None
    schema: Mapping[str, Any] = dataclass_field(default_factory=lambda: _WORDS)
    example: str = ""
    parts: tuple[str, ...] = ()
    """The names that stand below the key, indented."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a kind: English key, Vietnamese label, type, and what a clerk should know of it.

    An example that begins with a line's end is YAML below the key; any other is a plain value.
    """

    key: str
    label: str
    type: FieldType
    required: bool = False
    also: tuple[str, ...] = ()
    help: str = ""
    example: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return every name that means this field as we write it, the label first."""
        return (self.label, *self.also, self.key)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name that means this field, in normal form."""
        return tuple(dict.fromkeys(text.key_name(name) for name in (self.key, self.label, *self.also)))

    @property
    def sample(self) -> str:
        """Return an example, the type's where the field has none of its own."""
        return self.example or self.type.example


def plain(node: Node) -> str:
    """Return the text of a single value."""
    if isinstance(node, Scalar):
        return text.one_line(node.text)
    raise Slip(
        "Ở đây cần một giá trị, không phải một danh sách.", "Viết giá trị trên cùng dòng với khoá.", node.line
    )


def _long(node: Node) -> str:
    if isinstance(node, Scalar):
        return text.clean(node.text).text.strip()
    return plain(node)


def _texts(node: Node) -> tuple[str, ...]:
    """Return a list of texts; a single text stands for a list of one."""
    if isinstance(node, Sequence):
        return tuple(filter(None, (plain(item) for item in node.items)))
    return tuple(filter(None, (plain(node),)))


def _numbers(node: Node) -> tuple[str, ...]:
    """Return the numbers of documents; several may stand on one line, since no number holds a comma."""
    parts = (part.strip() for one in _texts(node) for part in re.split("[,;]", one))
    return tuple(filter(None, parts))


def _day(node: Node) -> Any:
    """Return a moment where an hour was written, else a date."""
    value = plain(node)
    if not value:
        return None
    try:
        return text.parse_moment(value) if text.has_time(value) else text.parse_date(value)
    except ValueError as exc:
        raise _no_day(exc, value, node.line) from exc


def _date(node: Node) -> Any:
    value = plain(node)
    if not value:
        return None
    try:
        return text.parse_date(value)
    except ValueError as exc:
        raise _no_day(exc, value, node.line) from exc


_ADVICE = re.compile(r"[;,] viết theo dạng ngày/tháng/năm, ví dụ [\d/]+")
_SHORT_YEAR = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})", re.ASCII)


def _no_day(exc: ValueError, value: str, line: int) -> Slip:
    """Say what is wrong with a day once, and how to write it: as meant, where only the century is missing."""
    short = _SHORT_YEAR.fullmatch(value)
    hint = (
        f"Viết đủ năm: {short[1]}/{short[2]}/20{short[3]}."
        if short
        else "Viết theo dạng ngày/tháng/năm, ví dụ 28/02/2026."
    )
    return Slip(_ADVICE.sub("", str(exc)), hint, line)


def _boolean(node: Node) -> bool:
    value = text.fold(plain(node)).strip()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise Slip(f"“{plain(node)}” không phải là có hoặc không.", "Viết có hoặc không.", node.line)


def _integer(node: Node) -> int | None:
    value = plain(node)
    if not value:
        return None
    if value.isascii() and value.lstrip("-").isdigit() and len(value) < 10:
        return int(value)
    raise Slip(f"“{value}” không phải là số nguyên.", "Viết một số, ví dụ 3.", node.line)


def _part(table: Table, labels: Mapping[str, str]) -> dict[str, Pair]:
    """Return the pairs of *table* by English key; a name that *labels* does not know is a slip."""
    keys = {text.key_name(name): key for label, key in labels.items() for name in (label, key)}
    found: dict[str, Pair] = {}
    for pair in table.pairs:
        key = keys.get(text.key_name(pair.key))
        if key is None:
            near = text.nearest(pair.key, (*labels, *labels.values()))
            hint = f"Có phải là “{near}”?" if near else f"Các khoá dùng được: {', '.join(labels)}."
            raise Slip(f"Không có khoá “{pair.key}” ở đây.", hint, pair.line)
        if key in found:
            raise Slip(f"“{pair.key}” và “{found[key].key}” là một khoá.", "Giữ lại một dòng.", pair.line)
        found[key] = pair
    return found


def _get(parts: dict[str, Pair], key: str) -> str:
    return plain(parts[key].value) if key in parts else ""


_IMAGE = {"Tệp": "file", "Mô tả": "alt", "Chú thích": "caption", "Nguồn ảnh": "credit", "Nguồn": "credit"}
_FILE = {"Tệp": "file", "Tên": "title", "Tiêu đề": "title"}
_CORRECTION = {"Ngày": "on", "Nội dung": "text"}
_APPROVAL = {"Người duyệt": "by", "Ngày duyệt": "on", "Ngày": "on"}


def _image(node: Node) -> ImageField | None:
    """Return a picture; a single text is its file."""
    if isinstance(node, Scalar):
        return ImageField(file=plain(node)) if plain(node) else None
    if not isinstance(node, Table):
        raise Slip("Ảnh cần có các khoá Tệp, Mô tả.", "Viết Ảnh: rồi xuống dòng, thụt vào: Tệp: …", node.line)
    parts = _part(node, _IMAGE)
    if not _get(parts, "file"):
        raise Slip("Ảnh chưa có khoá Tệp.", "Thêm dòng Tệp: ten-anh.jpg (thụt vào dưới Ảnh:).", node.line)
    return ImageField(**{key: _get(parts, key) for key in ("file", "alt", "caption", "credit")})


def _items(node: Node) -> tuple[Node, ...]:
    """Return the items of a list, empty ones left out; anything else is a list of one."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(item for item in items if not (isinstance(item, Scalar) and not item.text.strip()))


def _attachments(node: Node) -> tuple[AttachmentField, ...]:
    return tuple(_attachment(item) for item in _items(node))


def _attachment(node: Node) -> AttachmentField:
    if isinstance(node, Scalar):
        return AttachmentField(file=plain(node))
    if not isinstance(node, Table):
        raise Slip("Tệp đính kèm viết chưa đúng.", "Mỗi tệp một dòng: - Tệp: mau-don.pdf", node.line)
    parts = _part(node, _FILE)
    if not _get(parts, "file"):
        raise Slip("Tệp đính kèm chưa có khoá Tệp.", "Thêm dòng Tệp: mau-don.pdf.", node.line)
    return AttachmentField(file=_get(parts, "file"), title=_get(parts, "title"))


def _corrections(node: Node) -> tuple[Correction, ...]:
    return tuple(_correction(item) for item in _items(node))


def _correction(node: Node) -> Correction:
    parts = _part(node, _CORRECTION) if isinstance(node, Table) else {}
    if set(parts) != {"on", "text"}:
        raise Slip(
            "Đính chính cần có Ngày và Nội dung.",
            "Viết: - Ngày: 01/03/2026, xuống dòng: Nội dung: …",
            node.line,
        )
    on, words = _date(parts["on"].value), _long(parts["text"].value)
    if not on or not words:
        raise Slip(
            "Đính chính còn để trống Ngày hoặc Nội dung.", "Điền cả hai, ví dụ Ngày: 01/03/2026.", node.line
        )
    return Correction(on=on, text=words)


def _approval(node: Node) -> Approval | None:
    if isinstance(node, Scalar):
        return Approval(by=plain(node)) if plain(node) else None
    if not isinstance(node, Table):
        raise Slip(
            "Phê duyệt cần có Người duyệt.", "Viết Phê duyệt: rồi xuống dòng: Người duyệt: …", node.line
        )
    parts = _part(node, _APPROVAL)
    return Approval(by=_get(parts, "by"), on=_date(parts["on"].value) if "on" in parts else None)


def _language(node: Node) -> str:
    value = plain(node)
    if not value or text.language(value):
        return text.language(value)
    near = text.nearest_language(value)
    hint = f"Có phải là {near}?" if near else "Viết mã của ngôn ngữ, ví dụ vi, en, zh, ko, km, tyz (Tày), hmn (Mông)."
    raise Slip(f"“{value}” không phải là mã ngôn ngữ.", hint, node.line)


def choice(name: str, *choices: str) -> FieldType:
    """Make a type that takes one of *choices*, whatever the case and marks it is written with."""
    by_fold = {text.fold(item): item for item in choices}

    def convert(node: Node) -> str:
        value = plain(node)
        if not value or text.fold(value) in by_fold:
            return by_fold.get(text.fold(value), "")
        near = text.nearest(value, choices)
        hint = f"Có phải là “{near}”?" if near else "Chọn một trong: " + ", ".join(choices) + "."
        raise Slip(f"“{value}” không có trong danh sách.", hint, node.line)

    return FieldType(name, convert, "", {"type": "string", "enum": list(choices)})


# --- what an editor may complete and check ---------------------------------------------------------------------------

_DAY_PATTERN = "([0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATES = {"type": ["string", "null"], "pattern": f"^{_DAY_PATTERN}?$"}
_DAYS = {"type": ["string", "null"], "pattern": f"^([0-9]{{1,2}} ?[:hg].*[ ,])?{_DAY_PATTERN}([Tt ,].*)?$|^$"}


def needs(names: Iterable[str]) -> dict[str, Any]:
    """Return the schema of a table that holds a key under one of its *names*."""
    return {"anyOf": [{"required": [name]} for name in names]}


def _object(labels: Mapping[str, str], *needed: str, **special: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a table of *labels*, of which the keys *needed* must be there."""
    pairs = {name: key for label, key in labels.items() for name in (label, key)}
    there = [needs(name for name in pairs if pairs[name] == key) for key in needed]
    return {
        "type": "object",
        "properties": {name: special.get(key, _WORDS) for name, key in pairs.items()},
        "additionalProperties": False,
        **({"allOf": there} if there else {}),
    }


def _or_words(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_WORDS, schema]}


def _or_list(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "array", "items": schema}]}


TEXT = FieldType("chữ", plain, "")
LONG_TEXT = FieldType("đoạn chữ", _long, "")
LANGUAGE = FieldType("mã ngôn ngữ", _language, "")
TEXTS = FieldType("danh sách chữ", _texts, (), _or_list(_WORDS))
NUMBERS = FieldType("danh sách số, ký hiệu", _numbers, (), _or_list(_WORDS))
DATE = FieldType("ngày", _date, None, _DATES, "20/11/2026")
DAY = FieldType("ngày hoặc ngày giờ", _day, None, _DAYS, "20/11/2026")
BOOLEAN = FieldType(
    "có/không", _boolean, False, {"enum": ["có", "không", "true", "false", True, False]}, "có"
)
INTEGER = FieldType(
    "số", _integer, None, {"type": ["integer", "string", "null"], "pattern": "^-?[0-9]*$"}, "10"
)
IMAGE = FieldType(
    "ảnh",
    _image,
    None,
    _or_words(_object(_IMAGE, "file")),
    "\n  Tệp: anh-dau-bai.jpg\n  Mô tả: Người dân thôn Một dọn đường trục\n  Nguồn ảnh: Ban Biên tập",
    tuple(_IMAGE),
)
ATTACHMENTS = FieldType(
    "danh sách tệp",
    _attachments,
    (),
    _or_list(_or_words(_object(_FILE, "file"))),
    "\n  - Tệp: mau-don.pdf\n    Tên: Mẫu đơn đăng ký",
    tuple(_FILE),
)
CORRECTIONS = FieldType(
    "danh sách đính chính", _corrections, (), _or_list(_object(_CORRECTION, "on", "text", on=_DATES)),
    parts=tuple(_CORRECTION),
)  # fmt: skip
APPROVAL = FieldType(
    "phê duyệt", _approval, None, _or_words(_object(_APPROVAL, on=_DATES)), parts=tuple(_APPROVAL)
)
