"""Old addresses → where they lead: a page for every file server, redirects for those that know them, and collisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from site_builder import text
from site_builder.assemble.addresses import old_address
from site_builder.assemble.desk import Desk, Item, mark_of
from site_builder.assemble.items import moved_page
from site_builder.errors import Finding, error, note
from site_builder.manifest import MANIFEST_NAME
from site_builder.model import MovedView, Page, TextFile

MANY = 50
_MACHINE = {"search", "assets"}
MOST_REDIRECTS = 1_000
"""Redirects in the settings of servers: Apache tries one after the other, IIS reads no more than 250 KB of settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """The old addresses as they were written, and the items that they lead to."""

    targets: Mapping[str, Item]

    def pages(self, desk: Desk) -> Iterator[Page]:
        """Yield a page for each old address that a file can stand at."""
        files = {page_of(old): item for old, item in self.targets.items()}
        return (moved_page(desk, file, item) for file, item in files.items() if file)

    def redirects(self) -> dict[str, str]:
        """Return what servers are told; where it is too much, only what no page can do."""
        many = len(self.targets) > MOST_REDIRECTS
        return {old: item.url for old, item in self.targets.items() if not (many and page_of(old))}


def page_of(old: str) -> str:
    """Return the file that answers for an old address on any server: `/a.html`, `/a/index.html` for `/a` and `/a/`.

    An address such as `/a.aspx` has none: a file of that name would be a program.
    """
    if old.endswith(".html"):
        return old
    bare = old.rstrip("/")
    return "" if "." in bare.rpartition("/")[2] else f"{bare}/index.html"


def find_moves(desk: Desk) -> Moves:
    """Return the old addresses of all items; one that is in use or named twice is an error."""
    taken = {text.nfc(item.url).casefold(): item for item in desk.items}
    targets: dict[str, Item] = {}
    for item in desk.items:
        own = {item.url.casefold()}
        for old in map(old_address, item.entry.common.aliases):
            other = taken.setdefault(_key(old), item)
            if other is not item or old.casefold() in own:
                desk.findings.append(_in_use(old, item, other))
            elif old.startswith("/"):
                targets[old] = item
            own.add(old.casefold())
        desk.findings.extend([_many(item)] if len(item.entry.common.aliases) > MANY else [])
    return Moves(targets=targets)


def _key(old: str) -> str:
    return (page_of(old) or old).casefold()


def _in_use(old: str, item: Item, other: Item) -> Finding:
    message = f"Địa chỉ cũ {old} đang được “{other.entry.source.path}” sử dụng."
    hint = "Xoá địa chỉ cũ này, hoặc đổi địa chỉ của bài kia."
    return error("content.duplicate-address", message, mark_of(item.entry, "aliases"), hint)


def _many(item: Item) -> Finding:
    message = f"Bài có {len(item.entry.common.aliases)} địa chỉ cũ, nhiều hơn {MANY}."
    hint = (
        "Giữ những địa chỉ còn người mở; nếu cả một chuyên mục đã chuyển chỗ, nhờ người quản trị máy chủ đặt một quy "
        "tắc chuyển hướng chung."
    )
    return note("content.many-aliases", message, mark_of(item.entry, "aliases"), hint)


def squatters(moves: Moves, shown: Iterable[Page | TextFile], media: Iterable[str]) -> Iterator[Finding]:
    """Find old addresses that the site itself needs: the same file, or a folder where a file is."""
    real = (one.url for one in shown if not (isinstance(one, Page) and isinstance(one.body, MovedView)))
    taken = {url.casefold() for url in (*real, *media)}
    files = taken | {page_of(old).casefold() for old in moves.targets}
    hint = "Xoá địa chỉ cũ này: nó thuộc về một trang khác của cổng."
    for old, item in moves.targets.items():
        above = (str(up) for up in PurePosixPath(_key(old)).parents)
        if _key(old) in taken or any(up in files for up in above) or _is_machine(old):
            message = f"Địa chỉ cũ {old} đang được cổng sử dụng."
            yield error("content.duplicate-address", message, mark_of(item.entry, "aliases"), hint)


def _is_machine(old: str) -> bool:
    """Tell whether *old* is, or lies below, a file that later stations add: the index, the theme's, the manifest."""
    first, *rest = old.casefold().removeprefix("/").split("/")
    return first == MANIFEST_NAME or (
        first in _MACHINE and any("." in part.removesuffix(".html") for part in rest)
    )
