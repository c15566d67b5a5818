"""What a careful editor would say of a text: every rule of the room, in words for the clerk, with its line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from site_builder import text
from site_builder.errors import Finding, Severity, Where
from site_builder.markup.addresses import host_of, imitates_gov_vn, is_external
from site_builder.markup.allow import SCHEMES
from site_builder.markup.hidden import Trace, refused_schemes
from site_builder.markup.lines import Lines
from site_builder.markup.suspects import gambling, gambling_words, lookalike, short
from site_builder.markup.weave import HeadingSeen, LinkSeen, Woven, paragraphs
from site_builder.model import ImageField

MOST = 30  # findings of one rule in one text: more would only bury the rest
MAX_WORDS = 120
_LINES_NAMED = 8
_LOOKED_AT = 300
MAX_EXTERNAL = 20

_EMPTY_WORDS = frozenset({
    "tai day", "xem tai day", "tai", "day", "o day", "xem o day", "xem them", "xem them tai day",
    "xem chi tiet", "chi tiet", "xem chi tiet tai day", "chi tiet tai day", "chi tiet xem tai day",
    "vao day", "bam vao day", "nhan vao day", "click vao day", "bam day", "nhan day", "click", "click here",
    "here", "link", "link nay", "duong link", "duong dan", "lien ket", "tai ve tai day", "tai ve",
    "tai xuong", "doc them", "doc tiep", "xem", "read more", "more", "this link", "xem toan van tai day",
    "noi dung xem tai day",
})  # fmt: skip
_BARE_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.IGNORECASE)
_UNSEEN = re.compile("[\\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e007f]+")  # fmt: skip
_CALLOUT = re.compile(r"/{3,}[ ]*[\w-]")
_NOTE_SIGN = re.compile(r"\[\^[^\[\]\s]{1,80}\]")


@dataclass(slots=True)
class Desk:
    """Collects the findings of one text: a rule is told at most `MOST` times, and then how often it was left out."""

    path: str
    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def wants(self, rule: str) -> bool:
        """Count an offence, and tell whether it is still worth looking for its line."""
        self._counts[rule] = self._counts.get(rule, 0) + 1
        return self._counts[rule] <= MOST

    def tell(self, severity: Severity, rule: str, message: str, line: int, hint: str) -> None:
        """Add a finding."""
        where = self.at(line)
        self.findings.append(Finding(rule=rule, severity=severity, message=message, where=where, hint=hint))

    def at(self, line: int) -> Where:
        """Return the place of a line."""
        return Where(path=self.path, line=line)

    def error(self, rule: str, message: str, line: int, hint: str) -> None:
        """Add what must be mended."""
        self.tell(Severity.ERROR, rule, message, line, hint)

    def note(self, rule: str, message: str, line: int, hint: str) -> None:
        """Add what should be mended."""
        self.tell(Severity.NOTE, rule, message, line, hint)

    def result(self) -> tuple[Finding, ...]:
        """Return all findings by line; the last of a rule tells how many more there are."""
        ordered = sorted(dict.fromkeys(self.findings), key=lambda one: (one.where.line, one.rule))
        for rule, count in self._counts.items():
            if count > MOST:
                ordered.append(self._more(rule, count - MOST, ordered))
        return tuple(ordered)

    @staticmethod
    def _more(rule: str, count: int, ordered: list[Finding]) -> Finding:
        last = next(one for one in reversed(ordered) if one.rule == rule)
        message = f"Còn {count} chỗ nữa mắc cùng lỗi này."
        return Finding(rule=rule, severity=last.severity, message=message, where=last.where, hint=last.hint)


def remark(woven: Woven, trace: Trace | None, raw: str, plain: str, desk: Desk) -> None:
    """Put all remarks about a text on the desk."""
    if trace:
        _hidden(trace, desk)
    if woven.links_seen:
        _links(woven.links_seen, desk)
    if woven.pictures:
        _pictures(woven.pictures, desk)
    if woven.headings_seen:
        _headings(woven, desk)
    if woven.refused_links or woven.refused_pictures:
        _refused(woven, raw, desk)
    for number in dict.fromkeys(woven.empty_headers):
        _empty_header(number, desk)
    _long_paragraphs(woven.html, desk)
    if "///" in plain:
        _callouts(plain, desk)
    if "[^" in plain:
        _footnotes(plain, desk)
    _gambling(plain, desk)


# --- links


def _hidden(trace: Trace, desk: Desk) -> None:
    for reference in trace.hidden:
        if desk.wants("markup.hidden-link"):
            desk.error(
                "markup.hidden-link",
                f"Liên kết bị giấu khỏi mắt người đọc: “{short(reference)}”.",
                desk.lines.reference(reference) if reference else desk.lines.text("<a"),
                "Đây là cách kẻ xấu chèn quảng cáo vào trang của cơ quan nhà nước. Nếu không phải anh/chị viết, hãy đổi "
                "mật khẩu và báo người quản trị; nếu là nội dung thật, viết lại thành liên kết thường.",
            )
    if trace.dropped:
        _dropped(trace.dropped, desk)


def _dropped(dropped: tuple[str, ...], desk: Desk) -> None:
    """Tell once what the allow-list took away, at the line of the first."""
    first = dropped[0].removeprefix("class=").rstrip(">")
    body = desk.lines.body.lower()
    position = min((at for at in (body.find(first), body.find(first.strip("<"))) if at >= 0), default=0)
    names = ", ".join(dropped[:8]) + (" …" if len(dropped) > 8 else "")
    desk.note(
        "markup.html-removed",
        f"Đã bỏ phần HTML không dùng được trong bài: {names}.",
        desk.lines.at(position),
        "Chữ bên trong vẫn giữ, trừ mã lệnh. Hãy viết bằng Markdown: **đậm**, *nghiêng*, ## đề mục, - gạch đầu dòng.",
    )


def _links(links: list[LinkSeen], desk: Desk) -> None:
    external = [link for link in links if is_external(link.reference)]
    for link in links:
        _words(link, desk)
    for link in external:
        if imitates_gov_vn(link.reference) and desk.wants("markup.lookalike"):
            place = desk.at(desk.lines.reference(link.reference, link.nth))
            desk.findings.append(lookalike(host_of(link.reference), place))
    if len(external) > MAX_EXTERNAL:
        over = external[MAX_EXTERNAL]
        desk.note(
            "markup.many-links",
            f"Bài có {len(external)} liên kết ra ngoài cổng, nhiều hơn {MAX_EXTERNAL}.",
            desk.lines.reference(over.reference, over.nth),
            "Chỉ giữ những liên kết người đọc cần; danh sách dài nên để thành tệp đính kèm.",
        )


def _words(link: LinkSeen, desk: Desk) -> None:
    """Look at the words of a link: none, or such that say nothing out of their place."""
    if link.has_picture:
        return
    if not _visible(link.words):
        if desk.wants("markup.hidden-link"):
            desk.error(
                "markup.hidden-link",
                f"Liên kết tới “{short(link.reference)}” không có chữ nên người đọc không thấy.",
                desk.lines.reference(link.reference, link.nth),
                "Viết chữ cho liên kết giữa hai dấu ngoặc vuông, hoặc xoá liên kết.",
            )
        return
    bare = bool(_BARE_ADDRESS.fullmatch(link.words))
    if (bare or text.fold(link.words).strip(" .:…>»!()[]") in _EMPTY_WORDS) and desk.wants(
        "markup.link-text"
    ):
        desk.note(
            "markup.link-text",
            "Liên kết chỉ hiện địa chỉ, người nghe đọc màn hình khó hiểu."
            if bare
            else f"Chữ của liên kết, “{link.words}”, không nói liên kết dẫn tới đâu.",
            desk.lines.reference(link.reference, link.nth),
            "Đặt liên kết vào tên của nơi đến, ví dụ: [Kế hoạch số 12/KH-UBND](ke-hoach-12.md).",
        )


def _visible(words: str) -> bool:
    """Tell whether there is a letter, a digit or a sign to click on: blanks and punctuation are not enough."""
    return any(unicodedata.category(char)[0] not in "PZCM" for char in _UNSEEN.sub("", words))


def _refused(woven: Woven, raw: str, desk: Desk) -> None:
    known = refused_schemes(raw, SCHEMES)
    for reference, scheme in known:
        if desk.wants("markup.scheme"):
            desk.error(
                "markup.scheme",
                f"Địa chỉ “{short(reference)}” thuộc kiểu “{scheme}:”, không được phép trên cổng.",
                desk.lines.reference(reference),
                "Chỉ dùng https://, mailto:, tel:, tên tệp cạnh bài viết, hoặc đường dẫn bắt đầu bằng dấu /.",
            )
    if not known:
        for words in (*woven.refused_links, *woven.refused_pictures):
            if desk.wants("markup.scheme"):
                desk.error(
                    "markup.scheme",
                    f"Liên kết hoặc ảnh “{short(words)}” không có địa chỉ dùng được, nên đã bỏ.",
                    desk.lines.text(words),
                    "Viết lại địa chỉ, ví dụ https://chinhphu.vn hoặc tên tệp cạnh bài viết.",
                )


# --- pictures, headings, tables, paragraphs


def _pictures(pictures: list[ImageField], desk: Desk) -> None:
    uses: dict[str, int] = {}
    for picture in pictures:
        nth = uses[picture.file] = uses.get(picture.file, -1) + 1
        message = _alt_fault(picture)
        if message and desk.wants("markup.alt"):
            desk.error(
                "markup.alt",
                message,
                desk.lines.reference(picture.file, nth),
                "Viết điều nhìn thấy trong ảnh vào giữa hai dấu ngoặc vuông: ![Bà con gặt lúa trên cánh đồng](anh.jpg).",
            )


def _alt_fault(picture: ImageField) -> str:
    alt = text.fold(picture.alt).strip(" .")
    name = text.fold(picture.file.replace("\\", "/").rpartition("/")[2])
    if not _visible(alt):
        return f"Ảnh “{short(picture.file)}” chưa có mô tả cho người không nhìn thấy."
    if text.slugify(alt) in {text.slugify(name), text.slugify(name.rpartition(".")[0])}:
        return f"Mô tả của ảnh “{short(picture.file)}” chỉ là tên tệp."
    if alt == text.fold(picture.caption).strip(" ."):
        return f"Mô tả của ảnh “{short(picture.file)}” lặp lại chú thích."
    return ""


def _headings(woven: Woven, desk: Desk) -> None:
    """Tell once which headings have a level that the page had to mend."""
    faulty = [seen for seen in woven.headings_seen if _is_faulty(seen)]
    if not faulty:
        return
    lines = _lines_of_headings(woven.headings_seen[:_LOOKED_AT], desk.lines) or [desk.lines.first]
    more = ", ".join(map(str, lines)) + (" …" if len(faulty) > len(lines) else "")
    first = faulty[0]
    what = "bậc 1 (#) dành cho tên bài" if first.written == 1 else "nhảy bậc"
    desk.note(
        "markup.heading",
        f"Đề mục “{short(first.text)}” {what}; các dòng cần xem: {more}.",
        lines[0],
        "Trong bài, đề mục bắt đầu bằng ##, cấp dưới là ###, rồi ####. Trang đã tự sửa bậc khi dựng.",
    )


def _is_faulty(seen: HeadingSeen) -> bool:
    return seen.written == 1 or seen.skips


def _lines_of_headings(headings: list[HeadingSeen], lines: Lines) -> list[int]:
    """Return the lines of the first faulty headings, found by walking through the text from heading to heading."""
    places = lines.headings()
    found: list[int] = []
    after = 0
    for seen in headings:
        line = lines.heading(seen.text, after, places)
        if _is_faulty(seen):
            found.append(line)
        if len(found) == _LINES_NAMED:
            break
        after = line + 1
    return found


def _empty_header(number: int, desk: Desk) -> None:
    if desk.wants("markup.empty-table-header"):
        desk.note(
            "markup.empty-table-header",
            "Bảng có ô tiêu đề để trống.",
            desk.lines.table(number),
            "Đặt tên cho mọi cột ở hàng đầu của bảng, ví dụ “Nội dung”.",
        )


def _long_paragraphs(woven: str, desk: Desk) -> None:
    after = 0
    for words in paragraphs(woven, MAX_WORDS):
        count = text.word_count(words)
        if count > MAX_WORDS and desk.wants("markup.long-paragraph"):
            after = desk.lines.text(words, after)
            desk.note(
                "markup.long-paragraph",
                f"Đoạn “{text.shorten(words, 40)}” dài {count} chữ, quá {MAX_WORDS} chữ.",
                after,
                "Tách thành hai, ba đoạn, mỗi đoạn một ý; liệt kê thì dùng gạch đầu dòng.",
            )
            after += 1


def _callouts(plain: str, desk: Desk) -> None:
    """Tell where a callout was meant and is none: it is not closed, or its type is not known."""
    for line in filter(_CALLOUT.match, plain.split("\n")):
        if desk.wants("markup.callout"):
            desk.note(
                "markup.callout",
                f"“{short(line)}” định mở khung ghi chú nhưng chưa đúng.",
                desk.lines.reference(line[:40]),
                "Mở bằng /// luu-y, /// canh-bao hoặc /// thong-tin (thêm | Tiêu đề nếu cần), đóng bằng một dòng ///.",
            )


def _footnotes(plain: str, desk: Desk) -> None:
    """Tell which signs of footnotes have no footnote."""
    for sign in dict.fromkeys(_NOTE_SIGN.findall(plain)):
        if desk.wants("markup.footnote"):
            desk.note(
                "markup.footnote",
                f"Chú thích {sign} chưa có nội dung.",
                desk.lines.reference(sign),
                f"Thêm ở cuối bài một dòng: {sign}: nội dung chú thích.",
            )


def _gambling(plain: str, desk: Desk) -> None:
    found = gambling_words(plain)
    if found:
        place = plain.lower().find(found[0])
        line = desk.lines.text(plain[place : place + len(found[0])])
        desk.findings.append(gambling(found, desk.at(line)))
