"""Results that are dear to make, kept by the digest of what they were made from.

A shelf is a cache: it may be deleted at any time, and whatever is wrong with it (another version, a cut or altered
file, a full or read-only disk, another build that holds it) costs time and nothing else. What it gives back are
values of this package only, so that an altered file cannot make the program run foreign code. The checksums notice
accidents, not malice: who may write the cache may write the content too.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sqlite3
import sys
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

from site_builder import __version__
from site_builder.packing import pack, unpack

_LIBRARIES = (
    "markdown",
    "pymdown-extensions",
    "nh3",
    "jinja2",
    "markupsafe",
    "segno",
    "flask",
    "rcssmin",
    "rjsmin",
)
_NOT_ITS_FAULT = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_FULL", "SQLITE_CANTOPEN")
_PATIENCE = 5.0  # seconds that a row waits for another process of ours
_MANY = 500  # keys: from here on reading all rows is quicker than looking for each
_SPARE = 2  # rows of other contents that may stand for each row in use before they are swept out


@cache
def program_digest() -> str:
    """Return the digest of the program: what other sources or other libraries make is another page."""
    whole = hashlib.sha256(__version__.encode())
    package = Path(__file__).parent
    for file in sorted(package.rglob("*.py")):
        whole.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    whole.update(f"{sys.version_info[:3]} {unicodedata.unidata_version}\0".encode())
    for library in _LIBRARIES:
        whole.update(f"{library} {importlib.metadata.version(library)}\0".encode())
    return whole.hexdigest()


class Shelf:
    """Values in one SQLite file, by keys; each row carries its own checksum. Several processes may use it at once."""

    def __init__(self, file: Path) -> None:
        """Name the file; it is opened when something is asked for."""
        self.file = file

    def take(self, keys: Collection[str]) -> dict[str, Any]:
        """Return the values that are there and sound; a few rows are looked up, many are found in one reading."""
        found: dict[str, Any] = {}
        if keys and self.file.is_file():
            with _harmless(self.file), closing(_open(self.file)) as shelf:
                for key, check, data in _rows(shelf, frozenset(keys)):
                    value = _load(check, data)
                    found.update({key: value} if value is not None else {})
        return found

    def keep(self, values: Mapping[str, Any]) -> None:
        """Add *values*."""
        self.keep_packed({key: pack(value) for key, value in values.items()})

    def keep_packed(self, datas: Mapping[str, bytes]) -> None:
        """Add what is packed already."""
        if not datas:
            return
        with _harmless(self.file):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with closing(_open(self.file)) as shelf, shelf:
                rows = ((key, _check(data), data) for key, data in datas.items())
                shelf.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)

    def sweep(self, used: Collection[str]) -> None:
        """Delete the rows that this build did not use, once they outnumber the others."""
        if not self.file.is_file():
            return
        with _harmless(self.file), closing(_open(self.file)) as shelf, shelf:
            (count,) = shelf.execute("SELECT count(*) FROM results").fetchone()
            if count > (1 + _SPARE) * max(len(used), 100):
                keys = [(key,) for (key,) in shelf.execute("SELECT key FROM results") if key not in set(used)]
                shelf.executemany("DELETE FROM results WHERE key = ?", keys)


def _open(file: Path) -> sqlite3.Connection:
    shelf = sqlite3.connect(file, timeout=_PATIENCE)
    shelf.execute("PRAGMA synchronous = OFF")  # a power cut may cost the cache; the checksums notice
    shelf.execute("PRAGMA journal_mode = MEMORY")  # and so may a kill
    shelf.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, sum BLOB, value BLOB)")
    return shelf


def _rows(shelf: sqlite3.Connection, keys: frozenset[str]) -> Iterator[tuple[str, bytes, bytes]]:
    if len(keys) > _MANY:
        yield from (row for row in shelf.execute("SELECT key, sum, value FROM results") if row[0] in keys)
        return
    marks = ",".join("?" * len(keys))
    yield from shelf.execute(f"SELECT key, sum, value FROM results WHERE key IN ({marks})", tuple(keys))  # noqa: S608 (marks)


@contextmanager
def _harmless(file: Path) -> Iterator[None]:
    """Swallow what the disk or a damaged file refuses; a damaged file goes, so that the next build has a sound one."""
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        if getattr(exc, "sqlite_errorname", "").startswith(_NOT_ITS_FAULT):
            return
        with suppress(OSError):
            file.unlink()


def _load(check: object, data: object) -> Any:
    """Read a value back; None where it is not what was kept."""
    if not isinstance(data, bytes) or _check(data) != check:
        return None
    try:
        return unpack(data)
    except (ValueError, EOFError, TypeError, LookupError, AttributeError):
        return None


def _check(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
