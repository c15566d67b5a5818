"""Gather the items into files: one for each part that the assembly cut, the undated ones together.

Adding today's article changes the file of the newest part and the listing, and nothing else. A file's address follows
from what goes into it, not from what comes out: a build knows from the addresses alone which files stand already.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from site_builder import __version__
from site_builder.model import SearchDoc, TextFile
from site_builder.search.abbreviations import ABBREVIATIONS, SYNONYMS
from site_builder.search.postings import weigh, write_terms

LISTING = "/search/index.js"
RECIPE = "4"  # change it with anything that changes what a shard holds
UNDATED = "trang"
_VALUES = attrgetter(*(one.name for one in fields(SearchDoc)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """One file of the index: its address, and the items in it, newest first."""

    name: str
    url: str
    docs: tuple[SearchDoc, ...] = field(repr=False)


def plan(docs: tuple[SearchDoc, ...]) -> tuple[Shard, ...]:
    """Gather *docs* into shards, in the order in which a reader wants them: undated pages, then the newest parts first."""
    parts: dict[str, list[SearchDoc]] = {}
    for doc in docs:
        parts.setdefault(doc.part or UNDATED, []).append(doc)
    return tuple(_shard(name, parts[name]) for name in sorted(parts, key=_age, reverse=True))


def _age(name: str) -> tuple[bool, list[int]]:
    """Sort names of parts from the oldest: “2025”, “2026”, “2026-2” … “2026-10”, the undated ones last."""
    return name == UNDATED, [] if name == UNDATED else [int(number) for number in name.split("-")]


def _shard(name: str, docs: list[SearchDoc]) -> Shard:
    ordered = sorted(docs, key=attrgetter("url"))
    ordered.sort(key=attrgetter("published"), reverse=True)
    source = repr((RECIPE, __version__, [_VALUES(doc) for doc in ordered]))
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    return Shard(name=name, url=f"/search/{name}-{digest[:10]}.js", docs=tuple(ordered))


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
