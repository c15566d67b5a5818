"""Take a file along: path → `Attachment` and the job that copies it, or the reason why it may not be published.

A portal never publishes what a server or an office program would run. The name's ending must be one of the usual
ones, and the first bytes must agree with it, where the format has any.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from site_builder.media.draw import stripped
from site_builder.media.macros import macro, parts
from site_builder.media.opening import MediaProblem, Refused, measure, opened, refuse, sniff
from site_builder.media.sizes import address_stem
from site_builder.model import Attachment, MediaJob
from site_builder.text import nfc

MOST_BYTES = 50 << 20
_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "doc": "word/", "xls": "xl/", "ppt": "ppt/"}
_KINDS = {
    "pdf": {"pdf"},
    "doc": {"ole", "rtf", "zip"},  # Word saves either under this name
    "xls": {"ole", "zip"},
    "ppt": {"ole", "zip"},
    **{ending: {"zip"} for ending in ("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip")},
    "rtf": {"rtf"},
    "rar": {"rar"},
    "jpg": {"jpeg"},
    "jpeg": {"jpeg"},
    "png": {"png"},
    "gif": {"gif"},
    "tif": {"tiff"},
    "tiff": {"tiff"},
    "bmp": {"bmp"},
    "txt": {"text"},
    "csv": {"text"},
}
_FORMS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
"""Photographs that are stripped of where and by whom they were taken."""
_MACROS = {"docm", "dotm", "xlsm", "xlsb", "xltm", "xlam", "pptm", "ppsm", "potm", "ppam"}


def attachment(portal: Path, path: str, title: str) -> tuple[Attachment, MediaJob] | MediaProblem:
    """Look at the file *path* of *portal* and prepare it for download under *title*, or say why not."""
    try:
        return _attachment(portal, path, title)
    except Refused as exc:
        return exc.problem


def _attachment(portal: Path, path: str, title: str) -> tuple[Attachment, MediaJob]:
    ending = PurePosixPath(path).suffix.lower().lstrip(".")
    _check_ending(path, ending)
    with opened(portal, path) as (stream, size):
        if size == 0:
            raise refuse(
                path, "media.empty", "Tệp {} trống, không có gì bên trong.", "Chép lại tệp từ bản gốc."
            )
        if size > MOST_BYTES:
            raise refuse(
                path,
                "media.too-large",
                "Tệp {} nặng quá 50 MB.",
                "Nén nhỏ tệp (giảm chất lượng bản quét) hoặc chia làm nhiều tệp.",
            )
        head, digest = measure(path, stream)
        kind = sniff(head)
        _check_content(path, ending, kind)
        _check_package(path, ending, kind, stream)
        stream.seek(0)
        form = _FORMS.get(ending, "")
        clean = stripped(path, stream.read(MOST_BYTES)) if form else b""
    bare = hashlib.sha256(clean).hexdigest() if form else digest
    url = f"/tep/{address_stem(path, bare)}.{ending}"
    size = len(clean) if form else size
    shown = Attachment(url=url, title=title or nfc(PurePosixPath(path).name), type=ending.upper(), size=size)
    return shown, MediaJob(source=path, url=url, digest=digest, format=form if bare != digest else "")


def _check_ending(path: str, ending: str) -> None:
    """Refuse what may not be published, by name."""
    if ending in _MACROS:
        raise macro(path)
    if ending not in _KINDS:
        raise refuse(
            path,
            "media.type",
            "Không đăng được loại tệp của {}.",
            "Dùng PDF, Word, Excel, PowerPoint, ODF, TXT, CSV, RTF, ảnh, ZIP hoặc RAR; tốt nhất là PDF.",
        )


def _check_content(path: str, ending: str, kind: str) -> None:
    """Refuse a file whose content is not what its name says."""
    if kind not in _KINDS[ending]:
        raise refuse(
            path,
            "media.mismatch",
            f"Bên trong tệp {{}} không phải là dữ liệu {ending.upper()}.",
            f"Mở tệp bằng đúng chương trình của nó rồi lưu lại dạng {ending.upper()}; đừng đổi đuôi tên tệp.",
        )


def _check_package(path: str, ending: str, kind: str, stream: BinaryIO) -> None:
    """Refuse an office file that carries a program, or a package that is not what its name says."""
    names = parts(path, kind, stream, MOST_BYTES)
    if kind == "zip" and ending in _OFFICE and not any(name.startswith(_OFFICE[ending]) for name in names):
        _check_content(path, ending, "zip of something else")
