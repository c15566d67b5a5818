"""`site.toml` → `SiteConfig` and findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from site_builder.config.keys import MENU_KEYS, SITE_KEYS, TABLES
from site_builder.config.reader import Reader, read_table
from site_builder.config.sections import read_sections
from site_builder.config.toml import decode, parse
from site_builder.config.values import STAGES, MenuEntry, SiteConfig, UsefulLink, is_base_url
from site_builder.errors import Finding, Where, error, note
from site_builder.model import ImageField, Office, Person, Predecessor, Record
from site_builder.text import CONFIG_NAME


def read_config(
    file: Path, kinds: tuple[str, ...], themes: tuple[str, ...] = ()
) -> tuple[SiteConfig | None, tuple[Finding, ...]]:
    """Read `site.toml`; *kinds* are the names of the kinds that a section may have, *themes* those to choose from."""
    try:
        content = decode(file.read_bytes())
    except OSError as exc:
        hint = "Kiểm tra quyền đọc tệp."
        where = Where(path=CONFIG_NAME, line=1)
        return None, (error("config.unreadable", f"Không đọc được site.toml ({exc.strerror}).", where, hint),)
    raw = parse(content) if isinstance(content, str) else content
    if isinstance(raw, Finding) or isinstance(content, Finding):
        return None, tuple(one for one in (raw,) if isinstance(one, Finding))
    reader = Reader(lines=content.split("\n"), kinds=kinds)
    config = _config(raw, reader)
    if themes and config.theme not in themes:
        hint = "Các giao diện đang có: " + ", ".join(themes) + "."
        reader.say("config.theme", f"Không có giao diện “{config.theme}”.", reader.where("theme"), hint)
    broken = any(finding.is_error for finding in reader.findings)
    return (None if broken else config), tuple(reader.findings)


def _config(raw: dict[str, Any], reader: Reader) -> SiteConfig:
    values = read_table(raw, SITE_KEYS, reader, "", 0)
    sections = read_sections(values.pop("sections", []), reader)
    stage = values.pop("stage", STAGES[0])
    group = values.get("commune_group", 0)
    if group not in {0, 1, 2, 3}:
        reader.say(
            "config.value", f"Nhóm xã “{group}” không có.", reader.where("commune_group"), "Viết 1, 2 hoặc 3."
        )
    values["base_url"] = _base_url(values.get("base_url", ""), reader)
    values["copyright_from"] = str(values.get("copyright_from", ""))
    for name, make in (("emblem", ImageField), ("content_head", Person), ("spokesperson", Person)):
        values[name] = _single(name, make, values.get(name), reader)
    values["emblem_line"] = reader.where("file", "emblem").line if values["emblem"] else 0
    return SiteConfig(
        **{"name": "", "kind": "xã", "province": "", "province_kind": "tỉnh", **values}
        | {"trial": stage == STAGES[0], "sections": sections}
        | {name: Record(tuple(sorted(values.get(name, {}).items()))) for name in ("theme_options", "tokens")}
        | {
            "offices": _many("offices", Office, values, reader),
            "predecessors": _many("predecessors", Predecessor, values, reader),
            "links": _links(values, reader),
            "menu": _menu(values.get("menu", []), reader),
        }
    )


def _base_url(url: str, reader: Reader) -> str:
    if url and not is_base_url(url):
        hint = 'Viết đầy đủ, ví dụ base_url = "https://xa.tinh.gov.vn/".'
        reader.say("config.base-url", f"Địa chỉ “{url}” không dùng được.", reader.where("base_url"), hint)
    return url if url.endswith("/") else url + "/"


def _single(name: str, make: type, raw: Any, reader: Reader) -> Any:
    if not raw:
        return None
    values = read_table(raw, TABLES[name], reader, name, 0)
    required = [key.name for key in TABLES[name] if key.required]
    return make(**values) if all(key in values for key in required) else None


def _many(name: str, make: type, values: Mapping[str, Any], reader: Reader) -> tuple[Any, ...]:
    made = []
    for index, raw in enumerate(values.get(name, [])):
        items = read_table(raw, TABLES[name], reader, name, index)
        if all(key.name in items for key in TABLES[name] if key.required):
            made.append(make(**items))
    return tuple(made)


def _menu(raw: list[dict[str, Any]], reader: Reader, parent: int = -1) -> tuple[MenuEntry, ...]:
    entries = []
    for index, item in enumerate(raw):
        values = read_table(item, MENU_KEYS, reader, "menu", index if parent < 0 else parent)
        children = _menu(values.get("children", []), reader, index if parent < 0 else parent)
        if "title" in values and "to" in values:
            line = next((at for at, one in enumerate(reader.lines, 1) if f'"{values["to"]}"' in one), 1)
            entries.append(MenuEntry(title=values["title"], to=values["to"], line=line, children=children))
    return tuple(entries)


def _links(values: Mapping[str, Any], reader: Reader) -> tuple[UsefulLink, ...]:
    links: tuple[UsefulLink, ...] = _many("links", UsefulLink, values, reader)
    for index, link in enumerate(links):
        where = reader.where("url", "links", index)
        if not link.url.startswith(("https://", "http://")):
            hint = "Viết địa chỉ đầy đủ, bắt đầu bằng https://."
            reader.say("config.link", f"Liên kết “{link.url}” không phải địa chỉ trang web.", where, hint)
        elif not link.url.startswith("https://"):
            reader.findings.append(
                note(
                    "config.link", f"Liên kết “{link.url}” không dùng https.", where, "Dùng địa chỉ https://…"
                )
            )
    return links
