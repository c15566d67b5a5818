"""The desk on which a site is put together: what is known, what was asked of the disk, what was found amiss.

`Desk` is made once per assembly. It resolves what clerks wrote (a file, a title, a picture) into addresses and
pictures ready to show, remembers the media that the output needs, and collects findings.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import unquote

from site_builder import markup, media, text
from site_builder.config import SiteConfig
from site_builder.content.kinds import KINDS, Kind
from site_builder.errors import Finding, Where, error, note
from site_builder.model import (
    Attachment,
    Day,
    Entry,
    ImageField,
    Link,
    Makes,
    MediaJob,
    Picture,
    Places,
    Prose,
    ProseRef,
)

_HALVES = (
    ("mailto:", re.compile(r"[^\s/@]+@[^\s/@]+\.[a-z]{2,}", re.IGNORECASE)),
    ("https://", re.compile(r"(?:www\.[^\s/]+|(?:[\w-]+\.)+(?:vn|com|net|org))(?:/\S*)?", re.IGNORECASE)),
    ("tel:", re.compile(r"\+?[\d .()-]{3,}")),
)
DRAFT, SCHEDULED, EXPIRED = "nháp", "hẹn giờ", "hết hạn"
PLACES = Places()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry that the site shows: its address, its title, its state, and the moment it sorts by."""

    entry: Entry
    kind: Kind
    url: str
    title: str
    state: str
    at: datetime

    @property
    def listed(self) -> bool:
        """Tell whether listings, feeds and search show it."""
        return self.state != EXPIRED and not self.entry.common.withdrawn


@dataclass(slots=True, kw_only=True)
class Desk:
    """What an assembly knows and gathers. `texts` are the proses by the path of their source, with their keys."""

    config: SiteConfig
    portal: Path
    now: datetime
    preview: bool
    makes: Makes
    texts: Mapping[str, tuple[str, Prose]]
    locate: Callable[[str, str, int], int]
    items: tuple[Item, ...] = ()
    officials: tuple[Entry, ...] = ()
    hidden: Mapping[str, Entry] = field(default_factory=dict)
    by_path: dict[str, Item] = field(default_factory=dict)
    by_title: dict[str, list[Item]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    jobs: dict[str, MediaJob] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    uses: dict[str, list[Where]] = field(default_factory=dict)
    _pictures: dict[ImageField, Picture | None] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _probes: dict[str, media.Probe | media.MediaProblem] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the calendar day in Vietnam."""
        return self.now.astimezone(text.VN).date()

    def welcome(self, items: tuple[Item, ...]) -> None:
        """Take the items in, so that links can find them by file and by title."""
        self.items = items
        for item in items:
            self.by_path[item.entry.source.path] = item
            self.by_title.setdefault(text.fold(item.title), []).append(item)

    def absolute(self, url: str) -> str:
        """Return the address that the world uses: without `index.html`, below `base_url`."""
        path = url.removeprefix("/")
        return self.config.base_url + (
            path.removesuffix("index.html") if path.endswith("index.html") else path
        )

    # --- references -----------------------------------------------------------------------------------------------

    def file(self, base: str, reference: str, where: Where) -> str:
        """Return the portal path that *reference* in the file *base* means; "" and a finding where it leads out."""
        path = text.nfc(unquote(reference))
        bad = "\\" in path or ":" in path or "\x00" in path
        start = "" if path.startswith("/") else posixpath.dirname(base)
        joined = posixpath.normpath(posixpath.join(start, path.lstrip("/") if path.startswith("/") else path))
        if bad or joined.startswith(("../", "/")) or joined == "..":
            self.findings.append(_escapes(reference, where))
            return ""
        return joined

    def _place(self, base: str, reference: str, where: Where) -> str:
        """Return where the file that *reference* means lies on the disk; "" and a finding where it leads out."""
        path = self.file(base, reference, where)
        if path and path not in self._places:
            self._places[path] = media.on_disk(self.portal, path)
        return self._places.get(path, "")

    def picture(self, image: ImageField, base: str, where: Where) -> Picture | None:
        """Return *image* ready to show, or None and a finding."""
        reference = image.file
        path = self._place(base, reference, where)
        if not path:
            return None
        image = ImageField(file=path, alt=image.alt, caption=image.caption, credit=image.credit)
        self.uses.setdefault(path, []).append(where)
        if image in self._pictures:
            return self._pictures[image]
        probe = self._probe(path)
        if isinstance(probe, media.MediaProblem):
            self.findings.append(_refused(probe, reference, where))
            return None
        picture, jobs = media.picture(probe, image, self.makes.pictures)
        self.used.add(path)
        self.jobs.update((job.url, job) for job in jobs)
        self._pictures[image] = picture
        return picture

    def _probe(self, path: str) -> media.Probe | media.MediaProblem:
        if path not in self._probes:
            self._probes[path] = media.probe(self.portal, path)
        return self._probes[path]

    def attachment(self, base: str, reference: str, title: str, where: Where) -> Attachment | None:
        """Return the attachment that *reference* means, or None and a finding."""
        path = self._place(base, reference, where)
        if not path:
            return None
        self.uses.setdefault(path, []).append(where)
        name = text.nfc(posixpath.basename(unquote(reference)))
        found = media.attachment(self.portal, path, title or name)
        if isinstance(found, media.MediaProblem):
            self.findings.append(_refused(found, reference, where))
            return None
        ready, job = found
        if media.names_its_maker(self.portal, path):
            self.findings.append(_names_its_maker(reference, where))
        self.used.add(path)
        self.jobs[job.url] = job
        return ready

    def prose(self, entry: Entry) -> ProseRef | None:
        """Return the entry's prose with its holes filled; None where the body is empty."""
        key, prose = self.texts[entry.source.path]
        if not prose.html.strip():
            return None
        pictures = tuple(
            self.picture(image, entry.source.path, self._at(entry, image.file)) for image in prose.pictures
        )
        return ProseRef(
            key=key, links=tuple(self._link(entry, ref, prose) for ref in prose.links), pictures=pictures
        )

    def _at(self, entry: Entry, reference: str) -> Where:
        return Where(path=entry.source.path, line=self.locate(entry.body, reference, entry.body_line))

    def _link(self, entry: Entry, reference: str, prose: Prose) -> str:
        where = self._at(entry, reference)
        if not reference:
            return ""
        if reference.startswith("[["):
            return self._titled(reference[2:-2], where)
        if reference.startswith("#"):
            if reference[1:] and f'id="{reference[1:]}"' not in prose.html:
                self.findings.append(_no_anchor(reference, where))
            return reference
        if markup.scheme_of(reference) or reference.startswith("//"):
            return reference
        return self._inside(entry, reference, where)

    def _inside(self, entry: Entry, reference: str, where: Where) -> str:
        """Resolve a link to a file of the portal: an entry, or an attachment."""
        target, _, anchor = reference.partition("#")
        path = self.file(entry.source.path, target, where)
        if not path:
            return ""
        if path.endswith((".md", ".markdown")):
            return self.entry_url(path, where) + (f"#{anchor}" if anchor else "")
        if path.endswith(".html"):
            self.used.add("/" + path)
            self.uses.setdefault("/" + path, []).append(where)
            return "/" + path + (f"#{anchor}" if anchor else "")
        if whole := _whole(unquote(target)):
            self.findings.append(_half(target, whole, where))
            return ""
        ready = self.attachment(entry.source.path, target, "", where)
        return ready.url if ready else ""

    def entry_url(self, path: str, where: Where) -> str:
        """Return the address of the entry at *path*; "" and a finding where there is none to show."""
        item = self.by_path.get(path)
        if item is not None:
            return item.url
        if path in self.hidden:
            self.findings.append(_not_yet(path, where))
        else:
            self.findings.append(_no_target(path, tuple(self.by_path), where))
        return ""

    def _titled(self, title: str, where: Where) -> str:
        found = self.by_title.get(text.fold(title.strip()), [])
        if len(found) == 1:
            return found[0].url
        coming = [
            path
            for path, entry in self.hidden.items()
            if text.fold(_title(entry)) == text.fold(title.strip())
        ]
        if coming and not found:
            self.findings.append(_not_yet(coming[0], where))
            return ""
        titles = tuple(item.title for item in self.items)
        self.findings.append(
            _no_title(title, titles, where) if not found else _two_titles(title, found, where)
        )
        return ""


def moment(day: Day) -> datetime:
    """Return the first moment of a day, or the moment itself."""
    return day if isinstance(day, datetime) else datetime.combine(day, time(), text.VN)


def end(day: Day) -> datetime:
    """Return the moment at which a period that ends on *day* is over: a date counts in full."""
    if isinstance(day, datetime):
        return day
    if day == date.max:  # 31/12/9999 is how people write “never”
        return datetime.max.replace(tzinfo=text.VN)
    return datetime.combine(day + timedelta(days=1), time(), text.VN)


def day_of(day: Day) -> date:
    """Return the calendar day in Vietnam."""
    return day.astimezone(text.VN).date() if isinstance(day, datetime) else day


def iso(day: Day) -> str:
    """Return ISO 8601: a date, or a moment with its offset."""
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()


def mark_of(entry: Entry, key: str) -> Where:
    """Return the place of a key in the entry's file."""
    mark = entry.mark(key)
    return Where(path=entry.source.path, line=mark.line, key=mark.written)


def kind_of(entry: Entry) -> Kind:
    """Return the kind of an entry."""
    return KINDS[entry.kind]


def _title(entry: Entry) -> str:
    return kind_of(entry).title(entry.common, entry.own)


def link_to(item: Item) -> Link:
    """Return a link to an item by its title."""
    return Link(title=item.title, url=item.url)


def fulfilling(desk: Desk, content: str) -> tuple[Link, ...]:
    """Return a link to the first page that says it has *content*."""
    pages = (item for item in desk.items if content in item.entry.own.get("fulfils", ()) and item.listed)
    return tuple(link_to(item) for item in pages)[:1]


def newest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Sort by date, newest first; the path decides between items of one moment."""
    return tuple(sorted(items, key=lambda item: (item.at, item.entry.source.path), reverse=True))


def _whole(reference: str) -> str:
    """Return an address of mail, of a site or of a telephone as links need it; "" for what is none of them."""
    start = next((start for start, form in _HALVES if form.fullmatch(reference)), "")
    written = re.sub(r"[^\d+]", "", reference) if start == "tel:" else reference
    return start + written if start else ""


def _half(reference: str, whole: str, where: Where) -> Finding:
    hint = f"Sửa thành {whole}. Địa chỉ thư viết mailto:…; trang web viết https://…; điện thoại viết tel:…."
    return error(
        "content.target", f"Địa chỉ “{reference}” thiếu phần đầu nên bấm vào không mở được.", where, hint
    )


def _refused(problem: media.MediaProblem, reference: str, where: Where) -> Finding:
    """Make the finding of a file that is not shown; one that is missing is quoted as the clerk wrote it."""
    missing = problem.rule == "media.missing"
    message = f"Không thấy tệp “{reference}”." if missing else problem.message
    return error(problem.rule, message, where, problem.hint)


def _names_its_maker(reference: str, where: Where) -> Finding:
    hint = "Lưu lại ảnh dạng JPG hoặc PNG: khi dựng trang, những điều ấy tự được bỏ; hoặc xuất sang PDF."
    return note("media.metadata", f"Tệp “{reference}” còn ghi tên người làm, máy hoặc nơi chụp.", where, hint)


def _escapes(reference: str, where: Where) -> Finding:
    return error(
        "content.path-escape",
        f"Đường dẫn “{reference}” dẫn ra ngoài thư mục của cổng hoặc viết theo kiểu của Windows.",
        where,
        "Chép tệp vào cạnh bài viết, rồi chỉ ghi tên tệp, ví dụ anh-hop.jpg (dùng dấu / giữa các thư mục).",
    )


def _no_anchor(reference: str, where: Where) -> Finding:
    hint = "Dấu # dẫn tới một đề mục trong bài: viết đề mục bằng chữ thường không dấu, nối bằng dấu gạch."
    return error("content.anchor", f"Trong bài không có đề mục “{reference}”.", where, hint)


def _no_target(path: str, known: tuple[str, ...], where: Where) -> Finding:
    near = text.nearest(path, known)
    hint = f"Có phải là “/{near}”?" if near else "Kiểm tra tên tệp và thư mục."
    return error("content.target", f"Không tìm thấy bài “{path}” để dẫn tới.", where, hint)


def _not_yet(path: str, where: Where) -> Finding:
    hint = "Liên kết sẽ tự có khi bài kia được đăng; hiện chỉ còn lại chữ."
    return note("content.target-hidden", f"Bài “{path}” chưa lên trang nên liên kết tạm bỏ.", where, hint)


def _no_title(title: str, titles: tuple[str, ...], where: Where) -> Finding:
    near = text.nearest(title, titles)
    hint = (
        f"Có phải là “{near}”?"
        if near
        else "Viết đúng tiêu đề của bài, hoặc dùng tên tệp: [chữ](ten-tep.md)."
    )
    return error("content.target", f"Không có bài nào tên “{title}”.", where, hint)


def _two_titles(title: str, found: list[Item], where: Where) -> Finding:
    paths = ", ".join(item.entry.source.path for item in found)
    return error(
        "content.target",
        f"Có {len(found)} bài tên “{title}”.",
        where,
        f"Dùng tên tệp thay cho tiêu đề: {paths}.",
    )
