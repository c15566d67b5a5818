"""What the last build of a portal saw and left: enough to tell, without reading a file, that nothing has changed.

A file is taken to be the same when its size, its times and its number on the disk are; one that changed so shortly
before it was noted that a second change could leave the same times is noted as unsure, and will be read. The ledger lies
in the cache: where it is missing, cut, altered or of another version the next build knows nothing and looks at all.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from site_builder.errors import Finding, Severity, Where

UNSURE = "?"
_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system that people plug in (FAT)
_VERSION = 1

Stamps = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A source as it was read: its digest, and the address that its entry got, "" where it has none of its own."""

    digest: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The last build: `ground` is what it rested on besides files, which are `inputs`; what it made are `outputs`.

    `imprint` names the one that was left on a shelf, `amended` holds the digests of pages that are others by now.
    It says what a build would say at any moment from `since` until just before `until`.
    """

    ground: str
    since: datetime
    until: datetime
    inputs: Stamps
    outputs: Stamps
    sources: Mapping[str, Noted]
    findings: tuple[Finding, ...]
    drafts: int
    scheduled: int
    imprint: str
    amended: Mapping[str, str]

    def holds(self, ground: str, now: datetime, inputs: Stamps) -> bool:
        """Tell whether a build at *now* would come to the same end, as far as its inputs go."""
        sure = UNSURE not in self.inputs.values()
        return sure and self.rests_on(ground, now) and self.inputs == inputs

    def rests_on(self, ground: str, now: datetime) -> bool:
        """Tell whether a build at *now* rests on the same ground."""
        return self.ground == ground and self.since <= now < self.until


def stamp(state: os.stat_result, before: int) -> str:
    """Return what tells that a file has changed; it is unsure for one that changed shortly *before* (nanoseconds)."""
    if max(state.st_mtime_ns, state.st_ctime_ns) > before - _TICK:
        return UNSURE
    return f"{state.st_size}.{state.st_mtime_ns}.{state.st_ctime_ns}.{state.st_ino}"


def stamp_files(root: Path, paths: Iterable[str], before: int) -> dict[str, str]:
    """Return the stamps of the files *paths* of *root*; one that is no plain file has none."""
    found: dict[str, str] = {}
    base = os.fspath(root) + os.sep
    for path in paths:
        with suppress(OSError, ValueError):
            state = os.lstat(base + path)
            if stat.S_ISREG(state.st_mode):
                found[path] = stamp(state, before)
    return found


def stamp_tree(root: Path, before: int, *, linked: bool = False) -> Iterator[tuple[str, str]]:
    """Yield path and stamp of every file below *root*, but for hidden ones; *linked*: its folders may be links."""
    folders = [os.fspath(root)]
    while folders:
        place = folders.pop()
        follow = linked and place == os.fspath(root)
        try:
            with os.scandir(place) as found:
                for one in found:
                    if one.name.startswith(".") or one.name == "__pycache__":
                        continue
                    if one.is_dir(follow_symlinks=follow):
                        folders.append(one.path)
                        yield one.path, "folder"
                    elif (
                        one.is_symlink() and one.is_dir()
                    ):  # what lies behind it may be read, and is not seen
                        yield one.path, UNSURE
                    else:
                        yield one.path, stamp(one.stat(), before)
        except OSError:
            yield place, UNSURE


def stamp_program(before: int) -> Iterator[tuple[str, str]]:
    """Yield what the program itself consists of: its sources, and the folder into which libraries are installed."""
    package = Path(__file__).parent
    yield from stamp_tree(package, before)
    for folder in sorted({path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}):
        with suppress(OSError):
            yield folder, stamp(Path(folder).stat(), before)


def read_ledger(file: Path) -> Ledger | None:
    """Read a ledger; None where there is none that can be trusted."""
    try:
        check, _, data = file.read_bytes().partition(b"\n")
        if check != _check(data):
            return None
        return _from_plain(json.loads(data))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def write_ledger(file: Path, ledger: Ledger) -> None:
    """Write a ledger, whole or not at all; a disk that refuses costs the next build time and nothing else."""
    data = json.dumps(_to_plain(ledger), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    fresh = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(_check(data) + b"\n" + data)
        fresh.replace(file)


def forget(file: Path) -> None:
    """Remove a ledger before what it tells of is changed."""
    with suppress(OSError):
        file.unlink(missing_ok=True)


def _check(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()


def _to_plain(ledger: Ledger) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "ground": ledger.ground,
        "since": ledger.since.isoformat(),
        "until": ledger.until.isoformat(),
        "inputs": ledger.inputs,
        "outputs": ledger.outputs,
        "sources": {path: [one.digest, one.url] for path, one in ledger.sources.items()},
        "findings": [
            [one.rule, one.severity, one.message, one.where.path, one.where.line, one.where.key, one.hint]
            for one in ledger.findings
        ],
        "counts": [ledger.drafts, ledger.scheduled],
        "imprint": ledger.imprint,
        "amended": ledger.amended,
    }


def _from_plain(raw: Any) -> Ledger:
    if raw["version"] != _VERSION:
        raise ValueError("another version")
    drafts, scheduled = raw["counts"]
    return Ledger(
        ground=raw["ground"],
        since=datetime.fromisoformat(raw["since"]),
        until=datetime.fromisoformat(raw["until"]),
        inputs=raw["inputs"],
        outputs=raw["outputs"],
        sources={path: Noted(digest=digest, url=url) for path, (digest, url) in raw["sources"].items()},
        findings=tuple(
            Finding(rule=rule, severity=Severity(severity), message=message, hint=hint,
                    where=Where(path=path, line=line, key=key))
            for rule, severity, message, path, line, key, hint in raw["findings"]
        ),
        drafts=drafts, scheduled=scheduled, imprint=raw["imprint"], amended=raw["amended"],
    )  # fmt: skip
