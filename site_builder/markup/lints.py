"""What a careful editor would see in a text: link words, pictures without description, walls of text, strange hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from site_builder import text
from site_builder.errors import Finding, Where, error, note
from site_builder.markup.clean import SCHEMES
from site_builder.markup.parser import LINK, Yield

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_ANCHOR = re.compile(rf'<a href="{LINK}(\d+){LINK}"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_EMPTY_WORDS = {
    "tai day",
    "xem tai day",
    "o day",
    "day",
    "click here",
    "here",
    "xem them",
    "link",
    "bam vao day",
    "nhan vao day",
}
_LOOKALIKE = re.compile(r"gov[-_.]?vn(?!$)|^(.*\.)?govvn\.|gov\.vn\.", re.IGNORECASE)
_LEXICON = (
    "nha cai",
    "ca cuoc",
    "casino",
    "baccarat",
    "no hu",
    "xoc dia online",
    "keo nha cai",
    "slot game",
    "ban ca doi thuong",
    "soi keo",
)
_MANY_LINKS = 20
_LONG = 120


def lint(body: str, html: str, gathered: Yield, path: str, first_line: int) -> Iterator[Finding]:
    """Yield the findings about a finished text."""
    where = _Lines(body, path, first_line)
    yield from _links(html, gathered, where)
    yield from _pictures(gathered, where)
    yield from _paragraphs(html, where)
    yield from _lexicon(body, where)
    if gathered.mended:
        line = next((at for at, one in enumerate(body.split("\n")) if one.startswith("#")), 0)
        hint = "Đề mục trong bài bắt đầu bằng ##, cấp dưới là ###; trang đã tự sửa cấp khi dựng."
        yield note("markup.heading", "Cấp đề mục chưa đúng.", Where(path=path, line=first_line + line), hint)


class _Lines:
    """Finds the line of a piece of text."""

    def __init__(self, body: str, path: str, first_line: int) -> None:
        self.body, self.path, self.first_line = body, path, first_line

    def of(self, piece: str) -> Where:
        """Return the place of the first line that holds *piece*."""
        return Where(path=self.path, line=locate(self.body, piece, self.first_line))


def locate(body: str, reference: str, first_line: int) -> int:
    """Return the file line on which *reference* stands in *body*; the body's first line where it is not found."""
    at = body.find(reference) if reference else -1
    return first_line + (body.count("\n", 0, at) if at >= 0 else 0)


def scheme_of(reference: str) -> str:
    """Return the scheme of an address, as a browser would read it; a drive letter is none."""
    plain = re.sub(r"[\x00-\x20]+", "", reference)
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", plain)
    return found[1].lower() if found and len(found[1]) > 1 else ""


def _links(html: str, gathered: Yield, where: _Lines) -> Iterator[Finding]:
    outside = 0
    for number, inner in _ANCHOR.findall(html):
        reference = gathered.links[int(number)]
        written = " ".join(_TAG.sub(" ", inner).split())
        words = text.fold(written).strip(" .:")
        if not words and "\ue003" not in inner:
            hint = "Thêm chữ vào liên kết, hoặc xoá liên kết."
            yield error(
                "markup.hidden-link",
                "Liên kết không có chữ nên người đọc không thấy.",
                where.of(reference),
                hint,
            )
        elif words in _EMPTY_WORDS or words.startswith(("http://", "https://")):
            hint = "Đặt liên kết vào chữ nói rõ nơi đến, ví dụ [Kế hoạch năm 2026](…)."
            yield note(
                "markup.link-text",
                f"Chữ của liên kết (“{written}”) không nói liên kết dẫn tới đâu.",
                where.of(reference),
                hint,
            )
        outside += reference.startswith(("http://", "https://"))
    for reference in dict.fromkeys(gathered.links):
        yield from _address(reference, where)
    if outside > _MANY_LINKS:
        hint = "Kiểm tra lại từng liên kết; chỉ giữ những liên kết cần cho người đọc."
        yield note("markup.many-links", f"Bài có {outside} liên kết ra ngoài.", where.of("http"), hint)


def _address(reference: str, where: _Lines) -> Iterator[Finding]:
    scheme = scheme_of(reference)
    if scheme and scheme not in SCHEMES:
        hint = "Chỉ dùng địa chỉ https://, mailto:, tel: hoặc tên tệp của cổng."
        yield error("markup.scheme", f"Địa chỉ kiểu “{scheme}:” không được phép.", where.of(reference), hint)
    host = _host(reference)
    if host and _LOOKALIKE.search(host) and not host.endswith(".gov.vn"):
        hint = "Địa chỉ thật của cơ quan nhà nước kết thúc bằng .gov.vn. Kiểm tra lại, đừng dẫn người đọc tới trang giả."
        yield error(
            "markup.lookalike", f"“{host}” giống tên miền gov.vn nhưng không phải.", where.of(reference), hint
        )


def _host(reference: str) -> str:
    try:
        return (urlsplit(reference).hostname or "") if "//" in reference else ""
    except ValueError:
        return ""


def _pictures(gathered: Yield, where: _Lines) -> Iterator[Finding]:
    for picture in gathered.pictures:
        stem = text.fold(picture.file.rsplit("/", 1)[-1])
        alt = text.fold(picture.alt)
        if not alt.strip() or alt in {stem, stem.rsplit(".", 1)[0], text.fold(picture.caption)}:
            message = (
                "Ảnh chưa có mô tả." if not alt.strip() else "Mô tả ảnh trùng với tên tệp hoặc chú thích."
            )
            hint = "Viết điều nhìn thấy trong ảnh giữa hai dấu ngoặc vuông: ![Bà con gặt lúa trên cánh đồng](anh.jpg)."
            yield error("markup.alt", message, where.of(picture.file), hint)


def _paragraphs(html: str, where: _Lines) -> Iterator[Finding]:
    for inner in _PARAGRAPH.findall(html):
        if len(inner) > 4 * _LONG and text.word_count(plain := _TAG.sub("", inner)) > _LONG:
            start = " ".join(plain.split()[:4])
            hint = "Tách thành hai, ba đoạn; mỗi đoạn một ý."
            yield note(
                "markup.long-paragraph", f"Đoạn “{start}…” dài hơn {_LONG} chữ.", where.of(start), hint
            )


def _lexicon(body: str, where: _Lines) -> Iterator[Finding]:
    folded = text.fold(body)
    hits = [word for word in _LEXICON if re.search(rf"\b{word}\b", folded)]
    if hits:
        line = folded[: folded.find(hits[0])].count("\n")
        hint = (
            "Nếu đây là bài tuyên truyền phòng, chống cờ bạc thì không cần làm gì; nếu không, xoá đoạn này."
        )
        message = "Bài có từ ngữ thường gặp ở nội dung cờ bạc."
        yield note(
            "markup.gambling-words", message, Where(path=where.path, line=where.first_line + line), hint
        )
