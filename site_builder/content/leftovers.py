"""Files beside the items that are no items, and that no item names → notes: what a clerk thinks is online is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from site_builder import text
from site_builder.errors import Finding, Where, note

_NAME = re.compile(r"[^\s/\\\"'()\[\]<>:,|]+\.\w{1,8}")
_DOT = re.compile(r"\.\w")
_SPACE = re.compile(r"\s|\Z")
_SYSTEMS = {"thumbs.db", "desktop.ini"}
_MANY = 3


def leftovers(paths: Iterable[str], mentions: Iterable[str]) -> Iterator[Finding]:
    """Find the files of *paths* that are misnamed items, or that nothing of *mentions* names."""
    named = frozenset(mentions)
    folders: dict[str, list[str]] = {}
    for path in paths:
        name = PurePosixPath(path).name
        if name.startswith("~$") or name.lower() in _SYSTEMS:
            continue
        if name.lower().endswith((".md.txt", ".markdown.txt")):
            yield _misnamed(path, name)
        elif not named.issuperset(names_in(name)[-1:] or [""]):
            folders.setdefault(str(PurePosixPath(path).parent), []).append(name)
    for folder, names in folders.items():
        yield from _unused(folder, names)


def names_in(words: str) -> list[str]:
    """Return the names of files in *words*; of a name with spaces, its last part."""
    found = (name for piece in _pieces(unquote(words)) for name in _NAME.findall(piece))
    return [text.nfc(name).casefold() for name in found]


def _pieces(words: str) -> Iterator[str]:
    """Yield the few pieces of *words*, cut at spaces, in which a dot stands before a letter as in every name."""
    done = 0
    for dot in _DOT.finditer(words):
        at = dot.start()
        if at >= done:
            start = max(done, words.rfind(" ", done, at) + 1, words.rfind("\n", done, at) + 1)
            space = _SPACE.search(words, at)
            done = space.start() if space else len(words)
            yield words[start:done]


def _misnamed(path: str, name: str) -> Finding:
    message = f"Tệp “{name}” không phải bài viết nên không lên trang."
    return note("content.not-an-item", message, Where(path=path), "Đổi tên tệp, bỏ đuôi .txt.")


def _unused(folder: str, names: list[str]) -> Iterator[Finding]:
    """Name each file, or a folder with many of them once."""
    hint = (
        "Nếu là bài viết, chép nội dung vào tệp do lệnh new tạo; nếu là ảnh hay tệp đính kèm, ghi tên tệp vào bài; nếu "
        "chỉ để lưu, đổi tên bắt đầu bằng dấu gạch dưới."
    )
    if len(names) <= _MANY:
        for name in names:
            message = f"Chưa bài nào dùng tệp “{name}” nên tệp không lên trang."
            yield note("content.unused-file", message, Where(path=f"{folder}/{name}"), hint)
        return
    message = (
        f"Chưa bài nào dùng {len(names)} tệp ở đây nên chúng không lên trang: {', '.join(names[:_MANY])} …"
    )
    yield note("content.unused-file", message, Where(path=folder), hint)
