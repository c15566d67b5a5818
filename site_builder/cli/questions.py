"""What `init` asks, one question after the other: an answer that cannot be is told and asked for again at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from site_builder.scaffold import Answers

Check = Callable[[str], str]
"""Return the answer as it will be written; ValueError, with words for the clerk, where it cannot be one."""


def ask_answers(name: str, *, ask: bool) -> Answers:
    """Return the answers of whoever sits there, or the defaults."""
    from site_builder import scaffold, text
    from site_builder.config import UNFILLED, UNIT_KINDS, is_base_url

    def answer(question: str, default: str | None, check: Check = str) -> str:
        return _insist(question, default, check) if ask else default or UNFILLED

    def one_of(*choices: str) -> Check:
        return lambda said: _choice(said, choices)

    address = _fits(is_base_url, "Địa chỉ viết đầy đủ, ví dụ https://xa.tinh.gov.vn/.")
    phone = _fits(lambda said: not said or text.is_phone(said), "Số điện thoại viết như 0200 000 0101.")
    email = _fits(lambda said: not said or text.is_email(said), "Thư viết như vanphong@xa.tinh.gov.vn.")
    bare = name.removeprefix("xa-").replace("-", " ").title()
    return scaffold.Answers(
        unit_kind=answer("Đơn vị là xã, phường hay đặc khu?", "xã", one_of(*UNIT_KINDS)),
        name=answer("Tên đơn vị, không kèm chữ xã, phường", bare),
        province_kind=answer("Trực thuộc tỉnh hay thành phố?", "tỉnh", one_of("tỉnh", "thành phố")),
        province=answer("Tên tỉnh, thành phố, không kèm chữ tỉnh", None),
        base_url=answer("Địa chỉ của cổng", f"https://{name}.example/", address),
        address=answer("Địa chỉ trụ sở", UNFILLED),
        phone=answer("Điện thoại (chưa có thì nhấn Enter)", "", phone) if ask else "",
        email=answer("Thư công vụ (chưa có thì nhấn Enter)", "", email) if ask else "",
    )


def _insist(question: str, default: str | None, check: Check) -> str:
    """Ask until the answer can be used."""
    while True:
        said = str(click.prompt(question, default=default)).strip()
        try:
            return check(said)
        except ValueError as exc:
            click.echo(str(exc))


def _choice(said: str, choices: tuple[str, ...]) -> str:
    from site_builder import text

    found = {text.fold(one): one for one in choices}.get(text.fold(said))
    if found is None:
        raise ValueError(f"Trả lời một trong: {', '.join(choices)}.")
    return found


def _fits(fits: Callable[[str], bool], words: str) -> Check:
    def check(said: str) -> str:
        if not fits(said):
            raise ValueError(words)
        return said

    return check
