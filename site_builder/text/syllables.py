"""Tell whether a word is shaped like a Vietnamese syllable, as abbreviations and damaged text are not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from site_builder.text.forms import TONE, nfc

_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_OPEN = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ya|ua|ưa|oa|oe|uê|uơ|uy|uya|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu"
    "|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu"
)
_CLOSED = "(?:a|ă|â|e|ê|i|o|oo|ô|ơ|u|ư|y|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê)(?:(?P<stop>ch|[cpt])|ng|nh|[mn])"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """Tell whether *word* could be one Vietnamese syllable, its tone placed either way, or without marks."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = TONE.findall(parts)
    match = _SYLLABLE.fullmatch(nfc(TONE.sub("", parts)))
    if not match or len(tones) > 1:
        return False
    return not match["stop"] or parts.isascii() or tones in (["\u0301"], ["\u0323"])
