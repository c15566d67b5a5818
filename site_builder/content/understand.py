"""The bytes of one file → a `Reading` and its prose: everything that does not depend on any other file. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from site_builder import markup
from site_builder.content.leftovers import names_in
from site_builder.content.parse import parse
from site_builder.content.read import Found, decode
from site_builder.errors import Finding
from site_builder.model import Entry, Gist, Prose, Reading, Source


def understand(found: Found, data: bytes) -> tuple[Reading, Prose | None]:
    """Read *data* as the file *found*; the prose is None where there is no sound entry."""
    findings: list[Finding] = []
    entry, source = _entry(found, data, findings)
    mentions = tuple(sorted(set(names_in(source.text)))) if source else ()
    if entry is None:
        return Reading(entry=None, gist=None, findings=tuple(findings), mentions=mentions), None
    rendered = markup.render(entry.body, path=found.path, first_line=entry.body_line)
    prose = rendered.prose
    gist = Gist(
        key=prose_key(entry.source.digest), lead=prose.lead, headings=prose.headings, links=prose.links,
        pictures=prose.pictures, blank=not prose.html.strip(),
    )  # fmt: skip
    bare = replace(entry, body="", source=replace(entry.source, text=""))
    return Reading(entry=bare, gist=gist, findings=(*findings, *rendered.findings), mentions=mentions), prose


def _entry(found: Found, data: bytes, findings: list[Finding]) -> tuple[Entry | None, Source | None]:
    content = decode(data, found.path, findings)
    if content is None:
        return None, None
    source = Source(path=found.path, text=content, digest=hashlib.sha256(data).hexdigest())
    entry, slips = parse(source, found.kind)
    findings.extend(slips)
    return entry, source


def prose_key(digest: str) -> str:
    """Return the key of the prose of a file with this SHA-256."""
    return f"{markup.MARKUP_VERSION}-{digest[:32]}"


def body_of(found: Found, data: bytes) -> str:
    """Return the words of an entry once more, for who must tell a line of them; "" where they are gone."""
    entry, _ = _entry(found, data, [])
    return entry.body if entry else ""
