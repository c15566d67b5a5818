"""Turn Vietnamese text into the forms that machines compare: NFC, search folding, tone keys, words, slugs.

The twin in JavaScript follows `tests/vectors/folding.json`; a change here is a change there.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]+")  # only these, so that browsers of any Unicode version agree
# Letters without a decomposition: đ, the two whose capitals Ð and Ɖ look like Đ and get typed for it, and
# the ƀ of Ê Đê names.
_BARRED = (("đ", "d"), ("ð", "d"), ("ɖ", "d"), ("ƀ", "b"))
TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")  # huyền, sắc, ngã, hỏi, nặng
_WORD_WITH_MARKS = re.compile("(?:[^\\W\\d_][\u0300-\u036f]*)+")

# Vowel signs and the like, which `\w` leaves out: Latin, Cham, Khmer, Lao, Thai, Tai Viet.
_SIGNS = (
    "\u0300-\u036f\u17b4-\u17d3\u17dd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\uaa29-\uaa36\uaa43\uaa4c\uaa4d\uaab0\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1"
)
_LETTER = f"[^\\W\\d_][{_SIGNS}]*"
_CODE = f"(?:{_LETTER})(?:{_LETTER}|\\d)*"
_NUMBER_WITH_CODE = f"\\d+(?:{_LETTER})?(?:/\\d{{4}})?/{_CODE}(?:[-/&]{_CODE})*"  # 12/2026/QĐ-UBND, 15/KH-BCĐ
_PARTY_NUMBER = f"\\d+-{_CODE}/{_CODE}(?:-{_CODE})*"  # 35-NQ/TW
_DOCUMENT = re.compile(f"{_NUMBER_WITH_CODE}|{_PARTY_NUMBER}")
_WORD = re.compile(f"(?:[^\\W_]+[{_SIGNS}]*)+")
_ODD = re.compile("[^a-z0-9]+")
SOUND = re.compile("[\t\n -~\u00a1-\u00ac\u00ae-\u024f\u1e00-\u1eff–—‘’“”…]*")
"""Text whose every character is seen, composed and no odd space: one quick look finds most files so."""
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def nfc(s: str) -> str:
    """Return *s* with every letter and its marks composed."""
    return unicodedata.normalize("NFC", s)


def _lower(s: str) -> str:
    """Return *s* casefolded and composed."""
    return nfc(nfc(s).casefold())


def fold(s: str) -> str:
    """Fold *s* for search: no case, no marks, đ as d, so that `duong` finds “Đường”."""
    if s.isascii():
        return s.lower()
    lower = _lower(s)
    for barred, plain in _BARRED:
        lower = lower.replace(barred, plain)
    bare = _MARKS.sub("", unicodedata.normalize("NFD", lower))
    return bare if bare.isascii() else nfc(bare)


def tone_key(s: str) -> str:
    """Move each tone to the end of its syllable, so that hòa = hoà ≠ hoá; used to rank exact hits first."""
    return nfc(_WORD_WITH_MARKS.sub(_tone_last, unicodedata.normalize("NFD", _lower(s))))


def _tone_last(match: re.Match[str]) -> str:
    """Return a decomposed syllable with its tones after its last letter."""
    syllable = match.group()
    return TONE.sub("", syllable) + "".join(TONE.findall(syllable))


def words(s: str) -> tuple[str, ...]:
    """Cut *s* into casefolded search words, marks kept; a document number comes whole, then in parts."""
    text = _lower(s).translate(_HYPHENS)
    found: list[str] = []
    done = 0
    for match in _DOCUMENT.finditer(text):
        if _continues_word(text, match.start()):
            continue
        found += _WORD.findall(text, done, match.start())
        found.append(match.group())
        done = match.start()
    return (*found, *_WORD.findall(text, done))


def _continues_word(text: str, start: int) -> bool:
    """Tell whether the character before *start* belongs to the same word or number."""
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/-")


@lru_cache(maxsize=4096)
def key_name(s: str) -> str:
    """Return the normal form of a front-matter key: “Tiêu đề”, “tieu_de” and “TIÊU-ĐỀ ” are “tieu de”."""
    return " ".join(_WORD.findall(fold(s).replace("_", " ")))


def slugify(s: str, *, limit: int = 0) -> str:
    """Make an ASCII slug of *s*, cut at a hyphen where it would be longer than *limit*.

    Folding comes first, so that Latin letters do not depend on a transliteration table. The comma goes too,
    since the library reads it as a thousands mark: 8,5 must not become 85.
    """
    slug = s if _SLUG.fullmatch(s) else _slug_of(s)
    if not limit or len(slug) <= limit:
        return slug
    head, hyphen, _ = slug[: limit + 1].rpartition("-")
    return head.rstrip("-") if hyphen else slug[:limit]


def _slug_of(s: str) -> str:
    plain = fold(s).replace(",", " ")
    if (
        plain.isascii()
    ):  # what the library does to ASCII, without its dozen looks for entities and quotation marks
        return _ODD.sub("-", plain).strip("-")
    from slugify import slugify as fold_names  # noqa: PLC0415 (a glance at a portal needs no slugs)

    return fold_names(plain, entities=False, decimal=False, hexadecimal=False, backend="text-unidecode")
