"""The sections that `site.toml` names: folders, addresses and parents that can be."""

from __future__ import annotations

import re
from typing import Any

from site_builder import text
from site_builder.config.keys import SECTION_KEYS
from site_builder.config.reader import Reader, read_table
from site_builder.config.values import Section
from site_builder.text import is_folder_name

_PERMALINK = re.compile(
    r"(/([a-z0-9-]|\{(section|year|kind)\})+)*/([a-z0-9-]|\{(year|kind|section)\})*\{slug\}([a-z0-9-]|\{year\})*(/index)?\.html"
)
_LONGEST = "x" * 120
"""The longest slug that an item may have."""
_RESERVED = {"media", "theme", "tep", "search", "assets", "du-lieu", "tim-kiem", "lien-he"}


def read_sections(raw: list[dict[str, Any]], reader: Reader) -> tuple[Section, ...]:
    """Return the sections; a folder, address or parent that cannot be is a finding."""
    sections: list[Section] = []
    for index, item in enumerate(raw):
        values = read_table(item, SECTION_KEYS, reader, "sections", index)
        folder = values.get("folder", "")
        _check_folder(folder, {section.folder for section in sections}, reader, index)
        _check_permalink(values.get("permalink", ""), reader, index)
        if values.get("kind") and values["kind"] not in reader.kinds:
            where = reader.where("kind", "sections", index)
            hint = "Các loại: " + ", ".join(reader.kinds) + "."
            reader.say("config.value", f"Không có loại nội dung “{values['kind']}”.", where, hint)
        elif {"folder", "title", "kind"} <= set(values):
            sections.append(Section(**values))
    _check_parents(sections, reader)
    return tuple(sections)


def _check_folder(folder: str, seen: set[str], reader: Reader, index: int) -> None:
    where = reader.where("folder", "sections", index)
    if folder and (not is_folder_name(folder) or folder in _RESERVED):
        hint = (
            "Dùng chữ thường không dấu, số và dấu gạch nối; tránh các tên: "
            + ", ".join(sorted(_RESERVED))
            + "."
        )
        reader.say("config.folder", f"Thư mục chuyên mục “{folder}” không dùng được.", where, hint)
    if folder in seen:
        reader.say("config.folder", f"Thư mục “{folder}” được khai báo hai lần.", where, "Xoá một khai báo.")


def _check_permalink(pattern: str, reader: Reader, index: int) -> None:
    if pattern and not (_PERMALINK.fullmatch(pattern) and _is_portable(pattern)):
        where = reader.where("permalink", "sections", index)
        hint = (
            "Bắt đầu bằng /, kết thúc bằng .html hoặc /index.html, có {slug}; ngoài ra dùng được {section}, {year}, {kind}, chữ thường "
            "không dấu, số và dấu gạch nối; tránh tên mà Windows giữ riêng (con, nul…). Ví dụ /{section}/{year}/{slug}.html."
        )
        reader.say("config.permalink", f"Mẫu địa chỉ “{pattern}” không dùng được.", where, hint)


def _is_portable(pattern: str) -> bool:
    """Tell whether addresses of *pattern* can be files, also those of items that have no year."""
    longest = re.sub("/{2,}", "/", re.sub(r"\{(year|section|kind)\}", "", pattern)).replace(
        "{slug}", _LONGEST
    )
    return text.is_portable(longest.removeprefix("/"))


def _check_parents(sections: list[Section], reader: Reader) -> None:
    tops = {section.folder for section in sections if not section.parent}
    for index, section in enumerate(sections):
        if section.parent and section.parent not in tops:
            where = reader.where("parent", "sections", index)
            hint = (
                "Chuyên mục cha phải có trong site.toml và tự nó không có cha. Các chuyên mục: "
                + ", ".join(sorted(tops))
            )
            reader.say("config.parent", f"Không có chuyên mục cha “{section.parent}”.", where, hint + ".")
