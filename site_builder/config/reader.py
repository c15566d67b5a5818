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
from site_builder.config.keys import Key
from site_builder.config.values import CONFIG_NAME
from site_builder.errors import Finding, Where, error

_TYPES: Mapping[str, tuple[type, ...]] = {
    "chữ": (str, int), "số": (int,), "có/không": (bool,), "danh sách chữ": (list,), "bảng": (dict,), "người": (dict,),
    "ảnh": (dict,), "bảng lặp": (list,), "ngày": (str, date),
}  # fmt: skip


@dataclass(slots=True)
class Reader:
    """Collects findings while tables are read; `lines` are the lines of the file."""

    lines: list[str]
    kinds: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)

    def where(self, key: str, table: str = "", index: int = 0) -> Where:
        """Return the line of *key* in the *index*-th *table* of the file."""
        start = self._table_line(table, index)
        pattern = re.compile(rf"(^|[{{,])\s*\"?{re.escape(key)}\"?\s*=")
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
            near = text.nearest(name, tuple(known))
            hint = f"Có phải là “{near}”?" if near else "Các khoá dùng được: " + ", ".join(known) + "."
            reader.say("config.unknown-key", f"site.toml không có khoá “{name}” ở đây.", where, hint)
        else:
            values |= _typed(known[name], value, reader, where)
    for key in keys:
        if key.required and not raw.get(key.name):
            where = reader.where(key.name, table, index)
            reader.say(
                "config.missing-key", f"site.toml chưa có “{key.name}”.", where, f"{key.help} Thêm khoá này."
            )
    return values


def _typed(key: Key, value: Any, reader: Reader, where: Where) -> dict[str, Any]:
    """Return `{name: value}`, or nothing where the value cannot be used."""
    wrong = not isinstance(value, _TYPES[key.type]) or (isinstance(value, bool) and key.type != "có/không")
    if wrong or (key.type == "bảng lặp" and not all(isinstance(item, dict) for item in value)):
        reader.say("config.value", f"“{key.name}” viết chưa đúng dạng ({key.type}).", where, key.help)
        return {}
    if key.choices and value not in key.choices:
        hint = "Chọn một trong: " + ", ".join(key.choices) + "."
        reader.say("config.value", f"“{key.name}” không nhận giá trị “{value}”.", where, hint)
        return {}
    if key.type == "ngày":
        return _date(key, value, reader, where)
    if key.type == "danh sách chữ":
        return {key.name: tuple(map(str, value))}
    if key.type == "chữ":
        value = str(value)
        reader.findings.extend(markup.suspects(value, where, address=key.name in {"to", "url", "email"}))
    return {key.name: value}


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
