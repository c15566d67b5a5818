"""Turn one item's words into compact postings: words → folded word, marked form, weight; pairs → a small sieve.

Vietnamese words are of several syllables, and “hộ” with “tịch” stand somewhere in every long text. So an item also
carries a sieve (a Bloom filter) of its pairs of neighbours: with it the page tells “hộ tịch” from the rest, at twelve
bits a pair instead of a list of positions; one pair in three hundred is taken for one that stands there though it does not.
`themes/tinh/js-search/10-find.js` is the other half of this module: the alphabet, the numbers and the hash are the
same there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import pairwise

from site_builder.model import SearchDoc
from site_builder.text import fold, tone_key, words

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TITLE, NEAR, OFTEN, BODY = 3, 2, 1, 0
_MANY = 3
_LETTERS = ALPHABET.encode().ljust(256)
_CELLS = 2  # characters of six bits for a pair
_PROBES = 6

Word = tuple[str, str]  # folded, and as written with its tone at the end


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> Word:
    """Return the folded form of *word* and the one with its marks."""
    return fold(word), tone_key(word)


def tokens(text: str) -> list[Word]:
    """Cut *text* into the two forms of its words."""
    return [forms(word) for word in words(text)]


def weigh(doc: SearchDoc, text: str) -> tuple[dict[Word, int], str]:
    """Return the words of *doc* with the weight of the best place where each stands, and the sieve of its pairs.

    Pairs that stand in title or summary are left out: the page has both in full.
    """
    body, extra = tokens(text), tokens(f"{doc.extra} {doc.section} {doc.kind_label}")
    title, summary = tokens(doc.title), tokens(doc.summary)
    weights: dict[Word, int] = {
        word: OFTEN if count >= _MANY else BODY for word, count in Counter(body).items()
    }
    for place, weight in ((extra, NEAR), (summary, NEAR), (title, TITLE)):
        weights.update(dict.fromkeys(place, weight))
    return weights, sieve(_pairs(body, tokens(doc.extra)) - _pairs(title, summary))


def _pairs(*places: list[Word]) -> set[tuple[str, str]]:
    """Return the pairs of neighbours in *places*, folded."""
    return {pair for place in places for pair in pairwise(word for word, _ in place)}


def sieve(pairs: Collection[tuple[str, str]]) -> str:
    """Return the sieve of *pairs* of folded words."""
    bits = 6 * _CELLS * len(pairs)
    marks = bytearray(bits)
    for first, second in pairs:
        code, step = _hash_pair(first, second)
        for bit in range(code, code + _PROBES * step, step):
            marks[bit % bits] = 1
    cells = sum(
        int.from_bytes(marks[at::6], "big") << at for at in range(6)
    )  # six marks to a byte, all at once
    return cells.to_bytes(bits // 6, "big").translate(_LETTERS).decode()


@lru_cache(maxsize=1 << 18)
def _hash_pair(first: str, second: str) -> tuple[int, int]:
    """Return where the bits of a pair begin in a sieve, and the step to the next one."""
    code = (_hash(first) * 0x9E3779B1 + _hash(second)) & 0xFFFFFFFF
    code ^= code >> 15
    return code, code >> 17 | 1


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    """Hash *word* by its UTF-16 units (FNV-1a), as a browser can."""
    code = 0x811C9DC5
    units = word.encode("utf-16-le")
    for at in range(0, len(units), 2):
        code = (code ^ int.from_bytes(units[at : at + 2], "little")) * 0x01000193 & 0xFFFFFFFF
    return code


def encode(postings: Iterable[int]) -> str:
    """Write postings (number of the item, rising, times four, plus weight) as characters: five bits each, the sixth says “more”."""
    out: list[str] = []
    last = -1
    for posting in postings:
        value = posting - (last << 2)
        last = posting >> 2
        while value > 31:
            out.append(ALPHABET[value & 31 | 32])
            value >>= 5
        out.append(ALPHABET[value])
    return "".join(out)


def write_terms(items: Iterable[dict[Word, int]]) -> str:
    """Write the words of all *items* as one text: `folded=postings,form:postings;…`, sorted.

    The form that equals its folded word goes without its name.
    """
    terms: defaultdict[Word, list[int]] = defaultdict(list)
    for number, weights in enumerate(items):
        for word, weight in weights.items():
            terms[word].append(number << 2 | weight)
    lines: dict[str, list[str]] = {}
    for folded, form in sorted(terms):
        name = "" if form == folded else f"{form}:"
        lines.setdefault(folded, []).append(name + encode(terms[folded, form]))
    return ";".join(f"{folded}={','.join(written)}" for folded, written in lines.items())
