"""Woven HTML → the same with numbers that stay with their units, outside code."""

from __future__ import annotations

import re

from site_builder.text import glue

_RUN = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL)


def glued(woven: str) -> str:
    """Return *woven* with no-break spaces where `text.glue` wants them; code stays as it is."""
    if glue(woven) == woven:
        return woven
    return _RUN.sub(lambda run: run[0] if run[0].startswith("<") else glue(run[0]), woven)
