"""A folder → what is in it, and what two looks at it tell apart."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "cong-xa-manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has to go over the wire: new and changed files with their sizes, and files to delete."""

    sent: dict[str, int]
    gone: tuple[str, ...]

    @property
    def size(self) -> int:
        """Return the bytes to send."""
        return sum(self.sent.values())


def files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file below *root* with what the system tells of it."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(root).as_posix(), path.stat()


def stamps(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return what changes as soon as a file is written, even with the same bytes."""
    return {path: (told.st_ino, told.st_mtime_ns, told.st_size) for path, told in files(root)}


def digests(root: Path) -> dict[str, tuple[str, int]]:
    """Return the digest and size of every file but the manifest, which stays where the files were sent from."""
    return {
        path: (hashlib.sha256((root / path).read_bytes()).hexdigest(), told.st_size)
        for path, told in files(root)
        if path != MANIFEST
    }


def compare(old: dict[str, tuple[str, int]], new: dict[str, tuple[str, int]]) -> Change:
    """Return what makes *new* of *old*."""
    sent = {path: size for path, (digest, size) in new.items() if old.get(path, ("", 0))[0] != digest}
    return Change(sent=sent, gone=tuple(sorted(old.keys() - new.keys())))


def pages(root: Path) -> int:
    """Count the HTML files."""
    return sum(path.endswith(".html") for path, _ in files(root))
