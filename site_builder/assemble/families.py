"""Trang → the trees in which they stand: the page above each, those below it, those beside it (G01)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from site_builder import text
from site_builder.assemble.descent import MAX_DEPTH, below, straighten
from site_builder.assemble.desk import Desk, Item, mark_of
from site_builder.errors import Finding, error


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """The trees of all sections: items by the path of their source, parents and children by paths."""

    items: Mapping[str, Item]
    parents: Mapping[str, str]
    children: Mapping[str, tuple[Item, ...]]
    """Below a page by its path, and at the top of a section by its folder."""

    def above(self, item: Item) -> tuple[Item, ...]:
        """Return the pages above *item*, the topmost first."""
        found = []
        path = self.parents.get(item.entry.source.path, "")
        while path:
            found.append(self.items[path])
            path = self.parents[path]
        return tuple(reversed(found))

    def below(self, item: Item) -> tuple[Item, ...]:
        """Return the pages below *item*; below a section's own first page stand its topmost ones too."""
        if item.entry.kind != "page":
            return ()
        own = self.children.get(item.entry.source.path, ())
        if item.entry.slug != "index":
            return own
        top = self.children.get(item.entry.section, ())
        return tuple(one for one in self._in_order(item, (*own, *top)) if one is not item)

    def beside(self, item: Item) -> tuple[Item, ...]:
        """Return the pages with the same parent, *item* among them."""
        if item.entry.kind != "page" or item.entry.slug == "index":
            return ()
        up = self.parents.get(item.entry.source.path, "") or item.entry.section
        return tuple(one for one in self.children.get(up, ()) if one.entry.slug != "index")

    def _in_order(self, item: Item, found: tuple[Item, ...]) -> tuple[Item, ...]:
        """Return *found* in the order of the section, in which `items` are."""
        wanted = {one.entry.source.path for one in found}
        return tuple(
            one
            for path, one in self.items.items()
            if path in wanted and one.entry.section == item.entry.section
        )


def families(desk: Desk, trees: Mapping[str, tuple[Item, ...]]) -> Families:
    """Return the trees; a parent that is not there, a circle and an endless descent are findings."""
    items = {item.entry.source.path: item for pages in trees.values() for item in pages}
    names = {folder: _names(pages) for folder, pages in trees.items()}
    parents: dict[str, str] = {}
    for item in (*items.values(), *(one for one in desk.items if not one.listed and not one.kind.dated)):
        parent = _parent(item, names[item.entry.section])
        parents[item.entry.source.path] = parent or ""
        desk.findings.extend([_no_parent(item)] if parent is None and item.listed else [])
    descent = straighten(parents)
    desk.findings.extend(_circle(items[path]) for path in items if path in descent.circles)
    desk.findings.extend(_too_deep(items[path]) for path in items if path in descent.too_deep)
    places = {path: descent.parents[path] or item.entry.section for path, item in items.items()}
    children = {up: tuple(items[path] for path in paths) for up, paths in below(places).items()}
    return Families(items=items, parents=descent.parents, children=children)


def _names(pages: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the pages by what they may be called: the name of the file, the title."""
    names: dict[str, list[Item]] = {}
    for item in pages:
        for name in {f"/{item.entry.slug}", text.fold(item.title)}:
            names.setdefault(name, []).append(item)
    return names


def _parent(item: Item, names: Mapping[str, list[Item]]) -> str | None:
    """Return the path of the page that the key `parent` means, by its file or else its title; None where there is none."""
    written = str(item.entry.own.get("parent") or "") if item.entry.kind == "page" else ""
    if not written:
        return ""
    called = (f"/{text.slugify(written.removesuffix('.md'))}", text.fold(written))
    found = (one for name in called for one in names.get(name, ()) if one is not item)
    return next((one.entry.source.path for one in found), None)


def _no_parent(item: Item) -> Finding:
    hint = "Viết tên tệp hoặc tiêu đề của một trang cùng chuyên mục."
    message = f"Không có trang cha “{item.entry.own.parent}”."
    return error("content.parent", message, mark_of(item.entry, "parent"), hint)


def _circle(item: Item) -> Finding:
    hint = "Sửa khoá Trang cha để có một trang đứng đầu."
    message = "Các trang là cha của nhau thành vòng tròn."
    return error("content.circle", message, mark_of(item.entry, "parent"), hint)


def _too_deep(item: Item) -> Finding:
    hint = "Đổi Trang cha của trang này sang một trang ở cấp trên; người đọc khó tìm trang nằm quá sâu."
    return error(
        "content.too-deep", f"Các trang lồng nhau quá {MAX_DEPTH} cấp.", mark_of(item.entry, "parent"), hint
    )
