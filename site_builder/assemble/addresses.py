"""Entries → items: which entries the site shows at this moment, at which addresses, and where addresses collide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote

from site_builder import text
from site_builder.assemble.clock import Clock
from site_builder.assemble.desk import DRAFT, EXPIRED, SCHEDULED, Desk, Item, end, kind_of, mark_of, moment
from site_builder.config import Section
from site_builder.content.kinds import Kind
from site_builder.errors import Finding, Where, error, note
from site_builder.model import Entry, Waiting

_NO_DATE = datetime(1970, 1, 1, tzinfo=text.VN)
_ALIAS = re.compile(r"(/[\w.~-]*[\w~-])+/?")
MAX_NAME = 120
"""Letters in a part of an address: file systems hold 255 bytes, and Windows paths 260 characters in all."""


def settle(desk: Desk, entries: Iterable[Entry]) -> None:
    """Give every shown entry its address and hand the items to the desk."""
    sections = {section.folder: section for section in desk.config.sections}
    items: list[Item] = []
    hidden: dict[str, Entry] = {}
    officials: list[Entry] = []
    for entry in entries:
        desk.findings.extend(entry.lacks if desk.preview else ())
        desk.findings.extend(_ahead(entry, desk.clock))
        section = sections.get(entry.section)
        if section is None:
            desk.findings.append(_no_section(entry, sections))
        elif not entry.showable or (state_of(entry, desk.clock) in {DRAFT, SCHEDULED} and not desk.preview):
            hidden[entry.source.path] = entry
        elif not kind_of(entry).addressed:
            officials.append(entry)
        else:
            items.append(_item(entry, section, desk.clock))
    desk.officials = tuple(officials)
    desk.hidden = hidden
    desk.findings.extend(_collisions(items))
    desk.findings.extend(finding for item in items for finding in _bad_aliases(item))
    desk.welcome(tuple(items))


def state_of(entry: Entry, clock: Clock) -> str:
    """Return the state of an entry now: draft, scheduled, expired, or "" for shown."""
    common = entry.common
    release = common.publish_at or common.published
    if common.draft:
        return DRAFT
    if release is not None and not clock.has_come(moment(release)):
        return SCHEDULED
    if common.expires is not None and clock.has_come(end(common.expires)):
        return EXPIRED
    return ""


def _ahead(entry: Entry, clock: Clock) -> Iterable[Finding]:
    """Find a day of publication to come that nobody named as the hour of release: it is often a slip of the hand."""
    common = entry.common
    if common.draft or common.publish_at or common.published is None:
        return
    if clock.has_come(moment(common.published)):
        return
    day = common.published
    shown = text.format_moment(day) if isinstance(day, datetime) else text.format_date(day)
    hint = "Nếu gõ nhầm, sửa lại ngày; nếu muốn hẹn giờ, thêm dòng Giờ lên trang: với ngày giờ ấy."
    yield note(
        "content.date-ahead",
        f"Ngày đăng {shown} còn ở phía trước nên bài chưa lên trang.",
        mark_of(entry, "published"),
        hint,
    )


def waiting(desk: Desk) -> tuple[Waiting, ...]:
    """Return what is written and not shown yet."""
    sections = {section.folder: section for section in desk.config.sections}
    return tuple(
        Waiting(
            path=path,
            url=_address(entry, sections[entry.section], kind_of(entry)),
            due=None if entry.common.draft else moment(entry.common.publish_at or entry.common.published),
        )
        for path, entry in desk.hidden.items()
    )


def _item(entry: Entry, section: Section, clock: Clock) -> Item:
    kind = kind_of(entry)
    common = entry.common
    return Item(
        entry=entry,
        kind=kind,
        url=_address(entry, section, kind),
        title=kind.title(common, entry.own),
        state=state_of(entry, clock),
        at=moment(common.published) if common.published else _NO_DATE,
    )


def _address(entry: Entry, section: Section, kind: Kind) -> str:
    """Return the entry's address by its section's pattern."""
    if not kind.dated and entry.slug == "index":
        return f"/{section.folder}/index.html"
    default = "/{section}/{year}/{slug}.html" if kind.dated else "/{section}/{slug}.html"
    year = moment(entry.common.published).year if entry.common.published else ""
    pattern = section.permalink or default
    for name, value in (
        ("section", section.folder),
        ("year", year),
        ("slug", entry.slug),
        ("kind", entry.kind),
    ):
        pattern = pattern.replace("{" + name + "}", str(value))
    return re.sub(r"/{2,}", "/", "/" + pattern)


def _no_section(entry: Entry, sections: dict[str, Section]) -> Finding:
    near = text.nearest(entry.section, tuple(sections))
    hint = f"Có phải là “{near}”?" if near else "Các chuyên mục: " + ", ".join(sections) + "."
    return error(
        "content.section", f"Không có chuyên mục “{entry.section}”.", mark_of(entry, "section"), hint
    )


def _collisions(items: list[Item]) -> Iterable[Finding]:
    """Find addresses that two files share, also where a system does not tell case or normal forms apart."""
    seen: dict[str, Item] = {}
    for item in items:
        if not item.entry.slug:
            yield _no_slug(item)
        elif len(item.entry.slug) > MAX_NAME:
            yield _long_slug(item)
        elif not text.is_portable(item.url.removeprefix("/")):
            yield _device(item)
        key = text.nfc(item.url).casefold()
        if key in seen:
            yield _shared(item, seen[key])
        else:
            seen[key] = item


def _shared(item: Item, first: Item) -> Finding:
    return error(
        "content.duplicate-address",
        f"Địa chỉ {item.url} trùng với bài “{first.entry.source.path}”.",
        Where(
            path=item.entry.source.path,
            line=item.entry.mark("slug").line,
            key=item.entry.mark("slug").written,
        ),
        "Đổi tên tệp của bài mới hơn, hoặc thêm khoá Đường dẫn: với tên khác.",
    )


def _long_slug(item: Item) -> Finding:
    where = Where(path=item.entry.source.path, line=item.entry.mark("slug").line)
    message = f"Tên trong địa chỉ dài {len(item.entry.slug)} ký tự (tối đa {MAX_NAME})."
    return error("content.slug", message, where, "Đổi tên tệp ngắn hơn, hoặc thêm khoá Đường dẫn: ngắn hơn.")


def _no_slug(item: Item) -> Finding:
    where = Where(path=item.entry.source.path, line=1)
    hint = "Đổi tên tệp thành chữ thường không dấu, ví dụ hop-tong-ket.md, hoặc thêm khoá Đường dẫn:."
    return error("content.slug", "Tên tệp không cho ra địa chỉ nào.", where, hint)


def _device(item: Item) -> Finding:
    where = Where(path=item.entry.source.path, line=item.entry.mark("slug").line)
    message = f"Windows không tạo được tệp ở địa chỉ “{item.url}”."
    return error("content.reserved-name", message, where, "Đổi tên tệp, ví dụ thêm một từ vào sau.")


def old_address(alias: str) -> str:
    """Return an old address as servers see it: without the escapes that a browser's address bar shows."""
    return text.nfc(unquote(alias))


def _bad_aliases(item: Item) -> Iterable[Finding]:
    for alias in item.entry.common.aliases:
        old = old_address(alias)
        long = any(len(part) > MAX_NAME for part in old.split("/"))
        if long or not _ALIAS.fullmatch(old) or not text.is_portable(old.strip("/")):
            hint = (
                "Địa chỉ cũ bắt đầu bằng / và không có khoảng trắng, ví dụ /tin-tuc/bai-cu.html; các phần giữa hai dấu / "
                "không quá dài và không là tên mà Windows giữ riêng (con, nul, com1…)."
            )
            yield error(
                "content.alias",
                f"Địa chỉ cũ “{alias}” không dùng được.",
                mark_of(item.entry, "aliases"),
                hint,
            )
