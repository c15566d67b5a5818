"""Words and addresses that strangers slip into a public portal: hosts that imitate gov.vn, the advertising of gambling.

Bodies are read by `remarks`; what stands elsewhere (titles, captions, labels, `site.toml`) is read by `suspects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.errors import Finding, Where, error, note
from site_builder.markup.addresses import host_of, imitates_gov_vn, is_external

GAMBLING = {
    "nhà cái": ("nhà cái", "kèo nhà cái"),
    "cá cược": ("cá cược",),
    "cá độ": ("cá độ",),
    "sòng bạc": ("sòng bạc",),
    "cờ bạc": ("cờ bạc",),
    "đánh bạc": ("đánh bạc",),
    "lô đề": ("lô đề",),
    "soi ": ("soi cầu", "soi kèo", "soi keo"),
    "xóc": ("xóc đĩa",),
    "xỉu": ("tài xỉu",),
    "nổ hũ": ("nổ hũ",),
    "đổi thưởng": ("bắn cá đổi thưởng", "game bài đổi thưởng", "game đổi thưởng"),
    "rút tiền ngay": ("rút tiền ngay",),
    "nạp lần đầu": ("khuyến mãi nạp lần đầu",),
    "casino": ("casino",),
    "baccarat": ("baccarat",),
    "jackpot": ("jackpot",),
    "slot": ("slot game",),
    "nha cai": ("nha cai",),
    "ca cuoc": ("ca cuoc",),
    "xiu": ("tai xiu",),
    "no hu": ("no hu",),
    "lo de": ("lo de online",),
    "xoc": ("xoc dia",),
    "doi thuong": ("game bai doi thuong", "ban ca doi thuong"),
    "88": ("fun88", "fb88", "w88", "m88", "go88", "new88", "hi88", "jun88", "vn88", "188bet"),
    "bet": ("kubet", "f8bet", "8xbet", "shbet", "1xbet", "bet365"),
    "bk8": ("bk8",),
    "sunwin": ("sunwin",),
    "789club": ("789club",),
    "okvip": ("okvip",),
}  # fmt: skip
"""The words, each under a piece of it that few honest texts hold: one look for the piece spares the looks for them."""
_HOSTS = re.compile(r"(?<![\w.-])(?:[\w-]+\.)+[\w-]{2,}")
_DOT_WITHIN = re.compile(r"\.[\w-]{2}")  # every host has one, most words have none
_LONGEST = 80


def suspects(words: str, where: Where, *, address: bool = False) -> Iterator[Finding]:
    """Find what is suspicious in a text outside a body; an *address* (of a page, of mail) leads people there.

    A warning may have to name a false host, so in words it is a note, and an error only where people would follow it.
    """
    if address and imitates_gov_vn(_as_link(words)):
        yield lookalike(host_of(_as_link(words)), where)
    named = not address and _DOT_WITHIN.search(words)
    hosts = [host for host in _HOSTS.findall(words) if imitates_gov_vn(f"//{host}")] if named else []
    if hosts:
        yield note(
            "markup.lookalike-words",
            f"“{short(hosts[0])}” nhái tên miền gov.vn.",
            where,
            "Nếu là lời cảnh báo trang giả mạo thì không cần sửa. Nếu không, hãy kiểm tra lại: tên miền của cơ quan nhà "
            "nước kết thúc bằng “.gov.vn”.",
        )
    found = gambling_words(words)
    if found:
        yield gambling(found, where)


def _as_link(address: str) -> str:
    """Return an address of mail as one of its host, so that both are looked at in one way."""
    return address if is_external(address) or "@" not in address else f"//{address.rpartition('@')[2]}"


def gambling_words(words: str) -> list[str]:
    """Return the words of the gambling trade in *words*, the one that stands first at the head."""
    lower = words.lower()
    suspected = [word for piece, some in GAMBLING.items() if piece in lower for word in some if word in lower]
    places = [(at.start(), word) for word in suspected if (at := _alone(word, lower))]
    return [word for _, word in sorted(places)]


def _alone(word: str, lower: str) -> re.Match[str] | None:
    return re.search(rf"\b{re.escape(word)}\b", lower)


def gambling(found: list[str], where: Where) -> Finding:
    """Return the note about words of the gambling trade."""
    return note(
        "markup.gambling-words",
        f"Có từ ngữ thường gặp ở quảng cáo cờ bạc: {', '.join(found[:6])}.",
        where,
        "Nếu nội dung là phòng, chống cờ bạc thì không cần sửa. Nếu không phải anh/chị viết, hãy xoá và báo người quản trị.",
    )


def lookalike(host: str, where: Where) -> Finding:
    """Return the error of a link to a host that imitates gov.vn."""
    return error(
        "markup.lookalike",
        f"Địa chỉ “{short(host)}” nhái tên miền gov.vn.",
        where,
        "Tên miền của cơ quan nhà nước kết thúc bằng “.gov.vn”. Hãy kiểm tra lại địa chỉ, đừng dẫn người dân "
        "tới trang giả mạo.",
    )


def short(words: str) -> str:
    """Cut what a message quotes."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 3]}…"
