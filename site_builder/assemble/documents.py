"""Văn bản: status at a day, links that must be mutual, chains of replacement (D03, D04)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from site_builder import text
from site_builder.assemble.chains import Chains, link_up
from site_builder.assemble.desk import Desk, Item, mark_of
from site_builder.content.kinds.document import WITHOUT_FORCE
from site_builder.errors import Finding, error, note
from site_builder.model import Entry, Link, Record

IN_FORCE, OVER, PENDING = "in-force", "expired", "pending"
_MUTUAL = (
    ("replaces", "replaced_by"),
    ("replaced_by", "replaces"),
    ("amends", "amended_by"),
    ("amended_by", "amends"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """Whether a document holds: its key, its words, and since when it is over. All empty for papers that bind nobody."""

    key: str = ""
    words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The documents by their folded number; `coming` are the numbers of drafts and of those that are not out yet.

    Numbers begin anew each year and for each issuer (DOMAIN 7), so several documents may share one. A link may name the
    year as well: “12/QĐ-UBND ngày 05/02/2025”, “12/QĐ-UBND (2025)”.
    """

    shown: Mapping[str, tuple[Item, ...]]
    coming: frozenset[str] = frozenset()
    chains: Chains = field(default_factory=Chains)

    def find(self, reference: str, near: Entry) -> Item | None:
        """Return the document that *near* means by *reference*.

        Among several of one number: another than itself, one that links back, of the same issuer, nearest in time.
        """
        number, year = _parts(reference)
        fits = self.shown.get(number, ())
        fits = tuple(item for item in fits if not year or item.entry.own.issued.year == year)
        if len(fits) < 2:
            return fits[0] if fits else None
        return min(fits, key=lambda item: _distance(item, near))

    def is_coming(self, reference: str, near: Entry) -> bool:
        """Tell whether the document is written, and not shown yet."""
        return self.find(reference, near) is None and _parts(reference)[0] in self.coming


def _parts(reference: str) -> tuple[str, int]:
    """Return the folded number of a link, and the year where it names one, else 0."""
    number, _, rest = text.fold(reference).strip().partition(" ")
    year = re.search(r"\b(\d{4})\b", rest)
    return number, int(year[1]) if year else 0


def _distance(item: Item, near: Entry) -> tuple[bool, bool, bool, int, str]:
    own, other = item.entry.own, near.own
    back = {_parts(one)[0] for key, _ in _MUTUAL for one in own[key]}
    days = abs((own.issued - other.issued).days)
    returns = _parts(other.number)[0] in back
    return item.entry is near, not returns, own.issuer != other.issuer, days, item.entry.source.path


def register(desk: Desk) -> Register:
    """Return the documents by their number, and add the findings of their links."""
    shown: dict[str, list[Item]] = {}
    same: dict[tuple[str, str, int], Item] = {}
    for item in desk.items:
        if item.entry.kind != "document":
            continue
        own = item.entry.own
        number = _parts(own.number)[0]
        first = same.setdefault((number, text.fold(own.issuer), own.issued.year), item)
        if first is not item:
            desk.findings.append(_twice(item, first))
        shown.setdefault(number, []).append(item)
    hidden = (entry for entry in desk.hidden.values() if entry.kind == "document")
    documents = Register(
        shown={number: tuple(items) for number, items in shown.items()},
        coming=frozenset(_parts(entry.own.number)[0] for entry in hidden),
    )
    items = {item.entry.source.path: item for found in shown.values() for item in found}
    targets = {
        (path, key): _targets(item, key, documents) for path, item in items.items() for key, _ in _MUTUAL
    }
    desk.findings.extend(finding for item in items.values() for finding in _links(item, documents, targets))
    pairs = (
        (one, other) for one in items for key in ("replaces", "replaced_by") for other in targets[one, key]
    )
    return replace(documents, chains=link_up(items, pairs))


def _targets(item: Item, key: str, documents: Register) -> frozenset[str]:
    """Return the paths of the documents that *item* links to under *key*."""
    found = (documents.find(number, item.entry) for number in item.entry.own[key])
    return frozenset(other.entry.source.path for other in found if other)


def derive(item: Item, documents: Register, today: date) -> Record:
    """Return what the document's page shows beyond what was written: status, chain, amendments."""
    entry = item.entry
    force = status(entry, documents, today)
    window = documents.chains.around(item)
    steps = (_step(one, documents, today, current=one is item, relation="") for one in window.steps)
    return Record(
        (
            ("status", force.words),
            ("status_key", force.key),
            ("status_note", force.note),
            ("status_until", _last_day(entry, documents)),
            ("status_from", _start(entry) if force.key == PENDING else None),
            ("successors", _successors(entry, documents)),
            ("chain", tuple(steps)),
            ("chain_before", window.before),
            ("chain_after", window.after),
            ("amendments", _amendments(entry, documents, today)),
            ("related", tuple(_link(number, entry, documents) for number in entry.own.related)),
        )
    )


def facts(item: Item, documents: Register, today: date) -> Record:
    """Return what a listing's row shows of a document."""
    force = status(item.entry, documents, today)
    own = tuple((name, item.entry.own[name]) for name in item.kind.facts)
    return Record((*own, ("status", force.words), ("status_key", force.key)))


def status(entry: Entry, documents: Register, today: date) -> Force:
    """Return whether the document holds on *today*.

    A document is over on the day named as its end, and from the day on which the one that replaces it takes effect;
    a draft of that one, or one whose hour has not come, ends nothing.
    """
    own, starts = entry.own, _start(entry)
    if own.doc_type in WITHOUT_FORCE:
        return Force()
    if starts > today:
        return Force(key=PENDING, words=f"Có hiệu lực từ {text.format_date(starts)}")
    if own.expired is not None and own.expired <= today:
        return Force(key=OVER, words="Hết hiệu lực", note=f"từ ngày {text.format_date(own.expired)}")
    if _has_begun(own.replaced_by, entry, documents, today):
        return Force(key=OVER, words="Hết hiệu lực")
    amended = _has_begun(own.amended_by, entry, documents, today)
    return Force(key=IN_FORCE, words="Còn hiệu lực, đã được sửa đổi" if amended else "Còn hiệu lực")


def _start(entry: Entry) -> date:
    """Return the first day in force."""
    day: date = entry.own.effective or entry.own.issued
    return day


def _has_begun(numbers: Iterable[str], near: Entry, documents: Register, today: date) -> bool:
    """Tell whether one of the documents is in force; what is not on the portal is, what is not out yet is not."""
    out = (number for number in numbers if not documents.is_coming(number, near))
    heirs = (documents.find(number, near) for number in out)
    return any(heir is None or _start(heir.entry) <= today for heir in heirs)


def over_from(entry: Entry, documents: Register) -> date | None:
    """Return the first day on which the document no longer holds, past or to come; its own where only its heir knows."""
    if entry.own.doc_type in WITHOUT_FORCE:
        return None
    if last := _last_day(entry, documents):
        return last + timedelta(days=1)
    return _start(entry) if _has_begun(entry.own.replaced_by, entry, documents, date.min) else None


def _last_day(entry: Entry, documents: Register) -> date | None:
    """Return the last day in force that is known now, so that a browser can tell when it has passed."""
    heirs = [heir.entry for one in entry.own.replaced_by if (heir := documents.find(one, entry))]
    ends = [day for day in (entry.own.expired, *map(_start, heirs)) if day]
    return min(ends) - timedelta(days=1) if ends else None


def _successors(entry: Entry, documents: Register) -> tuple[Record, ...]:
    """Return what replaces or amends the document, with the day from which it does; what is not out yet is left out."""
    pairs = (
        ("Được thay thế bằng", entry.own.replaced_by),
        ("Được sửa đổi, bổ sung bởi", entry.own.amended_by),
    )
    return tuple(
        _successor(number, relation, entry, documents)
        for relation, numbers in pairs
        for number in numbers
        if not documents.is_coming(number, entry)
    )


def _successor(number: str, relation: str, entry: Entry, documents: Register) -> Record:
    heir = documents.find(number, entry)
    begins = _start(heir.entry) if heir else None
    return Record((("relation", relation), ("link", _link(number, entry, documents)), ("begins", begins)))


def _amendments(entry: Entry, documents: Register, today: date) -> tuple[Record, ...]:
    steps = []
    for relation, numbers in (
        ("Sửa đổi, bổ sung", entry.own.amends),
        ("Được sửa đổi, bổ sung bởi", entry.own.amended_by),
    ):
        for number in numbers:
            other = documents.find(number, entry)
            steps.append(
                _step(other, documents, today, relation=relation)
                if other
                else _unknown_step(number, relation)
            )
    return tuple(steps)


def _step(item: Item, documents: Register, today: date, *, current: bool = False, relation: str) -> Record:
    own = item.entry.own
    force = status(item.entry, documents, today)
    return Record(
        (
            ("number", own.number),
            ("title", item.title),
            ("url", item.url),
            ("issuer", own.issuer),
            ("abstract", own.abstract),
            ("issued", own.issued),
            ("status_key", force.key),
            ("status", force.words),
            ("current", current),
            ("relation", relation),
        )
    )


def _unknown_step(number: str, relation: str) -> Record:
    names = ("title", "url", "issuer", "abstract", "issued", "status_key", "status", "current")
    values: Iterable[object] = (
        f"Văn bản số {number}",
        "",
        "",
        "",
        None,
        "unknown",
        "Không có trên cổng",
        False,
    )
    return Record((("number", number), *zip(names, values, strict=True), ("relation", relation)))


def _link(number: str, near: Entry, documents: Register) -> Link:
    item = documents.find(number, near)
    return Link(
        title=f"{item.title}: {item.entry.own.abstract}" if item else f"Văn bản số {number}",
        url=item.url if item else "",
    )


def _links(
    item: Item, documents: Register, targets: Mapping[tuple[str, str], frozenset[str]]
) -> Iterator[Finding]:
    """Find links to documents that are not here, and links that the other side does not return."""
    entry = item.entry
    for key, back in _MUTUAL:
        for number in entry.own[key]:
            other = documents.find(number, entry)
            if documents.is_coming(number, entry):
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
            elif entry.source.path not in targets[other.entry.source.path, back]:
                yield _one_sided(item, other, key, back)
    for number in entry.own.related:
        if documents.find(number, entry) is None and not documents.is_coming(number, entry):
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
