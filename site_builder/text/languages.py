"""Language codes (BCP 47): what a clerk wrote → the code that browsers and screen readers know, or the nearest one."""

from __future__ import annotations

import re

from site_builder.text.forms import fold
from site_builder.text.headlines import nearest

_LANGUAGES = {
    "vi": "Việt", "en": "Anh", "fr": "Pháp", "zh": "Trung Quốc", "ja": "Nhật", "ko": "Hàn", "ru": "Nga", "de": "Đức",
    "es": "Tây Ban Nha", "pt": "Bồ Đào Nha", "it": "Ý", "nl": "Hà Lan", "ar": "Ả Rập", "hi": "Hindi", "id": "Indonesia",
    "ms": "Mã Lai", "my": "Miến Điện", "tl": "Tagalog", "th": "Thái Lan", "lo": "Lào", "km": "Khmer", "yue": "Quảng Đông",
    "nan": "Mân Nam", "tyz": "Tày", "nut": "Nùng", "blt": "Thái Đen", "twh": "Thái Trắng", "mtq": "Mường", "hmn": "Mông",
    "hnj": "Mông Xanh", "mww": "Mông Trắng", "ium": "Dao", "jra": "Gia Rai", "rad": "Ê Đê", "bdq": "Ba Na", "sed": "Xơ Đăng",
    "kpm": "Cơ Ho", "cjm": "Chăm", "cja": "Chăm Tây", "hre": "Hrê", "cmo": "Mnông", "sti": "Xtiêng", "bru": "Bru",
    "rog": "Raglai", "pcc": "Giáy", "kjg": "Khơ Mú", "mlc": "Cao Lan", "hni": "Hà Nhì", "lhu": "La Hủ", "lbt": "La Chí",
}  # fmt: skip
"""Codes of ISO 639 with their names in Vietnamese: languages of neighbours, of visitors, and those spoken here."""
_SHAPE = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|[0-9]{3}))?((?:-[A-Za-z0-9]{5,8})*)")


def language(written: str) -> str:
    """Return the code that *written* is, in the usual letters (`zh-Hant-TW`); "" where it is none that we know."""
    match = _SHAPE.fullmatch(written)
    if not match or match[1].lower() not in _LANGUAGES:
        return ""
    script, region = (match[2] or "").title(), (match[3] or "").upper()
    return match[1].lower() + script + region + match[4].lower()


def nearest_language(written: str) -> str:
    """Return what *written* may mean, as “code (tiếng …)”: by its name, or by a code like it; "" where nothing is near."""
    names = {name: code for code, name in _LANGUAGES.items()}
    called = fold(written).removeprefix("tieng ").strip()
    code = language(written.replace("_", "-"))
    near = nearest(called, names) or nearest(called, _LANGUAGES)
    if not code and not near:
        return ""
    code = code or names.get(near or "", near or "")
    return f"{code} (tiếng {_LANGUAGES[code.partition('-')[0]]})"
