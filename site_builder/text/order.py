"""Turn Vietnamese text into keys that sort as a dictionary does (CLDR `vi`, with natural numbers)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from site_builder.text.forms import TONE, nfc

Letters = tuple[tuple[int, int, str], ...]
Weights = tuple[int, ...]
SortKey = tuple[Letters, Weights, Weights, str]  # letters, tones, case, and the text for a total order

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)} | {"ð": _ALPHABET.index("đ")}
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"  # the order of CLDR
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACE, _SIGN, _NUMBER, _LETTER, _FOREIGN = range(5)
_PIECE = re.compile(r"\d+|.", re.DOTALL)


def sort_key(s: str) -> SortKey:
    """Return the key that sorts *s* by letters, then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case."""
    text = nfc(s)
    pieces = [_number(piece) if piece.isdecimal() else _letter(piece) for piece in _PIECE.findall(text)]
    letters = tuple(weight for piece in pieces for weight in piece[0])
    tones = tuple(weight for piece in pieces for weight in piece[1])
    cases = tuple(weight for piece in pieces for weight in piece[2])
    return letters, tones, cases, text


def given_name_key(name: str) -> tuple[SortKey, SortKey]:
    """Return the key that sorts people by given name, the last word, and then by the whole name."""
    text = name.strip()
    return sort_key(text.rpartition(" ")[2]), sort_key(text)


def _number(digits: str) -> tuple[Letters, Weights, Weights]:
    """Weigh a run of digits by its value, however long it is."""
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0")
    return ((_NUMBER, len(plain), plain),), (0,), (0,)


@lru_cache(maxsize=4096)
def _letter(char: str) -> tuple[Letters, Weights, Weights]:
    """Weigh one character; a mark that stands alone has a tone's weight and no letter."""
    lower = char.lower()
    parts = unicodedata.normalize("NFD", lower)
    tones = tuple(_TONES[mark] for mark in TONE.findall(parts))
    base = nfc(TONE.sub("", parts))
    if base and base not in _RANK:
        base, others = _split(base)
        tones += others
    weights = (_weight(base),) if base else ()
    return weights, (0,) * len(weights) + tones, (int(lower != char),) * len(weights)


def _split(base: str) -> tuple[str, Weights]:
    """Part a letter from marks that are not Vietnamese, such as the cedilla of ç."""
    parts = unicodedata.normalize("NFD", base)
    bare = "".join(char for char in parts if not unicodedata.combining(char))
    return bare, tuple(ord(char) for char in parts if unicodedata.combining(char))


def _weight(base: str) -> tuple[int, int, str]:
    """Return the first-level weight: spaces, signs, numbers, our letters, other letters."""
    if base in _RANK:
        return _LETTER, _RANK[base], ""
    if base.isspace():
        return _SPACE, 0, ""
    if base in _PUNCTUATION:
        return _SIGN, _PUNCTUATION.index(base), ""
    return (_FOREIGN if base.isalnum() else _SIGN), len(_PUNCTUATION) + ord(base[0]), base
