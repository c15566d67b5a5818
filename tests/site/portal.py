"""The sample portal as it was built: its files, its pages, and which page is of which kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

Node = LexborNode


@dataclass(frozen=True, kw_only=True)
class Portal:
    """A built portal: *root* is its output, *path* the part of its address after the host.

    *kinds* maps a template's name to the pages drawn by it, *moves* an old address to the new one; both are paths
    below *root*.
    """

    root: Path
    source: Path
    base_url: str
    kinds: Mapping[str, tuple[str, ...]]
    moves: Mapping[str, str]

    @property
    def path(self) -> str:
        """Return the path of the portal's home: `/`, or `/xa-mau/`."""
        return urlsplit(self.base_url).path

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Return all files, as paths below the root."""
        found = (file for file in self.root.rglob("*") if file.is_file())
        return tuple(sorted(file.relative_to(self.root).as_posix() for file in found))

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """Return all HTML pages."""
        return tuple(file for file in self.files if file.endswith(".html"))

    @property
    def samples(self) -> dict[str, str]:
        """Return one page of each kind: the longest, which has most to go wrong."""
        return {
            kind: max(pages, key=lambda page: (self.size(page), page)) for kind, pages in self.kinds.items()
        }

    def size(self, file: str) -> int:
        """Return the size of a file in bytes."""
        return (self.root / file).stat().st_size

    def text(self, file: str) -> str:
        """Return the text of a file."""
        return (self.root / file).read_text(encoding="utf-8")

    def document(self, page: str) -> LexborHTMLParser:
        """Return a page as a browser reads it."""
        return _document(self.root / page)

    def target(self, page: str, link: str) -> tuple[str, str] | None:
        """Return the file and the anchor that *link* on *page* means, or None where it leads out of the portal."""
        parts = urlsplit(urljoin("http://portal" + self.path + page, link))
        if (parts.scheme, parts.netloc) != ("http", "portal"):
            return None
        path = unquote(parts.path)
        if not path.startswith(self.path):
            return path, unquote(parts.fragment)
        inside = path[len(self.path) :]
        return inside + ("index.html" if not inside or inside.endswith("/") else ""), unquote(parts.fragment)

    def dump(self) -> str:
        """Return the portal as JSON, for the other worker."""
        return json.dumps(asdict(self), default=str)


def read_portal(text: str) -> Portal:
    """Return the portal that `dump` wrote."""
    data = json.loads(text)
    kinds = {kind: tuple(pages) for kind, pages in data["kinds"].items()}
    return Portal(**data | {"root": Path(data["root"]), "source": Path(data["source"]), "kinds": kinds})


@cache
def _document(file: Path) -> LexborHTMLParser:
    return LexborHTMLParser(file.read_text(encoding="utf-8"))


def addresses(node: Node) -> list[str]:
    """Return every address that an element names, those of `srcset` too."""
    single = [node.attributes[name] or "" for name in ("href", "src", "action") if name in node.attributes]
    return single + [
        part.split()[0] for part in (node.attributes.get("srcset") or "").split(",") if part.strip()
    ]


def listed(faults: list[str]) -> str:
    """Return faults as text for an assertion: the first ones, and how many there are."""
    return f"{len(faults)} faults\n" + "\n".join(faults[:40]) if faults else ""
