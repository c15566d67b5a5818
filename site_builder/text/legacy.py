"""Recognise text that was Vietnamese only through its font: TCVN3 (.VnTime) and VNI read as Latin-1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import filterfalse

from site_builder.text.forms import nfc
from site_builder.text.syllables import is_syllable

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_MARKS = (
    _VNI_TONES
    | {sign: "\u0302" + tone for sign, tone in _VNI_CIRCUMFLEX.items()}
    | {sign: "\u0306" + tone for sign, tone in _VNI_BREVE.items()}
)
_VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])")
_VNI_LETTERS = str.maketrans({"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"})

_TOKEN = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u2027\u2030-\u205e]+")
_LEAST_WORDS, _LEAST_SHARE = 2, 0.6

_SOUND: set[str] = set()
"""Pieces of text that hold no damaged word. Texts are made of the same few thousand, so each is judged once."""
_MOST_PIECES, _LONGEST_PIECE = 32_768, 32


def suspect_legacy(s: str) -> str | None:
    """Name the old encoding that *s* looks like, “TCVN3” or “VNI”, or return None.

    A word counts as damaged when it is no Vietnamese syllable as it stands and becomes one when decoded; a
    suspicion needs two such words, and most of the words with marks. Ask before `clean`, which normalises.
    """
    if s.isascii() or not _may_be_damaged(s):
        return None
    marked = Counter(word for word in _TOKEN.findall(s) if len(word) > 1 and not word.isascii())
    scores = {name: _score(marked, decode) for name, decode in (("TCVN3", _from_tcvn3), ("VNI", _from_vni))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _LEAST_SHARE else None


def _may_be_damaged(s: str) -> bool:
    """Tell whether *s* holds a damaged word at all, mostly from memory: hardly any sound text does."""
    unknown = set(filterfalse(_SOUND.__contains__, s.replace("\n", " ").split(" ")))
    damaged = {piece for piece in unknown if any(map(_is_damaged, _TOKEN.findall(piece)))}
    if len(_SOUND) > _MOST_PIECES:
        _SOUND.clear()
    _SOUND.update(piece for piece in unknown - damaged if len(piece) <= _LONGEST_PIECE)
    return bool(damaged)


def _is_damaged(word: str) -> bool:
    """Tell whether *word* is no syllable as it stands, and is one when decoded."""
    decoded = (_from_tcvn3, _from_vni)
    return not (word.isascii() or is_syllable(word)) and any(is_syllable(decode(word)) for decode in decoded)


def _score(marked: Counter[str], decode: Callable[[str], str]) -> float:
    """Return the share of damaged words among all words with marks, or 0 when there are too few to tell."""
    damaged = [word for word in marked if not is_syllable(word) and is_syllable(decode(word))]
    if len(damaged) < _LEAST_WORDS:
        return 0.0
    return sum(marked[word] for word in damaged) / marked.total()


def _from_tcvn3(word: str) -> str:
    """Decode a TCVN3 word; capitals are a matter of its font, so their case is lost."""
    return word.translate(_TCVN3)


def _from_vni(word: str) -> str:
    """Decode a VNI word, in which a second letter stands for the marks of the first."""
    marked = _VNI_PAIR.sub(lambda pair: pair[1] + _VNI_MARKS[pair[2]], word.lower())
    return nfc(marked.translate(_VNI_LETTERS))
