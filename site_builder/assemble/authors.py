"""The name of an author → a person or an organisation, for JSON-LD: by the portal's own units, else by its first words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder import text

_FIRST_WORDS = (
    "UBND", "HĐND", "UBMTTQ", "MTTQ", "TTXVN", "Ủy ban", "Uỷ ban", "Hội", "Mặt trận", "Đảng ủy", "Đảng uỷ", "Đảng bộ",
    "Chi bộ", "Chi cục", "Chi đoàn", "Chi hội", "Ban", "Phòng", "Sở", "Bộ", "Trung tâm", "Công an", "Trạm", "Trường",
    "Văn phòng", "Tổ", "Báo", "Đài", "Cổng", "Trang thông tin", "Tạp chí", "Nhà văn hóa", "Nhà văn hoá",
    "Thư viện", "Hợp tác xã", "Câu lạc bộ", "Thôn", "Đoàn thanh niên", "Đoàn TNCS", "Đoàn xã", "Đoàn phường",
    "Đoàn đặc khu", "Đoàn trường",
)  # fmt: skip
"""First words of offices, with their marks: “Trương” and “Đoàn Thị” are names of people."""
_OFFICE = re.compile(rf"(?:{'|'.join(_FIRST_WORDS)})(?!\w)", re.IGNORECASE)


def author(name: str, offices: Iterable[str]) -> dict[str, str]:
    """Return the author as schema.org names it; *offices* are the folded names of the portal's own units."""
    is_office = text.fold(name) in offices or bool(_OFFICE.match(name))
    return {"@type": "Organization" if is_office else "Person", "name": name}
