"""What a build consisted of: artifacts ⇄ the bytes of `cong-xa-manifest.json`, and what two builds differ in.

The manifest lies in the output. It marks the folder as ours, tells an incremental build which pages stand,
tells a publisher which files to send, and tells `clean` which files may be deleted. It holds no times, and
one artifact stands on one line, so that equal builds are equal bytes and a small change is a small
difference.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST_NAME = "cong-xa-manifest.json"
PROGRAM = "cong-xa"

_HEX = re.compile(r"[0-9a-f]+")
_LINE = re.compile(r'\{"path": ("(?:[^"\\]|\\.)*"), "key": ')
_SHA256 = re.compile(r"[0-9a-f]{64}")
_STRANGE = re.compile(r"[\\:\x00-\x1f\ud800-\udfff]")  # backslash, drive letter, control, half a character


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the output.

    `path` is relative, POSIX and NFC; `key` is the cache key in hex, or empty for what is never cached;
    `digest` is the sha256 of the content in hex; `size` is its bytes.
    """

    path: str
    key: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All files of one build, sorted by path; the manifest itself is not among them."""

    portal: str
    program: str
    artifacts: tuple[Artifact, ...]

    def __post_init__(self) -> None:
        """Sort the artifacts, so that the same files make an equal manifest whatever order they came in."""
        object.__setattr__(self, "artifacts", tuple(sorted(self.artifacts, key=lambda one: one.path)))

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths alone: what staging may replace and delete."""
        return tuple(one.path for one in self.artifacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The paths in which two builds differ, and those in which they do not; each sorted."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def compare(old: Manifest | None, new: Manifest) -> Changes:
    """Tell what changed from *old* to *new* by content alone; with no old manifest every file is new."""
    before = {one.path: one.digest for one in old.artifacts} if old else {}
    after = {one.path: one.digest for one in new.artifacts}
    return Changes(
        new=tuple(path for path in after if path not in before),
        updated=tuple(path for path in after if path in before and after[path] != before[path]),
        removed=tuple(path for path in before if path not in after),
        kept=tuple(path for path in after if before.get(path) == after[path]),
    )


def dump_manifest(manifest: Manifest) -> bytes:
    """Write *manifest* as JSON with one artifact a line: equal manifests give equal bytes on every system."""
    lines = [
        _json({"path": one.path, "key": one.key, "digest": one.digest, "size": one.size})
        for one in manifest.artifacts
    ]
    head = f'"program": {_json(manifest.program)},\n"portal": {_json(manifest.portal)},\n'
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    return f'{{\n{head}"artifacts": {body}\n}}\n'.encode()


def read_manifest(folder: Path) -> Manifest | None:
    """Read the manifest in *folder*, or answer None where there is none that can be trusted.

    Absent, unreadable, cut, foreign or hostile all mean the same to a build: nothing is known, so make
    everything anew. Whether the folder is ours to write into at all is for `staging.check_target` to say.
    """
    file = folder / MANIFEST_NAME
    try:
        return None if file.is_symlink() else parse_manifest(file.read_bytes())
    except OSError:
        return None


def salvage_paths(folder: Path) -> frozenset[str]:
    """Return the paths that a manifest names, line by line where it is damaged: what of ours may be replaced."""
    file = folder / MANIFEST_NAME
    try:
        lines = [] if file.is_symlink() else file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    found = (_LINE.match(line) for line in lines)
    paths = {_unquoted(one[1]) for one in found if one}
    return frozenset(path for path in paths if path and _is_jailed(path))


def _unquoted(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return ""


def parse_manifest(data: bytes) -> Manifest | None:
    """Read a manifest from *data*, which may come from a stranger's server; None unless every part holds."""
    try:
        raw = json.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or not _is_ours(raw) or not isinstance(raw.get("artifacts"), list):
        return None
    artifacts = tuple(_artifact(one) for one in raw["artifacts"])
    known = tuple(one for one in artifacts if one is not None)
    if len({one.path for one in known}) != len(artifacts):
        return None
    return Manifest(portal=raw["portal"], program=raw["program"], artifacts=known)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _is_ours(raw: Mapping[str, object]) -> bool:
    portal, program = raw.get("portal"), raw.get("program")
    return isinstance(portal, str) and isinstance(program, str) and program.split(" ")[0] == PROGRAM


def _artifact(raw: object) -> Artifact | None:
    """Type one line of the list, or answer None: one bad line spoils the manifest, the rest is a guess."""
    match raw:
        case {"path": str(path), "key": str(key), "digest": str(digest), "size": int(size)}:
            sound = size >= 0 and not isinstance(size, bool) and (not key or _HEX.fullmatch(key))
            if sound and _SHA256.fullmatch(digest) and _is_jailed(path):
                return Artifact(path=path, key=key, digest=digest, size=size)
    return None


def _is_jailed(path: str) -> bool:
    """Tell whether *path* stays inside the folder on every system: relative, POSIX, NFC, no `..` or drive."""
    parts = path.split("/")
    inside = not any(part in ("", ".", "..") for part in parts)
    return inside and not _STRANGE.search(path) and unicodedata.is_normalized("NFC", path)
