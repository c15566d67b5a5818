"""A relative path → whether every system can hold it: Windows, macOS, Linux and what hosts run."""

from __future__ import annotations

import re
import unicodedata

CONFIG_NAME = "site.toml"
"""The file that makes a folder a portal."""
_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_STRANGE = re.compile(r'[<>:"|?*\\\x00-\x1f\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.IGNORECASE)
_MOST_BYTES = 255
"""In one name: file systems of Linux count bytes, and “ệ” has three."""


def is_folder_name(name: str) -> bool:
    """Tell whether a portal or a section may have this folder: small letters, numbers, hyphens, on any system."""
    return bool(_FOLDER.fullmatch(name)) and is_portable(name)


def is_portable(path: str) -> bool:
    """Tell whether *path*, parts joined by `/`, stays below its folder and unpacks everywhere.

    Refused is what escapes (`..`, absolute, drive letters) and what some system cannot hold: reserved names, a dot or
    space at the end, a name of too many bytes, a second spelling of the same letters.
    """
    if _STRANGE.search(path) or not unicodedata.is_normalized("NFC", path):
        return False
    return all(_is_portable_name(part) for part in path.split("/"))


def _is_portable_name(name: str) -> bool:
    whole = bool(name) and name[-1] not in ". " and len(name.encode()) <= _MOST_BYTES
    return whole and not _DEVICE.fullmatch(name)
