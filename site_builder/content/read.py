"""The portal's folder → sources: every Markdown file as clean text, and findings for what cannot be read.

The walk never leaves the portal: links that lead out are findings, and only plain files are opened (a FIFO would hang
a build). Names that begin with `_` are shared material and names that begin with `.` are the system's.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from site_builder import text
from site_builder.errors import SAVE_AS_UTF8, Finding, Where, error, note

MAX_BYTES = 5_000_000
_MAX_DEPTH = 12
_BOMS = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))
NOT_CONTENT = {"media", "theme"}
_QUIET = {
    "dấu xuống dòng kiểu Windows",
    "dấu cách cuối dòng",
}  # every editor leaves them; nobody needs to act


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A Markdown file as it lies on the disk: its path from the portal's folder (NFC), the file, its default kind."""

    path: str
    file: Path
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What lies in a portal's folder: its items in the order of their paths, and the other files beside them."""

    found: tuple[Found, ...]
    others: tuple[str, ...]
    findings: tuple[Finding, ...]


def survey(portal: Path, kinds: tuple[tuple[str, str], ...]) -> Survey:
    """Walk the portal; *kinds* pairs each section's folder with the kind of its items.

    Markdown elsewhere is a note, since it would appear nowhere.
    """
    default = dict(kinds)
    findings: list[Finding] = []
    found: list[Found] = []
    strays: set[str] = set()
    others: list[str] = []
    lying = sorted(_walk(portal, portal, findings, 0), key=lambda pair: (pair[1], str(pair[0])))
    for file, path in _without_twins(lying, findings):
        top = path.partition("/")[0]
        if not _is_item(path):
            others.extend([path] if top in default and "/" in path else [])
        elif top not in default:
            strays.add(top)
        else:
            found.append(Found(path=path, file=file, kind=default[top]))
    findings.extend(_stray(top) for top in sorted(strays))
    return Survey(found=tuple(found), others=tuple(others), findings=tuple(findings))


def _without_twins(found: list[tuple[Path, str]], findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    """Yield each file once; a name that looks like another, or differs by capitals only, is an error that names both."""
    seen: dict[str, str] = {}
    for file, path in found:
        first = seen.get(path.casefold(), "")
        if first:
            findings.append(_twins(first, path))
        seen.setdefault(path.casefold(), path)
        if first != path:
            yield file, path


def _walk(portal: Path, folder: Path, findings: list[Finding], depth: int) -> Iterator[tuple[Path, str]]:
    """Yield the files below *folder* with their paths from the portal."""
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError as exc:
        findings.append(_unreadable(text.nfc(folder.relative_to(portal).as_posix()), exc))
        return
    for entry in entries:
        path = text.nfc(Path(entry.path).relative_to(portal).as_posix())
        if entry.name.startswith((".", "_")) or (depth == 0 and entry.name in NOT_CONTENT):
            continue
        if entry.is_symlink() and not _stays_inside(portal, Path(entry.path)):
            findings.append(_leads_out(path))
        elif entry.is_dir(follow_symlinks=False):
            if depth < _MAX_DEPTH:
                yield from _walk(portal, Path(entry.path), findings, depth + 1)
            else:
                findings.append(_too_deep(path))
        elif _is_item(path) or entry.is_file():
            yield Path(entry.path), path


def _is_item(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


def _stays_inside(portal: Path, link: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(portal.resolve())
    except (OSError, RuntimeError):
        return False


def read_data(found: Found) -> bytes | Finding:
    """Return what stands in a file, or what prevents it from being read."""
    try:
        status = found.file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _not_plain(found.path)
        if status.st_size > MAX_BYTES:
            return _too_large(found.path, status.st_size)
        return found.file.read_bytes()
    except OSError as exc:
        return _unreadable(found.path, exc)


def decode(data: bytes, path: str, findings: list[Finding]) -> str | None:
    """Turn bytes into clean NFC text with plain line ends; a wrong encoding is a finding."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            findings.append(_encoding(path, 1, f"Tệp lưu theo bảng mã {name}, không phải UTF-8."))
            return None
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        findings.append(_encoding(path, line, "Tệp có ký tự NUL: đây không phải tệp văn bản UTF-8."))
        return None
    try:
        raw = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data[: exc.start].count(b"\n") + 1
        findings.append(_encoding(path, line, f"Dòng {line} có ký tự không theo bảng mã UTF-8."))
        return None
    legacy = text.suspect_legacy(raw)
    if legacy:
        findings.append(_legacy(path, legacy, raw))
        return None
    return _clean(raw, path, findings)


def _clean(raw: str, path: str, findings: list[Finding]) -> str:
    cleaned = text.clean(raw, quotes=True)
    told = tuple(change for change in cleaned.changes if change.what not in _QUIET)
    if told:
        findings.append(_cleaned(path, told))
    return cleaned.text


def _cleaned(path: str, changes: tuple[text.Change, ...]) -> Finding:
    counts: dict[str, int] = {}
    lines: dict[str, list[int]] = {}
    for change in changes:
        counts[change.what] = counts.get(change.what, 0) + change.count
        lines.setdefault(change.what, []).append(change.line)
    parts = [f"{count} {what} ({_lines(lines[what])})" for what, count in counts.items()]
    return note(
        "content.cleaned",
        "Đã làm sạch khi dựng trang: " + "; ".join(parts) + ".",
        Where(path=path, line=min(change.line for change in changes)),
        "Tệp của bạn không bị sửa. Không cần làm gì, trừ khi muốn tự sửa lại những chỗ này.",
    )


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in sorted(set(numbers))[:5])
    return f"dòng {shown}" + ("…" if len(set(numbers)) > 5 else "")


def _encoding(path: str, line: int, message: str) -> Finding:
    return error(
        "content.encoding",
        message,
        Where(path=path, line=line),
        SAVE_AS_UTF8,
    )


def _legacy(path: str, legacy: str, raw: str) -> Finding:
    line = next((i for i, part in enumerate(raw.split("\n"), 1) if text.suspect_legacy(part)), 1)
    return error(
        "content.legacy-encoding",
        f"Chữ trong tệp có vẻ gõ theo bảng mã cũ {legacy} nên sẽ hiện thành ký tự lạ.",
        Where(path=path, line=line),
        "Dùng Unikey, mục Công cụ, để chuyển mã sang Unicode dựng sẵn, rồi dán lại vào tệp.",
    )


def _twins(first: str, path: str) -> Finding:
    shown = PurePosixPath(path).name
    same = "tên giống hệt nhau khi nhìn, chỉ khác cách lưu dấu" if first == path else "tên chỉ khác chữ hoa, chữ thường"
    return error(
        "content.same-name",
        f"Hai tệp “{first}” và “{path}” có {same}: trên máy khác, tệp này đè mất tệp kia.",
        Where(path=path),
        f"Mở cả hai tệp “{shown}”, giữ tệp đúng; xoá tệp kia hoặc đổi sang tên khác, không dấu càng tốt.",
    )


def _leads_out(path: str) -> Finding:
    return error(
        "content.symlink",
        f"“{path}” là liên kết dẫn ra ngoài thư mục của cổng.",
        Where(path=path),
        "Chép tệp thật vào thư mục của cổng, rồi xoá liên kết.",
    )


def _too_deep(path: str) -> Finding:
    return error(
        "content.too-deep",
        f"Thư mục “{path}” nằm quá sâu (hơn {_MAX_DEPTH} cấp).",
        Where(path=path),
        "Chuyển tệp lên thư mục gần chuyên mục hơn.",
    )


def _not_plain(path: str) -> Finding:
    return error(
        "content.file",
        f"“{path}” không phải là tệp thường.",
        Where(path=path),
        "Xoá nó và tạo lại tệp văn bản.",
    )


def _too_large(path: str, size: int) -> Finding:
    return error(
        "content.too-large",
        f"Tệp quá lớn ({text.format_size(size)}; tối đa {text.format_size(MAX_BYTES)}).",
        Where(path=path),
        "Để nội dung dài thành tệp đính kèm (PDF) và chỉ viết phần tóm tắt.",
    )


def _unreadable(path: str, exc: OSError) -> Finding:
    return error(
        "content.unreadable",
        f"Không mở được “{path}” ({exc.strerror or 'lỗi không rõ'}).",
        Where(path=path),
        "Đóng chương trình đang mở tệp, kiểm tra quyền đọc, rồi chạy lại.",
    )


def _stray(top: str) -> Finding:
    return note(
        "content.no-section",
        f"“{top}” có tệp Markdown nhưng không phải chuyên mục nào trong site.toml, nên không lên trang.",
        Where(path=top),
        'Khai báo chuyên mục trong site.toml, hoặc đổi tên thư mục bắt đầu bằng dấu gạch dưới "_" nếu là tư liệu.',
    )
