"""Which folders are portals, and which of them the caller means."""

from __future__ import annotations

from pathlib import Path

from site_builder.errors import Finding, UsageError, Where, WorldError, error, note
from site_builder.text import CONFIG_NAME, is_folder_name


def find_portals(content: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the portals under *content*: its direct children that hold `site.toml`."""
    portals: list[Path] = []
    findings: list[Finding] = []
    for folder in children(content):
        if not folder.is_dir() or folder.name.startswith((".", "_")):
            continue
        where = Where(path=folder.name)
        if not (folder / CONFIG_NAME).is_file():
            hint = (
                "Thêm site.toml nếu đây là một cổng, hoặc đổi tên bắt đầu bằng dấu gạch dưới nếu là tư liệu."
            )
            findings.append(
                note(
                    "portal.no-config",
                    f"Thư mục “{folder.name}” không có site.toml nên được bỏ qua.",
                    where,
                    hint,
                )
            )
        elif not is_folder_name(folder.name):
            hint = "Đổi tên thành chữ thường không dấu, số và dấu gạch nối, ví dụ xa-lua-vang."
            findings.append(
                error("portal.name", f"Tên thư mục “{folder.name}” không dùng được.", where, hint)
            )
        else:
            portals.append(folder)
    return tuple(portals), tuple(findings)


def children(folder: Path) -> list[Path]:
    """Return what lies in *folder* in the order of names; nothing where there is no such folder."""
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as exc:
        raise WorldError(
            f"Không xem được thư mục “{folder}” ({exc.strerror}). Kiểm tra ổ đĩa và quyền đọc."
        ) from exc


def choose_portals(
    content: Path, names: tuple[str, ...], *, left: tuple[str, ...] = ()
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the portals that *names* mean: names under *content*, or paths of portal folders elsewhere.

    *left* are names that would have done besides; whoever mistyped one reads them too.
    """
    if not names:
        return find_portals(content)
    chosen: list[Path] = []
    for name in names:
        folder = content / name if is_folder_name(name) and (content / name).is_dir() else Path(name)
        if not (folder / CONFIG_NAME).is_file():
            if folder.is_dir() and name not in left and not name.startswith("."):
                raise UsageError(
                    f"Có thư mục “{name}” nhưng trong đó thiếu tệp {CONFIG_NAME}, nên chưa phải là một cổng."
                )
            known = [portal.name for portal in find_portals(content)[0]]
            known += [f"{one} (chỉ còn bản đã dựng)" for one in left]
            raise UsageError(f"Không có cổng “{name}” (hiện có: {', '.join(known) or 'chưa có cổng nào'}).")
        _check_choice(name, folder.resolve(), chosen)
        chosen.append(folder.resolve())
    return tuple(dict.fromkeys(chosen)), ()


def _check_choice(written: str, folder: Path, chosen: list[Path]) -> None:
    """Refuse a portal whose name cannot name an output folder, or would take that of another."""
    if not is_folder_name(folder.name):
        raise UsageError(
            f"Tên thư mục “{folder.name}” không dùng được. Đổi thành chữ thường không dấu, số và dấu gạch nối."
        )
    if any(other.name == folder.name and other != folder for other in chosen):
        raise UsageError(
            f"“{written}” trùng tên với một cổng khác trong cùng lần dựng. Dựng riêng từng cổng."
        )
