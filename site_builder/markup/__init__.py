"""Markdown → safe `Prose` and findings: limits, parse, look for what is hidden, sanitise, lint.

Pure, and no text makes it raise. `Prose.html` has numbered holes for links and pictures, since only the site knows
where they lead; `fill` closes them. The marks of holes are private-use characters, which are removed from what clerks
write, so they cannot be forged.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.errors import Finding, Where, error
from site_builder.markup.clean import SCHEMES, clean, inspect
from site_builder.markup.limits import refuse
from site_builder.markup.lints import lint, locate, scheme_of
from site_builder.markup.parser import INLINE, LINK, PICTURE, parse
from site_builder.model import Prose

__all__ = ["MARKUP_VERSION", "SCHEMES", "Rendered", "fill", "locate", "render", "scheme_of"]

MARKUP_VERSION = "1"
EMPTY = Prose(html="", text="", lead="", headings=(), links=(), pictures=())
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TAG = re.compile(r"<[^>]*>")
_HOLE = re.compile(f"[{LINK}{PICTURE}{INLINE}]\\d+[{LINK}{PICTURE}{INLINE}]")
_BREAK = re.compile(r"</(p|h[2-6]|li|dt|dd|tr|td|th|pre|blockquote|div|figcaption|summary)>|<br>")
_FIRST = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
_ANCHOR = re.compile(rf'<a( [^>]*?)? href="{LINK}(\d+){LINK}"([^>]*)>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A prose and what a clerk should mend in its text."""

    prose: Prose
    findings: tuple[Finding, ...]


def render(body: str, *, path: str, first_line: int = 1) -> Rendered:
    """Turn the Markdown *body*, which begins on *first_line* of the file *path*, into safe HTML with holes."""
    refused = tuple(refuse(body, path, first_line))
    if refused:
        return Rendered(prose=EMPTY, findings=refused)
    body = _PRIVATE.sub("", body)
    try:
        raw, gathered = parse(body)
    except RecursionError:
        hint = "Viết lại với ít cấp danh sách, trích dẫn hơn."
        return Rendered(
            prose=EMPTY,
            findings=(
                error("markup.too-deep", "Bài lồng nhau quá sâu.", Where(path=path, line=first_line), hint),
            ),
        )
    hidden = tuple(inspect(raw, body, path, first_line))
    safe = clean(raw, gathered)
    findings = (*hidden, *lint(body, safe, gathered, path, first_line))
    prose = Prose(
        html=safe,
        text=plain(safe),
        lead=_lead(safe),
        headings=tuple(gathered.headings),
        links=tuple("" if scheme_of(one) not in {"", *SCHEMES} else one for one in gathered.links),
        pictures=tuple(gathered.pictures),
    )
    return Rendered(prose=prose, findings=tuple(dict.fromkeys(findings)))


def plain(safe: str) -> str:
    """Return the text of safe HTML, one line a block."""
    broken = _BREAK.sub("\n", _HOLE.sub("", safe))
    lines = (" ".join(entities.unescape(line).split()) for line in _TAG.sub("", broken).split("\n"))
    return "\n".join(line for line in lines if line)


def _lead(safe: str) -> str:
    for inner in _FIRST.findall(safe):
        words = plain(inner).replace("\n", " ")
        if words:
            return words
    return ""


def fill(prose: Prose, links: Sequence[str], pictures: Sequence[str], inline: Sequence[str]) -> str:
    """Return the HTML with its holes closed: addresses for links, HTML for figures and pictures inside text.

    A link that leads nowhere keeps its words. An outside link gets `rel="noopener"`.
    """
    html = prose.html
    if LINK in html:
        html = _ANCHOR.sub(lambda found: _anchor(found, links), html)
    if PICTURE in html:
        html = re.sub(f"{PICTURE}(\\d+){PICTURE}", lambda found: pictures[int(found[1])], html)
    if INLINE in html:
        html = re.sub(f"{INLINE}(\\d+){INLINE}", lambda found: inline[int(found[1])], html)
    return html


def _anchor(found: re.Match[str], links: Sequence[str]) -> str:
    before, number, after, inner = found[1] or "", int(found[2]), found[3], found[4]
    address = links[number]
    if not address:
        return inner
    rel = ' rel="noopener"' if address.startswith(("http://", "https://")) else ""
    return f'<a{before} href="{entities.escape(address)}"{after}{rel}>{inner}</a>'
