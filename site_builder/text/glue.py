"""Numbers stay with their units and ranges in one line: “12 °C”, “5,5 m”, “05 - 06/11”."""

from __future__ import annotations

import re

_UNIT = r"(?:°C|[%‰]|m[²³23]?|[kdcm]m[²³2]?|ha|k?g|mg|tấn|tạ|yến|lít|ml|kWh?|MW|GB|MB|đồng|nghìn|ngàn|triệu|tỷ|tỉ)(?![\w²³])"
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?={_UNIT})")
_RANGE = re.compile(r"(?<=\d) ([-–]) (?=\d)")
_NBSP = "\N{NO-BREAK SPACE}"


def glue(s: str) -> str:
    """Return *s* with no-break spaces between a number and its unit, and around the dash of a range."""
    return _RANGE.sub(rf"{_NBSP}\1{_NBSP}", _BEFORE_UNIT.sub(_NBSP, s))
