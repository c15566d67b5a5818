"""Đơn vị and cán bộ → the organisation: a tree of units with their people (G01, G03, G04)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from site_builder import text
from site_builder.assemble.addresses import state_of
from site_builder.assemble.descent import MAX_DEPTH, Descent, below, straighten
from site_builder.assemble.desk import EXPIRED, Desk, Item, link_to, mark_of
from site_builder.content import slug_of
from site_builder.errors import Finding, error, note
from site_builder.model import Entry, Link, OfficialView, UnitNode

_LAST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The whole organisation: the tree, everybody in office; by the address of a unit its node and the unit above it."""

    tree: tuple[UnitNode, ...] = ()
    nodes: Mapping[str, UnitNode] = field(default_factory=dict)
    people: tuple[OfficialView, ...] = ()
    superiors: Mapping[str, Link] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    """The folded names of the unit itself and of its offices."""

    @property
    def contacts(self) -> tuple[OfficialView, ...]:
        """Return those whom people are asked to contact (G03)."""
        return tuple(person for person in self.people if person.is_contact or person.is_spokesperson)


def organise(desk: Desk) -> Organisation:
    """Put units and officials together; names that fit no unit are findings."""
    items = (item for item in desk.items if item.entry.kind == "unit" and not item.entry.common.withdrawn)
    units = {item.entry.source.path: item for item in items}
    names = {name: key for key, item in units.items() for name in _names(item)}
    descent = straighten(
        {key: _find(item.entry, "parent", units, names, desk) for key, item in units.items()}
    )
    desk.findings.extend(_slips(descent, units))
    people = [_official(entry, units, names, desk) for entry in _in_office(desk)]
    by_unit: dict[str, list[OfficialView]] = {}
    for person in people:
        by_unit.setdefault(person.unit.url if person.unit else "", []).append(person)
    tree = _grow("", below(descent.parents), units, by_unit)
    superiors = {units[key].url: link_to(units[up]) for key, up in descent.parents.items() if up}
    placed = [person for node in _walk(tree) for person in node.officials]
    placed += [person for person in people if person.unit is None]
    return Organisation(
        tree=tree,
        nodes={node.url: node for node in _walk(tree)},
        people=tuple(placed),
        superiors=superiors,
        names=frozenset(
            map(text.fold, (desk.config.full_name, *(item.entry.own.name for item in units.values())))
        ),
    )


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
    state = state_of(entry, desk.clock)
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


def _slips(descent: Descent, units: dict[str, Item]) -> Iterator[Finding]:
    """Find units that stand below themselves or endlessly deep; each is put at the top, so that it is still shown."""
    for key, item in units.items():
        where = mark_of(item.entry, "parent")
        if key in descent.circles:
            hint = "Sửa khoá Trực thuộc để có một đơn vị đứng đầu."
            yield error("content.circle", "Các đơn vị trực thuộc nhau thành vòng tròn.", where, hint)
        if key in descent.too_deep:
            hint = "Đổi Trực thuộc của đơn vị này sang một đơn vị ở cấp trên."
            yield error("content.too-deep", f"Các đơn vị lồng nhau quá {MAX_DEPTH} cấp.", where, hint)


def _official(entry: Entry, units: dict[str, Item], names: dict[str, str], desk: Desk) -> OfficialView:
    own = entry.own
    key = _find(entry, "unit", units, names, desk)
    if not own.unit:
        hint = "Thêm dòng Đơn vị: tên đơn vị."
        desk.findings.append(
            note("content.no-unit", f"{own.name} chưa thuộc đơn vị nào.", mark_of(entry, "name"), hint)
        )
    desk.findings.extend(_unreachable(entry, units[key].entry if key else None))
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


def _unreachable(entry: Entry, unit: Entry | None) -> Iterator[Finding]:
    """Find somebody whom people are asked to contact, and cannot: neither their own way nor their unit's."""
    own = entry.own
    ways = (own.phone, own.email, *((unit.own.phone, unit.own.email) if unit else ()))
    if (own.is_contact or own.is_spokesperson) and not any(ways):
        message = f"{own.name} là đầu mối nhưng chưa có điện thoại hay thư công vụ."
        hint = "Thêm dòng Điện thoại: hoặc Thư công vụ: cho người này hoặc cho đơn vị của họ."
        yield note("content.no-way", message, mark_of(entry, "name"), hint)


def _grow(
    parent: str,
    children: dict[str, list[str]],
    units: dict[str, Item],
    people: dict[str, list[OfficialView]],
) -> tuple[UnitNode, ...]:
    """Return the units below *parent*, each with its own below it; `straighten` has bounded how deep they stand."""
    keys = sorted(
        children.get(parent, ()),
        key=lambda key: (_order(units[key].entry), text.sort_key(units[key].entry.own.name)),
    )
    return tuple(
        replace(_node(units[key], people), children=_grow(key, children, units, people)) for key in keys
    )


def _node(item: Item, people: dict[str, list[OfficialView]]) -> UnitNode:
    own = item.entry.own
    return UnitNode(
        name=own.name, url=item.url, functions=own.functions, address=own.address, phone=own.phone, email=own.email,
        hours=own.hours, officials=tuple(people.get(item.url, ())), children=(),
    )  # fmt: skip
