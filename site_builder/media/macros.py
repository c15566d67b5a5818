"""Look for programs inside office files: an open file → nothing, or the refusal. What a file is follows from its bytes.

A package is the same under `.docx`, under `.doc` and under `.zip`, and an office program opens it by what is inside.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

from site_builder.media.opening import Refused, refuse

NO_MACRO = "Lưu lại tệp ở dạng không có macro (.docx, .xlsx, .pptx) hoặc xuất sang PDF."
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_TYPES = "[content_types].xml"
_MOST_TYPES = 4 << 20
_TROUBLE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, LookupError, EOFError)


def parts(path: str, kind: str, stream: BinaryIO, most: int) -> list[str]:
    """Return the names of the parts of a package, or nothing for another *kind*; what carries a program is refused."""
    if kind == "ole" and _VBA in stream.read(most).upper():
        raise macro(path)
    if kind != "zip":
        return []
    try:
        with zipfile.ZipFile(stream) as package:
            names = package.namelist()
            if _has_program(package, names):
                raise macro(path)
            return names
    except _TROUBLE as exc:
        raise refuse(
            path, "media.corrupt", "Tệp {} bị hỏng hoặc bị cắt.", "Chép lại tệp từ bản gốc."
        ) from exc


def macro(path: str) -> Refused:
    """Make the refusal of a file with a program inside."""
    return refuse(path, "media.macro", "Tệp {} chứa macro nên không được đăng.", NO_MACRO)


def _has_program(package: zipfile.ZipFile, names: list[str]) -> bool:
    """Tell whether a package holds macros of Microsoft's or of LibreOffice's kind; its parts are not unpacked."""
    low = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in low):
        return True
    if "mimetype" in low and any(name.startswith(("basic/", "scripts/")) for name in low):
        return True
    return any(b"macroenabled" in _start(package, name).lower() for name in names if name.lower() == _TYPES)


def _start(package: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a part: a bomb is not unpacked."""
    with package.open(name) as part:
        return part.read(_MOST_TYPES)
