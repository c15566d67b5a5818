"""The allow-list: what may stand in an article, and the sanitisers that hold it.

`clean` is also the canonical serialiser: tags closed, attributes quoted, `<`, `>` and `&` escaped everywhere, so that
the passes after it may read its output by regular expressions. `clean_wide` keeps what hides things, for the scan
that reports hidden links before they would be shown.
"""

from __future__ import annotations

from html import escape
from string import ascii_lowercase

import nh3

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ROUNDS = 5
_LET_THROUGH = {*SCHEMES, *ascii_lowercase}  # `C:\x` is a path of Windows: the assembly says so
CLASSES = frozenset({"lead", "note", "align-left", "align-center", "align-right"})
_CALLOUT = {"portal-callout", "portal-callout--note", "portal-callout--warning", "portal-callout--info"}
_BLOCKS = "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre div table caption thead tbody tfoot tr th td figure figcaption details summary hr"  # fmt: skip
_INLINES = "a img br span em strong b i u s del ins sub sup small mark abbr cite q kbd code samp var time"
TAGS = frozenset(f"{_BLOCKS} {_INLINES} col colgroup".split())
_CLASSED = "p h1 h2 h3 h4 h5 h6 ul ol li blockquote div table caption tr th td span strong em small figure figcaption"
_CONTENT_GOES = frozenset({"script", "style", "title", "textarea", "select", "template", "noscript", "iframe", "xmp", "noembed", "noframes"})  # fmt: skip

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"id", "lang"}),
    "a": frozenset({"href", "title"}),
    "img": frozenset({"src", "alt", "title", "credit"}),
    "ol": frozenset({"start", "reversed"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "abbr"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "abbr": frozenset({"title"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
}
_VALUES = {"th": {"scope": {"col", "row", "colgroup", "rowgroup"}}}
_OWN_CLASSES = {
    "div": CLASSES | _CALLOUT | {"footnote"},
    "p": CLASSES | {"portal-callout__title"},
    "a": {"footnote-ref", "footnote-backref"},
}
_CLASS_LISTS: dict[str, set[str]] = {
    tag: set(_OWN_CLASSES.get(tag, CLASSES)) for tag in (*_CLASSED.split(), "a")
}
HIDERS = frozenset(
    {"style", "hidden", "class", "id", "color", "size", "width", "height", "bgcolor", "aria-hidden"}
)
WIDE_TAGS = TAGS | frozenset({"font", "center", "marquee", "blink", "big", "tt", "section", "article", "aside", "header", "footer", "main", "nav", "address", "form", "button", "label"})  # fmt: skip

_narrow = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_CONTENT_GOES),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASS_LISTS,
    url_schemes=_LET_THROUGH,
    link_rel=None,
)
_wide = nh3.Cleaner(
    tags=set(WIDE_TAGS),
    clean_content_tags=set(_CONTENT_GOES - {"noscript", "template"}),
    attributes={"*": set(HIDERS), "a": {"href"}, "img": {"src", "alt"}, "details": {"open"}},
    url_schemes=_LET_THROUGH,
    link_rel=None,
)
_output = nh3.Cleaner(
    tags=set(TAGS),
    attributes={
        **{tag: set(names) for tag, names in ATTRIBUTES.items()},
        "a": {"href", "title", "aria-label"},
        "div": {"aria-label"},
    },
    tag_attribute_values={
        **_VALUES,
        "div": {"role": {"region"}, "tabindex": {"0"}},
        "a": {"rel": {"noopener"}},
    },
    allowed_classes=_CLASS_LISTS | {"div": _CLASS_LISTS["div"] | {"portal-table"}},
    url_schemes=_LET_THROUGH,
    link_rel=None,
)


def clean(source: str, *, raw: bool = True) -> str:
    """Return *source* in canonical form with nothing in it that an article may not hold.

    Raw HTML is cleaned until nothing changes: what one parser writes and the next reads otherwise is how filters are
    outwitted. What will not come to rest is shown as text.
    """
    safe = _narrow.clean(source)
    for _ in range(_ROUNDS if raw else 0):
        before, safe = safe, _narrow.clean(safe)
        if safe == before:
            return safe
    return escape(safe, quote=False) if raw else safe


def clean_wide(html: str) -> str:
    """Return *html* in canonical form with the attributes that can hide a link kept."""
    return _wide.clean(html)


def reclean(html: str) -> str:
    """Sanitise what `render` gave once more: a text that changes here is a fault of ours (for tests)."""
    return _output.clean(html)
