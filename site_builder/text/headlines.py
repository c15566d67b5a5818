"""Measure and shorten titles and sentences, and find the word that a clerk probably meant."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from site_builder.text.forms import fold, nfc
from site_builder.text.syllables import is_syllable

_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATIONS = frozenset(
    ("tp", "tx", "tt", "ths", "ts", "pgs", "gs", "bs", "đ/c", "tm", "kt", "tl", "tuq", "tr", "no")
)  # single letters count as well: P. 5, Q. 1, Nguyễn A.
_END = re.compile('[.!?…]+["”’)\\]]*\\s+(?=["“‘(\\[]?[^\\W_])')


def is_shouting(title: str) -> bool:
    """Tell whether *title* is in capitals throughout; abbreviations and numbers do not count."""
    spoken = 0
    for found in _LETTERS.finditer(nfc(title)):
        word = found.group()
        if len(word) > 1 and not word.isupper():
            return False
        spoken += len(word) > 6 or (len(word) > 1 and is_syllable(word))
    return spoken > 1


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that *word* was probably meant to be, marks and case aside, or None."""
    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(fold(choice), choice)
    close = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def shorten(s: str, limit: int) -> str:
    """Cut *s* at a word's end to at most *limit* characters, the “…” among them; spaces become single."""
    text = " ".join(nfc(s).split())
    if len(text) <= limit:
        return text
    head = text[: max(limit - 1, 0)]
    if text[len(head)] != " ":
        whole, space, _ = head.rpartition(" ")
        head = whole if space else _whole_letters(text, len(head))
    return head.rstrip(' ,;:.!?…-–—(“"') + "…"


def _whole_letters(text: str, end: int) -> str:
    """Return text up to *end*, less the letter whose marks stand beyond it."""
    while end and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]


def sentences(s: str, count: int) -> str:
    """Return the first *count* sentences of *s* with single spaces; “TP. Hồ Chí Minh” does not end one."""
    text = " ".join(nfc(s).split())
    for match in _END.finditer(text):
        if _ends_sentence(text, match):
            count -= 1
        if count <= 0:
            return text[: match.end()].rstrip()
    return text


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Tell whether a stop ends a sentence: not after an abbreviation or before a small letter."""
    if text[match.end() :][:2].strip('"“‘([')[:1].islower():
        return False
    last = text[max(0, match.start() - 12) : match.start()].rpartition(" ")[2].lower().strip('"“‘([')
    abbreviated = last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha())
    return not (abbreviated and match.group() == ". ")


def word_count(s: str) -> int:
    """Count words as a word processor does: runs between spaces that hold a letter or a digit."""
    return sum(run.isalnum() or any(map(str.isalnum, run)) for run in s.split())
