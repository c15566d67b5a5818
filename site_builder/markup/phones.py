"""Woven HTML → the same with telephone numbers as `tel:` links, for whoever reads on the device that dials.

Better a number too few than a wrong one: nothing inside links, code and headings, no number that goes on as the number of
a document or a decimal, none that no telephone can have, none whose sentence last spoke of an account, a file or a card,
no sum of money; and short numbers (113, 1900 1234) only where the words before them ask to call.
"""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)[^>]*>|[^<]+")
_CLOSED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"strong", "em", "b", "i", "u", "s", "span", "mark", "small"})
_CELLS = frozenset({"td", "th", "dd", "dt"})
_GAP = "(?:[ .\u00a0]|&nbsp;)"
_NUMBER = re.compile(
    rf"(?<![\w.,/#+&-])(?<!\d[ .\u00a0])(?<!\d&nbsp;)(?:"
    rf"(?P<long>(?:\+84{_GAP}?\d{{2,3}}|\(0[1-9]\d{{1,2}}\)|0[1-9]\d{{1,2}}){_GAP}\d{{3,4}}{_GAP}\d{{3,4}})"
    rf"|(?P<solid>0[235789]\d{{8,9}})"
    rf"|(?P<service>1[89]00{_GAP}\d{{4}}(?:{_GAP}?\d{{2}})?)"
    rf"|(?P<short>11[1-58]))"
    rf"(?![\w/-]|[.,]\d|{_GAP}\d)"
)
_BEGINNINGS = [re.compile(begins) for begins in (r"\+84", r"0[1-9]\d", r"1(?:[89]00|1[1-58])")]
"""So numbers begin, whatever their kind; three looks for one character each are far sooner done than one for any."""
_EXISTS = re.compile(r"(?:0|\+84)(?:[35789]\d{8}|2\d{9})\Z")
_CALL = r"(?:gọi|điện thoại|di động|s?đt|đường dây nóng|hotline|tổng đài|số máy|liên hệ|zalo)"
_ASKED = re.compile(rf"\b{_CALL}[^.;!?\d]{{0,30}}(?:\d[\d .\u00a0]*(?:,|;|hoặc|và|-)\s*)*\Z", re.IGNORECASE)
_ASKED_SHORT = re.compile(
    rf"\b{_CALL}(?:\s+(?:ngay|khẩn cấp|đến|tới|theo|số|điện thoại))*\s*:?\s*(?:11\d\s*(?:,|hoặc|và|-)\s*)*\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[!?;…]\s|(?<!\b[^\W\d_])(?<!\b[A-ZĐ]\w)(?<!\b[A-ZĐ]\w\w)\.\s(?=\s*[^\W\d_a-z])")
_TOPIC = re.compile(
    rf"\b(?:(?P<call>{_CALL})|tài khoản|stk|căn cước|cccd|cmnd|định danh|hộ chiếu|mst|bhxh|bhyt"
    r"|(?:thẻ|sổ) bảo hiểm|thửa(?: đất)?|tờ bản đồ|sê-?ri|serial|fax|biển số|số (?:hiệu|hồ sơ|khung|sổ|thẻ)"
    r"|hồ sơ(?=[^.,;()]{0,12}\Z)|(?-i:(?<!Sông )(?:mã|Mã(?! [A-ZĐ]))))\b",
    re.IGNORECASE,
)
_AFTER_SHORT = re.compile(r"\s*(?:[.,;:!?()]|\Z|(?:khi|để|hoặc|và|trước|ngay|nếu|báo|miễn phí)\b)")
_MONEY = re.compile(
    rf"(?:{_GAP}*(?:đến|tới|-|–){_GAP}*(?:\d|{_GAP}){{1,40}})?{_GAP}*(?:đồng(?! chí)|đ(?!/)|vnđ|vnd|triệu|tỷ|tỉ)\b|{_GAP}*₫",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"\s*(?:số\s+)?{_TOPIC.pattern}", re.IGNORECASE)
_BEFORE = 120


def dial(woven: str) -> str:
    """Return *woven* with a link around each telephone number that certainly is one."""
    if not any(begins.search(woven) for begins in _BEGINNINGS):
        return woven
    closed = 0
    before = ""
    parts: list[str] = []
    for token in _TOKEN.finditer(woven):
        tag = token["tag"]
        if tag is None:
            parts.append(token[0] if closed else _linked(token[0], before))
            before = (before + token[0][-_BEFORE:])[-_BEFORE:]
            continue
        parts.append(token[0])
        if tag in _CLOSED:
            closed += -1 if token["end"] else 1
        elif tag not in _INLINE:
            before = before if tag in _CELLS and _is_label(before) else ""
    return "".join(parts)


def _linked(run: str, before: str) -> str:
    """Link the numbers in *run*; what stands before each is cut out first and unescaped then: a run may be long."""

    def link(found: re.Match[str]) -> str:
        start = found.start()
        near = run[max(start - _BEFORE, 0) : start]
        words = html.unescape((before + near)[-_BEFORE:])
        return _link(found[0]) if _is_phone(found, words) else found[0]

    return _NUMBER.sub(link, run)


def _is_phone(found: re.Match[str], before: str) -> bool:
    """Tell whether what looks like a number to dial is one, by the words before and after it."""
    if found["short"]:
        return bool(_AFTER_SHORT.match(found.string, found.end()) and _ASKED_SHORT.search(before))
    if found["service"]:
        return bool(_ASKED.search(before)) and not _is_other(found, before)
    if not _EXISTS.match(_digits(found[0])) or _is_other(found, before):
        return False
    return bool(found["long"] or _ASKED.search(before))


def _is_other(found: re.Match[str], before: str) -> bool:
    """Tell whether a number is a sum of money, or of what its sentence named last: an account, a file, a card."""
    if _MONEY.match(found.string, found.end()):
        return True
    sentence = _SENTENCE.split(before)[-1]
    topics = [topic["call"] for topic in _TOPIC.finditer(sentence)]
    return bool(topics) and topics[-1] is None


def _is_label(cell: str) -> bool:
    """Tell whether a cell says that the next one holds a number of another kind: “Số tài khoản”, “Fax”."""
    label = _LABEL.match(cell)
    return bool(label and label["call"] is None)


def _digits(written: str) -> str:
    return ("+" if written.startswith("+") else "") + re.sub(r"\D", "", written)


def _link(written: str) -> str:
    return f'<a href="tel:{_digits(written)}">{written}</a>'
