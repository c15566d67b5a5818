"""Đơn vị and cán bộ → the organisation: a tree of units with their people (G01, G03, G04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from site_builder import text
from site_builder.assemble.addresses import state_of
from site_builder.assemble.desk import EXPIRED, Desk, Item, link_to, mark_of
from site_builder.content import slug_of
from site_builder.errors import Finding, error, note
from site_builder.model import Entry, Link, OfficialView, UnitNode

_LAST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The whole organisation: the tree, every node by its address, everybody in office."""

    tree: tuple[UnitNode, ...] = ()
    nodes: tuple[UnitNode, ...] = ()
    people: tuple[OfficialView, ...] = ()
    superiors: tuple[tuple[str, Link], ...] = ()

    @property
    def contacts(self) -> tuple[OfficialView, ...]:
        """Return those whom people are asked to contact (G03)."""
        return tuple(person for person in self.people if person.is_contact or person.is_spokesperson)

    def node(self, url: str) -> UnitNode:
        """Return the unit at *url*."""
        return next(node for node in self.nodes if node.url == url)

    def superior(self, url: str) -> Link | None:
        """Return the unit above the one at *url*."""
        return dict(self.superiors).get(url)


def organise(desk: Desk) -> Organisation:
    """Put units and officials together; names that fit no unit are findings."""
    items = (item for item in desk.items if item.entry.kind == "unit" and not item.entry.common.withdrawn)
    units = {item.entry.source.path: item for item in items}
    names = {name: key for key, item in units.items() for name in _names(item)}
    parents = {key: _find(item.entry, "parent", units, names, desk) for key, item in units.items()}
    desk.findings.extend(_circles(parents, units))
    people = [_official(entry, units, names, desk) for entry in _in_office(desk)]
    by_unit: dict[str, list[OfficialView]] = {}
    for person in people:
        by_unit.setdefault(person.unit.url if person.unit else "", []).append(person)
    nodes: list[UnitNode] = []
    tree = _grow("", parents, units, by_unit, nodes)
    superiors = tuple((units[key].url, link_to(units[up])) for key, up in parents.items() if up)
    placed = [person for node in _walk(tree) for person in node.officials]
    placed += [person for person in people if person.unit is None]
    return Organisation(tree=tree, nodes=tuple(nodes), people=tuple(placed), superiors=superiors)


def _walk(tree: tuple[UnitNode, ...]) -> Iterator[UnitNode]:
    """Yield the units from the top down, each before those below it: the order in which people read them."""
    for node in tree:
        yield node
        yield from _walk(node.children)


def _names(item: Item) -> tuple[str, ...]:
    """Return what a unit may be called by: its name, its file's name, its slug."""
    return text.fold(item.entry.own.name), slug_of(item.entry.source.path), item.entry.slug


def _in_office(desk: Desk) -> list[Entry]:
    """Return the officials of today in their order; a leaver disappears by date."""
    shown = [
        entry
        for entry in desk.officials
        if not entry.common.withdrawn
        and _is_shown(entry, desk)
        and (entry.own["from"] is None or entry.own["from"] <= desk.today)
        and (entry.own.to is None or entry.own.to >= desk.today)
    ]
    return sorted(
        shown, key=lambda entry: (_order(entry), text.given_name_key(entry.own.name), entry.source.path)
    )


def _is_shown(entry: Entry, desk: Desk) -> bool:
    """Tell whether the state of an entry lets it be seen: the preview shows what is to come, nobody what is over."""
    state = state_of(entry, desk.now)
    return not state or (desk.preview and state != EXPIRED)


def _order(entry: Entry) -> int:
    return int(entry.own.order) if entry.own.order is not None else _LAST


def _find(entry: Entry, key: str, units: dict[str, Item], names: dict[str, str], desk: Desk) -> str:
    """Return the key of the unit that *entry* names, by file name or by name."""
    written = str(entry.own[key])
    if not written:
        return ""
    found = names.get(text.slugify(written.removesuffix(".md"))) or names.get(text.fold(written), "")
    if not found:
        near = text.nearest(written, tuple(item.entry.own.name for item in units.values()))
        hint = f"Có phải là “{near}”?" if near else "Viết tên tệp hoặc tên đầy đủ của đơn vị."
        desk.findings.append(
            error("content.unit", f"Không có đơn vị “{written}”.", mark_of(entry, key), hint)
        )
    return found


def _circles(parents: dict[str, str], units: dict[str, Item]) -> Iterable[Finding]:
    """Find units that stand below themselves; each is put at the top, so that it is still shown."""
    for key in [key for key in parents if _is_below_itself(key, parents)]:
        parents[key] = ""
        yield error(
            "content.circle",
            "Các đơn vị trực thuộc nhau thành vòng tròn.",
            mark_of(units[key].entry, "parent"),
            "Sửa khoá Trực thuộc để có một đơn vị đứng đầu.",
        )


def _is_below_itself(key: str, parents: dict[str, str]) -> bool:
    seen: set[str] = set()
    up = parents[key]
    while up and up not in seen:
        seen.add(up)
        up = parents.get(up, "")
    return key in seen


def _official(entry: Entry, units: dict[str, Item], names: dict[str, str], desk: Desk) -> OfficialView:
    own = entry.own
    key = _find(entry, "unit", units, names, desk)
    if not own.unit:
        hint = "Thêm dòng Đơn vị: tên đơn vị."
        desk.findings.append(
            note("content.no-unit", f"{own.name} chưa thuộc đơn vị nào.", mark_of(entry, "name"), hint)
        )
    return OfficialView(
        anchor=entry.slug,
        name=own.name,
        title=own.title,
        unit=link_to(units[key]) if key else None,
        duties=own.duties_text,
        phone=own.phone,
        email=own.email,
        photo=desk.picture(own.photo, entry.source.path, mark_of(entry, "photo")) if own.photo else None,
        is_contact=own.is_contact,
        is_spokesperson=own.is_spokesperson,
        until=own.to,
    )


def _grow(
    parent: str,
    parents: dict[str, str],
    units: dict[str, Item],
    people: dict[str, list[OfficialView]],
    nodes: list[UnitNode],
) -> tuple[UnitNode, ...]:
    """Return the units below *parent*, each with its own below it; `nodes` gathers all of them."""
    keys = [key for key, up in parents.items() if up == parent]
    keys.sort(key=lambda key: (_order(units[key].entry), text.sort_key(units[key].entry.own.name)))
    grown = []
    for key in keys:
        children = _grow(key, parents, units, people, nodes)
        grown.append(replace(_node(units[key], people), children=children))
    nodes.extend(grown)
    return tuple(grown)


def _node(item: Item, people: dict[str, list[OfficialView]]) -> UnitNode:
    own = item.entry.own
    return UnitNode(
        name=own.name, url=item.url, functions=own.functions, address=own.address, phone=own.phone, email=own.email,
        hours=own.hours, officials=tuple(people.get(item.url, ())), children=(),
    )  # fmt: skip
