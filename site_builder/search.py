"""Site → search index: shards of postings as classic scripts, cut by date so that a new article changes little.

The scripts work from `file://`, below any path and under `script-src 'self'`, without fetch. A shard holds the items of
a year, or of a month in the newest year; what has no date has a shard of its own. Words stand in the form of
`text.tone_key`, so that exact marks rank first; the reader folds them for queries without marks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from site_builder import text
from site_builder.model import SearchDoc, TextFile

FOLDER = "/search"
TITLE, SUMMARY, EXTRA, BODY = 8, 3, 5, 1
UNDATED = "trang"


def index(docs: tuple[SearchDoc, ...], texts: Mapping[str, str]) -> tuple[TextFile, ...]:
    """Return the index of *docs*; *texts* maps the key of a prose to its plain text.

    One file lists the shards, newest first; each shard's name carries the digest of its content.
    """
    shards = [(name, _shard(name, part, texts), part) for name, part in _tiers(docs)]
    files = [TextFile(url=f"{FOLDER}/{name}-{_digest(script)}.js", text=script) for name, script, _ in shards]
    listed = [
        {"name": name, "file": file.url.rpartition("/")[2], "count": len(part)}
        for (name, _, part), file in zip(shards, files, strict=True)
    ]
    return (*files, TextFile(url=f"{FOLDER}/index.js", text=_call("shards", listed)))


def _tiers(docs: tuple[SearchDoc, ...]) -> list[tuple[str, tuple[SearchDoc, ...]]]:
    """Cut *docs* into named parts, newest first; what has no date comes first of all."""
    newest = max((doc.published[:4] for doc in docs if doc.published), default="")
    parts: dict[str, list[SearchDoc]] = {}
    for doc in docs:
        year = doc.published[:4]
        name = (doc.published[:7] if year == newest else year) if doc.published else UNDATED
        parts.setdefault(name, []).append(doc)
    names = sorted((name for name in parts if name != UNDATED), reverse=True)
    ordered = ([UNDATED] if UNDATED in parts else []) + names
    return [(name, tuple(sorted(parts[name], key=_newest_first, reverse=True))) for name in ordered]


def _newest_first(doc: SearchDoc) -> tuple[str, str]:
    return doc.published, doc.url


def _shard(name: str, docs: tuple[SearchDoc, ...], texts: Mapping[str, str]) -> str:
    """Return the script of a shard: its items to show, and for each word the items and weights that hold it."""
    postings: dict[str, dict[int, int]] = {}
    for at, doc in enumerate(docs):
        for word, weight in _weights(doc, texts).items():
            postings.setdefault(word, {})[at] = weight
    shown = [[doc.url, doc.title, doc.summary, doc.kind_label, doc.section, doc.published] for doc in docs]
    words = {word: [number for pair in sorted(postings[word].items()) for number in pair] for word in sorted(postings)}
    return _call("add", {"name": name, "docs": shown, "words": words})


def _weights(doc: SearchDoc, texts: Mapping[str, str]) -> dict[str, int]:
    weights: dict[str, int] = {}
    body = texts.get(doc.prose, "")
    for field, weight in ((doc.title, TITLE), (doc.extra, EXTRA), (doc.summary, SUMMARY), (body, BODY)):
        for word in dict.fromkeys(_words(field)):
            weights[word] = weights.get(word, 0) + weight
    return weights


def _words(field: str) -> Iterator[str]:
    return (text.tone_key(word) for word in text.words(field))


def _call(name: str, value: object) -> str:
    """Return a script that hands *value* to the reader; `<` is escaped so that no text can end a script block."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    safe = raw.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"CongXa.search.{name}({safe});\n"


def _digest(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()[:10]
