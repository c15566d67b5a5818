"""Periods as an editor prints them: the day once, midnight and 23:59 not at all."""

from __future__ import annotations

from datetime import date, datetime

from site_builder.text.moments import VN, format_date, format_weekday


def format_period(begin: date | None, end: date | None) -> str:
    """Write a period, either end of which may be open, to stand at the beginning of a sentence."""
    if begin and end and _day(begin) == _day(end):
        return _one_day(begin, end)
    since = f"từ {_named(begin, '00:00')}" if begin else ""
    until = f"đến {_named(end, '23:59', 'hết ')}" if end and _day(end) != date.max else ""
    return _sentence(f"{since} {until}".strip())


def _one_day(begin: date, end: date) -> str:
    """Write a period within one day: “07:30 - 14:00, thứ Bảy 28/11/2026”."""
    weekday = format_weekday(_day(begin)).replace("Thứ", "thứ")
    day = f"{weekday} {format_date(_day(begin))}"
    first, last = _clock(begin, "00:00"), _clock(end, "23:59")
    if first and last:
        return f"{first}, {day}" if first == last else f"{first} - {last}, {day}"
    if first:
        return f"Từ {first}, {day}"
    return f"Đến {last}, {day}" if last else _sentence(day)


def _named(day: date, unsaid: str, whole: str = "") -> str:
    """Write one end of a period; a whole day has no clock."""
    clock = _clock(day, unsaid)
    return f"{clock} ngày {format_date(_day(day))}" if clock else f"{whole}ngày {format_date(_day(day))}"


def _local(day: datetime) -> datetime:
    return day.astimezone(VN) if day.tzinfo else day


def _day(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


def _clock(day: date, unsaid: str) -> str:
    """Return the clock of a moment; "" for a plain day and for the minute that only means a whole day."""
    clock = f"{_local(day):%H:%M}" if isinstance(day, datetime) else unsaid
    return "" if clock == unsaid else clock


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
