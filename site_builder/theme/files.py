"""A theme's folder → its files by path, and a finding for each that cannot be used.

Nothing outside the folder is read, and of `assets/`, which is published as it is, only pictures and fonts are taken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from site_builder.errors import Finding, Where, error
from site_builder.text import slugify

_TEXT_FILES = (".html", ".xml", ".css", ".js", ".toml", ".svg")
_ASSETS = ("avif", "gif", "ico", "jpeg", "jpg", "png", "svg", "txt", "webp", "woff", "woff2")
_LITTER = {"thumbs.db", "desktop.ini"}  # what Windows leaves in folders
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")
_ACTIVE = re.compile(
    rb"<\s*(?:[\w-]+:)?(?:script|foreignobject|iframe)\b|[\s\"'/]on\w+\s*=|javascript:|<!entity|<\?xml-stylesheet",
    re.IGNORECASE,
)
_BOM = b"\xef\xbb\xbf"


def read_files(folder: Path, home: str) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """Return every file under *folder* by its POSIX path, and what cannot be used; hidden files are passed over.

    *home* is what people call the folder; findings name the files in it.
    """
    findings: list[Finding] = []
    found: dict[str, bytes] = {}
    root = folder.resolve()
    paths = {path.relative_to(folder).as_posix(): path for path in _walk(folder, home, findings)}
    for name in sorted(paths):
        where = Where(path=_printable(f"{home}/{name}"))
        read = _asset_trouble(name, where) or _read(paths[name], root, where)
        if isinstance(read, Finding):
            findings.append(read)
        else:
            found[name] = read
    return found, tuple(findings)


def stays(folder: Path) -> bool:
    """Tell whether a portal's own *folder* lies in the portal, and is no link that leads out."""
    try:
        return folder.resolve(strict=True).is_relative_to(folder.parent.resolve(strict=True))
    except (OSError, RuntimeError):
        return False


def leads_out(where: Where) -> Finding:
    """Return the finding for a link that leads out of its folder, or nowhere."""
    hint = "Xoá lối tắt ấy, rồi chép tệp thật vào chỗ đó."
    return error("theme.link", f"“{where.path}” là lối tắt dẫn ra ngoài, nên không được dùng.", where, hint)


def _walk(folder: Path, home: str, findings: list[Finding]) -> Iterator[Path]:
    """Yield all files and all links; a folder that refuses is a finding."""

    def refuse(exc: OSError) -> None:
        findings.append(_unreadable(Where(path=home), exc))

    for base, folders, files in os.walk(folder, onerror=refuse):
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        for name in (*files, *links):
            if not name.startswith(".") and name.lower() not in _LITTER:
                yield Path(base) / name


def _read(path: Path, root: Path, where: Where) -> bytes | Finding:
    try:
        if not path.is_file() and not path.is_symlink():
            return _unreadable(where, OSError("không phải là tệp thường"))
        if not path.resolve(strict=True).is_relative_to(root) or not path.is_file():
            return leads_out(where)
        data = path.read_bytes()
    except (OSError, RuntimeError) as exc:
        return leads_out(where) if path.is_symlink() else _unreadable(where, exc)
    ending = path.suffix.lower()
    if ending not in _TEXT_FILES:
        return data
    if ending == ".svg" and _ACTIVE.search(data):
        return error(
            "theme.svg",
            f"Tệp SVG “{path.name}” có mã chạy trong đó, nên không được đưa lên cổng.",
            where,
            "Xuất lại tệp dạng SVG thuần (Plain SVG), hoặc dùng PNG.",
        )
    return _as_text(data, where)


def _as_text(data: bytes, where: Where) -> bytes | Finding:
    """Return *data* with plain line ends and no mark at its start, where it is UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as exc:
        place = Where(path=where.path, line=data.count(b"\n", 0, exc.start) + 1)
        hint = "Mở tệp bằng trình soạn thảo rồi lưu lại theo bảng mã UTF-8."
        return error("theme.encoding", f"“{where.path}” không theo bảng mã UTF-8.", place, hint)
    return data.removeprefix(_BOM).replace(b"\r\n", b"\n")


def _asset_trouble(name: str, where: Where) -> Finding | None:
    """Say why a file may not be published, by its name alone."""
    path = PurePosixPath(name)
    if path.parts[0] != "assets":
        return None if name == _printable(name) else _bad_name(path, where)
    if path.suffix[1:].lower() not in _ASSETS:
        hint = f"Chỉ dùng {', '.join(_ASSETS)}; CSS để trong thư mục css, JavaScript trong thư mục js."
        return error(
            "theme.asset-type",
            f"Tệp “{_printable(path.name)}” không thuộc loại được đưa lên cổng từ thư mục assets.",
            where,
            hint,
        )
    return None if all(map(_PLAIN.fullmatch, path.parts)) else _bad_name(path, where)


def _bad_name(path: PurePosixPath, where: Where) -> Finding:
    plain = "/".join(slugify(_printable(part), limit=60) or "tep" for part in (*path.parts[:-1], path.stem))
    return error(
        "theme.asset-name",
        f"Tên tệp “{_printable(str(path))}” có ký tự không dùng được trong địa chỉ.",
        where,
        f"Đổi tên thành “{plain}{path.suffix.lower()}”.",
    )


def _unreadable(where: Where, exc: Exception) -> Finding:
    reason = getattr(exc, "strerror", None) or exc
    return error(
        "theme.unreadable", f"Không đọc được “{where.path}” ({reason}).", where, "Kiểm tra quyền đọc tệp."
    )


def _printable(name: str) -> str:
    """Return a file's name with `?` for what is no text."""
    return name.encode("utf-8", "replace").decode()
