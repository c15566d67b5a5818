"""Canonical safe HTML → `Prose`: numbers links and pictures, mends headings and ids, wraps tables, in one pass.

`clean` escapes `<`, `>` and `&` everywhere, so a regular expression finds exactly the tags; only those with work to do
are looked at. What the pass notices on its way becomes remarks, which `remarks` turns into findings.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from site_builder import text
from site_builder.markup.addresses import is_external, scheme_of
from site_builder.markup.allow import SCHEMES
from site_builder.model import Heading, ImageField

LINK = "\ue001"  # ⟦n⟧ as the address of a link
PICTURE = "\ue002"  # ⟦n⟧ in place of a paragraph that is a picture
INLINE = "\ue003"  # ⟦n⟧ in place of a picture inside text
MARKS = "\ue000" + LINK + PICTURE + INLINE + "\ue004"

_WORK = re.compile(
    r"<p>\s*((?:<img(?: [^>]*)?>\s*(?:<br>\s*)?)+)</p>"
    r"|<p>(?P<caption>(?:<(?:strong|em)>)?Bảng\b[^<]{1,300}(?:</(?:strong|em)>)?)</p>\s*(?=<table[ >])"
    r"|<(?P<end>/?)(?P<tag>h[1-6]|a|img|table|thead|th)(?P<attributes> [^>]*)?>"
)
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;)*</p>\n?")
_IMAGE = re.compile(r"<img(?: ([^>]*))?>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_ID = re.compile(r'(<[a-z][a-z0-9]*(?: [^>]*?)?) id="([^"]*)"')
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,99}\Z")
_NOTE_ID = re.compile(r"fn(?:ref\d*)?:\d+\Z")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|tr|table|caption|pre|blockquote|div|figure|figcaption|details|summary)(?: [^>]*)?>|<[bh]r>")  # fmt: skip
_CELLS = re.compile(r"<t[hd][ >]")
_MANY = 5  # columns: a telephone shows no more than four side by side
_LONG = 60  # characters: a cell of four columns that holds more is a paragraph
_CELL = re.compile(r"</t[dh]>")
_NOTE_SIGN = re.compile(r'<sup id="fnref\d*:\d+">.*?</sup>|<a[^>]* class="footnote-backref"[^>]*>.*?</a>')
_HOLES = {mark: re.compile(f"{mark}\\d*") for mark in MARKS}
_PARAGRAPH = re.compile(r'<p(?! class="portal-callout__title")(?: [^>]*)?>((?:[^<]++|<(?!/p>))*)</p>')


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSeen:
    """A link as it stands in the text: *nth* counts the uses of one address."""

    reference: str
    words: str
    nth: int
    has_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingSeen:
    """A heading with the level that was written and the one it got."""

    written: int
    level: int
    text: str
    skips: bool


@dataclass(slots=True)
class Woven:
    """The result of the pass and what it noticed."""

    html: str = ""
    links: list[str] = field(default_factory=list)
    pictures: list[ImageField] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links_seen: list[LinkSeen] = field(default_factory=list)
    headings_seen: list[HeadingSeen] = field(default_factory=list)
    empty_headers: list[int] = field(default_factory=list)
    refused_links: list[str] = field(default_factory=list)
    refused_pictures: list[str] = field(default_factory=list)


def weave(safe: str) -> Woven:
    """Make the pass over the output of `clean`."""
    safe = safe.replace(' class=""', "")
    if "<pre>\n" in safe:
        safe = re.sub("<pre>\n+", "<pre>", safe)
    if "<p>&nbsp;" in safe:
        safe = _EMPTY.sub("", safe)
    names = Names()
    if ' id="' in safe:
        safe = _ID.sub(names.mend, safe)
    return Pass(safe, names).run()


THEME_IDS = frozenset(
    {
        "chan-trang-don-vi",
        "chan-trang-loi-tat",
        "chan-trang-trach-nhiem",
        "chuoi-van-ban",
        "danh-ba",
        "dau-moi",
        "dinh-chinh",
        "gop-y",
        "lien-ket",
        "lien-quan",
        "nhan-su",
        "noi-dung",
        "so-do",
        "sua-doi",
        "tep-dinh-kem",
        "theo-danh-sach",
        "thong-bao-moi",
        "tim",
        "tim-lai",
        "tin-moi",
        "trang-con",
        "trong-bai",
        "truc-thuoc",
        "tu-khoa",
        "van-ban-lien-quan",
        "van-ban-moi",
    }
)
"""The ids of the themes' own templates; a test compares them."""


class Names:
    """Hands out ids: ASCII, once each, never one of the theme's own."""

    def __init__(self) -> None:
        self.used: set[str] = set(THEME_IDS)
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return *wanted*, or it with the next free number."""
        base = f"muc-{wanted}" if not wanted or wanted.startswith("portal-") else wanted
        base = base.rstrip("-")
        name = base
        number = self._next.get(base, 1)
        while name in self.used:
            number += 1
            name = f"{base}-{number}"
        self._next[base] = number
        self.used.add(name)
        return name

    def mend(self, match: re.Match[str]) -> str:
        """Replace the id of a tag by a safe one."""
        written = html.unescape(match[2])
        if _NOTE_ID.match(written) and written not in self.used:
            self.used.add(written)
            return match[0]
        wanted = written if _SAFE_ID.match(written) else text.slugify(written, limit=100)
        return f'{match[1]} id="{self.take(wanted)}"'


class Pass:
    """One pass over a text; it lives as long as the text is woven."""

    def __init__(self, safe: str, names: Names) -> None:
        self.safe = safe
        self.names = names
        self.woven = Woven()
        self.uses: dict[str, int] = {}
        self.levels: list[tuple[int, int]] = []
        self.heading_ends: list[str] = []
        self.anchor_end: list[str] = []
        self.cell_ends: list[str] = []
        self.tables = 0
        self.depth = 0
        self.in_head = False
        self.caption = ""
        self.work = {
            "a": self._anchor, "img": self._image, "table": self._table, "thead": self._thead, "th": self._header_cell,
        }  # fmt: skip

    def run(self) -> Woven:
        """Return the woven text."""
        self.woven.html = _WORK.sub(self._one, self.safe)
        return self.woven

    def _one(self, match: re.Match[str]) -> str:
        if match[1]:
            return "\n".join(self._figure(image) for image in _IMAGE.finditer(match[1]))
        if match["caption"]:
            self.caption = match["caption"]
            return ""
        tag = match["tag"]
        return self.work[tag](match) if tag in self.work else self._heading(match)

    # --- pictures

    def _figure(self, image: re.Match[str]) -> str:
        return self._picture(image[1] or "", PICTURE)

    def _image(self, match: re.Match[str]) -> str:
        return self._picture(match["attributes"] or "", INLINE)

    def _picture(self, attributes: str, mark: str) -> str:
        known = _attributes(attributes)
        file = known.get("src", "").strip()
        if not file or not is_allowed(file):
            self.woven.refused_pictures.append(known.get("alt", ""))
            return html.escape(known.get("alt", ""), quote=False)
        pictures = self.woven.pictures
        pictures.append(ImageField(
            file=file, alt=_joined(known.get("alt", "")), caption=_joined(known.get("title", "")),
            credit=_joined(known.get("credit", "")),
        ))  # fmt: skip
        return f"{mark}{len(pictures) - 1}{mark}"

    # --- links

    def _anchor(self, match: re.Match[str]) -> str:
        if match["end"]:
            return self.anchor_end.pop() if self.anchor_end else ""
        known = _attributes(match["attributes"] or "")
        inner = self.safe[match.end() : max(self.safe.find("</a>", match.end()), match.end())]
        opening = "" if any(self.anchor_end) else self._opening(known, inner)
        self.anchor_end.append("</a>" if opening else "")
        return opening

    def _opening(self, known: dict[str, str], inner: str) -> str:
        reference = known.get("href", "").strip()
        if known.get("class", "") in {"footnote-ref", "footnote-backref"} and reference.startswith("#fn"):
            return self._note_link(known, reference)
        if not reference or not is_allowed(reference):
            return self._no_address(known, inner)
        links = self.woven.links
        links.append(reference)
        nth = self.uses[reference] = self.uses.get(reference, -1) + 1
        words = _joined(_plain(inner))
        self.woven.links_seen.append(
            LinkSeen(reference=reference, words=words, nth=nth, has_picture="<img" in inner)
        )
        rest = "".join(
            f' {name}="{html.escape(known[name])}"'
            for name in ("id", "lang", "class", "title")
            if name in known
        )
        rel = ' rel="noopener"' if is_external(reference) else ""
        return f'<a href="{LINK}{len(links) - 1}{LINK}"{rest}{rel}>'

    def _note_link(self, known: dict[str, str], reference: str) -> str:
        if reference[1:] not in self.names.used:
            return ""
        label = f' aria-label="{html.escape(known["title"])}"' if known.get("title") else ""
        return f'<a href="{html.escape(reference)}" class="{known["class"]}"{label}>'

    def _no_address(self, known: dict[str, str], inner: str) -> str:
        if "id" in known:
            return f'<a id="{html.escape(known["id"])}">'
        self.woven.refused_links.append(_joined(_plain(inner)))
        return ""

    # --- headings

    def _heading(self, match: re.Match[str]) -> str:
        if match["end"]:
            return self.heading_ends.pop() if self.heading_ends else ""
        written = int(match["tag"][1])
        while self.levels and self.levels[-1][0] >= written:
            self.levels.pop()
        above_written, above = self.levels[-1] if self.levels else (1, 1)
        level = min(above + 1, 6)
        self.levels.append((written, level))
        close = self.safe.find(f"</{match['tag']}>", match.end())
        inner = self.safe[match.end() : close if close >= 0 else match.end()]
        words = _joined(_plain(_NOTE_SIGN.sub("", inner) if "<" in inner else inner))
        known = _attributes(match["attributes"] or "")
        anchor = known.pop("id", "") or self.names.take(text.slugify(words, limit=80))
        self.woven.headings.append(Heading(level=level, anchor=anchor, text=words))
        self.woven.headings_seen.append(
            HeadingSeen(written=written, level=level, text=words, skips=written > above_written + 1)
        )
        self.heading_ends.append(f"</h{level}>")
        rest = "".join(f' {name}="{html.escape(value)}"' for name, value in known.items())
        return f'<h{level} id="{anchor}"{rest}>'

    # --- tables

    def _table(self, match: re.Match[str]) -> str:
        if match["end"]:
            self.depth -= 1
            return "</table></div>" if self.depth == 0 else "</table>"
        self.depth += 1
        if self.depth > 1:
            return match[0]
        self.tables += 1
        caption, self.caption = self.caption, ""
        label = _joined(_plain(caption)) or f"Bảng {self.tables}"
        row = self.safe[match.end() : max(self.safe.find("</tr>", match.end()), 0)]
        columns = len(_CELLS.findall(row.partition("<table")[0]))
        whole = self.safe[match.end() : max(self.safe.find("</table>", match.end()), 0)]
        look = "portal-table portal-table--wide" if _is_wide(columns, whole) else "portal-table"
        region = f'<div class="{look}" role="region" tabindex="0" aria-label="{html.escape(label)}">'
        return region + match[0] + (f"<caption>{caption}</caption>" if caption else "")

    def _thead(self, match: re.Match[str]) -> str:
        self.in_head = not match["end"]
        return match[0]

    def _header_cell(self, match: re.Match[str]) -> str:
        if match["end"]:
            return self.cell_ends.pop() if self.cell_ends else ""
        attributes = match["attributes"] or ""
        inner = self.safe[match.end() : max(self.safe.find("</th>", match.end()), match.end())]
        if not inner.strip(" \n\xa0"):
            self.cell_ends.append("</td>")
            self.woven.empty_headers.append(self.tables)
            return "<td>"
        self.cell_ends.append("</th>")
        scope = "" if " scope=" in attributes else f' scope="{"col" if self.in_head else "row"}"'
        return f"<th{attributes}{scope}>"


def is_allowed(reference: str) -> bool:
    """Tell whether an address may stand: the sanitiser's answer once more, with blanks inside a scheme not believed."""
    return ":" not in reference or scheme_of(reference) in {"", *SCHEMES}


def _attributes(written: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(written)} if written else {}


def _joined(words: str) -> str:
    """Return *words* with single spaces; most have them already, and none that cannot be printed."""
    return words.strip() if "  " not in words and words.isprintable() else " ".join(words.split())


def _is_wide(columns: int, table: str) -> bool:
    """Tell whether a telephone had better draw the table sideways than fold its cells."""
    if columns == _MANY - 1:
        return any(len(_plain(cell)) > _LONG for cell in _CELL.split(table))
    return columns >= _MANY


def _plain(fragment: str) -> str:
    return html.unescape(_TAG.sub("", fragment) if "<" in fragment else fragment)


def plain(woven: str) -> str:
    """Return the text of woven HTML, a line for each block, without marks of holes and of footnotes."""
    if "footnote" in woven:
        woven = _NOTE_SIGN.sub("", woven)
    broken = _BREAK.sub("\n", woven.replace("\n", " "))
    broken = _CELL.sub(" ", broken) if "</t" in broken else broken
    bare = _TAG.sub("", broken)
    for mark, hole in _HOLES.items():
        bare = hole.sub("", bare) if mark in bare else bare
    return "\n".join(line for line in map(_joined, html.unescape(bare).split("\n")) if line)


def lead(woven: str) -> str:
    """Return the text of the first paragraph that has any."""
    for match in _PARAGRAPH.finditer(woven):
        if words := _joined(plain(match[1])):
            return words
    return ""


def paragraphs(woven: str, longer_than: int) -> list[str]:
    """Return the text of the paragraphs that may have more words than *longer_than*, and of few others."""
    found = (match[1] for match in _PARAGRAPH.finditer(woven) if len(match[1]) > 3 * longer_than)
    return [plain(inner) for inner in found if _most_words(inner) > longer_than]


def _most_words(inner: str) -> int:
    """Return a number of words that the text of *inner* does not exceed: each tag and no-break space may part two."""
    return len(inner.split()) + inner.count("<") + inner.count("&nbsp;")
