"""Take along a photograph without what it tells of its taker: bytes of a JPEG or PNG → the same picture, no EXIF, GPS, XMP.

Nothing is drawn anew: the picture itself stays bit for bit, with its colour profile and the way it is turned.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PICTURE = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # the next marker after coded data
_SCAN, _END = 0xDA, 0xD9
_OWN = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_SHOWS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD cICP acTL fcTL fdAT".split()
)
"""The chunks that stay; programs invent others for notes of their own."""


def strip(data: bytes, turn: int) -> bytes:
    """Return a JPEG or PNG without its metadata; *turn* is the EXIF orientation that stays. Broken ones are a ValueError."""
    if data.startswith(_PNG_HEAD):
        return _PNG_HEAD + b"".join(_png(data))
    return b"\xff\xd8" + (_turned(turn) if turn > 1 else b"") + b"".join(_jpeg(data))


def _png(data: bytes) -> Iterator[bytes]:
    """Yield the chunks that show something; what follows the last one is left out."""
    at = len(_PNG_HEAD)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PNG_SHOWS:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end
    raise ValueError


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Yield the segments after the first marker that show something; pictures behind the picture are left out."""
    at = 2
    while at + 4 <= len(data) or data[at : at + 2] == bytes((0xFF, _END)):
        if data[at] != 0xFF:
            raise ValueError
        marker = data[at + 1]
        if marker == _END:
            yield data[at : at + 2]
            return
        end = at + (1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big"))
        if marker == _SCAN:
            found = _PICTURE.search(data, end)
            if found is None:
                raise ValueError
            end = found.start()
        if marker != 0xFF and _shows(marker, data[at + 4 : at + 16]):
            yield _density(data[at:end]) if marker == 0xE0 else data[at:end]
        at = end
    raise ValueError


def _shows(marker: int, head: bytes) -> bool:
    """Tell whether a segment is part of the picture: of the application's own, colours and density are."""
    if 0xE0 <= marker <= 0xEF:
        return marker in _OWN and head.startswith(_OWN[marker])
    return marker != 0xFE


def _density(segment: bytes) -> bytes:
    """Return a JFIF segment without the small picture that it may hold: the place that was cut away may still be on it."""
    return segment if len(segment) <= 18 else segment[:2] + b"\x00\x10" + segment[4:16] + b"\x00\x00"


def _turned(turn: int) -> bytes:
    """Return the smallest EXIF block: the orientation and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\x00\x00" + tiff
