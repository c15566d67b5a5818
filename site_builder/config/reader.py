"""Tables of TOML → typed values and findings.

TOML itself has no lines for values, so a finding's line is that of the key in the text, counted within its table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from site_builder import markup, text
from site_builder.config.keys import SITE_KEYS, Key
from site_builder.config.values import UNFILLED
from site_builder.errors import Finding, Where, error, note
from site_builder.text import CONFIG_NAME

_WORDS = {"chữ", "điện thoại", "thư điện tử"}
_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(_WORDS, (str, int)), "số": (int,), "có/không": (bool,), "danh sách chữ": (list,), "bảng": (dict,), "người": (dict,),
    "ảnh": (dict,), "bảng lặp": (list,), "ngày": (str, date),
}  # fmt: skip
_NESTED = {"bảng lặp", "người", "ảnh"}
"""Tables that are read by keys of their own, and cleaned there."""
_QUIET = {"dấu xuống dòng kiểu Windows", "dấu cách cuối dòng"}
_MOST = 10**18
"""A larger number is none that anybody means, and Python refuses to write out one of thousands of digits."""


@dataclass(slots=True)
class Reader:
    """Collects findings while tables are read; `lines` are the lines of the file."""

    lines: list[str]
    kinds: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)

    def where(self, key: str, table: str = "", index: int = 0) -> Where:
        """Return the line of *key* in the *index*-th *table* of the file."""
        start = self._table_line(table, index)
        head = "" if table else rf"|^\s*\[+{re.escape(key)}[.\]]"
        pattern = re.compile(rf"(^|[{{,])\s*\"?{re.escape(key)}\"?\s*={head}")
        for number, line in enumerate(self.lines[start:], start + 1):
            if pattern.search(line):
                return Where(path=CONFIG_NAME, line=number, key=key)
            if (
                number > start + 1
                and start
                and line.lstrip().startswith("[")
                and not line.startswith((" ", "\t"))
            ):
                break
        return Where(path=CONFIG_NAME, line=start + 1 if start else 1, key=key)

    def _table_line(self, table: str, index: int) -> int:
        if not table:
            return 0
        heads = [
            i for i, line in enumerate(self.lines) if re.match(rf"\s*\[\[?{re.escape(table)}\]?\]", line)
        ]
        return heads[index] if index < len(heads) else self.where(table).line - 1

    def say(self, rule: str, message: str, where: Where, hint: str) -> None:
        """Add an error."""
        self.findings.append(error(rule, message, where, hint))


def read_table(
    raw: Mapping[str, Any], keys: tuple[Key, ...], reader: Reader, table: str, index: int
) -> dict[str, Any]:
    """Return the typed values of one table; unknown, missing and mistyped keys are findings."""
    known = {key.name: key for key in keys}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        where = reader.where(name, table, index)
        if name not in known:
            hint = _unknown(name, keys, table)
            reader.say("config.unknown-key", f"site.toml không có khoá “{_shown(name)}” ở đây.", where, hint)
        else:
            values |= _typed(known[name], value, reader, where)
    for key in keys:
        if key.required and not raw.get(key.name):
            where = reader.where(key.name, table, index)
            reader.say(
                "config.missing-key", f"site.toml chưa có “{key.name}”.", where, f"{key.help} Thêm khoá này."
            )
    return values


def _unknown(name: str, keys: tuple[Key, ...], table: str) -> str:
    """Return what to do about a key that a table does not have: often it belongs above the first table."""
    known = tuple(key.name for key in keys)
    near = text.nearest(name, known)
    if table and name in {key.name for key in SITE_KEYS}:
        return f"Khoá này là của cả cổng: chuyển dòng lên trên, đặt trước dòng [[{table}]] và mọi dòng [[…]] khác."
    return f"Có phải là “{near}”?" if near else "Các khoá dùng được: " + ", ".join(known) + "."


def _shown(name: str) -> str:
    return text.clean(name).text


def _cleaned(value: Any, reader: Reader, where: Where) -> Any:
    """Return *value* without what cannot be seen or may not stand in a page; what was removed is a note."""
    if isinstance(value, list):
        return [_cleaned(one, reader, where) for one in value]
    if isinstance(value, dict):
        return {_shown(name): _cleaned(one, reader, where) for name, one in value.items()}
    if not isinstance(value, str):
        return value
    done = text.clean(value)
    told = dict.fromkeys(change.what for change in done.changes if change.what not in _QUIET)
    if told:
        message = f"“{where.key}”: đã làm sạch khi dựng trang: {', '.join(told)}."
        hint = "Tệp của bạn không bị sửa. Nên gõ lại giá trị này thay vì dán từ nơi khác."
        reader.findings.append(note("config.cleaned", message, where, hint))
    return done.text


def _too_large(value: Any) -> bool:
    """Tell whether there is a number in *value* that is too long for one."""
    if isinstance(value, list | dict):
        return any(map(_too_large, value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and abs(value) >= _MOST


def _typed(key: Key, value: Any, reader: Reader, where: Where) -> dict[str, Any]:
    """Return `{name: value}`, or nothing where the value cannot be used."""
    wrong = not isinstance(value, _TYPES[key.type]) or (isinstance(value, bool) and key.type != "có/không")
    wrong = wrong or (key.type == "bảng lặp" and not all(isinstance(item, dict) for item in value))
    if wrong or (key.type not in _NESTED and _too_large(value)):
        reader.say("config.value", f"“{key.name}” viết chưa đúng dạng ({key.type}).", where, key.help)
        return {}
    if key.type not in _NESTED:
        value = _cleaned(value, reader, where)
    if key.choices:
        return _choice(key, str(value), reader, where)
    if key.type == "ngày":
        return _date(key, value, reader, where)
    if key.type == "danh sách chữ":
        return {key.name: tuple(map(str, value))}
    if key.type in _WORDS:
        value = str(value)
        _check_contact(key, value, reader, where)
        if value == UNFILLED:
            hint = "Điền thông tin thật trước khi đưa cổng lên mạng."
            reader.findings.append(note("config.unfilled", f"“{key.name}” còn ghi “{value}”.", where, hint))
        reader.findings.extend(markup.suspects(value, where, address=key.name in {"to", "url", "email"}))
    return {key.name: value}


def _choice(key: Key, value: str, reader: Reader, where: Where) -> dict[str, Any]:
    """Return the choice that *value* means, whatever the case and marks it is written with."""
    by_fold = {text.fold(one): one for one in key.choices}
    found = by_fold.get(text.fold(value).strip())
    if found is None:
        hint = "Chọn một trong: " + ", ".join(key.choices) + "."
        reader.say("config.value", f"“{key.name}” không nhận giá trị “{value}”.", where, hint)
    return {key.name: found} if found else {}


def _check_contact(key: Key, value: str, reader: Reader, where: Where) -> None:
    """Find a phone number or an e-mail address that cannot be one."""
    if value and key.type == "điện thoại" and not text.is_phone(value):
        hint = 'Viết như ví dụ: 0200 000 0101. Chưa có số thì để trống: "".'
        reader.say("config.contact", f"“{key.name}”: “{value}” không phải là số điện thoại.", where, hint)
    if value and key.type == "thư điện tử" and not text.is_email(value):
        hint = 'Viết như ví dụ: vanphong@xa.tinh.gov.vn. Chưa có địa chỉ thì để trống: "".'
        reader.say(
            "config.contact", f"“{key.name}”: “{value}” không phải là địa chỉ thư điện tử.", where, hint
        )


def _date(key: Key, value: str | date, reader: Reader, where: Where) -> dict[str, Any]:
    if isinstance(value, date):
        return {key.name: value}
    try:
        return {key.name: text.parse_date(value)}
    except ValueError as exc:
        reader.say(
            "config.value", f"“{key.name}”: {exc}", where, "Viết theo dạng ngày/tháng/năm, ví dụ 01/07/2025."
        )
        return {}
