"""Woven HTML → the same with telephone numbers as `tel:` links, for whoever reads on the device that dials.

Better a number too few than a wrong one: nothing inside links, code and headings, no number that goes on as the number of
a document, an account or a decimal; and short numbers (113, 1900 1234) only where the words before them ask to call.
"""

from __future__ import annotations

import html
import re

_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)[^>]*>|[^<]+")
_CLOSED = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset({"strong", "em", "b", "i", "u", "s", "span", "mark", "small"})
_GAP = "[ .\u00a0]"
_NUMBER = re.compile(
    rf"(?<![\w.,/#+&-])(?<!\d{_GAP})(?:"
    rf"(?P<long>(?:\+84{_GAP}?\d{{2,3}}|\(0[1-9]\d{{1,2}}\)|0[1-9]\d{{1,2}}){_GAP}\d{{3,4}}{_GAP}\d{{3,4}})"
    rf"|(?P<solid>0[235789]\d{{8,9}})"
    rf"|(?P<service>1[89]00{_GAP}\d{{4}}(?:{_GAP}?\d{{2}})?)"
    rf"|(?P<short>11[1-58]))"
    rf"(?![\w/-]|[.,]\d|{_GAP}\d)"
)
_CALL = r"(?:gọi|điện thoại|đt|đường dây nóng|hotline|tổng đài|số máy|liên hệ|zalo)"
_ASKED = re.compile(rf"\b{_CALL}[^.;!?\d]{{0,30}}(?:\d[\d .\u00a0]*(?:,|;|hoặc|và|-)\s*)*\Z", re.IGNORECASE)
_ASKED_SHORT = re.compile(
    rf"\b{_CALL}(?:\s+(?:ngay|khẩn cấp|đến|tới|theo|số|điện thoại))*\s*:?\s*(?:11\d\s*(?:,|hoặc|và|-)\s*)*\Z",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?:tài khoản|stk|căn cước|cccd|cmnd|mã số|mst|fax|biển số)[^.;\n]{0,30}\Z", re.IGNORECASE
)
_AFTER_SHORT = re.compile(r"\s*(?:[.,;:!?()]|\Z|(?:khi|để|hoặc|và|trước|ngay|nếu|báo|miễn phí)\b)")
_BEFORE = 80


def dial(woven: str) -> str:
    """Return *woven* with a link around each telephone number that certainly is one."""
    if not re.search(r"\d{3}", woven):
        return woven
    closed = 0
    before = ""
    parts: list[str] = []
    for token in _TOKEN.finditer(woven):
        tag = token["tag"]
        if tag is None:
            parts.append(token[0] if closed else _linked(token[0], before))
            before = (before + token[0])[-_BEFORE:]
            continue
        parts.append(token[0])
        if tag in _CLOSED:
            closed += -1 if token["end"] else 1
        elif tag not in _INLINE:
            before = ""
    return "".join(parts)


def _linked(run: str, before: str) -> str:
    def link(found: re.Match[str]) -> str:
        words = html.unescape(before + run[: found.start()])[-_BEFORE:]
        return _link(found[0]) if _is_phone(found, words, run[found.end() :]) else found[0]

    return _NUMBER.sub(link, run)


def _is_phone(found: re.Match[str], before: str, after: str) -> bool:
    """Tell whether what looks like a number to dial is one, by the words before and after it."""
    if _OTHER.search(before):
        return False
    if found["long"]:
        return True
    if found["short"]:
        return bool(_ASKED_SHORT.search(before) and _AFTER_SHORT.match(after))
    return bool(_ASKED.search(before))


def _link(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    return f'<a href="tel:{"+" if written.startswith("+") else ""}{digits}">{written}</a>'
