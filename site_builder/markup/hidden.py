"""What raw HTML tries: links that nobody would see, and what the allow-list drops. Looked at before it is stripped.

The sanitiser takes `style="display:none"` away and would so *publish* a hidden link: therefore this scan comes first.
It reads the HTML as it was written and once more as a browser repairs it, since spam lives from the difference.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

from site_builder.markup.addresses import scheme_of
from site_builder.markup.allow import ATTRIBUTES, CLASSES, TAGS, clean_wide

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})  # fmt: skip
_KEPT_CLASSES = CLASSES | {
    "footnote",
    "footnote-ref",
    "footnote-backref",
    "portal-callout",
    "portal-callout__title",
}
_CURTAINS = frozenset(
    {"noscript", "template", "object", "iframe", "textarea", "select", "noembed", "noframes"}
)
HIDING_CLASSES = frozenset(
    [
        "d-none",
        "element-hidden",
        "element-invisible",
        "hidden",
        "hide",
        "invisible",
        "is-hidden",
        "offscreen",
        "portal-drawer",
        "portal-hidden",
        "portal-letterfoot",
        "portal-letterhead",
        "portal-menu",
        "portal-reading__label",
        "screen-reader-text",
        "sr-only",
        "uk-hidden",
        "visually-hidden",
    ]
)
"""The classes by which our themes and the usual frameworks hide things; a test compares them with the themes."""
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?|\\(.)", re.DOTALL)
_NUMBER = re.compile(r"-?\d*\.?\d+")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+)%?)?\s*\)")
_NAMES = {"white": "ffffff", "black": "000000", "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "whitesmoke": "f5f5f5", "floralwhite": "fffaf0", "mintcream": "f5fffa", "azure": "f0ffff"}  # fmt: skip
_PAGE = "ffffff"
_OFFSETS = ("left", "right", "top", "bottom", "inset", "margin", "margin-left", "margin-top", "margin-right", "text-indent")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What a scan saw: addresses of hidden links, and the names of dropped tags and attributes, in their order."""

    hidden: tuple[str, ...]
    dropped: tuple[str, ...]


def inspect(raw: str) -> Trace:
    """Look through HTML that has not been sanitised."""
    written = _scan(raw)
    mended = _scan(clean_wide(raw), written.rules)
    return Trace(
        hidden=tuple(dict.fromkeys((*written.hidden, *mended.hidden))),
        dropped=tuple(dict.fromkeys(written.dropped)),
    )


def _scan(source: str, rules: frozenset[str] = frozenset()) -> _Scan:
    scan = _Scan(rules)
    with suppress(AssertionError):  # the library's own answer to broken declarations
        scan.feed(source)
        scan.close()
    return scan


@dataclass(slots=True)
class _Element:
    """An open element: whether it hides what is in it, and the background behind it.

    `first` is the number of the first link in it; a closed `<details>` is not `named` until a `<summary>` is seen.
    """

    tag: str
    hidden: bool
    background: str
    first: int = 0
    named: bool = True


@dataclass(slots=True)
class _Stack:
    items: list[_Element] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    details: list[_Element] = field(default_factory=list)

    def push(self, element: _Element) -> None:
        self.items.append(element)
        self.counts[element.tag] = self.counts.get(element.tag, 0) + 1
        if element.tag == "details":
            self.details.append(element)

    def pop(self, tag: str) -> Iterator[_Element]:
        """Leave the innermost *tag* and all that was left open in it; yield each `<details>` among them."""
        while self.counts.get(tag):
            element = self.items.pop()
            self.counts[element.tag] -= 1
            if element.tag == "details":
                yield self.details.pop()
            if element.tag == tag:
                return


class _Scan(HTMLParser):
    def __init__(self, rules: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.rules = rules
        self.hidden: list[str] = []
        self.links: list[str] = []
        self.dropped: list[str] = []
        self.stack = _Stack()
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag drops and hides."""
        known = {name: value or "" for name, value in reversed(attrs)}
        self._note_dropped(tag, known)
        self.in_style = tag == "style"
        behind = self.stack.items[-1] if self.stack.items else _Element("", False, _PAGE)
        style = declarations(known.get("style", ""))
        background = _background(style, known) or behind.background
        hides = (
            behind.hidden
            or tag in _CURTAINS
            or _hides(style, known, background)
            or _by_name(tag, known)
            or self._by_rule(tag, known)
        )
        if tag == "a":
            self.links.append(known.get("href", ""))
            self.hidden += self.links[-1:] if hides else ()
        if tag == "summary" and self.stack.details:
            self.stack.details[-1].named = True
        if tag not in _VOID:
            named = tag != "details" or "open" in known
            self.stack.push(_Element(tag, hides, background, len(self.links), named))

    def handle_endtag(self, tag: str) -> None:
        """Leave the tag."""
        self.in_style = False
        self._leave(self.stack.pop(tag))

    def close(self) -> None:
        """Leave what was never closed."""
        super().close()
        self._leave(self.stack.details)

    def _leave(self, details: Iterable[_Element]) -> None:
        for element in details:
            self.hidden += () if element.named else dict.fromkeys(self.links[element.first :])

    def handle_data(self, data: str) -> None:
        """Read which classes and ids a style sheet hides."""
        if self.in_style:
            names = (
                name.strip().lower()
                for selectors, body in _RULE.findall(_COMMENT.sub("", data))
                if _hides(declarations(body), {}, _PAGE)
                for name in selectors.split(",")
            )
            self.rules |= frozenset(names)

    def _by_rule(self, tag: str, known: dict[str, str]) -> bool:
        if not self.rules:
            return False
        names = {
            tag,
            f"#{known.get('id', '').lower()}",
            *(f".{one.lower()}" for one in known.get("class", "").split()),
        }
        names |= {f"{tag}{name}" for name in names}
        return not names.isdisjoint(self.rules)

    def _note_dropped(self, tag: str, known: dict[str, str]) -> None:
        if tag not in TAGS:
            self.dropped.append(f"<{tag[:30]}>")
            return
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        self.dropped += [
            name[:30] for name in known if name not in allowed and name not in {"class", "scope"}
        ]
        self.dropped += [
            f"class={one[:30]}"
            for one in known.get("class", "").split()
            if one not in _KEPT_CLASSES and not one.startswith("portal-callout--")
        ]


def declarations(style: str) -> dict[str, str]:
    """Read a style attribute as a browser does: comments and escapes undone, lower case, `!important` off."""
    if not style:
        return {}
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", style)).lower()
    pairs = (one.partition(":") for one in plain.split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value}


def _unescaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _hides(style: dict[str, str], known: dict[str, str], background: str) -> bool:
    """Tell whether an element with these declarations and attributes cannot be seen."""
    if "hidden" in known or known.get("aria-hidden", "").lower() == "true":
        return True
    if known.get("width") in {"0", "0px", "1"} and known.get("height") in {"0", "0px", "1"}:
        return True
    if style and _hides_by_style(style):
        return True
    color = style.get("color", known.get("color", ""))
    return bool(color) and _same(_colour(color), background)


def _by_name(tag: str, known: dict[str, str]) -> bool:
    """Tell whether the theme's own classes or the old letter sizes would hide an element."""
    if tag == "font" and re.fullmatch(r"\s*(?:0+|-(?:[3-9]|\d\d+))\s*", known.get("size", "")):
        return True
    return not HIDING_CLASSES.isdisjoint(known.get("class", "").lower().split())


def _hides_by_style(style: dict[str, str]) -> bool:
    return (
        any(name in style and test(style[name]) for name, test in _TESTS)
        or any(name in style and _far(style[name]) for name in _OFFSETS)
        or _tiny_box(style)
    )


def _starts(*words: str) -> Callable[[str], bool]:
    return lambda value: value.startswith(words)


def _below(limit: float) -> Callable[[str], bool]:
    return lambda value: bool(value) and value[:1] in "-.0123456789" and _first(value) <= limit


def _font_is_tiny(value: str) -> bool:
    number = _first(value) if value[:1] in ".0123456789" and value else 99.0
    return number <= (0.2 if value.endswith("em") else 15 if value.endswith("%") else 2)


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("display", _starts("none")),
    ("visibility", _starts("hidden", "collapse")),
    ("content-visibility", _starts("hidden")),
    ("opacity", _below(0.1)),
    ("font-size", _font_is_tiny),
    ("font", _starts("0 ", "0/", "0px")),
    ("max-height", _below(1)),
    ("max-width", _below(1)),
    ("clip", _starts("rect")),
    ("clip-path", _starts("inset(", "circle(0", "polygon(0", "ellipse(0")),
    ("transform", lambda value: "scale(0" in value or _far(value)),
    ("filter", lambda value: "opacity(0" in value),
    ("z-index", _below(-1)),
    ("-webkit-text-fill-color", _starts("transparent")),
)


def _first(value: str) -> float:
    match = _NUMBER.search(value)
    return float(match[0]) if match else 99.0


def _far(value: str) -> bool:
    """Tell whether an offset lies off the screen."""
    limits = {"em": 60.0, "%": 99.0, "vw": 99.0, "vh": 99.0}
    for match in re.finditer(r"(-?\d{1,9}(?:\.\d{1,9})?)(rem|em|vw|vh|%)?", value):
        unit = (match[2] or "").removeprefix("r")
        limit = limits.get(unit, 300.0)
        number = float(match[1])
        if number <= -limit or number >= limit * 10:
            return True
    return False


def _tiny_box(style: dict[str, str]) -> bool:
    """Tell whether a box of no size cuts off what is in it."""
    sides = [_first(style[name]) <= 1 for name in ("width", "height") if style.get(name, "")[:1].isdigit()]
    return any(sides) and (
        "overflow" in style or style.get("position") in {"absolute", "fixed"} or len(sides) > 1
    )


def _background(style: dict[str, str], known: dict[str, str]) -> str:
    written = style.get("background-color") or style.get("background") or known.get("bgcolor", "")
    return _colour(written.split()[0]) if written.split() else ""


def _colour(value: str) -> str:
    """Return a colour as six hexadecimal digits; "-" for one that is transparent, "" for one that is not known."""
    value = value.strip().lower()
    rgb = _RGB.match(value)
    if rgb:
        faint = rgb[4] is not None and float(rgb[4] or 1) <= 0.1
        return "-" if faint else "".join(f"{min(int(part), 255):02x}" for part in rgb.groups()[:3])
    digits = value.lstrip("#")
    if value.startswith("#") and len(digits) in {3, 4}:
        return "".join(digit * 2 for digit in digits[:3])
    if value.startswith("#"):
        return digits[:6]
    return "-" if value == "transparent" else _NAMES.get(value, "")


def _same(one: str, other: str) -> bool:
    """Tell whether two colours cannot be told apart by eye."""
    if one == "-":
        return True
    with suppress(ValueError):
        parts = [abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (0, 2, 4)]
        return max(parts) <= 16
    return False


def refused_schemes(raw: str, allowed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the addresses in *raw* whose scheme is not allowed, with the scheme as a browser reads it."""
    found = _ADDRESS.findall(raw)
    pairs = ((value, scheme_of(value)) for value in map(_plain, found))
    return tuple(dict.fromkeys(pair for pair in pairs if pair[1] and pair[1] not in allowed))


_ADDRESS = re.compile(r"""(?:href|src)\s{0,9}=\s{0,9}("[^"]*+"|'[^']*+'|[^\s>"']++)""", re.IGNORECASE)


def _plain(value: str) -> str:
    return html.unescape(value.strip("\"'"))
