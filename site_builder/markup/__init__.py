"""Markdown → safe `Prose` and findings: limits, parse, look for what is hidden, sanitise, weave, remark.

Pure, and no text makes it raise. `Prose.html` has numbered holes for links and pictures, since only the site knows
where they lead; `fill` closes them. The marks of holes are private-use characters, which are removed from what clerks
write, so they cannot be forged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.errors import Finding
from site_builder.markup.addresses import scheme_of
from site_builder.markup.allow import SCHEMES, clean
from site_builder.markup.filling import fill
from site_builder.markup.gluing import glued
from site_builder.markup.hidden import inspect
from site_builder.markup.limits import MAX_ENTITIES, MAX_OUTPUT, Overspent, check
from site_builder.markup.lines import Lines, locate
from site_builder.markup.parser import to_html
from site_builder.markup.phones import dial
from site_builder.markup.quick import quick
from site_builder.markup.refusal import refusal
from site_builder.markup.remarks import Desk, remark
from site_builder.markup.suspects import suspects
from site_builder.markup.weave import INLINE, LINK, MARKS, PICTURE, lead, plain, weave
from site_builder.model import Prose

__all__ = ["INLINE", "LINK", "MARKUP_VERSION", "PICTURE", "SCHEMES", "Rendered", "dial", "fill", "locate", "plain", "render", "scheme_of", "suspects"]  # fmt: skip

MARKUP_VERSION = "9"
EMPTY = Prose(html="", text="", lead="", headings=(), links=(), pictures=())
_FORGED = str.maketrans(dict.fromkeys(MARKS))
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_RAW = re.compile(r"<[A-Za-z!/?]|\{:?[ ]{0,9}[.#]|\{[^{}\n]{0,300}?(?<!credit)=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A prose, and what a clerk should mend in its text."""

    prose: Prose
    findings: tuple[Finding, ...]


def render(body: str, *, path: str, first_line: int = 1, fast: bool = True) -> Rendered:
    """Turn the Markdown *body*, which begins on *first_line* of the file *path*, into safe HTML with holes.

    Plain texts take a shorter way, unless it is not to be *fast*: the result is the same.
    """
    desk = Desk(path=path, lines=Lines(body=body, first=first_line))
    try:
        raw, safe = _safe_html(body, fast)
    except Overspent as exc:
        return Rendered(prose=EMPTY, findings=(refusal(exc, body, path, first_line),))
    woven = weave(safe)
    words = plain(woven.html)
    remark(woven, inspect(raw) if raw and _RAW.search(body) else None, raw, words, desk)
    prose = Prose(
        html=glued(dial(woven.html)), text=words, lead=lead(woven.html), headings=tuple(woven.headings),
        links=tuple(woven.links), pictures=tuple(woven.pictures),
    )  # fmt: skip
    return Rendered(prose=prose, findings=desk.result())


def _safe_html(body: str, fast: bool) -> tuple[str, str]:
    """Return what is to be looked through of *body* as HTML, nothing where it is plain, and the same cleaned.

    Raise `Overspent` where it would cost too much.
    """
    check(body)
    plain_html = quick(body) if fast else None
    if plain_html is not None:
        return "", plain_html
    raw = to_html(_unforged(body))
    if len(raw) > MAX_OUTPUT or raw.count("&") > MAX_ENTITIES:
        raise Overspent("markup.too-complex")
    return raw, _unforged(clean(raw, raw="<" in body))


def _unforged(written: str) -> str:
    """Take out what could be read as a mark of ours, and what no file or page can hold."""
    if any(mark in written for mark in MARKS):
        written = written.translate(_FORGED)
    if not written.isprintable() and _CONTROL.search(written):
        written = _CONTROL.sub(_kept, written)
    return _SURROGATE.sub("\ufffd", written) if _SURROGATE.search(written) else written


def _kept(match: re.Match[str]) -> str:
    return "\n" if match[0] in "\r\x85" else ""
