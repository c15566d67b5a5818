"""Markdown → raw HTML with numbered holes: one parser a process, our headings, figures, tables, callouts, links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from xml.etree import ElementTree as Tree

import markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from site_builder import text
from site_builder.model import Heading, ImageField

LINK, PICTURE, INLINE = "\ue001", "\ue002", "\ue003"
_HEADINGS = re.compile(r"^h([1-6])$")
_CALLOUTS = ("luu-y", "canh-bao", "thong-tin")
_CALLOUT_CLASSES = {"luu-y": "note", "canh-bao": "warning", "thong-tin": "info"}
_CALLOUT_TITLES = {"luu-y": "Lưu ý", "canh-bao": "Cảnh báo", "thong-tin": "Thông tin"}
_CALLOUT_LINE = re.compile(
    r"^(?P<indent>[ ]{0,3}/{3,}[ ]+)(?P<name>[^|\n]+?)(?P<rest>[ ]*(\|[^\n]*)?)$", re.MULTILINE
)


@dataclass(slots=True)
class Yield:
    """What one parse gathered besides the HTML."""

    links: list[str] = field(default_factory=list)
    pictures: list[ImageField] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    mended: bool = False


class _TitleLinks(InlineProcessor):
    """`[[Tiêu đề]]`: a link to an item by its title."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Tree.Element, int, int]:  # type: ignore[override]  # noqa: N802 (the library's name)
        """Return the link; its address stays `[[…]]` until the site resolves it."""
        del data
        link = Tree.Element("a", {"href": m[0]})
        link.text = m[1].strip()
        return link, m.start(0), m.end(0)


class _Shape(Treeprocessor):
    """Gives the finished tree our shape; runs last, on real text."""

    gathered: Yield

    def run(self, root: Tree.Element) -> None:
        """Shape *root* in place."""
        _shift_headings(root, self.gathered)
        parents = {child: parent for parent in root.iter() for child in parent}
        for number, table in enumerate(list(root.iter("table")), 1):
            _wrap_table(table, parents[table], number)
        for image in list(root.iter("img")):
            _hole_for(image, parents, self.gathered)
        for link in root.iter("a"):
            if "href" in link.attrib:
                self.gathered.links.append(link.attrib["href"])
                link.attrib["href"] = f"{LINK}{len(self.gathered.links) - 1}{LINK}"


def _shift_headings(root: Tree.Element, gathered: Yield) -> None:
    """Let the highest heading be h2 and no level be skipped."""
    found = [
        (int(match[1]), node)
        for node in root.iter()
        if isinstance(node.tag, str) and (match := _HEADINGS.match(node.tag))
    ]
    last = 1
    top = min((level for level, _ in found), default=2)
    for level, node in found:
        wanted = min(max(2, level - top + 2), last + 1, 6)
        gathered.mended = gathered.mended or wanted != max(2, level)
        last = wanted
        node.tag = f"h{wanted}"
        if "id" in node.attrib:
            gathered.headings.append(
                Heading(level=wanted, anchor=node.attrib["id"], text="".join(node.itertext()).strip())
            )


def _wrap_table(table: Tree.Element, parent: Tree.Element, number: int) -> None:
    """Put the table into a region that scrolls and can be reached by keyboard; alignment becomes a class."""
    for cell in (*table.iter("th"), *table.iter("td")):
        align = cell.attrib.pop("align", "")
        if align:
            cell.set("class", f"align-{align}")
        if cell.tag == "th":
            cell.set("scope", "col")
    region = Tree.Element(
        "div", {"class": "portal-table", "role": "region", "tabindex": "0", "aria-label": f"Bảng {number}"}
    )
    region.tail, table.tail = table.tail, None
    at = list(parent).index(table)
    parent.remove(table)
    region.append(table)
    parent.insert(at, region)


def _hole_for(image: Tree.Element, parents: dict[Tree.Element, Tree.Element], gathered: Yield) -> None:
    """Replace a picture by a hole: for a figure where it stands alone in its paragraph, else inside the text."""
    known = image.attrib
    gathered.pictures.append(
        ImageField(
            file=known.get("src", ""),
            alt=known.get("alt", ""),
            caption=known.get("title", ""),
            credit=known.get("credit", ""),
        )
    )
    number = len(gathered.pictures) - 1
    parent = parents[image]
    alone = (
        parent.tag == "p"
        and len(parent) == 1
        and not (parent.text or "").strip()
        and not (image.tail or "").strip()
    )
    mark = PICTURE if alone else INLINE
    hole = f"{mark}{number}{mark}" + (image.tail or "")
    at = list(parent).index(image)
    parent.remove(image)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + hole
    else:
        parent.text = (parent.text or "") + hole


def _slug(value: str, separator: str) -> str:
    del separator
    return text.slugify(value) or "muc"


@cache
def _machine() -> tuple[markdown.Markdown, _Shape]:
    """Return the process's one parser."""
    blocks: dict[str, Any] = {
        "types": [
            {"name": name, "class": _CALLOUT_CLASSES[name], "title": _CALLOUT_TITLES[name]}
            for name in _CALLOUTS
        ]
    }
    machine = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TITLE="Về chỗ chú thích %d trong bài"),
            "attr_list",
            "sane_lists",
            "def_list",
            TocExtension(slugify=_slug, marker="", toc_depth="1-6"),
            "pymdownx.blocks.admonition",
        ],
        extension_configs={"pymdownx.blocks.admonition": blocks},
        output_format="html",
    )
    machine.inlinePatterns.register(_TitleLinks(r"\[\[([^\[\]\n]{1,300})\]\](?![\[(])"), "title_links", 175)
    shape = _Shape(machine)
    machine.treeprocessors.register(shape, "cong-xa-shape", -10)
    return machine, shape


def parse(body: str) -> tuple[str, Yield]:
    """Return the raw HTML of *body* and what was gathered; RecursionError for nesting that passed the limits."""
    machine, shape = _machine()
    machine.reset()
    shape.gathered = Yield()
    html = machine.convert(_CALLOUT_LINE.sub(_plain_callout, body))
    return html, shape.gathered


def _plain_callout(found: re.Match[str]) -> str:
    """Write a callout's name without marks, so that `/// lưu ý` means the same."""
    name = text.slugify(found["name"])
    return f"{found['indent']}{name}{found['rest']}" if name in _CALLOUTS else found[0]
