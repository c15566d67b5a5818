"""`site.toml` → `SiteConfig` and findings: who the commune is, its sections, menu, theme and links.

One table of keys per TOML table gives types, findings and the reference page. TOML itself has no lines for values, so
a finding's line is that of the key in the text, counted within its table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from site_builder import markup, text
from site_builder.errors import Finding, Where, error, note
from site_builder.model import EMPTY, ImageField, Office, Person, Predecessor, Record

CONFIG_NAME = "site.toml"
PORTAL_NAME = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
UNIT_KINDS = ("xã", "phường", "đặc khu")
STAGES = ("thử nghiệm", "chính thức")
_PERMALINK = re.compile(
    r"(/([a-z0-9-]|\{(section|year|kind)\})+)*/([a-z0-9-]|\{(year|kind|section)\})*\{slug\}([a-z0-9-]|\{year\})*\.html"
)
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # no folder under Windows
_BASE_URL = re.compile(r"https?://[\w.-]+(:[0-9]+)?(/[A-Za-z0-9~_-][A-Za-z0-9._~-]*)*/?")
_RESERVED = {"media", "theme", "tep", "search", "assets", "du-lieu", "tim-kiem", "lien-he"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A folder of content: its title, its default kind, and where it stands."""

    folder: str
    title: str
    kind: str
    description: str = ""
    parent: str = ""
    permalink: str = ""
    home: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A menu entry as written: `to` is a section, a file, a special page or an outside address."""

    title: str
    to: str
    line: int = 1
    children: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsefulLink:
    """A link to another portal, under a group's title."""

    title: str
    url: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """All that `site.toml` says, typed. `base_url` ends with `/`; `trial` is the stage “thử nghiệm”."""

    name: str
    kind: str
    province: str
    province_kind: str
    base_url: str
    code: str = ""
    domain: str = ""
    trial: bool = True
    demo: bool = False
    in_force_from: date | None = None
    criteria_set: str = ""
    commune_group: int = 0
    theme: str = "xa"
    emblem: ImageField | None = None
    tagline: str = ""
    content_head: Person | None = None
    spokesperson: Person | None = None
    hotline: str = ""
    monitoring_code: str = ""
    copyright_from: str = ""
    statements_on: date | None = None
    theme_options: Record = EMPTY
    tokens: Record = EMPTY
    offices: tuple[Office, ...] = ()
    predecessors: tuple[Predecessor, ...] = ()
    sections: tuple[Section, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    links: tuple[UsefulLink, ...] = ()

    @property
    def full_name(self) -> str:
        """Return the unit with its kind: “xã Lúa Vàng”."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of `site.toml`: its type, whether it must be there, and its words for the reference page."""

    name: str
    type: str
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


SITE_KEYS = (
    Key("name", "chữ", "Tên đơn vị, không kèm xã, phường.", required=True),
    Key("kind", "chữ", "Loại đơn vị.", required=True, choices=UNIT_KINDS),
    Key("province", "chữ", "Tên tỉnh, thành phố, không kèm chữ tỉnh.", required=True),
    Key("province_kind", "chữ", "tỉnh hoặc thành phố.", choices=("tỉnh", "thành phố")),
    Key("base_url", "chữ", "Địa chỉ đầy đủ của cổng, có https:// và dấu / ở cuối.", required=True),
    Key("code", "chữ", "Mã đơn vị hành chính."),
    Key("domain", "chữ", "Tên miền."),
    Key(
        "stage",
        "chữ",
        "Giai đoạn: thử nghiệm (có dải thông báo, không cho máy tìm kiếm ghi) hoặc chính thức.",
        choices=STAGES,
    ),
    Key("demo", "có/không", "true: cổng minh hoạ, mọi trang ghi rõ điều đó."),
    Key("in_force_from", "ngày", "Ngày đơn vị bắt đầu hoạt động."),
    Key("criteria_set", "chữ", "Bộ tiêu chí đang áp dụng."),
    Key("commune_group", "số", "Nhóm xã 1, 2 hoặc 3."),
    Key("theme", "chữ", "Giao diện."),
    Key("emblem", "ảnh", "Biểu trưng: { file = …, alt = … }."),
    Key("tagline", "chữ", "Một dòng dưới tên đơn vị."),
    Key("content_head", "người", "Người chịu trách nhiệm nội dung: { name = …, title = … }."),
    Key("spokesperson", "người", "Người phát ngôn: { name = …, title = … }."),
    Key("hotline", "chữ", "Đường dây nóng."),
    Key("monitoring_code", "chữ", "Mã của hệ thống đo lường, đánh giá."),
    Key("statements_on", "ngày", "Ngày lập tuyên bố về khả năng tiếp cận và quyền riêng tư."),
    Key("copyright_from", "chữ", "Năm ghi ở chân trang."),
    Key("theme_options", "bảng", "Tuỳ chọn của giao diện."),
    Key("tokens", "bảng", "Màu sắc, cỡ chữ mà giao diện cho đổi."),
    Key("offices", "bảng lặp", "Các trụ sở, điểm tiếp nhận."),
    Key("predecessors", "bảng lặp", "Các đơn vị tiền thân."),
    Key("sections", "bảng lặp", "Các chuyên mục.", required=True),
    Key("menu", "bảng lặp", "Danh mục."),
    Key("links", "bảng lặp", "Liên kết hữu ích."),
)

OFFICE_KEYS = tuple(
    Key(name, "chữ", help_, required=name in {"name", "address"})
    for name, help_ in (("name", "Tên trụ sở."), ("address", "Địa chỉ."), ("phone", "Điện thoại."), ("fax", "Fax."),
                        ("email", "Thư công vụ."), ("hours", "Giờ làm việc."))
)  # fmt: skip
PREDECESSOR_KEYS = (
    Key("name", "chữ", "Tên đơn vị cũ.", required=True),
    Key("kind", "chữ", "xã, phường, thị trấn.", required=True),
    Key("district", "chữ", "Huyện cũ."),
    Key("province", "chữ", "Tỉnh cũ."),
    Key("domains", "danh sách chữ", "Các tên miền cũ."),
    Key("until", "ngày", "Ngày kết thúc hoạt động."),
)
SECTION_KEYS = (
    Key("folder", "chữ", "Tên thư mục, chữ thường không dấu.", required=True),
    Key("title", "chữ", "Tên chuyên mục.", required=True),
    Key("kind", "chữ", "Loại nội dung mặc định.", required=True),
    Key("description", "chữ", "Một câu giới thiệu."),
    Key("parent", "chữ", "Thư mục của chuyên mục cha."),
    Key("permalink", "chữ", "Mẫu địa chỉ, ví dụ /{section}/{year}/{slug}.html."),
    Key("home", "có/không", "false: không có khối riêng ở trang chủ."),
)
MENU_KEYS = (
    Key("title", "chữ", "Chữ trong danh mục.", required=True),
    Key(
        "to",
        "chữ",
        "Chuyên mục, tệp (/gioi-thieu/x.md), trang đặc biệt (home, contact, search, sitemap, privacy, accessibility) hoặc https://…",
        required=True,
    ),
    Key("children", "bảng lặp", "Các mục con."),
)
LINK_KEYS = (
    Key("title", "chữ", "Tên cổng.", required=True),
    Key("url", "chữ", "Địa chỉ https://…", required=True),
    Key("group", "chữ", "Nhóm liên kết."),
)
PERSON_KEYS = (Key("name", "chữ", "Họ tên.", required=True), Key("title", "chữ", "Chức vụ."))
IMAGE_KEYS = (Key("file", "chữ", "Tệp ảnh.", required=True), Key("alt", "chữ", "Mô tả ảnh.", required=True))

TABLES: Mapping[str, tuple[Key, ...]] = {
    "offices": OFFICE_KEYS, "predecessors": PREDECESSOR_KEYS, "sections": SECTION_KEYS, "menu": MENU_KEYS,
    "links": LINK_KEYS, "content_head": PERSON_KEYS, "spokesperson": PERSON_KEYS, "emblem": IMAGE_KEYS,
    "children": MENU_KEYS,
}  # fmt: skip


@dataclass(slots=True)
class _Reader:
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


def read_config(file: Path, kinds: tuple[str, ...]) -> tuple[SiteConfig | None, tuple[Finding, ...]]:
    """Read `site.toml`; *kinds* are the names of the kinds that a section may have."""
    where = Where(path=CONFIG_NAME, line=1)
    try:
        content = text.nfc(file.read_bytes().decode("utf-8-sig"))
        raw = tomllib.loads(content)
    except UnicodeDecodeError:
        hint = "Lưu lại tệp theo bảng mã UTF-8."
        return None, (error("config.encoding", "site.toml không theo bảng mã UTF-8.", where, hint),)
    except tomllib.TOMLDecodeError as exc:
        return None, (_bad_toml(exc),)
    except RecursionError:
        return None, (error("config.toml", "site.toml lồng nhau quá sâu.", where, "Viết lại theo mẫu."),)
    except OSError as exc:
        hint = "Kiểm tra quyền đọc tệp."
        return None, (error("config.unreadable", f"Không đọc được site.toml ({exc.strerror}).", where, hint),)
    reader = _Reader(lines=content.split("\n"), kinds=kinds)
    config = _config(raw, reader)
    broken = any(finding.is_error for finding in reader.findings)
    return (None if broken else config), tuple(reader.findings)


def _bad_toml(exc: tomllib.TOMLDecodeError) -> Finding:
    found = re.search(r"line (\d+)", str(exc))
    line = int(found[1]) if found else 1
    hint = 'Mỗi dòng viết theo dạng khoá = "giá trị"; chữ phải nằm trong dấu nháy kép, mỗi khoá chỉ viết một lần.'
    return error(
        "config.toml", f"Không đọc được site.toml ở dòng {line}.", Where(path=CONFIG_NAME, line=line), hint
    )


def _config(raw: dict[str, Any], reader: _Reader) -> SiteConfig:
    values = _table(raw, SITE_KEYS, reader, "", 0)
    sections = _sections(values.pop("sections", []), reader)
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


def _table(
    raw: Mapping[str, Any], keys: tuple[Key, ...], reader: _Reader, table: str, index: int
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


_TYPES: Mapping[str, tuple[type, ...]] = {
    "chữ": (str, int), "số": (int,), "có/không": (bool,), "danh sách chữ": (list,), "bảng": (dict,), "người": (dict,),
    "ảnh": (dict,), "bảng lặp": (list,), "ngày": (str, date),
}  # fmt: skip


def _typed(key: Key, value: Any, reader: _Reader, where: Where) -> dict[str, Any]:
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


def _date(key: Key, value: str | date, reader: _Reader, where: Where) -> dict[str, Any]:
    if isinstance(value, date):
        return {key.name: value}
    try:
        return {key.name: text.parse_date(value)}
    except ValueError as exc:
        reader.say(
            "config.value", f"“{key.name}”: {exc}", where, "Viết theo dạng ngày/tháng/năm, ví dụ 01/07/2025."
        )
        return {}


def _base_url(url: str, reader: _Reader) -> str:
    if url and not _BASE_URL.fullmatch(url):
        hint = 'Viết đầy đủ, ví dụ base_url = "https://xa.tinh.gov.vn/".'
        reader.say("config.base-url", f"Địa chỉ “{url}” không dùng được.", reader.where("base_url"), hint)
    return url if url.endswith("/") else url + "/"


def _single(name: str, make: type, raw: Any, reader: _Reader) -> Any:
    if not raw:
        return None
    values = _table(raw, TABLES[name], reader, name, 0)
    required = [key.name for key in TABLES[name] if key.required]
    return make(**values) if all(key in values for key in required) else None


def _many(name: str, make: type, values: Mapping[str, Any], reader: _Reader) -> tuple[Any, ...]:
    made = []
    for index, raw in enumerate(values.get(name, [])):
        items = _table(raw, TABLES[name], reader, name, index)
        if all(key.name in items for key in TABLES[name] if key.required):
            made.append(make(**items))
    return tuple(made)


def _sections(raw: list[dict[str, Any]], reader: _Reader) -> tuple[Section, ...]:
    sections: list[Section] = []
    for index, item in enumerate(raw):
        values = _table(item, SECTION_KEYS, reader, "sections", index)
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


def _check_folder(folder: str, seen: set[str], reader: _Reader, index: int) -> None:
    where = reader.where("folder", "sections", index)
    if folder and (not PORTAL_NAME.match(folder) or _DEVICE.fullmatch(folder) or folder in _RESERVED):
        hint = (
            "Dùng chữ thường không dấu, số và dấu gạch nối; tránh các tên: "
            + ", ".join(sorted(_RESERVED))
            + "."
        )
        reader.say("config.folder", f"Thư mục chuyên mục “{folder}” không dùng được.", where, hint)
    if folder in seen:
        reader.say("config.folder", f"Thư mục “{folder}” được khai báo hai lần.", where, "Xoá một khai báo.")


def _check_permalink(pattern: str, reader: _Reader, index: int) -> None:
    if pattern and not _PERMALINK.fullmatch(pattern):
        where = reader.where("permalink", "sections", index)
        hint = (
            "Bắt đầu bằng /, kết thúc bằng .html, có {slug}; ngoài ra dùng được {section}, {year}, {kind}, chữ thường "
            "không dấu, số và dấu gạch nối. Ví dụ /{section}/{year}/{slug}.html."
        )
        reader.say("config.permalink", f"Mẫu địa chỉ “{pattern}” không dùng được.", where, hint)


def _check_parents(sections: list[Section], reader: _Reader) -> None:
    tops = {section.folder for section in sections if not section.parent}
    for index, section in enumerate(sections):
        if section.parent and section.parent not in tops:
            where = reader.where("parent", "sections", index)
            hint = (
                "Chuyên mục cha phải có trong site.toml và tự nó không có cha. Các chuyên mục: "
                + ", ".join(sorted(tops))
            )
            reader.say("config.parent", f"Không có chuyên mục cha “{section.parent}”.", where, hint + ".")


def _menu(raw: list[dict[str, Any]], reader: _Reader, parent: int = -1) -> tuple[MenuEntry, ...]:
    entries = []
    for index, item in enumerate(raw):
        values = _table(item, MENU_KEYS, reader, "menu", index if parent < 0 else parent)
        children = _menu(values.get("children", []), reader, index if parent < 0 else parent)
        if "title" in values and "to" in values:
            line = next((at for at, one in enumerate(reader.lines, 1) if f'"{values["to"]}"' in one), 1)
            entries.append(MenuEntry(title=values["title"], to=values["to"], line=line, children=children))
    return tuple(entries)


def _links(values: Mapping[str, Any], reader: _Reader) -> tuple[UsefulLink, ...]:
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
