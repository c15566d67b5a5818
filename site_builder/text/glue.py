"""Numbers stay with their units, and a dash with the number before it: “12 °C”, “5,5 m”, “05 -”, “06/11”.

A space after the dash stays: browsers break there before a no-break space too (UAX 14, LB12a).
"""

from __future__ import annotations

import re

_UNIT = r"(?:°C|[%‰]|m[²³23]?|[kdcm]m[²³2]?|ha|k?g|mg|tấn|tạ|yến|lít|ml|kWh?|MW|GB|MB|đồng|nghìn|ngàn|triệu|tỷ|tỉ)(?![\w²³])"
_JOINT = re.compile(rf"\d (?:{_UNIT}|[-–] \d)")  # either of the two below, sooner found
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?={_UNIT})")
_RANGE = re.compile(r"(?<=\d) ([-–]) (?=\d)")
_NBSP = "\N{NO-BREAK SPACE}"


def glue(s: str) -> str:
    """Return *s* with no-break spaces between a number and its unit, and before the dash of a range."""
    if not _JOINT.search(s):
        return s
    return _RANGE.sub(rf"{_NBSP}\1 ", _BEFORE_UNIT.sub(_NBSP, s))
