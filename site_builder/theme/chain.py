"""A theme's name → its chain of folders, from the nearest link to the base, each read whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_builder import __version__
from site_builder.errors import WorldError
from site_builder.theme.files import read_files

OWN = "own"  # the name of the portal's own link in the chain: `@own/…`
_SAFE_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the chain: what its `theme.toml` says, and every file by path."""

    name: str
    meta: Mapping[str, Any]
    files: Mapping[str, bytes] = field(repr=False)


def read_chain(name: str, search: tuple[Path, ...]) -> tuple[Link, ...]:
    """Read the theme *name* and all that it extends, nearest first."""
    links = [_read(name, search)]
    while wanted := str(links[-1].meta.get("extends", "")):
        if any(link.name == wanted for link in links):
            circle = " → ".join([*(link.name for link in links), wanted])
            raise WorldError(f"Các giao diện kế thừa nhau thành vòng: {circle}.")
        links.append(_read(wanted, search))
    return tuple(links)


def theme_names(search: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the names of the themes that a portal may choose."""
    try:
        found = {path.parent.name for root in search for path in root.glob("*/theme.toml")}
    except OSError as exc:
        raise WorldError(
            f"Không xem được thư mục giao diện ({exc.strerror}). Kiểm tra ổ đĩa và quyền đọc."
        ) from exc
    return tuple(sorted(name for name in found if _SAFE_NAME.fullmatch(name) and name != OWN))


def _read(name: str, search: tuple[Path, ...]) -> Link:
    if not _SAFE_NAME.fullmatch(name) or name == OWN:
        raise WorldError(
            f"Tên giao diện “{name}” không hợp lệ: chỉ dùng chữ thường không dấu, số và gạch nối."
        )
    folder = next((root / name for root in search if (root / name / "theme.toml").is_file()), None)
    if folder is None:
        raise WorldError(f"Không tìm thấy giao diện “{name}”: chưa có tệp themes/{name}/theme.toml.")
    try:
        meta = tomllib.loads((folder / "theme.toml").read_text(encoding="utf-8"))
        files, slips = read_files(folder, f"themes/{name}")
    except (OSError, ValueError) as exc:
        raise WorldError(f"Không đọc được giao diện “{name}”: {exc}") from exc
    if slips:
        raise WorldError(f"Giao diện “{name}” có tệp hỏng. {slips[0].message} {slips[0].hint}")
    if meta.get("name") != name:
        raise WorldError(f"Tệp theme.toml của giao diện “{name}” ghi tên khác: “{meta.get('name')}”.")
    _require(name, meta.get("requires", {}))
    return Link(name=name, meta=meta, files=files)


def _require(name: str, requires: Mapping[str, str]) -> None:
    here = _version(__version__)
    least, most = requires.get("min", ""), requires.get("max", "")
    if (least and here < _version(least)) or (most and here >= _version(most)):
        span = f"từ {least or '0'}" + (f" đến trước {most}" if most else "")
        raise WorldError(f"Giao diện “{name}” cần chương trình phiên bản {span}; đang dùng {__version__}.")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def gather(chain: tuple[Link, ...], table: str) -> dict[str, Any]:
    """Return a table of all `theme.toml` files, the nearest link's entries last and so in force."""
    gathered: dict[str, Any] = {}
    for link in reversed(chain):
        for key, value in link.meta.get(table, {}).items():
            old = gathered.get(key)
            gathered[key] = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
    return gathered
