"""Checks that several kinds share."""

from collections.abc import Iterator
from datetime import date, datetime

from site_builder import text
from site_builder.errors import Finding, Where, error
from site_builder.model import Day, Entry


def where(entry: Entry, key: str) -> Where:
    """Return the place of *key* in the entry's file, by the name that the clerk wrote."""
    mark = entry.mark(key)
    return Where(path=entry.source.path, line=mark.line, key=mark.written)


def as_date(day: Day) -> date:
    """Return the calendar day of a date or a moment, in Vietnam."""
    return day.astimezone(text.VN).date() if isinstance(day, datetime) else day


def in_order(entry: Entry, first: str, second: str) -> Iterator[Finding]:
    """Find that the day of *second* comes before that of *first* (D03)."""
    early, late = entry.own[first], entry.own[second]
    if early is None or late is None or as_date(early) <= as_date(late):
        return
    names = entry.mark(second).written, entry.mark(first).written
    yield error(
        "content.date-order",
        f"“{names[0]}” ({text.format_date(as_date(late))}) sớm hơn “{names[1]}” ({text.format_date(as_date(early))}).",
        where(entry, second),
        "Kiểm tra lại hai ngày này.",
    )
