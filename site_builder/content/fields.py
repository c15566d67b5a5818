"""Field types: a node of front matter → a typed value, or a slip in plain words.

One table of fields per kind gives the types, the findings, the Vietnamese and English names, the JSON Schema and the
reference pages: nothing about a field is written twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from site_builder import text
from site_builder.content.frontmatter import Node, Pair, Scalar, Sequence, Table
from site_builder.model import Approval, AttachmentField, Correction, ImageField

TRUE = {"co", "true", "yes", "dung", "1"}
FALSE = {"khong", "false", "no", "sai", "0", ""}


class Slip(ValueError):  # noqa: N818 (it is the clerk's, not the program's)
    """A value that cannot be used: `args` are the message, the hint and the line."""

    @property
    def parts(self) -> tuple[str, str, int]:
        """Return the message, the hint and the line."""
        message, hint, line = self.args
        return str(message), str(hint), int(line)


@dataclass(frozen=True, slots=True, eq=False)
class FieldType:
    """A type: its name for people, how a node becomes a value, what stands for absence, its JSON Schema."""

    name: str
    convert: Callable[[Node], Any]
    empty: Any = None
    schema: Mapping[str, Any] = dataclass_field(default_factory=lambda: {"type": "string"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a kind: English key, Vietnamese label, type, and what a clerk should know of it."""

    key: str
    label: str
    type: FieldType
    required: bool = False
    also: tuple[str, ...] = ()
    help: str = ""
    example: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name that means this field, in normal form."""
        return tuple(dict.fromkeys(text.key_name(name) for name in (self.key, self.label, *self.also)))


def plain(node: Node) -> str:
    """Return the text of a single value."""
    if isinstance(node, Scalar):
        return " ".join(text.clean(node.text).text.split())
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


def _day(node: Node) -> Any:
    """Return a moment where an hour was written, else a date."""
    value = plain(node)
    if not value:
        return None
    try:
        return text.parse_moment(value) if text.has_time(value) else text.parse_date(value)
    except ValueError as exc:
        raise Slip(str(exc), "Viết theo dạng ngày/tháng/năm, ví dụ 28/02/2026.", node.line) from exc


def _date(node: Node) -> Any:
    value = plain(node)
    if not value:
        return None
    try:
        return text.parse_date(value)
    except ValueError as exc:
        raise Slip(str(exc), "Viết theo dạng ngày/tháng/năm, ví dụ 28/02/2026.", node.line) from exc


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


def _part(table: Table, keys: dict[str, str]) -> dict[str, Pair]:
    """Return the pairs of *table* by English key; a name that *keys* does not know is a slip."""
    found: dict[str, Pair] = {}
    for pair in table.pairs:
        key = keys.get(text.key_name(pair.key))
        if key is None:
            near = text.nearest(pair.key, tuple(keys))
            hint = (
                f"Có phải là “{near}”?"
                if near
                else "Các khoá dùng được: " + ", ".join(sorted(set(keys))) + "."
            )
            raise Slip(f"Không có khoá “{pair.key}” ở đây.", hint, pair.line)
        if key in found:
            raise Slip(f"“{pair.key}” và “{found[key].key}” là một khoá.", "Giữ lại một dòng.", pair.line)
        found[key] = pair
    return found


def _get(parts: dict[str, Pair], key: str) -> str:
    return plain(parts[key].value) if key in parts else ""


_IMAGE = {
    "tep": "file", "file": "file", "mo ta": "alt", "alt": "alt", "chu thich": "caption", "caption": "caption",
    "nguon anh": "credit", "nguon": "credit", "credit": "credit",
}  # fmt: skip
_FILE = {"tep": "file", "file": "file", "ten": "title", "title": "title", "tieu de": "title"}
_CORRECTION = {"ngay": "on", "on": "on", "noi dung": "text", "text": "text"}
_APPROVAL = {"nguoi duyet": "by", "by": "by", "ngay duyet": "on", "ngay": "on", "on": "on"}


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


def _attachments(node: Node) -> tuple[AttachmentField, ...]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(
        _attachment(item) for item in items if not (isinstance(item, Scalar) and not item.text.strip())
    )


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
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(_correction(item) for item in items)


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


def _object(*keys: str) -> dict[str, Any]:
    return {"type": ["string", "object"], "properties": {key: {"type": "string"} for key in keys}}


def _list(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": ["array", "string", "object"], "items": schema}


TEXT = FieldType("chữ", plain, "")
LONG_TEXT = FieldType("đoạn chữ", _long, "")
TEXTS = FieldType("danh sách chữ", _texts, (), {"type": ["array", "string"], "items": {"type": "string"}})
DATE = FieldType("ngày", _date)
DAY = FieldType("ngày hoặc ngày giờ", _day)
BOOLEAN = FieldType("có/không", _boolean, False, {"enum": ["có", "không", "true", "false", True, False]})
INTEGER = FieldType("số", _integer, None, {"type": ["integer", "string"]})
IMAGE = FieldType("ảnh", _image, None, _object("file", "alt", "caption", "credit"))
ATTACHMENTS = FieldType("danh sách tệp", _attachments, (), _list(_object("file", "title")))
CORRECTIONS = FieldType("danh sách đính chính", _corrections, (), _list(_object("on", "text")))
APPROVAL = FieldType("phê duyệt", _approval, None, _object("by", "on"))
