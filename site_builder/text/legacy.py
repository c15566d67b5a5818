"""Recognise text that was Vietnamese only through its font: TCVN3 (.VnTime) and VNI read as Latin-1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from site_builder.text.forms import SOUND, nfc
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

# Of the first bytes of characters: a letter, one of Latin-1, one beyond it; all others are gaps.
_CLASSES = bytearray(b" " * 256)
_CLASSES[0x41:0x5B] = _CLASSES[0x61:0x7B] = b"a" * 26
_CLASSES[0xC2:0xC4] = b"yy"
_CLASSES[0xC4:0xCA] = b"x" * 6
_CLASSES[0xE1] = ord("x")
_FOLLOWING = bytes(range(0x80, 0xC0))


def suspect_legacy(s: str) -> str | None:
    """Name the old encoding that *s* looks like, “TCVN3” or “VNI”, or return None.

    A word counts as damaged when it is no Vietnamese syllable as it stands and becomes one when decoded; a
    suspicion needs two such words, and most of the words with marks. Ask before `clean`, which normalises.
    """
    if s.isascii() or _is_surely_sound(s):
        return None
    marked = Counter(word for word in _TOKEN.findall(s) if len(word) > 1 and not word.isascii())
    scores = {name: _score(marked, decode) for name, decode in (("TCVN3", _from_tcvn3), ("VNI", _from_vni))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= _LEAST_SHARE else None


def _is_surely_sound(s: str) -> bool:
    """Tell whether too few words of *s* could be damaged, at a glance at the bytes of its letters.

    A damaged word holds a letter of Latin-1 (here y). So those letters are at least as many as damaged words, and
    words are where a letter with marks, of Latin-1 or beyond (x), is the first of its word; single letters are no words.
    """
    if not SOUND.fullmatch(s):
        return False
    letters = s.encode().translate(_CLASSES, _FOLLOWING)
    marked = letters.translate(None, b"a")
    singles = letters.count(b" x ") + letters.count(b" y ")  # of two side by side it may count one
    words = marked.count(b" x") + marked.count(b" y") - 2 * singles - 1
    return marked.count(b"y") < _LEAST_SHARE * words


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
