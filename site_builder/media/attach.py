"""Take a file along: path → `Attachment` and the job that copies it, or the reason why it may not be published.

A portal never publishes what a server or an office program would run. The name's ending must be one of the usual
ones, and the first bytes must agree with it, where the format has any.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from site_builder.media.draw import stripped
from site_builder.media.opening import MediaProblem, Refused, measure, opened, refuse, sniff
from site_builder.media.sizes import address_stem
from site_builder.model import Attachment, MediaJob
from site_builder.text import nfc

MOST_BYTES = 50 << 20
_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
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
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_NO_MACRO = "Lưu lại tệp ở dạng không có macro (.docx, .xlsx, .pptx) hoặc xuất sang PDF."


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
        _check_content(path, ending, sniff(head))
        _check_macros(path, ending, stream)
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
        raise refuse(path, "media.macro", "Tệp {} chứa macro nên không được đăng.", _NO_MACRO)
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


def _check_macros(path: str, ending: str, stream: BinaryIO) -> None:
    """Refuse an office file that carries a program, or a package that is not what its name says."""
    if ending in _OFFICE or ending in {"odt", "ods", "odp"}:
        names = _package(path, stream)
        if any(name.endswith("vbaProject.bin") for name in names):
            raise refuse(path, "media.macro", "Tệp {} chứa macro nên không được đăng.", _NO_MACRO)
        if ending in _OFFICE and not any(name.startswith(_OFFICE[ending]) for name in names):
            _check_content(path, ending, "zip of something else")
    elif ending in {"doc", "xls", "ppt"} and _VBA in stream.read(MOST_BYTES):
        raise refuse(path, "media.macro", "Tệp {} chứa macro nên không được đăng.", _NO_MACRO)


def _package(path: str, stream: BinaryIO) -> list[str]:
    """List what a package holds; its parts are not unpacked."""
    try:
        with zipfile.ZipFile(stream) as package:
            return package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, LookupError) as exc:
        raise refuse(
            path, "media.corrupt", "Tệp {} bị hỏng hoặc bị cắt.", "Chép lại tệp từ bản gốc."
        ) from exc
