"""Văn bản: status at a day, links that must be mutual, chains of replacement (D03, D04)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder import text
from site_builder.assemble.desk import Desk, Item, mark_of
from site_builder.errors import Finding, error, note
from site_builder.model import Entry, Link, Record

IN_FORCE, OVER, PENDING = "in-force", "expired", "pending"
_WORDS = {IN_FORCE: "Còn hiệu lực", OVER: "Hết hiệu lực", PENDING: "Chưa có hiệu lực"}
_MUTUAL = (
    ("replaces", "replaced_by"),
    ("replaced_by", "replaces"),
    ("amends", "amended_by"),
    ("amended_by", "amends"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The documents by their folded number; `coming` are the numbers of drafts and of those that are not out yet."""

    shown: Mapping[str, Item]
    coming: frozenset[str] = frozenset()

    def find(self, number: str) -> Item | None:
        """Return the document of this number, however it is typed."""
        return self.shown.get(text.fold(number))

    def is_coming(self, number: str) -> bool:
        """Tell whether the document of this number is written, and not shown yet."""
        return self.find(number) is None and text.fold(number) in self.coming


def register(desk: Desk) -> Register:
    """Return the documents by their number, and add the findings of their links."""
    shown: dict[str, Item] = {}
    for item in desk.items:
        if item.entry.kind != "document":
            continue
        key = text.fold(item.entry.own.number)
        if key in shown:
            desk.findings.append(_twice(item, shown[key]))
        shown.setdefault(key, item)
    hidden = (entry for entry in desk.hidden.values() if entry.kind == "document")
    documents = Register(shown=shown, coming=frozenset(text.fold(entry.own.number) for entry in hidden))
    desk.findings.extend(finding for item in shown.values() for finding in _links(item, documents))
    return documents


def derive(item: Item, documents: Register, today: date) -> Record:
    """Return what the document's page shows beyond what was written: status, chain, amendments."""
    entry = item.entry
    key, reason = status(entry, documents, today)
    return Record(
        (
            ("status", _WORDS[key]),
            ("status_key", key),
            ("status_note", reason),
            ("status_until", _last_day(entry, documents)),
            ("status_from", entry.own.effective),
            ("chain", _chain(item, documents, today)),
            ("amendments", _amendments(entry, documents, today)),
            ("related", tuple(_link(number, documents) for number in entry.own.related)),
        )
    )


def facts(item: Item, documents: Register, today: date) -> Record:
    """Return what a listing's row shows of a document."""
    key, _ = status(item.entry, documents, today)
    own = tuple((name, item.entry.own[name]) for name in item.kind.facts)
    return Record((*own, ("status", _WORDS[key]), ("status_key", key)))


def status(entry: Entry, documents: Register, today: date) -> tuple[str, str]:
    """Return the status on *today* and the reason in words.

    A document is over on the day named as its end, and from the day on which the one that replaces it takes effect;
    a draft of that one, or one whose hour has not come, ends nothing.
    """
    own = entry.own
    starts = own.effective or own.issued
    if starts > today:
        return PENDING, f"Từ ngày {text.format_date(starts)}."
    if own.expired is not None and own.expired <= today:
        heirs = ", ".join(own.replaced_by)
        day = f"Từ ngày {text.format_date(own.expired)}"
        return OVER, f"{day}; được thay thế bởi văn bản số {heirs}." if heirs else f"{day}."
    for number in own.replaced_by:
        if documents.is_coming(number):
            continue
        heir = documents.find(number)
        begins = (heir.entry.own.effective or heir.entry.own.issued) if heir else None
        if begins is None or begins <= today:
            return OVER, f"Được thay thế bởi văn bản số {number}."
    return IN_FORCE, ""


def _last_day(entry: Entry, documents: Register) -> date | None:
    """Return the last day in force that is known now, so that a browser can tell when it has passed."""
    heirs = [heir.entry.own for heir in map(documents.find, entry.own.replaced_by) if heir]
    ends = [day for day in (entry.own.expired, *(own.effective or own.issued for own in heirs)) if day]
    return min(ends) - timedelta(days=1) if ends else None


def _chain(item: Item, documents: Register, today: date) -> tuple[Record, ...]:
    """Return the chain of replacement through *item*, oldest first; empty where it stands alone."""
    members: dict[str, Item] = {}
    queue = [item]
    while queue:
        current = queue.pop()
        key = text.fold(current.entry.own.number)
        if key in members:
            continue
        members[key] = current
        numbers = (*current.entry.own.replaces, *current.entry.own.replaced_by)
        queue.extend(filter(None, map(documents.find, numbers)))
    if len(members) < 2:
        return ()
    ordered = sorted(members.values(), key=lambda member: (member.entry.own.issued, member.entry.own.number))
    return tuple(_step(member, documents, today, current=member is item, relation="") for member in ordered)


def _amendments(entry: Entry, documents: Register, today: date) -> tuple[Record, ...]:
    steps = []
    for relation, numbers in (
        ("Sửa đổi, bổ sung", entry.own.amends),
        ("Được sửa đổi, bổ sung bởi", entry.own.amended_by),
    ):
        for number in numbers:
            other = documents.find(number)
            steps.append(
                _step(other, documents, today, relation=relation)
                if other
                else _unknown_step(number, relation)
            )
    return tuple(steps)


def _step(item: Item, documents: Register, today: date, *, current: bool = False, relation: str) -> Record:
    own = item.entry.own
    key, _ = status(item.entry, documents, today)
    return Record(
        (
            ("number", own.number),
            ("title", item.title),
            ("url", item.url),
            ("issuer", own.issuer),
            ("abstract", own.abstract),
            ("issued", own.issued),
            ("status_key", key),
            ("status", _WORDS[key]),
            ("current", current),
            ("relation", relation),
        )
    )


def _unknown_step(number: str, relation: str) -> Record:
    names = ("title", "url", "issuer", "abstract", "issued", "status_key", "status", "current")
    values: Iterable[object] = (f"Văn bản số {number}", "", "", "", None, "unknown", "Không có trên cổng", False)
    return Record((("number", number), *zip(names, values, strict=True), ("relation", relation)))


def _link(number: str, documents: Register) -> Link:
    item = documents.find(number)
    return Link(
        title=f"{item.title}: {item.entry.own.abstract}" if item else f"Văn bản số {number}",
        url=item.url if item else "",
    )


def _links(item: Item, documents: Register) -> Iterator[Finding]:
    """Find links to documents that are not here, and links that the other side does not return."""
    entry = item.entry
    for key, back in _MUTUAL:
        for number in entry.own[key]:
            other = documents.find(number)
            if documents.is_coming(number):
                continue
            if other is item:
                yield error(
                    "content.document-self",
                    "Văn bản tự dẫn tới chính nó.",
                    mark_of(entry, key),
                    "Xoá số này.",
                )
            elif other is None:
                hint = "Kiểm tra số, ký hiệu; nếu văn bản cũ không có trên cổng thì không cần làm gì."
                yield note(
                    "content.document-unknown",
                    f"Trên cổng không có văn bản số {number}.",
                    mark_of(entry, key),
                    hint,
                )
            elif text.fold(entry.own.number) not in {text.fold(one) for one in other.entry.own[back]}:
                yield _one_sided(item, other, key, back)
    for number in entry.own.related:
        if documents.find(number) is None and not documents.is_coming(number):
            hint = "Kiểm tra số, ký hiệu; nếu văn bản không có trên cổng thì không cần làm gì."
            yield note(
                "content.document-unknown",
                f"Trên cổng không có văn bản số {number}.",
                mark_of(entry, "related"),
                hint,
            )


def _one_sided(item: Item, other: Item, key: str, back: str) -> Finding:
    label = next(field.label for field in item.kind.fields if field.key == back)
    return error(
        "content.document-link",
        f"Văn bản {item.entry.own.number} dẫn tới {other.entry.own.number} nhưng văn bản kia không dẫn lại.",
        mark_of(item.entry, key),
        f"Mở tệp {other.entry.source.path}, thêm: {label}: {item.entry.own.number}.",
    )


def _twice(item: Item, first: Item) -> Finding:
    hint = f"Xem lại tệp {first.entry.source.path}; giữ một tệp, hoặc sửa số."
    message = f"Số, ký hiệu {item.entry.own.number} đã có ở một tệp khác."
    return error("content.document-twice", message, mark_of(item.entry, "number"), hint)
