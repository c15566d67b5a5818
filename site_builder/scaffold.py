"""Something to begin with: a ready-to-fill file of a kind, and a commune's own portal from nothing."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from site_builder import text
from site_builder.config import CONFIG_NAME, SiteConfig, is_folder_name
from site_builder.content.fields import DATE, DAY, Field
from site_builder.content.kinds import KINDS, Kind
from site_builder.errors import UsageError, WorldError

_PLAIN = re.compile(r"^[^:#\[\]{},&*!|>'\"%@`\s?-][^:#]*$")
_SLUG_LIMIT = 100  # a file's name has 255 bytes on most systems, and a date stands before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `init` asks: the commune's names, its address on the web and in the world."""

    unit_kind: str
    name: str
    province_kind: str
    province: str
    base_url: str
    address: str
    phone: str
    email: str


def find_kind(written: str) -> Kind:
    """Return the kind that *written* means, by English name or Vietnamese label."""
    by_name = {text.key_name(name): kind for kind in KINDS.values() for name in (kind.name, kind.label)}
    found = by_name.get(text.key_name(written))
    if found is None:
        near = text.nearest(written, tuple(by_name))
        known = ", ".join(f"{kind.name} ({kind.label.lower()})" for kind in KINDS.values())
        raise UsageError(
            f"Không có loại nội dung “{written}”."
            + (f" Có phải là “{near}”?" if near else f" Các loại: {known}.")
        )
    return found


def new_entry(
    portal: Path, config: SiteConfig, kind: Kind, title: str, *, section: str, now: datetime
) -> Path:
    """Write a ready-to-fill file and return it; an existing file is never touched."""
    folder = _section(config, kind, section)
    title = " ".join(title.split())
    slug = text.slugify(title, limit=_SLUG_LIMIT)
    if not slug:
        raise UsageError("Tiêu đề cần có chữ hoặc số.")
    local = now.astimezone(text.VN)
    year = f"{local:%Y}" if kind.dated else ""
    name = f"{local:%Y-%m-%d}-{slug}.md" if kind.dated else f"{slug}.md"
    file = portal / folder / year / name
    _write_new(file, entry_text(kind, title, local, default=_default(config, folder)))
    return file


def _section(config: SiteConfig, kind: Kind, wanted: str) -> str:
    folders = [section.folder for section in config.sections if section.kind == kind.name]
    if wanted:
        if wanted not in {section.folder for section in config.sections}:
            raise UsageError(
                f"Không có chuyên mục “{wanted}”. Các chuyên mục: "
                + ", ".join(one.folder for one in config.sections)
                + "."
            )
        return wanted
    if not folders and kind.name == "official":
        folders = [section.folder for section in config.sections if section.kind == "unit"]
    if not folders:
        raise UsageError(
            f"Cổng chưa có chuyên mục nào cho {kind.label.lower()}. Thêm chuyên mục trong site.toml, hoặc dùng --section."
        )
    return folders[0]


def _default(config: SiteConfig, folder: str) -> str:
    return next(section.kind for section in config.sections if section.folder == folder)


def entry_text(kind: Kind, title: str, now: datetime, *, default: str) -> str:
    """Return the text of a new file: what must be filled stands open, what may be filled stands as a comment.

    Help begins with two marks and an example with one and no space: whoever removes the first mark of some lines,
    or of all, has front matter that can be read.
    """
    given = _given(kind, title, now, default)
    fields = sorted(kind.all_fields(), key=lambda field: (field.key != _named(kind), field.key == "draft"))
    filled = [field for field in fields if field.key in given or kind.requires(field)]
    more = [field for field in fields if field not in filled and _is_offered(kind, field)]
    lines = [line for field in filled for line in _open(field, given.get(field.key, ""))]
    helped = [f"## {field.help}\n#{_commented(field, now)}" for field in more]
    return "\n".join(["---", *lines, _HOW_TO, *helped, "---", "", kind.starter])


def _open(field: Field, value: str) -> tuple[str, ...]:
    """Return the lines of a key that stands open; what only the clerk knows stays empty below its help."""
    if field.key == "draft":
        return (_DONE, f"{field.label}:{value}")
    if value:
        return (f"{field.label}:{value}",)
    example = f" Ví dụ: {field.sample}" if field.sample else ""
    return (f"## {field.help}{example}", f"{field.label}: ")


_DONE = "## Bài đã xong thì xoá dòng Nháp."
_OFTEN = {"summary", "image", "attachments", "author", "topics", "expires"}
_HOW_TO = "## Muốn dùng thêm dòng nào dưới đây thì xoá dấu # ở đầu dòng ấy (và các dòng con) rồi sửa lời mẫu."


def _named(kind: Kind) -> str:
    """Return the key that takes the title given on the command line."""
    return {"document": "abstract", "unit": "name", "official": "name"}.get(kind.name, "title")


def _given(kind: Kind, title: str, now: datetime, default: str) -> dict[str, str]:
    """Return what is known already, by key, as it stands behind the colon."""
    given = {_named(kind): f" {quoted(title)}", "draft": " có"}
    if kind.dated:
        given["published"] = f" {now:%d/%m/%Y %H:%M}"
    if default != kind.name:
        given["kind"] = f" {kind.label}"
    return given


def _is_offered(kind: Kind, field: Field) -> bool:
    return field in kind.fields or (kind.addressed and field.key in _OFTEN)


def _example(field: Field, now: datetime) -> str:
    """Return an example as it stands behind the colon: a value, or lines below the key; days are today's."""
    if field.type in {DATE, DAY}:
        return f" {now:%d/%m/%Y}"
    return field.sample if field.sample.startswith("\n") else f" {quoted(field.sample)}"


def _commented(field: Field, now: datetime) -> str:
    return f"{field.label}:{_example(field, now)}".replace("\n", "\n#")


def quoted(value: str) -> str:
    """Return *value* as a YAML scalar, in quotes where plain text would be misread."""
    if _PLAIN.match(value) and not value.endswith(" "):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write_new(file: Path, content: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except FileExistsError as exc:
        raise UsageError(f"Đã có tệp “{file.name}”. Chọn tiêu đề khác, hoặc sửa tệp ấy.") from exc
    except OSError as exc:
        raise WorldError(f"Không ghi được “{file}” ({exc.strerror}). Kiểm tra ổ đĩa và quyền ghi.") from exc


def check_new(content: Path, folder: str) -> None:
    """Refuse a name that no new portal can have, before anything is asked or written."""
    if not is_folder_name(folder):
        raise UsageError(
            f"Tên “{folder}” không dùng được. Viết chữ thường không dấu, số và dấu gạch nối, ví dụ xa-an-binh."
        )
    if (content / folder).exists():
        raise UsageError(f"Đã có thư mục “{folder}”. Chọn tên khác, hoặc sửa cổng ấy.")


def init_portal(content: Path, folder: str, answers: Answers, *, now: datetime) -> Path:
    """Write a new portal: `site.toml`, a first page and a first item of news, all ready to be edited."""
    check_new(content, folder)
    portal = content / folder
    local = now.astimezone(text.VN)
    unit = f"{answers.unit_kind} {answers.name}"
    _write_new(portal / CONFIG_NAME, site_toml(answers, local))
    _write_new(
        portal / "gioi-thieu" / "index.md",
        _page_text("Giới thiệu chung", f"Giới thiệu {unit}, {answers.province_kind} {answers.province}."),
    )
    first = f"Trang thông tin điện tử {unit} bắt đầu hoạt động thử nghiệm"
    body = f"Từ ngày {local:%d/%m/%Y}, UBND {unit} vận hành thử nghiệm trang thông tin điện tử.\n"
    news = f"---\nTiêu đề: {quoted(first)}\nNgày đăng: {local:%d/%m/%Y %H:%M}\n---\n\n{body}"
    _write_new(portal / "tin-tuc" / f"{local:%Y}" / f"{local:%Y-%m-%d}-bat-dau-thu-nghiem.md", news)
    _write_new(portal / "co-cau" / "uy-ban-nhan-dan.md", _unit_text(unit, answers))
    return portal


def _page_text(title: str, body: str) -> str:
    return f"---\nTiêu đề: {quoted(title)}\n---\n\n{body}\n"


def _unit_text(unit: str, answers: Answers) -> str:
    contact = "".join(
        f"{label}: {quoted(value)}\n"
        for label, value in (("Điện thoại", answers.phone), ("Thư công vụ", answers.email))
        if value
    )
    return f"---\nTên: {quoted(f'Uỷ ban nhân dân {unit}')}\nThứ tự: 10\nĐịa chỉ: {quoted(answers.address)}\n{contact}---\n"


_SECTIONS = (
    ("gioi-thieu", "Giới thiệu", "page", False),
    ("tin-tuc", "Tin tức - Sự kiện", "news", True),
    ("thong-bao", "Thông báo", "notice", True),
    ("van-ban", "Văn bản", "document", True),
    ("co-cau", "Tổ chức bộ máy", "unit", False),
)


def site_toml(answers: Answers, now: datetime) -> str:
    """Return a `site.toml` that builds as it is."""
    base_url = answers.base_url if answers.base_url.endswith("/") else answers.base_url + "/"
    sections = "\n".join(
        f"[[sections]]\nfolder = {toml(folder)}\ntitle = {toml(title)}\nkind = {toml(kind)}\n"
        + ("" if home else "home = false\n")
        for folder, title, kind, home in _SECTIONS
    )
    menu = "\n".join(
        f"[[menu]]\ntitle = {toml(title)}\nto = {toml(to)}\n"
        for title, to in (
            ("Trang chủ", "home"),
            *((title, folder) for folder, title, *_ in _SECTIONS),
            ("Liên hệ", "contact"),
        )
    )
    return f"""# Cấu hình của cổng. Giải thích từng khoá: docs/reference/site-toml.md

name = {toml(answers.name)}
kind = {toml(answers.unit_kind)}
province = {toml(answers.province)}
province_kind = {toml(answers.province_kind)}
base_url = {toml(base_url)}
stage = "thử nghiệm"          # đổi thành "chính thức" khi được phép
theme = "xa"
copyright_from = {now:%Y}
statements_on = "{now:%d/%m/%Y}"

[[offices]]
name = {toml(f"UBND {answers.unit_kind} {answers.name}")}
address = {toml(answers.address)}
phone = {toml(answers.phone)}
email = {toml(answers.email)}

{sections}
{menu}
[[links]]
title = "Cổng Dịch vụ công quốc gia"
url = "https://dichvucong.gov.vn"
group = "Trung ương"
"""


def toml(value: str) -> str:
    """Return *value* as a TOML string."""
    escaped = "".join(
        f"\\u{ord(char):04x}" if ord(char) < 32 or char == "\x7f" else "\\" + char if char in '"\\' else char
        for char in value
    )
    return f'"{escaped}"'
