"""Turn numbers, sizes and durations into Vietnamese: a decimal comma, a dot between thousands."""

from __future__ import annotations

from decimal import Decimal

_UNITS = ("B", "KB", "MB", "GB", "TB")


def format_number(n: float | Decimal, *, digits: int | None = None) -> str:
    """Write a number as 1.234.567,5; *digits* rounds to that many decimals, and zeros at the end go."""
    form = ",f" if digits is None else f",.{digits}f"
    text = format(Decimal(str(n)), form)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).translate(str.maketrans(",.", ".,"))


def format_size(size: int) -> str:
    """Write a number of bytes as “1,2 MB”, by 1024 as Windows does."""
    value, step = float(size), 0
    while value >= 999.5 and step < len(_UNITS) - 1:
        value, step = value / 1024, step + 1
    return f"{format_number(value, digits=1 if value < 9.95 else 0)} {_UNITS[step]}"


def format_seconds(seconds: float) -> str:
    """Write a duration as “0,8 giây”, “12 giây”, “1 phút 5 giây” or “2 giờ 3 phút”."""
    if seconds < 9.95:
        return f"{format_number(seconds, digits=1)} giây"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "giờ"), (minutes, "phút"), (0 if hours else rest, "giây")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
