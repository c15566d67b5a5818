"""What clerks wrote of other files → addresses, pictures and attachments ready to show, or a finding.

`References` remembers the media that the output needs and collects findings. Where something was written is worked out
only when there is something to tell.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from site_builder import markup, media, text
from site_builder.errors import Finding, Where, error, note
from site_builder.model import (
    Attachment,
    Entry,
    Gist,
    ImageField,
    MediaJob,
    Picture,
    Pictures,
    Prose,
    ProseRef,
    Spot,
)

Place = Where | Spot
_HALVES = (
    ("mailto:", re.compile(r"[^\s/@]+@[^\s/@]+\.[a-z]{2,}", re.IGNORECASE)),
    ("https://", re.compile(r"(?:www\.[^\s/]+|(?:[\w-]+\.)+(?:vn|com|net|org))(?:/\S*)?", re.IGNORECASE)),
    ("tel:", re.compile(r"\+?[\d .()-]{3,}")),
)


@dataclass(slots=True, kw_only=True)
class References:
    """The files and titles that may be referred to, and what came of it.

    `addresses` and `titles` are those of shown entries by their paths, `coming` the titles of those that are not shown
    yet. `prose_of` gives a prose by the path of its source, which is dear, and `locate` the line of a spot, dearer still:
    both are for what is rare. `sizes` says which variants of a picture there are.
    """

    portal: Path
    sizes: Pictures
    gists: Mapping[str, Gist]
    prose_of: Callable[[str], Prose]
    locate: Callable[[Spot], Where]
    addresses: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    coming: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    jobs: dict[str, MediaJob] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    uses: dict[str, list[Place]] = field(default_factory=dict)
    _by_title: dict[str, list[str]] = field(default_factory=dict)
    _pictures: dict[ImageField, Picture | None] = field(default_factory=dict)
    _places: dict[tuple[str, str], str] = field(default_factory=dict)
    _probes: dict[str, media.Probe | media.MediaProblem] = field(default_factory=dict)

    def tell(self, make: Callable[..., Finding], at: Place, *values: Any) -> None:
        """Add the finding that *make* makes of where it is, and of *values*."""
        self.findings.append(make(self.where(at), *values))

    def where(self, at: Place) -> Where:
        """Return where *at* is, with its line."""
        return self.locate(at) if isinstance(at, Spot) else at

    def file(self, base: str, reference: str, at: Place) -> str:
        """Return the portal path that *reference* in the file *base* means; "" and a finding where it leads out."""
        path = text.nfc(unquote(reference))
        bad = "\\" in path or ":" in path or "\x00" in path
        start = "" if path.startswith("/") else posixpath.dirname(base)
        joined = posixpath.normpath(posixpath.join(start, path.lstrip("/") if path.startswith("/") else path))
        if bad or joined.startswith(("../", "/")) or joined == "..":
            self.tell(_escapes, at, reference)
            return ""
        return joined

    def _place(self, base: str, reference: str, at: Place) -> str:
        """Return where the file that *reference* means lies on the disk; "" and a finding where it leads out."""
        key = (posixpath.dirname(base), reference)
        if key not in self._places:
            path = self.file(base, reference, at)
            if not path:
                return ""
            self._places[key] = media.on_disk(self.portal, path)
        return self._places[key]

    def picture(self, image: ImageField, base: str, at: Place) -> Picture | None:
        """Return *image* ready to show, or None and a finding."""
        reference = image.file
        path = self._place(base, reference, at)
        if not path:
            return None
        image = ImageField(file=path, alt=image.alt, caption=image.caption, credit=image.credit)
        self.uses.setdefault(path, []).append(at)
        if image in self._pictures:
            return self._pictures[image]
        probe = self._probe(path)
        if isinstance(probe, media.MediaProblem):
            self.tell(_refused, at, reference, probe)
            return None
        picture, jobs = media.picture(probe, image, self.sizes)
        self.used.add(path)
        self.jobs.update((job.url, job) for job in jobs)
        self._pictures[image] = picture
        return picture

    def _probe(self, path: str) -> media.Probe | media.MediaProblem:
        if path not in self._probes:
            self._probes[path] = media.probe(self.portal, path)
        return self._probes[path]

    def attachment(self, base: str, reference: str, title: str, at: Place) -> Attachment | None:
        """Return the attachment that *reference* means, or None and a finding."""
        path = self._place(base, reference, at)
        if not path:
            return None
        self.uses.setdefault(path, []).append(at)
        name = text.nfc(posixpath.basename(unquote(reference)))
        found = media.attachment(self.portal, path, title or name)
        if isinstance(found, media.MediaProblem):
            self.tell(_refused, at, reference, found)
            return None
        ready, job = found
        if media.names_its_maker(self.portal, path):
            self.tell(_names_its_maker, at, reference)
        self.used.add(path)
        self.jobs[job.url] = job
        return ready

    def prose(self, entry: Entry, gist: Gist) -> ProseRef | None:
        """Return the entry's prose with its holes filled; None where the body is empty."""
        if gist.blank:
            return None
        path = entry.source.path
        pictures = (self.picture(image, path, _spot(entry, image.file)) for image in gist.pictures)
        links = (self._link(entry, reference, gist) for reference in gist.links)
        return ProseRef(key=gist.key, pictures=tuple(pictures), links=tuple(links))

    def _link(self, entry: Entry, reference: str, gist: Gist) -> str:
        if reference.startswith(("https://", "http://", "mailto:", "tel:", "//")) or not reference:
            return reference
        at = _spot(entry, reference)
        if reference.startswith("[["):
            return self._titled(reference[2:-2], at)
        if reference.startswith("#"):
            if not self._has_anchor(entry, reference[1:], gist):
                self.tell(_no_anchor, at, reference)
            return reference
        return reference if markup.scheme_of(reference) else self._inside(entry, reference, at)

    def _has_anchor(self, entry: Entry, anchor: str, gist: Gist) -> bool:
        known = not anchor or any(anchor == one.anchor for one in gist.headings)
        return known or f'id="{anchor}"' in self.prose_of(entry.source.path).html

    def _inside(self, entry: Entry, reference: str, at: Place) -> str:
        """Resolve a link to a file of the portal: an entry, or an attachment."""
        target, _, anchor = reference.partition("#")
        path = self.file(entry.source.path, target, at)
        if not path:
            return ""
        if path.endswith((".md", ".markdown")):
            return self.entry_url(path, at) + (f"#{anchor}" if anchor else "")
        if path.endswith(".html"):
            self.used.add("/" + path)
            self.uses.setdefault("/" + path, []).append(at)
            return "/" + path + (f"#{anchor}" if anchor else "")
        if whole := _whole(unquote(target)):
            self.tell(_half, at, target, whole)
            return ""
        ready = self.attachment(entry.source.path, target, "", at)
        return ready.url if ready else ""

    def entry_url(self, path: str, at: Place) -> str:
        """Return the address of the entry at *path*; "" and a finding where there is none to show."""
        if path in self.addresses:
            return self.addresses[path]
        if path in self.coming:
            self.tell(_not_yet, at, path)
        else:
            self.tell(_no_target, at, path, tuple(self.addresses))
        return ""

    def _titled(self, title: str, at: Place) -> str:
        wanted = text.fold(title.strip())
        if not self._by_title:
            for path, name in self.titles.items():
                self._by_title.setdefault(text.fold(name), []).append(path)
        found = self._by_title.get(wanted, [])
        if len(found) == 1:
            return self.addresses[found[0]]
        coming = [path for path, name in self.coming.items() if text.fold(name) == wanted]
        if coming and not found:
            self.tell(_not_yet, at, coming[0])
        elif found:
            self.tell(_two_titles, at, title, found)
        else:
            self.tell(_no_title, at, title, tuple(self.titles.values()))
        return ""


def _spot(entry: Entry, reference: str) -> Spot:
    return Spot(path=entry.source.path, reference=reference, first_line=entry.body_line)


def _whole(reference: str) -> str:
    """Return an address of mail, of a site or of a telephone as links need it; "" for what is none of them."""
    start = next((start for start, form in _HALVES if form.fullmatch(reference)), "")
    written = re.sub(r"[^\d+]", "", reference) if start == "tel:" else reference
    return start + written if start else ""


def _half(where: Where, reference: str, whole: str) -> Finding:
    hint = f"Sửa thành {whole}. Địa chỉ thư viết mailto:…; trang web viết https://…; điện thoại viết tel:…."
    return error(
        "content.target", f"Địa chỉ “{reference}” thiếu phần đầu nên bấm vào không mở được.", where, hint
    )


def _refused(where: Where, reference: str, problem: media.MediaProblem) -> Finding:
    """Make the finding of a file that is not shown; one that is missing is quoted as the clerk wrote it."""
    missing = problem.rule == "media.missing"
    message = f"Không thấy tệp “{reference}”." if missing else problem.message
    return error(problem.rule, message, where, problem.hint)


def _names_its_maker(where: Where, reference: str) -> Finding:
    hint = "Lưu lại ảnh dạng JPG hoặc PNG: khi dựng trang, những điều ấy tự được bỏ; hoặc xuất sang PDF."
    return note("media.metadata", f"Tệp “{reference}” còn ghi tên người làm, máy hoặc nơi chụp.", where, hint)


def _escapes(where: Where, reference: str) -> Finding:
    return error(
        "content.path-escape",
        f"Đường dẫn “{reference}” dẫn ra ngoài thư mục của cổng hoặc viết theo kiểu của Windows.",
        where,
        "Chép tệp vào cạnh bài viết, rồi chỉ ghi tên tệp, ví dụ anh-hop.jpg (dùng dấu / giữa các thư mục).",
    )


def _no_anchor(where: Where, reference: str) -> Finding:
    hint = "Dấu # dẫn tới một đề mục trong bài: viết đề mục bằng chữ thường không dấu, nối bằng dấu gạch."
    return error("content.anchor", f"Trong bài không có đề mục “{reference}”.", where, hint)


def _no_target(where: Where, path: str, known: tuple[str, ...]) -> Finding:
    near = text.nearest(path, known)
    hint = f"Có phải là “/{near}”?" if near else "Kiểm tra tên tệp và thư mục."
    return error("content.target", f"Không tìm thấy bài “{path}” để dẫn tới.", where, hint)


def _not_yet(where: Where, path: str) -> Finding:
    hint = "Liên kết sẽ tự có khi bài kia được đăng; hiện chỉ còn lại chữ."
    return note("content.target-hidden", f"Bài “{path}” chưa lên trang nên liên kết tạm bỏ.", where, hint)


def _no_title(where: Where, title: str, titles: tuple[str, ...]) -> Finding:
    near = text.nearest(title, titles)
    hint = (
        f"Có phải là “{near}”?"
        if near
        else "Viết đúng tiêu đề của bài, hoặc dùng tên tệp: [chữ](ten-tep.md)."
    )
    return error("content.target", f"Không có bài nào tên “{title}”.", where, hint)


def _two_titles(where: Where, title: str, found: list[str]) -> Finding:
    paths = ", ".join(found)
    return error(
        "content.target",
        f"Có {len(found)} bài tên “{title}”.",
        where,
        f"Dùng tên tệp thay cho tiêu đề: {paths}.",
    )
