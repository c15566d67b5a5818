"""A portal's folder → typed entries and findings: read, cut, type, check; never stop at the first slip."""

from pathlib import Path

from site_builder.content.parse import parse, slug_of
from site_builder.content.read import read_sources
from site_builder.model import Entry, Harvest

__all__ = ["parse", "read_content", "slug_of"]


def read_content(portal: Path, kinds: tuple[tuple[str, str], ...]) -> Harvest:
    """Read all entries of *portal*; *kinds* pairs each section's folder with its default kind."""
    default = dict(kinds)
    sources, findings = read_sources(portal, tuple(default))
    entries: list[Entry] = []
    slips = list(findings)
    for source in sources:
        entry, found = parse(source, default[source.path.split("/", 1)[0]])
        slips.extend(found)
        entries.extend([entry] if entry else [])
    return Harvest(entries=tuple(entries), findings=tuple(slips))
