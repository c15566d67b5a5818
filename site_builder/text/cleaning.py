"""Turn pasted text into clean text and a list of what was changed; the wording is never touched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from site_builder.text.forms import SOUND, nfc
from site_builder.text.legacy import suspect_legacy
from site_builder.text.prose import code_lines, code_spans, lead
from site_builder.text.quotes import pair_quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One kind of noise mended on one line, named by a plain Vietnamese noun."""

    what: str
    line: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text after cleaning, and what was changed in it."""

    text: str
    changes: tuple[Change, ...]


_SOFT_HYPHEN = "\u00ad"
_NO_BREAK = "\u00a0\u202f"
_WIDE_OR_THIN = "".join(map(chr, range(0x2000, 0x200B)))
_ODD_SPACES = _NO_BREAK + _WIDE_OR_THIN + "\v\f\u0085\u1680\u2028\u2029\u205f\u3000"
_ANY_SPACE = " \t" + _ODD_SPACES
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WIDTHLESS = "\u180e\u2060-\u2064\u206a-\u206f\ufeff\U000e0000-\U000e007f"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_CONTROL = "\0-\b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff"
_JOINERS = "\u200b-\u200d"  # they have work to do between Khmer or Lao letters, and within an emoji:
_JOINED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2190-\u27bf\ufe0f\U0001f000-\U0001faff"
_IDLE_JOINER = f"(?<![{_JOINED}])[{_JOINERS}]|[{_JOINERS}](?![{_JOINED}])"

_INVISIBLE = re.compile(f"[{_SOFT_HYPHEN}{_BIDI}{_WIDTHLESS}{_PRIVATE}{_CONTROL}{_JOINERS}]")
_REMOVED = (
    ("dấu gạch nối ẩn", re.compile(_SOFT_HYPHEN)),
    ("ký tự đổi chiều chữ", re.compile(f"[{_BIDI}]")),
    ("ký tự không bề rộng", re.compile(f"[{_WIDTHLESS}]")),
    ("ký tự riêng của một phông chữ", re.compile(f"[{_PRIVATE}]")),
    ("ký tự điều khiển", re.compile(f"[{_CONTROL}]")),
    ("ký tự không bề rộng", re.compile(_IDLE_JOINER)),  # the last, since it looks at its neighbours
)
_ODD_SPACE = re.compile(f"[{_ODD_SPACES}]")
_NO_BREAK_SPACE = re.compile(f"[{_NO_BREAK}]")
_RUN = re.compile("   *")  # so written, the first two are found by a quick search

Counts = dict[str, int]
Stage = tuple[list[str], list[Change]]


def clean(s: str, *, quotes: bool = False) -> Cleaned:
    """Mend what pasting leaves behind and report it line by line; *quotes* also pairs straight quotes.

    Letters are composed, odd spaces become spaces, invisible characters go, and runs of spaces in prose
    become one. Code, table rows, indentation and the hard break of two spaces stay. Names and tone placement
    are never rewritten. The soft hyphen stays in TCVN3 text, where it is the letter ư.
    """
    changes = [Change(what="dấu xuống dòng kiểu Windows", line=1, count=s.count("\r"))] if "\r" in s else []
    s = s.replace("\r\n", "\n").replace("\r", "\n")
    for needed, mend in _STAGES if quotes else _STAGES[:-1]:
        if needed(s):
            lines, found = mend(s.split("\n"))
            s = "\n".join(lines)
            changes += found
    return Cleaned(text=s, changes=tuple(sorted(changes, key=lambda change: change.line)))


def one_line(s: str) -> str:
    """Return *s* mended and on one line; where the letters are sound, only spaces could need it."""
    return " ".join((clean(s).text if _has_odd_characters(s) else s).split())


def _has_odd_characters(s: str) -> bool:
    return not SOUND.fullmatch(s)


def _mend_characters(lines: list[str]) -> Stage:
    """Compose letters and take out what cannot be seen; soft hyphens stay where they may be letters."""
    careful = _each(lines, lambda line: _mend_line(line, _REMOVED[1:]))
    text = "\n".join(careful[0])
    if _SOFT_HYPHEN not in text or suspect_legacy(text) == "TCVN3":
        return careful
    return _each(lines, lambda line: _mend_line(line, _REMOVED))


def _each(lines: list[str], mend: Callable[[str], tuple[str, Counts]]) -> Stage:
    """Mend each line and gather the changes."""
    mended, changes = [], []
    for number, line in enumerate(lines, start=1):
        text, counts = mend(line) if line else ("", {})
        mended.append(text)
        changes += [Change(what=what, line=number, count=count) for what, count in counts.items()]
    return mended, changes


def _mend_line(line: str, removed: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[str, Counts]:
    """Return one line without invisible characters and odd spaces, composed, and what was changed."""
    counts: Counts = {}
    for what, pattern in removed if _INVISIBLE.search(line) else ():
        line, count = pattern.subn("", line)
        if count:
            counts[what] = counts.get(what, 0) + count
    line = _mend_odd_spaces(line, counts)
    if not unicodedata.is_normalized("NFC", line):
        composed = nfc(line)
        counts["chữ và dấu rời nhau"] = max(1, len(line) - len(composed))
        line = composed
    return line, counts


def _mend_odd_spaces(line: str, counts: Counts) -> str:
    """Return a line with plain spaces; odd ones at its edges go, or they would make code or a hard break."""
    found = len(_ODD_SPACE.findall(line))
    if not found:
        return line
    no_break = len(_NO_BREAK_SPACE.findall(line))
    kinds = {"dấu cách không ngắt": no_break, "dấu cách lạ": found - no_break}
    counts.update({what: count for what, count in kinds.items() if count})
    body = line.lstrip(_ANY_SPACE)
    indent = _ODD_SPACE.split(line[: len(line) - len(body)], maxsplit=1)[0]
    core = body.rstrip(_ANY_SPACE)
    tail = body[len(core) :]
    return indent + _ODD_SPACE.sub(" ", core) + ("" if _ODD_SPACE.search(tail) else tail)


def _has_loose_spaces(s: str) -> bool:
    """Tell whether there is a tab, or a line that ends in a space or holds two behind its indentation."""
    if "\t" in s or " \n" in s or s.endswith(" "):
        return True
    return any(run.start() and s[run.start() - 1] != "\n" for run in _RUN.finditer(s))


def _mend_spaces(lines: list[str]) -> Stage:
    """Take out spaces at the end of lines and runs of spaces in prose."""
    code = code_lines(lines)
    mended, changes = list(lines), []
    for index, line in enumerate(lines):
        if index in code or not ("  " in line or line[-1:].isspace()):
            continue
        follows = index + 1 < len(lines) and bool(lines[index + 1].strip())
        text = line.rstrip(" \t")
        end = "  " if text and follows and line.endswith("  ") else ""
        single, runs = _single_spaces(text)
        mended[index] = single + end
        counts = (("dấu cách cuối dòng", int(len(line) > len(text + end))), ("dấu cách liền nhau", runs))
        changes += [Change(what=what, line=index + 1, count=count) for what, count in counts if count]
    return mended, changes


def _single_spaces(line: str) -> tuple[str, int]:
    """Make runs of spaces single, but not in indentation, code, table rows and indented code."""
    start = lead(line)
    if "|" in line or (start.isspace() and (len(start) >= 4 or "\t" in start)):
        return line, 0
    pieces, runs, done = [start], 0, len(start)
    for code, end in [*code_spans(line), (len(line), len(line))]:
        text, count = _RUN.subn(" ", line[done:code])
        pieces += (text, line[code:end])
        runs += count
        done = end
    return "".join(pieces), runs


def _has_straight_quotes(s: str) -> bool:
    return '"' in s


def _mend_quotes(lines: list[str]) -> Stage:
    """Turn straight double quotes into pairs where that is certain."""
    mended = pair_quotes(lines)
    if mended == lines:
        return lines, []
    changes = [
        Change(what="dấu ngoặc kép thẳng", line=number, count=old.count('"') - new.count('"'))
        for number, (old, new) in enumerate(zip(lines, mended, strict=True), start=1)
        if old != new
    ]
    return mended, changes


_STAGES: tuple[tuple[Callable[[str], bool], Callable[[list[str]], Stage]], ...] = (
    (_has_odd_characters, _mend_characters),
    (_has_loose_spaces, _mend_spaces),
    (_has_straight_quotes, _mend_quotes),
)
"""What is mended in turn, each behind a quick look that tells whether there is anything to mend."""
