"""Turn dates as clerks write them into dates, and dates into what citizens read; the day comes first."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from site_builder.text.forms import nfc

VN = timezone(timedelta(hours=7), "+07:00")

_DAY = r"(?P<date>(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}))"
_COLON = r":(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_SPOKEN = r"\s*(?:h|g|giờ)\s*(?P<past>\d{2})?(?:\s*phút)?"  # 8h30, 8 giờ 30 phút
_CLOCK = rf"(?P<hour>\d{{1,2}})(?:{_COLON}|{_SPOKEN})"
_DATE = re.compile(_DAY, re.ASCII)
_DATE_CLOCK = re.compile(rf"{_DAY}(?:,\s*|\s+){_CLOCK}", re.ASCII | re.IGNORECASE)
_CLOCK_DATE = re.compile(rf"{_CLOCK}(?:,\s*|\s+)(?:ngày\s+)?{_DAY}", re.ASCII | re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s?(?:[Zz]|[+-]\d{2}:?\d{2})?", re.ASCII
)
_ASK = "viết theo dạng ngày/tháng/năm, ví dụ 28/02/2025"
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


def parse_date(s: str) -> date:
    """Read a date, day first or ISO; the message of its `ValueError` is a sentence for the clerk."""
    text = nfc(s).strip()
    if has_time(text):
        raise ValueError(f"Ngày “{_quoted(text)}” có cả giờ; chỉ ghi ngày, {_ASK}.")
    if _ISO_DATE.fullmatch(text):
        return _date(text, *(int(part) for part in text.split("-")))
    if match := _DATE.fullmatch(text):
        return _date(text, *_year_month_day(match))
    if not text:
        raise ValueError(f"Chưa có ngày; {_ASK}.")
    raise ValueError(f"Ngày “{_quoted(text)}” không đọc được; {_ASK}.")


def parse_moment(s: str) -> datetime:
    """Read a date with or without a clock time as a moment at +07:00; a bare date is its midnight."""
    text = nfc(s).strip()
    if _ISO_MOMENT.fullmatch(text):
        return _iso_moment(text)
    match = _DATE_CLOCK.fullmatch(text) or _CLOCK_DATE.fullmatch(text)
    if not match:
        return datetime.combine(parse_date(text), time(), VN)
    day = _date(match["date"], *_year_month_day(match))
    return datetime.combine(day, _clock(match), VN)


def has_time(s: str) -> bool:
    """Tell whether *s* names a clock time beside its date."""
    text = nfc(s).strip()
    return any(form.fullmatch(text) for form in (_ISO_MOMENT, _DATE_CLOCK, _CLOCK_DATE))


def _year_month_day(match: re.Match[str]) -> tuple[int, int, int]:
    """Return the numbers of a matched date in the order of `date`."""
    return int(match["year"]), int(match["month"]), int(match["day"])


def _date(text: str, year: int, month: int, day: int) -> date:
    """Make a date, or say that the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError as exc:
        swapped = "; ngày viết trước, tháng viết sau" if day <= 12 < month <= 31 else ""
        raise ValueError(f"Ngày “{_quoted(text)}” không có trong lịch{swapped}.") from exc


def _clock(match: re.Match[str]) -> time:
    """Make a clock time, or say that the day has no such hour."""
    try:
        return time(int(match["hour"]), int(match["minute"] or match["past"] or 0), int(match["second"] or 0))
    except ValueError as exc:
        clock = match["hour"] + ":" + (match["minute"] or match["past"] or "00")
        raise ValueError(f"Giờ “{clock}” không có; viết từ 00:00 đến 23:59, ví dụ 08:30.") from exc


def _iso_moment(text: str) -> datetime:
    """Read a matched ISO moment; without an offset it is Vietnamese time."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", "").upper())
        return moment.replace(tzinfo=VN) if moment.tzinfo is None else moment.astimezone(VN)
    except (ValueError, OverflowError) as exc:
        raise ValueError(f"Ngày giờ “{_quoted(text)}” không có trong lịch.") from exc


def _quoted(text: str) -> str:
    """Return *text* short enough to stand in a message."""
    return text if len(text) <= 40 else text[:39] + "…"


def format_date(d: date) -> str:
    """Write a date as 03/12/2019."""
    return f"{d.day:02}/{d.month:02}/{d.year:04}"


def format_moment(dt: datetime) -> str:
    """Write a moment as “08:30, 03/12/2019” in Vietnamese time; a naive one counts as such."""
    local = dt.astimezone(VN) if dt.tzinfo else dt
    return f"{local.hour:02}:{local.minute:02}, {format_date(local)}"


def format_weekday(d: date) -> str:
    """Name the day of the week, from “Thứ Hai” to “Chủ Nhật”."""
    return _WEEKDAYS[d.weekday()]


def format_month(d: date) -> str:
    """Write the month of a date as “Tháng 02/2025”."""
    return f"Tháng {d.month:02}/{d.year:04}"
