"""The tables `[makes]` and `[pictures]` of a chain → what the theme asks the program to make; a wrong wish is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from site_builder.errors import WorldError
from site_builder.model import Makes, Pictures
from site_builder.model.makes import FORMATS, PLAIN
from site_builder.text import nearest
from site_builder.theme.chain import Link, gather

_MOST_ITEMS = 100
_WIDTHS = range(16, 1601)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a key of `theme.toml` takes: how to write it, and whether a value is so written."""

    words: str
    fits: Callable[[object], bool]


def _names(known: tuple[str, ...]) -> Wish:
    listed = ", ".join(f'"{name}"' for name in known)
    return Wish(
        words=f"một danh sách gồm các tên trong số: {listed}", fits=lambda value: _all_in(value, known)
    )


def _all_in(value: object, known: Iterable[object]) -> bool:
    return isinstance(value, list) and all(type(one) in {int, str} and one in known for one in value)


_SWITCH = Wish(words="true hoặc false, không có dấu nháy", fits=lambda value: isinstance(value, bool))
_COUNT = Wish(
    words=f"một số nguyên từ 0 đến {_MOST_ITEMS}",
    fits=lambda value: type(value) is int and 0 <= value <= _MOST_ITEMS,
)
_SIZES = Wish(
    words=f"một danh sách số nguyên từ {_WIDTHS[0]} đến {_WIDTHS[-1]}, ví dụ [480, 960]; để trống [] là giữ ảnh như gốc",
    fits=lambda value: _all_in(value, _WIDTHS),
)
WISHES: dict[str, dict[str, Wish]] = {
    "makes": {
        "search": _SWITCH, "data": _SWITCH, "plain": _names(PLAIN), "archives": _SWITCH, "years": _SWITCH,
        "topics": _SWITCH, "home": _COUNT, "related": _COUNT, "latest": _COUNT,
    },
    "pictures": {"widths": _SIZES, "formats": _names(FORMATS)},
}  # fmt: skip
"""Every key that the two tables may hold."""


def read_makes(chain: tuple[Link, ...]) -> Makes:
    """Return what the chain asks for, a nearer link's wish before that of the theme it extends."""
    for link in chain:
        for table, wishes in WISHES.items():
            _check(link, table, wishes)
    pictures = {key: tuple(value) for key, value in gather(chain, "pictures").items()}
    makes: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in gather(chain, "makes").items()
    }
    return Makes(**makes, pictures=Pictures(**pictures))


def _check(link: Link, table: str, wishes: dict[str, Wish]) -> None:
    """Refuse a table with an unknown key or a value of another form."""
    asked: Any = link.meta.get(table, {})
    if not isinstance(asked, dict):
        raise WorldError(f"Giao diện “{link.name}”: trong theme.toml, {table} phải là một bảng [{table}].")
    for key, value in asked.items():
        if key not in wishes:
            near = nearest(key, wishes)
            hint = f"Có phải là “{near}”?" if near else f"Dùng được: {', '.join(wishes)}."
            raise WorldError(
                f"Giao diện “{link.name}”: bảng [{table}] của theme.toml không có khoá “{key}”. {hint}"
            )
        if not wishes[key].fits(value):
            raise WorldError(
                f"Giao diện “{link.name}”: khoá {key} trong bảng [{table}] của theme.toml có giá trị {value!r} "
                f"không dùng được. Viết {wishes[key].words}."
            )
