"""A portal's folder → its readings: what is known from an earlier build is taken from the shelves, the rest is made.

One file's reading does not depend on any other file, so they are shared out among processes; each puts its proses on
the shelf itself, and only what the site must know of them travels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder import content, crew, markup
from site_builder.content import Found
from site_builder.errors import Finding, Where, WorldError
from site_builder.freeze import ForgottenError
from site_builder.model import Entry, Gist, Imprint, Prose, Reading, Spot
from site_builder.packing import pack, unpack
from site_builder.shelf import Shelf, program_digest

_PART = 128  # files: what one process takes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """Where readings and proses are kept, and the files that they are made from."""

    cache: Path
    found: Mapping[str, Found]

    @property
    def readings(self) -> Shelf:
        """Return the shelf of readings."""
        return Shelf(self.cache / "readings.sqlite")

    @property
    def shelf(self) -> Shelf:
        """Return the shelf of proses."""
        return Shelf(self.cache / "prose.sqlite")

    @property
    def pages(self) -> Shelf:
        """Return the shelf of pages, by their digests, and of the imprint of the last build."""
        return Shelf(self.cache / "pages.sqlite")

    def press(self, imprint: Imprint) -> str:
        """Leave the imprint of a build; return its name."""
        packed = pack(imprint)
        name = _digest(packed)[:32]
        self.pages.keep_packed({"imprint": packed, "name": pack(name)})
        self.pages.sweep(("imprint", "name", *(digest for _, digest in imprint.sheets)))
        return name

    def imprint(self, name: str) -> Imprint | None:
        """Return the imprint of this name, if it is the last one."""
        kept = self.pages.take(["imprint", "name"])
        imprint = kept.get("imprint")
        return imprint if kept.get("name") == name and isinstance(imprint, Imprint) else None

    def put(self, found: Found, data: bytes, reading: Reading, prose: Prose) -> None:
        """Keep what one file gave."""
        self.readings.keep({row_of(found, digest_of(data)): reading})
        self.shelf.keep({prose_row(reading.gist.key): prose} if reading.gist else {})

    def words(self, keys: tuple[str, ...]) -> dict[str, Prose]:
        """Return the proses of *keys* that are on the shelf, or none at all."""
        rows = {prose_row(key): key for key in keys}
        found = {rows[row]: one for row, one in self.shelf.take(rows).items() if isinstance(one, Prose)}
        if len(found) < len(rows):
            raise ForgottenError
        return found

    def proses(self, wanted: Mapping[str, str]) -> dict[str, Prose]:
        """Return the proses of *wanted*, which maps their keys to the paths of their sources.

        What the shelf lacks is made again from the file, where that is still the one that was read.
        """
        rows = {prose_row(key): key for key in wanted}
        taken = self.shelf.take(rows)
        found = {rows[row]: value for row, value in taken.items() if isinstance(value, Prose)}
        return found | {key: self._again(key, path) for key, path in wanted.items() if key not in found}

    def _again(self, key: str, path: str) -> Prose:
        data = content.read_data(self.found[path])
        known = isinstance(data, bytes) and content.prose_key(_digest(data)) == key
        prose = content.understand(self.found[path], data)[1] if known and isinstance(data, bytes) else None
        if prose is None:
            raise WorldError(f"Tệp “{path}” vừa bị thay đổi trong lúc dựng. Đợi lưu xong rồi chạy lại.")
        return prose

    def body(self, path: str) -> str:
        """Return the words of a source; "" where they cannot be read any more."""
        data = content.read_data(self.found[path])
        return content.body_of(self.found[path], data) if isinstance(data, bytes) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """All that was read from a portal's folder, in the order of the paths, and where the words are kept.

    `entries` are the sound ones, `gists` theirs by their paths, `paths` their paths by the keys of their proses;
    `others` are the files beside them.
    """

    entries: tuple[Entry, ...]
    gists: Mapping[str, Gist]
    paths: Mapping[str, str]
    findings: tuple[Finding, ...]
    others: tuple[str, ...]
    shelves: Shelves

    def words(self, keys: tuple[str, ...]) -> dict[str, Prose]:
        """Return the proses of *keys*."""
        return self.shelves.proses({key: self.paths[key] for key in keys})

    def prose_by_key(self, key: str) -> Prose:
        """Return one prose by its key."""
        return self.words((key,))[key]

    def prose_of(self, path: str) -> Prose:
        """Return the prose of the source at *path*."""
        return self.prose_by_key(self.gists[path].key)

    def locate(self, spot: Spot) -> Where:
        """Return the place of a spot, with its line."""
        line = markup.locate(self.shelves.body(spot.path), spot.reference, spot.first_line)
        return Where(path=spot.path, line=line)


def read_portal(
    portal: Path,
    kinds: tuple[tuple[str, str], ...],
    cache: Path,
    *,
    workers: int,
    known: Mapping[str, str] | None = None,
) -> Stock:
    """Read all of a portal's items; *kinds* pairs each section's folder with the kind of its items.

    *known* are the digests of files that are known to be as they were, by their paths.
    """
    survey = content.survey(portal, kinds)
    shelves = Shelves(cache=cache, found={one.path: one for one in survey.found})
    parts = tuple(_parts(survey.found))
    parcels = [
        one
        for part in crew.share(partial(_read_part, shelves, known or {}), parts, workers=workers)
        for one in part
    ]
    readings = {one.path: parcel.reading for one, parcel in zip(survey.found, parcels, strict=True)}
    if any(one.made for one in parcels):
        _sweep(shelves, parcels)
    mentions = (name for one in readings.values() for name in one.mentions)
    left = content.leftovers(survey.others, mentions) if survey.others else ()
    findings = (*survey.findings, *left, *(slip for one in readings.values() for slip in one.findings))
    gists = {path: one.gist for path, one in readings.items() if one.gist}
    return Stock(
        entries=tuple(one.entry for one in readings.values() if one.entry),
        gists=gists,
        paths={gist.key: path for path, gist in gists.items()},
        findings=findings,
        others=survey.others,
        shelves=shelves,
    )


class _Parcel:
    """A reading with its row on the shelf, and packed where it is new there; it travels packed, if it must."""

    __slots__ = ("made", "packed", "reading", "row")

    def __init__(self, row: str, reading: Reading, packed: bytes = b"", *, made: bool = False) -> None:
        self.row = row
        self.reading = reading
        self.packed = packed
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[str, bytes, bool]]:
        """Travel as bytes: a quarter of the work that pickle has with thousands of small values."""
        return _unwrap, (self.row, self.packed or pack(self.reading), self.made)


def _unwrap(row: str, data: bytes, made: bool) -> _Parcel:
    return _Parcel(row, unpack(data), made=made)


def _parts(found: tuple[Found, ...]) -> Iterator[tuple[Found, ...]]:
    return (found[at : at + _PART] for at in range(0, len(found), _PART))


def _read_part(shelves: Shelves, known: Mapping[str, str], part: tuple[Found, ...]) -> list[_Parcel]:
    """Read some files, and put on the shelves what they did not have."""
    datas = {one.path: content.read_data(one) for one in part if one.path not in known}
    digests = {path: _digest(data) for path, data in datas.items() if isinstance(data, bytes)}
    rows = {
        one.path: row_of(one, found)
        for one in part
        if (found := known.get(one.path) or digests.get(one.path))
    }
    kept = shelves.readings.take(rows.values())
    proses: dict[str, Prose] = {}
    done = [_read_one(one, datas.get(one.path), rows.get(one.path, ""), kept, proses) for one in part]
    shelves.readings.keep_packed({one.row: one.packed for one in done if one.made})
    shelves.shelf.keep(proses)
    return done


def _read_one(
    found: Found, data: bytes | Finding | None, row: str, kept: Mapping[str, object], proses: dict[str, Prose]
) -> _Parcel:
    """Read one file, if the shelf has not what it gave; that is packed for it then."""
    reading = kept.get(row)
    if isinstance(reading, Reading):
        return _Parcel(row, reading)
    data = content.read_data(found) if data is None else data
    if not isinstance(data, bytes):
        return _Parcel("", Reading(entry=None, gist=None, findings=(data,), mentions=()))
    fresh, prose = content.understand(found, data)
    if fresh.gist and prose:
        proses[prose_row(fresh.gist.key)] = prose
    return _Parcel(row_of(found, _digest(data)), fresh, pack(fresh), made=True)


def _sweep(shelves: Shelves, done: Iterable[_Parcel]) -> None:
    """Sweep out what nobody has used for long."""
    used = tuple(done)
    shelves.readings.sweep([one.row for one in used])
    gists = (one.reading.gist for one in used)
    shelves.shelf.sweep([prose_row(gist.key) for gist in gists if gist])


def row_of(found: Found, digest: str) -> str:
    """Return what a reading depends on: the program, the bytes, the path, which findings name, and the kind."""
    return _digest(f"{program_digest()}|{found.kind}|{found.path}|{digest}".encode())


def prose_row(key: str) -> str:
    """Return the row of a prose on its shelf."""
    return _digest(f"{program_digest()}|{key}".encode())


def digest_of(data: bytes) -> str:
    """Return the SHA-256 by which a source is known."""
    return _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
