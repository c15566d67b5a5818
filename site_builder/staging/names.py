"""An output folder → the names beside it, and the file inside it that says it is ours."""

from __future__ import annotations

import json
import stat as modes
from pathlib import Path

MARKER = "cong-xa-manifest.json"  # `manifest` has it too; neighbours share no import, so a test compares
PROGRAM = "cong-xa"


def beside(target: Path, suffix: str) -> Path:
    """Return the place beside *target* that has this use; `site_builder.staging` lists them all."""
    return target.parent / f".{target.name}.{suffix}"


def has_marker(folder: Path) -> bool:
    """Tell whether *folder* holds a regular file that says, in JSON, that our program made it."""
    return is_marker(folder / MARKER)


def is_marker(marker: Path) -> bool:
    """Tell whether this file is a marker of ours."""
    if not _is_regular(marker):
        return False
    try:
        raw = json.loads(marker.read_bytes())
    except (ValueError, RecursionError):
        return False
    program = raw.get("program") if isinstance(raw, dict) else None
    return isinstance(program, str) and program.split(" ")[0] == PROGRAM


def _is_regular(file: Path) -> bool:
    try:
        return modes.S_ISREG(file.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
