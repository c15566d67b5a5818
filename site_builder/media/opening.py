"""Open a file of a portal with care: path → its bytes and digest, or a problem in the clerk's words.

A path comes from a text that anybody may have written. So nothing outside the portal is opened, a pipe or a device
does not hang us, and what a file is follows from its first bytes, never from its name.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from site_builder.media.places import remedy
from site_builder.text import nfc

HEAD = 4096
_CHUNK = 1 << 20
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaProblem:
    """What is wrong with a file of media; the caller knows the line and makes a `Finding` of it."""

    path: str
    rule: str
    message: str
    hint: str


class Refused(Exception):  # noqa: N818 - it carries a problem to the room's door, and is no error of the program
    """A file that we do not take; it never leaves this room."""

    def __init__(self, problem: MediaProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def refuse(path: str, rule: str, message: str, hint: str) -> Refused:
    """Make the refusal of *path*; “{}” in *message* becomes its name."""
    name = nfc(PurePosixPath(path).name)
    return Refused(MediaProblem(path=path, rule=rule, message=message.replace("{}", f"“{name}”"), hint=hint))


@contextmanager
def opened(portal: Path, path: str) -> Iterator[tuple[BinaryIO, int]]:
    """Open the regular file *path* inside *portal* and give it with its size; anything else is refused."""
    try:
        real = (portal / path).resolve(strict=True)
        inside = real.is_relative_to(portal.resolve(strict=True))
    except (OSError, RuntimeError, ValueError) as exc:
        raise _missing(portal, path) from exc
    if not inside:
        raise refuse(
            path,
            "media.outside",
            "Tệp {} nằm ngoài thư mục của cổng.",
            "Chép tệp vào thư mục của cổng rồi sửa đường dẫn.",
        )
    with _file(portal, path, real) as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _not_a_file(path)
        yield stream, status.st_size


def _file(portal: Path, path: str, real: Path) -> BinaryIO:
    """Open *real* without waiting for the other end of a pipe."""
    try:
        return os.fdopen(os.open(real, _OPEN), "rb")
    except FileNotFoundError as exc:
        raise _missing(portal, path) from exc
    except IsADirectoryError as exc:
        raise _not_a_file(path) from exc
    except OSError as exc:
        if real.is_dir():  # Windows says “permission denied” of a folder
            raise _not_a_file(path) from exc
        raise refuse(
            path,
            "media.unreadable",
            "Không mở được tệp {}.",
            "Đóng chương trình đang giữ tệp, xem lại quyền đọc.",
        ) from exc


def _missing(portal: Path, path: str) -> Refused:
    return refuse(path, "media.missing", "Không thấy tệp {}.", remedy(portal, path))


def _not_a_file(path: str) -> Refused:
    return refuse(
        path, "media.not-file", "{} không phải là một tệp thông thường.", "Chỉ đường dẫn tới đúng một tệp."
    )


def measure(path: str, stream: BinaryIO) -> tuple[bytes, str]:
    """Read *stream* once, to its end: return its first bytes and its SHA-256, and rewind it."""
    try:
        head = stream.read(HEAD)
        digest = hashlib.sha256(head)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
        stream.seek(0)
    except OSError as exc:
        raise refuse(path, "media.unreadable", "Không đọc được tệp {}.", "Chép lại tệp từ bản gốc.") from exc
    return head, digest.hexdigest()


_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
)
_BRANDS = {
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
_CODE = (b"<?php", b"<%@", b"<script", b"<!doctype html", b"<html", b"<body", b"<iframe")


def sniff(head: bytes) -> str:
    """Name what the first bytes of a file are: a format, `program`, `markup`, `svg`, `text` or `unknown`."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[:2] == b"BM" and head[6:10] == bytes(4):
        return "bmp"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _sniff_text(head)


def _brand(head: bytes) -> str:
    """Tell AVIF from HEIC by the brands in its first box."""
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    return "avif" if {b"avif", b"avis"} & set(brands) else _BRANDS.get(brands[0], "unknown")


def _sniff_text(head: bytes) -> str:
    """Tell code and drawings from plain text, and text from anything else."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    low = head.lower()
    if b"<svg" in low:
        return "svg"
    if any(mark in low for mark in _CODE):
        return "markup"
    return "unknown" if b"\x00" in head else "text"
