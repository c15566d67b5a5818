"""Plain Markdown → clean HTML, some twenty times as fast as the reference; `None` for whatever is not plain.

A white list in the shape of a grammar: a text is either wholly made of the forms below, of which each has one meaning,
or it is left to the reference (`parser.to_html`, then `allow.clean`), which gives the same bytes. A difference that
the tests find makes the grammar narrower. All tags that come out stand in this file, and no `<`, `&` or address of an
odd scheme comes in: so no sanitiser follows. Nor does any plain text as long as one line may be cost the reference
more than its meter allows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from site_builder.markup.limits import MAX_LINE

_CHARACTERS = re.compile(
    r"""[\n !"#$%'*+,()./0-9:;=>?@A-Z\[\]_a-z|\-"""  # not & < ^ { } ~ and no backslash, backtick or tab
    "\u00a1-\u00ac\u00ae-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2070-\u22ff\u25a0-\u27bf]++"
)
_SIGNS = r"\n*\[\]_|>!"
_WORDS = rf"(?:[^{_SIGNS}]++|!(?!\[))"
_HOST = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}(?=[/)\s])"
_ADDRESS = rf"(?:(?:https?://{_HOST}|mailto:|tel:)[\w./%#?=+@,;\-]*+|[\w./%#?=+@,;\-]++)"
_PICTURE = rf"""!\[[^{_SIGNS}"]++\]\({_ADDRESS}(?:[ ]"(?! )[^{_SIGNS}"'()]++(?<! )")?\)"""
_LINK = rf"\[[^{_SIGNS}]++\]\({_ADDRESS}\)|{_PICTURE}"
_STRONG = rf"\*\*(?! )(?:{_WORDS}|{_LINK})+(?<! )\*\*(?!\*)"
_EMPHASIS = rf"\*(?![ *])(?:{_WORDS}|{_LINK})+(?<! )\*(?!\*)"
_INLINE = rf"(?:{_WORDS}|{_STRONG}|{_EMPHASIS}|{_LINK})+"
_LINE = rf"""(?=[^\W_]|["'“‘«(*!…\[])(?!\d+\.){_INLINE}"""  # no heading, item, quotation, rule or row
_ROW = rf"\|(?:(?:{_INLINE})?\|)+"

_HEADING = re.compile(rf"(#{{1,6}})[ ]({_LINE})(?<!#)")
_PARAGRAPH = re.compile(rf"{_LINE}(?:\n{_LINE})*")
_BULLETS = re.compile(rf"- {_LINE}(?:\n- {_LINE})*")
_NUMBERS = re.compile(rf"([0-9]{{1,3}})\. {_LINE}(?:\n[0-9]{{1,3}}\. {_LINE})*")
_QUOTE = re.compile(rf"> {_LINE}(?:\n> {_LINE})*")
_TABLE = re.compile(rf"{_ROW}\n\|(?:[ ]*+:?-++:?[ ]*+\|){{2,}}(?:\n{_ROW})+")

_NUMBER = re.compile(r"(?m)^[0-9]+\. ")
_ITEM = re.compile(r"\n(?=- |[0-9]+\. )")
_ABOVE_A_LIST = re.compile(r"[\w“\"(*]")
_GAP = re.compile(r"\n{3,}")


def quick(body: str) -> str | None:
    """Return *body* as clean HTML, or nothing where it is not plain."""
    text = body.strip("\n")
    if len(text) > MAX_LINE or not _CHARACTERS.fullmatch(text) or " \n" in text or text.endswith(" "):
        return None
    if "\n\n\n" in text:
        text = _GAP.sub("\n\n", text)
    parts: list[str] = []
    for block in text.split("\n\n"):
        heading, rest = _heading(block) if block.startswith("#") else ("", block)
        part = _FORMS.get(rest[:1], _paragraph)(rest) if rest else ""
        if part is None:
            return None
        if heading:
            parts.append(heading)
        elif part.startswith(_GROW):
            part = _join(parts, part)
        if part:
            parts.append(part)
    return _inline("\n".join(parts))


def _heading(block: str) -> tuple[str, str]:
    """Return the heading at the head of *block*, if it is one, and what stands below it."""
    line, _, rest = block.partition("\n")
    found = _HEADING.fullmatch(line)
    return (f"<h{len(found[1])}>{found[2]}</h{len(found[1])}>", rest) if found else ("", block)


# --- blocks: each form returns its HTML with the inline signs still in it, or nothing


def _paragraph(block: str) -> str | None:
    return f"<p>{block}</p>" if _PARAGRAPH.fullmatch(block) else _numbers(block) or _list_below(block)


def _numbers(block: str) -> str | None:
    found = _NUMBERS.fullmatch(block)
    if not found:
        return None
    start = "" if found[1] == "1" else f' start="{found[1]}"'
    return _items("ol", start, _NUMBER.sub("", block))


def _bullets(block: str) -> str | None:
    return _items("ul", "", block[2:].replace("\n- ", "\n")) if _BULLETS.fullmatch(block) else None


def _items(tag: str, start: str, lines: str) -> str:
    items = lines.replace("\n", "</li>\n<li>")
    return f"<{tag}{start}>\n<li>{items}</li>\n</{tag}>"


def _list_below(block: str) -> str | None:
    """Return a paragraph and the list of two items and more that follows it without a blank line (see `bullets`)."""
    found = _ITEM.search(block)
    if not found:
        return None
    above, items = block[: found.start()], block[found.end() :]
    fits = "\n" in items and items[0] in "-1" and _ABOVE_A_LIST.match(above, above.rfind("\n") + 1)
    below = (_bullets(items) or _numbers(items)) if fits and _PARAGRAPH.fullmatch(above) else None
    return f"<p>{above}</p>\n{below}" if below else None


def _quote(block: str) -> str | None:
    lines = block[2:].replace("\n> ", "\n")
    return f"<blockquote>\n<p>{lines}</p>\n</blockquote>" if _QUOTE.fullmatch(block) else None


def _table(block: str) -> str | None:
    if not _TABLE.fullmatch(block):
        return None
    head, rule, *rows = (line[1:-1].split("|") for line in block.split("\n"))
    if any(len(row) != len(head) for row in (rule, *rows)):
        return None
    looks = [_look(cell.strip(" ")) for cell in rule]
    body = "\n".join(_row(row, "td", looks) for row in rows)
    return f"<table>\n<thead>\n{_row(head, 'th', looks)}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _look(rule: str) -> str:
    """Return the class that the colons of a column's rule ask for."""
    side = {"--": "", ":-": "left", "-:": "right", "::": "center"}[rule[0] + rule[-1]]
    return f' class="align-{side}"' if side else ""


def _row(cells: list[str], tag: str, looks: list[str]) -> str:
    pairs = zip(cells, looks, strict=True)
    return "\n".join(("<tr>", *(f"<{tag}{look}>{cell.strip(' ')}</{tag}>" for cell, look in pairs), "</tr>"))


_FORMS: dict[str, Callable[[str], str | None]] = {"-": _bullets, ">": _quote, "|": _table}


# --- blocks that belong to the one before


_GROW = ("<ul", "<ol", "<blockquote")


def _join(parts: list[str], part: str) -> str:
    """Return *part*, and into it the last of *parts* where the reference makes one of both."""
    tag = part[1 : 11 if part[1] == "b" else 3]
    end = f"\n</{tag}>"
    if not parts or not parts[-1].endswith(end):
        return part
    before = parts.pop().removesuffix(end)
    inside = part.partition("\n")[2]
    return f"{before}\n{inside}" if tag == "blockquote" else f"{_loose_end(before)}\n{_loose_start(inside)}"


def _loose_end(items: str) -> str:
    """Return *items* with the last one as a paragraph, as it is where a blank line follows."""
    head, _, last = items.rpartition("<li>")
    return items if last.startswith("\n") else f"{head}<li>\n<p>{last.removesuffix('</li>')}</p>\n</li>"


def _loose_start(items: str) -> str:
    """Return *items* with the first one as a paragraph, as it is where a blank line stands before."""
    first, _, rest = items.removeprefix("<li>").partition("</li>")
    return f"<li>\n<p>{first}</p>\n</li>{rest}"


# --- signs within a line


def _inline(html: str) -> str:
    """Return *html* with tags for its signs. Each stands in a pair, as the forms have seen: so cutting finds them."""
    if "[" in html:
        html = _linked(html)
    return _paired(_paired(html, "**", "strong"), "*", "em") if "*" in html else html


def _linked(html: str) -> str:
    head, *pieces = html.split("[")
    parts = [head]
    for piece in pieces:
        words, _, after = piece.partition("](")
        target, _, rest = after.partition(")")
        if parts[-1].endswith("!"):
            parts[-1] = parts[-1][:-1]
            address, _, title = target.partition(' "')
            parts.append(f'<img alt="{words}" src="{address}"' + (f' title="{title}>' if title else ">"))
        else:
            parts.append(f'<a href="{target}">{words}</a>')
        parts.append(rest)
    return "".join(parts)


def _paired(html: str, sign: str, tag: str) -> str:
    pieces = html.split(sign)
    pieces[1::2] = [f"<{tag}>{piece}</{tag}>" for piece in pieces[1::2]]
    return "".join(pieces)
