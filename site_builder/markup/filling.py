"""`Prose` and what the site knows → HTML: addresses and pictures go into the holes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from site_builder.markup.weave import INLINE, LINK, PICTURE
from site_builder.model import Prose

_ANCHOR = re.compile(f'<a href="{LINK}(\\d+){LINK}"[^>]*>(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(f"{LINK}(\\d+){LINK}")
_PICTURE = re.compile(f"{PICTURE}(\\d+){PICTURE}")
_INLINE = re.compile(f"{INLINE}(\\d+){INLINE}")


def fill(
    prose: Prose, links: Sequence[str], figure: Callable[[int], str], inline: Callable[[int], str]
) -> str:
    """Return the HTML of *prose* with its holes closed.

    Addresses are escaped here; a link without an address keeps its words only. *figure* makes the HTML of a picture by
    its number as a figure of its own, *inline* as a part of a text: a hole takes the one that fits its place.
    """
    woven = prose.html
    if prose.links and not all(links):
        woven = _ANCHOR.sub(lambda found: found[0] if links[int(found[1])] else found[2], woven)
    if prose.links:
        woven = _ADDRESS.sub(lambda found: html.escape(links[int(found[1])]), woven)
    if prose.pictures:
        woven = _PICTURE.sub(lambda found: figure(int(found[1])), woven)
        woven = _INLINE.sub(lambda found: inline(int(found[1])), woven)
    return woven
