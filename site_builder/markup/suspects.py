"""Words and addresses that strangers slip into a public portal: hosts that imitate gov.vn, the advertising of gambling.

Bodies are read by `remarks`; what stands elsewhere (titles, captions, labels, `site.toml`) is read by `suspects`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.errors import Finding, Where, error, note
from site_builder.markup.addresses import host_of, imitates_gov_vn, is_external

_GAMBLING = (
    "nhà cái", "cá cược", "cá độ", "casino", "sòng bạc", "cờ bạc", "đánh bạc", "lô đề", "soi cầu", "soi kèo", "kèo nhà cái",
    "xóc đĩa", "tài xỉu", "nổ hũ", "bắn cá đổi thưởng", "game bài đổi thưởng", "game đổi thưởng", "baccarat", "jackpot",
    "slot game", "rút tiền ngay", "khuyến mãi nạp lần đầu", "nha cai", "ca cuoc", "tai xiu", "no hu", "lo de online",
    "soi keo", "xoc dia", "game bai doi thuong", "ban ca doi thuong", "kubet", "fun88", "fb88", "w88", "m88", "bk8", "go88",
    "sunwin", "789club", "new88", "okvip", "hi88", "f8bet", "8xbet", "jun88", "shbet", "vn88", "188bet", "1xbet", "bet365",
)  # fmt: skip
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
    places = [(at.start(), word) for word in _GAMBLING if word in lower and (at := _alone(word, lower))]
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
