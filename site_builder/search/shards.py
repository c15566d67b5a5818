"""Cut the items by date into files: one a year, the newest year by months, the undated ones together.

Adding today's article changes the file of this month and the listing, and nothing else. A file's address follows
from what goes into it, not from what comes out: a build knows from the addresses alone which files stand already.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field

from site_builder import __version__
from site_builder.model import SearchDoc, TextFile
from site_builder.search.abbreviations import ABBREVIATIONS, SYNONYMS
from site_builder.search.postings import weigh, write_terms

LISTING = "/search/index.js"
RECIPE = "3"  # change it with anything that changes what a shard holds
UNDATED = "trang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of the index: its address, and the items in it, newest first."""

    name: str
    url: str
    docs: tuple[SearchDoc, ...] = field(repr=False)


def plan(docs: tuple[SearchDoc, ...]) -> tuple[Shard, ...]:
    """Cut *docs* into shards, in the order in which a reader wants them: undated pages, then newest first."""
    newest = max((doc.published[:4] for doc in docs), default="")
    tiers: dict[str, list[SearchDoc]] = {}
    for doc in docs:
        tiers.setdefault(_tier(doc, newest), []).append(doc)
    names = sorted(tiers, key=lambda name: (name == UNDATED, name), reverse=True)
    return tuple(_shard(name, tiers[name]) for name in names)


def _tier(doc: SearchDoc, newest: str) -> str:
    """Name the shard that *doc* belongs to."""
    if not doc.published:
        return UNDATED
    return doc.published[:7] if doc.published[:4] == newest else doc.published[:4]


def _shard(name: str, docs: list[SearchDoc]) -> Shard:
    ordered = tuple(
        sorted(sorted(docs, key=lambda doc: doc.url), key=lambda doc: doc.published, reverse=True)
    )
    source = json.dumps([RECIPE, __version__, [astuple(doc) for doc in ordered]], ensure_ascii=False)
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    return Shard(name=name, url=f"/search/{name}-{digest[:10]}.js", docs=ordered)


def fill(shard: Shard, texts: Mapping[str, str]) -> TextFile:
    """Make the script of *shard*; *texts* is asked for the proses of its items only."""
    kinds = sorted({(doc.kind, doc.kind_label) for doc in shard.docs})
    sections = sorted({doc.section for doc in shard.docs})
    rows, weights = [], []
    for doc in shard.docs:
        words, pairs = weigh(doc, texts[doc.prose] if doc.prose else "")
        weights.append(words)
        rows.append(
            [
                doc.url,
                doc.title,
                doc.summary,
                kinds.index((doc.kind, doc.kind_label)),
                sections.index(doc.section),
                doc.published,
                pairs,
                *((doc.issued, doc.until) if doc.issued or doc.until else ()),
            ]
        )
    data = {"docs": rows, "kinds": kinds, "sections": sections, "terms": write_terms(weights)}
    return TextFile(url=shard.url, text=_call("add", shard.name, data))


def listing(shards: tuple[Shard, ...]) -> TextFile:
    """Make the table of all *shards*: name, file, number of items; and the other words that queries go by."""
    table = [[shard.name, shard.url.rpartition("/")[2], len(shard.docs)] for shard in shards]
    data = {"shards": table, "short": ABBREVIATIONS, "kin": SYNONYMS}
    return TextFile(url=LISTING, text=_call("list", data))


def _call(name: str, *values: object) -> str:
    """Write a call of the page's search with *values* as JSON that every JavaScript reads, also one from 2015."""
    given = (json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    text = f"CongXa.search.{name}({','.join(given)});\n"
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
