"""Raw HTML → safe HTML: an allow-list, and the traces of what was hidden or dropped.

The sanitiser is also the canonical serialiser: what it prints is what a page holds.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import nh3

from site_builder.errors import Finding, Where, error, note
from site_builder.markup.parser import INLINE, LINK, PICTURE, Yield
from site_builder.model import ImageField

SCHEMES = {"http", "https", "mailto", "tel"}
_CLASSES = {"lead", "note", "align-left", "align-center", "align-right"}
_ANY = {"id", "lang", "dir", "title"}
TAGS = {
    "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code", "kbd", "samp",
    "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr", "cite", "q", "time", "br", "hr",
    "a", "img", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "figure", "figcaption", "details",
    "summary", "div", "span",
}  # fmt: skip
ATTRIBUTES = {
    "*": _ANY,
    "a": {"href", "role"},
    "img": {"src", "alt", "credit"},
    "ol": {"start", "type"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "time": {"datetime"},
    "div": {"role", "tabindex", "aria-label"},
    "details": {"open"},
    "li": {"value"},
}
_CALLOUT = {"admonition", "admonition-title", "note", "warning", "info"}
ALLOWED_CLASSES = dict.fromkeys(("p", "span", "th", "td", "h2", "h3", "h4", "ul", "ol", "blockquote", "table"), _CLASSES) | {"div": _CLASSES | _CALLOUT | {"portal-table", "footnote"}, "p": _CLASSES | {"admonition-title"},
     "a": {"footnote-ref", "footnote-backref"}}  # fmt: skip

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    allowed_classes=ALLOWED_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)
_A = re.compile(r"<a( [^>]*)?>")
_HREF = re.compile(r' href="([^"]*)"')
_IMG = re.compile(r"<img( [^>]*)?>")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_GOOD_ID = re.compile(r"^[A-Za-z][A-Za-z0-9:_.-]{0,100}$")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d]*[1-9])|"
    r"(left|top|right|text-indent|margin-left)\s*:\s*-\s*\d{3,}|(width|height)\s*:\s*0|clip\s*:|color\s*:\s*transparent",
    re.IGNORECASE,
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_MADE = {"h1", "html", "body"}


def clean(raw: str, gathered: Yield) -> str:
    """Return the safe HTML of *raw*; links and pictures of raw HTML get holes like the others."""
    safe = _CLEANER.clean(raw)
    if _has_own(safe):
        safe = _A.sub(lambda found: _link_hole(found, gathered), safe)
        safe = _IMG.sub(lambda found: _picture_hole(found, gathered), safe)
    safe = re.sub(f"<p>({PICTURE}\\d+{PICTURE})</p>", r"\1", safe)
    safe = safe.replace('class="admonition ', 'class="portal-callout portal-callout--')
    return _ids(safe.replace('class="admonition-title"', 'class="portal-callout__title"'))


def _has_own(safe: str) -> bool:
    return "<img" in safe or any(LINK not in tag for tag in re.findall(r"<a[ >][^>]*", safe))


def _link_hole(found: re.Match[str], gathered: Yield) -> str:
    href = _HREF.search(found[0])
    if href is None or LINK in href[1]:
        return found[0]
    gathered.links.append(entities.unescape(href[1]))
    return found[0].replace(href[0], f' href="{LINK}{len(gathered.links) - 1}{LINK}"')


def _picture_hole(found: re.Match[str], gathered: Yield) -> str:
    known = {name: entities.unescape(value) for name, value in _ATTRIBUTE.findall(found[0])}
    gathered.pictures.append(
        ImageField(file=known.get("src", ""), alt=known.get("alt", ""), caption=known.get("title", ""))
    )
    return f"{INLINE}{len(gathered.pictures) - 1}{INLINE}"


def _ids(safe: str) -> str:
    """Drop ids that are unsafe, ours, or there already."""
    seen: set[str] = set()

    def keep(found: re.Match[str]) -> str:
        value = found[1]
        if value in seen or value.startswith("portal-") or not _GOOD_ID.match(value):
            return ""
        seen.add(value)
        return found[0]

    return _ID.sub(keep, safe)


class _Scan(HTMLParser):
    """Walks raw HTML: which links are hidden, which tags and attributes will be dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, bool]] = []
        self.hidden_links: list[str] = []
        self.dropped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag carries."""
        known = {name: value or "" for name, value in attrs}
        hidden = (
            bool(_HIDDEN.search(known.get("style", "")))
            or "hidden" in known
            or known.get("aria-hidden") == "true"
        )
        hidden = hidden or (bool(self.stack) and self.stack[-1][1])
        if tag == "a" and hidden:
            self.hidden_links.append(known.get("href", ""))
        if tag not in TAGS | _MADE:
            self.dropped.append(f"<{tag}>")
        else:
            allowed = ATTRIBUTES.get(tag, set()) | _ANY | {"class"}
            self.dropped.extend(name for name in known if name not in allowed)
        if tag not in _VOID:
            self.stack.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        """Leave the tag and what was left open in it."""
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at][0] == tag:
                del self.stack[at:]
                break


def inspect(raw: str, body: str, path: str, first_line: int) -> Iterator[Finding]:
    """Yield what raw HTML hid or what the allow-list drops; *body* without a `<` needs no look."""
    if "<" not in body and "{" not in body:
        return
    scan = _Scan()
    scan.feed(raw)
    scan.close()
    if scan.hidden_links:
        line = first_line + body[: max(0, body.find("<"))].count("\n")
        message = "Bài có liên kết bị giấu khỏi mắt người đọc."
        hint = "Xoá đoạn HTML này; đây là cách kẻ xấu chèn quảng cáo cờ bạc vào trang cơ quan nhà nước."
        yield error("markup.hidden-link", message, Where(path=path, line=line), hint)
    if scan.dropped:
        names = ", ".join(sorted(set(scan.dropped))[:8])
        line = next(
            (at for at, one in enumerate(body.split("\n"), first_line) if "<" in one or "{" in one),
            first_line,
        )
        hint = "Viết bằng Markdown; các thẻ và thuộc tính này không lên trang."
        yield note(
            "markup.html-removed", f"Đã bỏ HTML không được phép: {names}.", Where(path=path, line=line), hint
        )
