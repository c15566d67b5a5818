"""The search index: what is known of the items, and their texts → classic scripts, cut so that few change. Pure.

`plan` says which files there will be, without the texts; `fill` makes one of them; `listing` is the small table that
the page loads first; `index` is all of it at once. The scripts call `CongXa.search.…`, so that they load by
`<script src>`: from `file://`, under any sub-path, and under `script-src 'self'`.
"""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import SearchDoc, TextFile
from site_builder.search.abbreviations import ABBREVIATIONS, SYNONYMS
from site_builder.search.shards import LISTING, Shard, fill, listing, plan

__all__ = ["ABBREVIATIONS", "LISTING", "SYNONYMS", "Shard", "fill", "index", "listing", "plan"]


def index(docs: tuple[SearchDoc, ...], texts: Mapping[str, str]) -> tuple[TextFile, ...]:
    """Return every file of the search index of *docs*; *texts* maps the keys of their proses to plain text."""
    shards = plan(docs)
    return (listing(shards), *(fill(shard, texts) for shard in shards))
