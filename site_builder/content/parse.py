"""A source → a typed entry of its kind, and every finding about its keys and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from site_builder import markup, text
from site_builder.content.fields import Field, Slip
from site_builder.content.frontmatter import FrontMatter, Pair, Scalar, duplicate_key, read_front_matter
from site_builder.content.kinds import COMMON, KINDS, Kind
from site_builder.errors import Finding, Where, error, note
from site_builder.model import AttachmentField, Correction, Entry, ImageField, Mark, Record, Source

TITLE_LIMIT = 120
_DATED_NAME = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COMMON_KEYS = tuple(field.key for field in COMMON)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Form:
    """What every entry of a kind is read with, worked out once: its fields, by all their names, and its samples."""

    fields: tuple[Field, ...]
    names: Mapping[str, Field]
    own: tuple[str, ...]
    shadowed: frozenset[str]
    empty: Mapping[str, object]
    required: tuple[Field, ...]
    samples: frozenset[str]


@cache
def _form(kind: Kind) -> _Form:
    fields = kind.all_fields()
    return _Form(
        fields=fields,
        names={name: field for field in reversed(fields) for name in field.names},
        own=tuple(field.key for field in kind.fields),
        shadowed=frozenset(field.key for field in kind.fields) & frozenset(_COMMON_KEYS),
        empty={field.key: field.type.empty for field in fields},
        required=tuple(field for field in fields if kind.requires(field)),
        samples=frozenset(kind.samples),
    )


def parse(source: Source, default_kind: str) -> tuple[Entry | None, tuple[Finding, ...]]:
    """Turn *source* into an entry; an entry with an error among its findings is None.

    What a draft still lacks is no finding: whoever writes is not done.
    """
    front, slips = read_front_matter(source.text, source.path)
    if front is None:
        return None, slips
    findings = list(slips)
    kind = _kind(front, source.path, default_kind, findings)
    if kind is None:
        return None, tuple(findings)
    entry = _entry(source, front, kind, findings)
    missing = tuple(_missing(entry, kind, {finding.where.key for finding in findings}))
    lacks = (*missing, *_samples(entry, kind))
    if entry.common.draft:
        entry = replace(entry, lacks=lacks)
    else:
        findings.extend(lacks)
    findings.extend(_title_notes(entry))
    findings.extend(_suspects(entry))
    if not missing and not any(finding.is_error for finding in findings):
        findings.extend(kind.check(entry))
    broken = any(finding.is_error for finding in findings)
    return (None if broken else entry), tuple(findings)


def slug_of(path: str) -> str:
    """Return the slug that a file's name gives: without a leading date, in plain letters."""
    name = path.rpartition("/")[2]
    return text.slugify(_DATED_NAME.sub("", name.rpartition(".")[0] or name))


def _kind(front: FrontMatter, path: str, default: str, findings: list[Finding]) -> Kind | None:
    """Find the kind: the key `kind` of the file, else its section's."""
    pair = next((pair for pair in front.table.pairs if text.key_name(pair.key) in _KIND_NAMES), None)
    if pair is None:
        return KINDS[default]
    written = pair.value.text.strip() if isinstance(pair.value, Scalar) else ""
    by_name = {text.key_name(name): kind for kind in KINDS.values() for name in (kind.name, kind.label)}
    kind = by_name.get(text.key_name(written))
    if kind is None:
        labels = ", ".join(kind.label for kind in KINDS.values())
        where = Where(path=path, line=pair.line, key=pair.key)
        findings.append(
            error("content.kind", f"Không có loại nội dung “{written}”.", where, f"Các loại: {labels}.")
        )
    return kind


_KIND_NAMES = {"kind", text.key_name("Loại")}


def _entry(source: Source, front: FrontMatter, kind: Kind, findings: list[Finding]) -> Entry:
    found = _match(front, kind, source.path, findings)
    form = _form(kind)
    values = dict(form.empty)
    for field in form.fields:
        if field.key in found:
            values[field.key] = _value(field, found[field.key], source.path, findings)
    own = Record(tuple((key, values[key]) for key in form.own))
    common = Record(tuple((key, "" if key in form.shadowed else values[key]) for key in _COMMON_KEYS))
    return Entry(
        source=source,
        kind=kind.name,
        section=common.section or source.path.partition("/")[0],
        slug=_slug(common.slug, source, found.get("slug"), findings),
        common=common,
        own=own,
        body=front.body,
        body_line=front.body_line,
        marks=tuple(Mark(key=key, written=pair.key, line=pair.line) for key, pair in found.items()),
    )


def _match(front: FrontMatter, kind: Kind, path: str, findings: list[Finding]) -> dict[str, Pair]:
    """Return the written pairs by English key; unknown and doubled names are findings."""
    names = _form(kind).names
    found: dict[str, Pair] = {}
    parent: Field | None = None
    astray: dict[str, list[Pair]] = {}
    for pair in front.table.pairs:
        field = names.get(text.key_name(pair.key))
        if field is None and parent and _is_part(pair, parent):
            astray.setdefault(parent.key, []).append(pair)
        elif field is None:
            findings.append(_unknown(pair, kind, path))
        elif field.key in found:
            findings.append(duplicate_key(path, pair.key, pair.line, found[field.key].line))
        else:
            found[field.key] = pair
            if field.type.parts or not (parent and _is_part(pair, parent)):
                parent = field
    for key, pairs in astray.items():  # what is left of the key itself would only be told again
        findings.append(_not_indented(path, found.pop(key), pairs))
    findings.extend(_left_empty(found, kind, path))
    return found


def _is_part(pair: Pair, field: Field) -> bool:
    return text.key_name(pair.key) in {text.key_name(name) for name in field.type.parts}


def _not_indented(path: str, parent: Pair, pairs: list[Pair]) -> Finding:
    """Say that lines belong below *parent*: they were written from the edge, and mean nothing there."""
    names = ", ".join(f"“{pair.key}”" for pair in pairs)
    where = Where(path=path, line=pairs[0].line, key=pairs[0].key)
    hint = "Thêm hai dấu cách ở đầu " + ("mỗi dòng ấy." if len(pairs) > 1 else "dòng.")
    if isinstance(parent.value, Scalar) and parent.value.text.strip():
        hint = f"Viết {parent.key}: riêng một dòng, dưới đó thụt vào hai dấu cách: Tệp: {parent.value.text} và {names}."
    return error("content.indent", f"{names} là dòng con của “{parent.key}”.", where, hint)


def _left_empty(
    found: dict[str, Pair], kind: Kind, path: str
) -> Iterator[Finding]:
    """Find keys whose parts were never written below them."""
    for field in _form(kind).fields:
        pair = found.get(field.key)
        if pair is None or not field.type.parts or not isinstance(pair.value, Scalar):
            continue
        if not pair.value.text.strip():
            hint = f"Viết tiếp ở dưới, thụt vào hai dấu cách: {field.type.parts[0]}: …; hoặc xoá dòng này."
            where = Where(path=path, line=pair.line, key=pair.key)
            yield note("content.empty-key", f"“{pair.key}” còn để trống.", where, hint)


def _unknown(pair: Pair, kind: Kind, path: str) -> Finding:
    labels = tuple(name for field in kind.all_fields() for name in (field.label, field.key))
    near = text.nearest(pair.key, labels)
    hint = (
        f"Có phải là “{near}”?"
        if near
        else f"Xem danh sách khoá của {kind.label.lower()} trong tài liệu tham khảo."
    )
    where = Where(path=path, line=pair.line, key=pair.key)
    return error("content.unknown-key", f"{kind.label} không có khoá “{pair.key}”.", where, hint)


def _value(field: Field, pair: Pair, path: str, findings: list[Finding]) -> object:
    try:
        return field.type.convert(pair.value)
    except Slip as slip:
        message, hint, line = slip.parts
        where = Where(path=path, line=line, key=pair.key)
        findings.append(error("content.value", f"“{pair.key}”: {message}", where, hint))
        return field.type.empty


def _slug(written: str, source: Source, pair: Pair | None, findings: list[Finding]) -> str:
    if not written:
        return slug_of(source.path)
    if not _SLUG.fullmatch(written):
        where = Where(path=source.path, line=pair.line if pair else 1, key=pair.key if pair else "slug")
        hint = f"Viết bằng chữ thường không dấu, số và dấu gạch nối, ví dụ: {text.slugify(written) or 'ten-bai'}."
        findings.append(
            error("content.slug", f"Đường dẫn “{written}” có ký tự không dùng được.", where, hint)
        )
    return written


def _missing(entry: Entry, kind: Kind, told: set[str]) -> Iterator[Finding]:
    """Find required keys that are absent or empty; what was wrong with a key in *told* is known already."""
    for field in _form(kind).required:
        values = entry.own if field.key in entry.own else entry.common
        mark = entry.mark(field.key)
        if not values[field.key] and mark.written not in told:
            example = field.sample or "…"
            hint = (
                f"Viết tiếp sau dấu hai chấm, ví dụ {mark.written}: {example}"
                if mark in entry.marks
                else f"Thêm dòng {field.label}: {example} vào phần khai báo đầu tệp."
            )
            where = Where(path=entry.source.path, line=mark.line, key=field.label)
            yield error("content.missing-key", f"{kind.label} chưa có “{field.label}”.", where, hint)


def _samples(entry: Entry, kind: Kind) -> Iterator[Finding]:
    """Find what `new` wrote into the body to be replaced; people would read it as the commune's words."""
    samples = _form(kind).samples
    if not any(sample in entry.body for sample in samples):
        return
    make = note if entry.common.draft else error
    for line, words in enumerate(entry.body.split("\n"), entry.body_line):
        if words.strip() in samples:
            where = Where(path=entry.source.path, line=line)
            hint = "Thay bằng nội dung thật, hoặc xoá dòng này."
            yield make("content.sample-text", f"Còn nguyên lời mẫu “{words.strip()}”.", where, hint)


def _title_notes(entry: Entry) -> Iterator[Finding]:
    """Find a title that is too long or shouts (X07)."""
    title = str(entry.common.title)
    shouting = text.is_shouting(title)
    if len(title) <= TITLE_LIMIT and not shouting:
        return
    mark = entry.mark("title")
    where = Where(path=entry.source.path, line=mark.line, key=mark.written)
    if len(title) > TITLE_LIMIT:
        message = f"Tiêu đề dài {len(title)} ký tự (nên dưới {TITLE_LIMIT})."
        yield note("content.long-title", message, where, "Rút gọn, chuyển chi tiết xuống phần Tóm tắt.")
    if shouting:
        hint = "Viết hoa chữ đầu câu và tên riêng; trang tự in đậm tiêu đề."
        yield note("content.shouting-title", "Tiêu đề viết hoa toàn bộ.", where, hint)


def _suspects(entry: Entry) -> Iterator[Finding]:
    """Find false hosts and the words of gambling in all that is written outside the body."""
    written = ["\n".join(_words(entry.own.get(mark.key) or entry.common.get(mark.key))) for mark in entry.marks]
    whole = markup.suspects("\n".join(written), Where(path=entry.source.path))
    if not entry.own.get("email") and next(whole, None) is None:
        return  # all were looked at in one go
    for mark, words in zip(entry.marks, written, strict=True):
        where = Where(path=entry.source.path, line=mark.line, key=mark.written)
        yield from markup.suspects(words, where, address=mark.key == "email")


def _words(value: object) -> Iterator[str]:
    """Yield what people will read of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, ImageField):
        yield from (value.alt, value.caption, value.credit)
    elif isinstance(value, AttachmentField):
        yield value.title
    elif isinstance(value, Correction):
        yield value.text
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
