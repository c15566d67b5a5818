"""Markdown → HTML that nobody has checked yet: Python-Markdown with our extensions, metered.

One `Markdown` serves many texts (`reset` between them). An instance that was stopped half-way is thrown away.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as Tree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor, LinkInlineProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from site_builder import text
from site_builder.markup.bullets import Bullets
from site_builder.markup.fences import fences
from site_builder.markup.limits import MAX_DEPTH, MAX_INLINE_DEPTH, Meter, Overspent

CALLOUTS = {
    "luu-y": ("note", "Lưu ý"),
    "canh-bao": ("warning", "Cảnh báo"),
    "thong-tin": ("info", "Thông tin"),
}
_NOWHERE = "\ue004"  # no text holds it: footnotes stand at the end, whatever a clerk writes
_ATTRIBUTE = r"""(?:[.#][^\s.#{}"'=<>]{1,80}|[A-Za-z][A-Za-z-]{0,30}=(?:"[^"{}\n]{0,300}"|'[^'{}\n]{0,300}'|[^\s"'{}=]{1,300}))"""
_ATTRIBUTES = rf"\{{:?[ ]{{0,9}}({_ATTRIBUTE}(?:[ ]{{1,9}}{_ATTRIBUTE}){{0,9}})[ ]{{0,9}}\}}"
_LABEL = r"[^\[\]\n]{1,80}"
_CALLOUT = re.compile(r"(?:^|\n)[ ]{0,3}(/{3,})[ ]*([\w-]{1,40})[ ]*(?:\|[ ]*([^\n]*?)[ ]*)?(?:\n|$)")


COST_OF_MATCH = 150
COST_OF_BLOCK = 200
COST_OF_CELL = 150

_idle: list[Reader] = []


def to_html(body: str) -> str:
    """Turn Markdown into HTML that nobody has checked; raise `Overspent` where it would cost too much.

    A parser is taken from the idle ones, so that threads and nested calls never share one.
    """
    reader = _idle.pop() if _idle else Reader()
    try:
        result = reader.read(body)
    except RecursionError as exc:
        raise Overspent("markup.too-deep") from exc
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as exc:
        # The library stumbles over some rubbish. One article must not stop the other 499: it becomes a finding.
        raise Overspent("markup.unreadable") from exc
    _idle.append(reader)
    return result


class Reader:
    """A `Markdown` instance with its meter."""

    def __init__(self) -> None:
        self.meter = Meter()
        self.markdown = Markdown(extensions=[SaneListExtension(), DefListExtension(), Notes()], tab_length=4)
        _furnish(self.markdown, self.meter)

    def read(self, body: str) -> str:
        """Turn one text into HTML."""
        self.meter.reset()
        self.markdown.reset()
        return self.markdown.convert(body)


def _furnish(markdown: Markdown, meter: Meter) -> None:
    """Put our parts in, and the meter into all that loops."""
    blocks, trees = markdown.parser.blockprocessors, markdown.treeprocessors
    blocks.register(Toll(markdown, meter), "toll", 200)
    blocks.register(Indented(markdown.parser), "code", 80)  # in place of theirs
    blocks.register(Callout(markdown, meter), "callout", 89)
    blocks.register(Table(markdown.parser, {"use_align_attribute": False}, meter), "table", 75)
    markdown.ESCAPED_CHARS.append("|")
    markdown.preprocessors.register(RawHtml(markdown), "html_block", 20)
    markdown.preprocessors.register(Fences(markdown), "fences", 25)
    markdown.preprocessors.register(Bullets(markdown), "bullets", 15)
    trees.register(Attributes(markdown), "attr_list", 8)
    markdown.inlinePatterns["footnote"].compiled_re = re.compile(
        rf"\[\^({_LABEL})\]"
    )  # theirs runs to the next `]`
    blocks["footnote"].RE = re.compile(rf"^[ ]{{0,3}}\[\^({_LABEL})\]:[ ]*(.*)$", re.MULTILINE)  # type: ignore[attr-defined]
    markdown.inlinePatterns.register(ByTitle(r"\[\[([^\[\]]{1,300})\]\]", markdown), "by_title", 178)
    for pattern in markdown.inlinePatterns:
        _meter_pattern(pattern, trees["inline"], meter)


def _meter_pattern(pattern: Any, inline: Any, meter: Meter) -> None:
    """Let *pattern* pay for each match, for the copy of the text that follows it, and for each bracket it walks to."""
    handle: Callable[..., Any] = pattern.handleMatch
    shift = 5 if isinstance(pattern, DelimiterProcessor) else 7

    def paid(match: re.Match[str], data: str) -> Any:
        meter.spend(COST_OF_MATCH + (len(data) >> shift))
        if len(inline.ancestors) > MAX_INLINE_DEPTH:
            raise Overspent("markup.too-deep")
        found = handle(match, data)
        if isinstance(found[0], Tree.Element) and len(found[0]):
            meter.spend(len(found[0]) * len(found[0]) >> 4)
            _check_depth(found[0])
        return found

    pattern.handleMatch = paid
    if isinstance(pattern, LinkInlineProcessor):
        pattern.getText = _walked(pattern.getText, 1, meter)  # type: ignore[method-assign]
        pattern.getLink = _walked(pattern.getLink, 2, meter)  # type: ignore[method-assign]


def _check_depth(element: Tree.Element) -> None:
    """Refuse emphasis within emphasis beyond reason: the library would recurse into it."""
    level = [element]
    for _ in range(MAX_INLINE_DEPTH):
        level = [child for parent in level for child in parent]
        if not level:
            return
    raise Overspent("markup.too-deep")


def _walked(walk: Callable[..., Any], place: int, meter: Meter) -> Callable[..., Any]:
    """Let *walk* pay for the characters between its start and the index that it returns at *place*."""

    def paid(data: str, index: int) -> Any:
        found = walk(data, index)
        meter.spend(2 * max(found[place] - index, 0), "markup.too-many-brackets")
        return found

    return paid


class Toll(BlockProcessor):
    """Takes nothing: it is asked first for every block, charges its length and refuses what nests too deeply."""

    def __init__(self, markdown: Markdown, meter: Meter) -> None:
        super().__init__(markdown.parser)
        self.meter = meter

    def test(self, parent: Tree.Element, block: str) -> bool:  # noqa: ARG002
        """Charge, and say no."""
        state = self.parser.state
        if len(state) > MAX_DEPTH and len(state) - state.count("detabbed") > MAX_DEPTH:
            raise Overspent("markup.too-deep")
        self.meter.spend(COST_OF_BLOCK + len(block))
        return False


class Indented(BlockProcessor):
    """A block that is set in is an ordinary block: offices begin their paragraphs so. Code stands between fences."""

    def test(self, parent: Tree.Element, block: str) -> bool:  # noqa: ARG002
        """Tell whether *block* is set in, and not as a part of a list."""
        return block.startswith(" " * self.tab_length)

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:  # noqa: ARG002
        """Take the indentation of the first line from every line, and let the others look at it again."""
        indent = len(blocks[0]) - len(blocks[0].lstrip(" "))
        blocks[0] = re.sub(rf"(?m)^ {{1,{indent}}}", "", blocks[0])


class RawHtml(HtmlBlockPreprocessor):
    """Raw HTML is looked for only where there is a `<`."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without their blocks of raw HTML."""
        return super().run(lines) if any("<" in line for line in lines) else lines


class Fences(Preprocessor):
    """Fenced code, in one pass."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with each block of code as one mark."""
        if not any(line.startswith(("```", "~~~")) for line in lines):
            return lines
        result: list[str] = []
        done = 0
        for start, end in fences(lines):
            code = html.escape("\n".join(lines[start + 1 : end]), quote=False)
            mark = self.md.htmlStash.store(f"<pre><code>{code}\n</code></pre>")
            result += (*lines[done:start], "", mark, "")
            done = end + 1
        return result + lines[done:]


class Callout(BlockProcessor):
    """`/// luu-y | Tiêu đề` … `///`: a note that stands out; more slashes hold fewer inside."""

    def __init__(self, markdown: Markdown, meter: Meter) -> None:
        super().__init__(markdown.parser)
        self.meter = meter

    def test(self, parent: Tree.Element, block: str) -> bool:  # noqa: ARG002
        """Tell whether a callout of a known type opens in *block*."""
        return "///" in block and self._opening(block) is not None

    @staticmethod
    def _opening(block: str) -> re.Match[str] | None:
        return next((found for found in _CALLOUT.finditer(block) if callout_type(found[2])), None)

    def run(self, parent: Tree.Element, blocks: list[str]) -> bool | None:
        """Put all blocks up to the closing line into the callout; refuse where there is none."""
        opening = self._opening(blocks[0])
        if opening is None:
            return False
        inside = self._take(blocks, opening)
        if inside is None:
            return False
        self.parser.parseBlocks(parent, [blocks[0][: opening.start()]] if opening.start() else [])
        kind, title = CALLOUTS[callout_type(opening[2])]
        div = Tree.SubElement(parent, "div", {"class": f"portal-callout portal-callout--{kind}"})
        Tree.SubElement(div, "p", {"class": "portal-callout__title"}).text = opening[3] or title
        self.parser.state.set("callout")
        self.parser.parseBlocks(div, inside[0])
        self.parser.state.reset()
        blocks[: inside[1]] = [inside[2]] if inside[2].strip() else []
        return True

    def _take(self, blocks: list[str], opening: re.Match[str]) -> tuple[list[str], int, str] | None:
        """Return the blocks of the callout, how many blocks it used up, and what is left of the last one."""
        closes = re.compile(rf"(?:^|\n)[ ]{{0,3}}{opening[1]}[ ]*(?:\n|$)")
        first = blocks[0][opening.end() :]
        for number, block in enumerate((first, *blocks[1:])):
            self.meter.spend(10 + (len(block) >> 2))
            found = closes.search(block)
            if found:
                inside = [first, *blocks[1:number]] if number else []
                return [*inside, block[: found.start()]], number + 1, block[found.end() :]
        return None


def callout_type(name: str) -> str:
    """Return the type that *name* means, with marks or without; "" where there is none."""
    slug = text.slugify(name)
    return slug if slug in CALLOUTS else ""


class Table(TableProcessor):
    """Tables whose alignment is a class, since the policy of the pages allows no style."""

    def __init__(self, parser: Any, config: dict[str, Any], meter: Meter) -> None:
        super().__init__(parser, config)
        self.meter = meter

    def run(self, parent: Tree.Element, blocks: list[str]) -> None:
        """Pay for all cells before they are made: a wide head over many short rows is a bomb."""
        self.meter.spend(COST_OF_CELL * len(self.separator) * (blocks[0].count("\n") + 1))
        super().run(parent, blocks)

    def _split(self, row: str) -> list[str]:
        ticks = row.count("`")
        self.meter.spend(ticks * ticks >> 4)
        return super()._split(row)  # type: ignore[misc, no-any-return]

    def _build_row(self, row: str, parent: Tree.Element, align: Any) -> None:
        super()._build_row(row, parent, [None] * len(align))  # type: ignore[misc]
        for cell, side in zip(parent[-1], align, strict=True):
            if side:
                cell.set("class", f"align-{side}")


class Attributes(AttrListTreeprocessor):
    """Attribute lists, but only what is wholly one: `{% if %}` and `{{ x }}` are text."""

    HEADER_RE = re.compile(rf"(?<! )[ ]+{_ATTRIBUTES}[ ]*\Z")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_ATTRIBUTES}[ ]*\Z")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"\A{_ATTRIBUTES}")  # type: ignore[misc]


class ByTitle(InlineProcessor):
    """`[[Tiêu đề]]`: a link to the page of that title."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Tree.Element, int, int]:
        """Return a link whose address is the title in its brackets, for the assembly to resolve."""
        title = " ".join(str(self.unescape(m[1])).split())
        link = Tree.Element("a", {"href": f"[[{title}]]"})
        link.text = AtomicString(title)
        return link, m.start(), m.end()


class Notes(FootnoteExtension):
    """Footnotes, numbered as they appear, with anchors that no clerk can write."""

    def __init__(self) -> None:
        super().__init__(
            PLACE_MARKER=_NOWHERE,
            USE_DEFINITION_ORDER=False,
            BACKLINK_TEXT="↩",
        )

    def reset(self) -> None:
        """Forget the footnotes of the last text."""
        super().reset()
        self.numbers: dict[str, str] = {}
        self.places: dict[str, int] = {}

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802
        """Keep a footnote under its label, and give the label a number."""
        self.numbers.setdefault(id, str(len(self.numbers) + 1))
        super().setFootnote(id, text)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802
        """Return the anchor of a footnote."""
        return f"fn:{self.numbers[id]}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        """Return the anchor of a place that refers to a footnote: of its first, or of the one just found."""
        number = self.numbers[id]
        if not found:
            return f"fnref:{number}"
        place = self.places[number] = self.places.get(number, 0) + 1
        self.found_refs[f"fnref:{number}"] = place
        return f"fnref{place if place > 1 else ''}:{number}"

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Put our order in place of theirs, which goes by labels."""
        super().extendMarkdown(md)
        md.treeprocessors.register(NotesInOrder(self), "footnote-reorder", 19)

    def makeFootnotesDiv(self, root: Tree.Element) -> Tree.Element | None:  # noqa: N802
        """Return the list of footnotes; an empty one gets its way back too."""
        div = super().makeFootnotesDiv(root)
        for item in div.iterfind("ol/li") if div is not None else ():
            if item.find(".//a[@class='footnote-backref']") is None:
                Tree.SubElement(Tree.SubElement(item, "p"), "a", {"class": "footnote-backref"})
        return div


class NotesInOrder(Treeprocessor):
    """Sorts the footnotes as the text mentions them; one that is not mentioned stands last, without a way back."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes.md)
        self.notes = notes

    def run(self, root: Tree.Element) -> None:
        """Sort the list of footnotes in place."""
        items = root.find("div[@class='footnote']/ol") if self.notes.numbers else None
        if items is None:
            return
        mentioned = [f"fn:{self.notes.numbers[label]}" for label in self.notes.footnote_order]
        place = {anchor: number for number, anchor in enumerate(mentioned, 1)}
        items[:] = sorted(items, key=lambda item: place.get(item.get("id", ""), len(place) + 1))
        for item in items:
            number = place.get(item.get("id", ""))
            for back in item.iterfind(".//a[@class='footnote-backref']"):
                back.set("title", f"Trở lại chỗ có chú thích {number}")
                back.text = back.text if number else ""
