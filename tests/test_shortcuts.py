"""A quick look may leave out only work that would change nothing: with and without it the results are the same."""

from __future__ import annotations

import copy
import pickle
import sys
import unicodedata
from collections.abc import Callable
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.content import frontmatter, parse
from site_builder.content.frontmatter import read_front_matter
from site_builder.content.leftovers import names_in
from site_builder.model import Record, Source
from site_builder.text import clean, cleaning, legacy, nfc, one_line, slugify, suspect_legacy
from site_builder.text.forms import SOUND
from site_builder.text.prose import block_around, code_lines, prose_blocks

WORDS = (
    "Uỷ ban nhân dân xã", "hoà", "Nguyê\u0303n", "Đảng", "12 °C", "quèc tiÕp", "Uû ban nh©n d©n x·", "Coäng hoaø xaõ hoäi",
    "Réunion", '"', "“", "”", "'", "…", "–", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\n  ", "\n---\n", "---\n", "+++\n",
    "```", "\n```\n", "~~~", "<pre>", "</pre>", "`", "\n> ", "\n- ", "\n# ", "| a  |", "](x.md \"t\")", "\u00ad", "\u00a0",
    "\u200b", "\u200d", "👩", "\ufeff", "\x07", "\x85", "\u2028", "\u0301", "\ue000", "\u212b", "\u1e9b", "ង", "a", "x.",
)  # fmt: skip
PASTED = st.lists(st.sampled_from(WORDS), max_size=14).map("".join) | st.text(max_size=40)
SHORT = (
    "ở",
    "ý",
    "à",
    "°",
    "được",
    "quèc",
    "tiÕp",
    "lµ",
    "Vieät",
    "ñoäc",
    "xã",
    "…",
    "a",
    "°C",
    "12",
    " ",
    " ",
    "  ",
    "\n",
    "”",
)
LINES = PASTED.map(lambda s: s.replace("\r", "").split("\n"))
YAML = st.lists(
    st.sampled_from(
        (
            "Tiêu đề", "title", ": ", ":", "\n", "\n  ", "\n        ", "- ", "-", "? ", "[", "]", "{", "}", ", ", "a", "'",
            '"', "# ", " #", "&a ", "*a", "!!map ", "|", ">", "\n...", "\n--- ", "...", "\n---\n", "%YAML 1.1", "\t",
            "2026-01-01T08:00:00+07:00", "\x85", "\u2028", "\x07", "--- \n",
        )
    ),
    max_size=24,
).map("".join)  # fmt: skip


def slowly(name: str, look: object) -> Any:
    """Put *look* in the place of a quick look, for as long as the context lasts."""
    return patch(f"site_builder.{name}", new=look)


def always(answer: bool) -> Callable[[object], bool]:
    return lambda _: answer


@given(PASTED, st.booleans())
@example("a\u00a0 \nb", True)
@example('---\na: "b"\n---\n\n"một" và\n> "hai"', True)
def test_cleaning_passes_over_nothing(s: str, quotes: bool) -> None:
    every = tuple((always(answer=True), mend) for _, mend in vars(cleaning)["_STAGES"])
    with slowly("text.cleaning._STAGES", every):
        slow = clean(s, quotes=quotes)
    assert clean(s, quotes=quotes) == slow
    assert one_line(s) == " ".join(clean(s).text.split())


def test_each_sound_character_stays_as_it_is_beside_every_other() -> None:
    chars = [char for char in map(chr, range(sys.maxunicode + 1)) if SOUND.fullmatch(char)]
    assert len(chars) > 700
    for char in chars:
        assert unicodedata.is_normalized("NFC", char)
        assert not unicodedata.combining(char)
        assert all(unicodedata.normalize("NFC", other + char) == other + char for other in "aeơ\u1eb9")
        assert not clean(f"a{char}b").changes


@given(LINES)
def test_the_paragraph_around_a_line_is_one_of_all_paragraphs(lines: list[str]) -> None:
    code = code_lines(lines)
    for start, end in prose_blocks(lines):
        assert {block_around(lines, index, code) for index in range(start, end)} == {(start, end)}


@given(st.lists(st.sampled_from(SHORT), max_size=12).map("".join) | PASTED)
@example(" quèc tiÕp được ở")
@example("quèc tiÕp" + " ở" * 20)
@example("quèc tiÕp" + " \u17e1\u17e2" * 9)
def test_surely_sound_is_only_what_is_no_suspect(s: str) -> None:
    known = suspect_legacy(s)
    with slowly("text.legacy._is_surely_sound", always(answer=False)):
        assert suspect_legacy(s) == known


def test_vietnamese_is_surely_sound_at_a_glance() -> None:
    for s in (
        "Uỷ ban vừa họp với các hộ để bàn việc sửa đường thôn ở giữa chợ.",
        "“Được” – ‘cả’ thôn biết…",
    ):
        assert vars(legacy)["_is_surely_sound"](s)


@given(st.from_regex(r"[A-Z]?[a-z0-9]{1,9}(--?[a-z0-9]{1,9}){0,5}-?", fullmatch=True), st.integers(0, 20))
@example("A-b", 0)
def test_what_is_a_slug_already_would_not_be_made_otherwise(s: str, limit: int) -> None:
    assert slugify(s, limit=limit) == slugify(f" {s} ", limit=limit)


@given(YAML)
@example("a:\n  - [{b: [c: d]}]")
@example("a: &b c")
@example("a: b\n--- c: &d")
@example("a: b\n--- x\ny: [c")
@example("a: b\n...\n- [c")
@example("? a : b\n: - c: d")
def test_front_matter_reads_the_same_at_a_glance(block: str) -> None:
    whole = f"---\n{block}\n---\nthân\n---\n"
    with slowly("content.frontmatter._is_shallow", always(answer=False)):
        slow = read_front_matter(whole, "a.md")
    assert read_front_matter(whole, "a.md") == slow


@given(YAML)
@example("- " * 22 + "a")
@example("[" * 22 + "]" * 22)
@example("- - - - - - a")
@example("? ? ? ? a")
@example("[a: [b: c]]")
@example("a:\n- b:\n  - c:\n    - d:\n      - e")
def test_what_is_shallow_at_a_glance_nests_in_few_levels(block: str) -> None:
    if not vars(frontmatter)["_is_shallow"](block):
        return
    depth = deepest = 0
    try:
        for event in yaml.parse(block, Loader=yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            deepest = max(deepest, depth)
    except yaml.YAMLError:
        pass
    assert deepest <= 20


def test_front_matter_is_cut_where_its_lines_say() -> None:
    cut = [
        ("---\na: b\n---\nthân\n", "thân\n", 4),
        ("--- \t\na: b\n---\t", "", 4),
        ("---\n---\n---\n", "---\n", 3),
        ("---\n----: b\n---\n\nx", "\nx", 4),
    ]
    for text, body, line in cut:
        front, _ = read_front_matter(text, "a.md")
        assert front is not None
        assert (front.body, front.body_line) == (body, line)


@pytest.mark.parametrize(
    "text", ["", "---", "----\na: b\n---", " ---\na: b\n---", "---\na: b\n --- \n", "---\na: b\n---x"]
)
def test_without_its_two_lines_there_is_no_front_matter(text: str) -> None:
    front, findings = read_front_matter(text, "a.md")
    assert front is None
    assert [one.rule for one in findings] == ["content.front-matter"]


def test_all_values_are_suspected_though_they_are_looked_at_in_one_go() -> None:
    head = "Tiêu đề: Tin casino\nTóm tắt: vào x-gov.com\nNgày đăng: 20/11/2026\nTác giả: nhà\nNguồn: cái\n"
    entry, findings = parse(Source(path="tin/a.md", text=f"---\n{head}---\n\nThân.\n", digest=""), "news")
    assert entry is not None
    assert [(one.rule, one.where.line) for one in findings] == [
        ("markup.gambling-words", 2),
        ("markup.lookalike-words", 3),
    ]


def test_a_record_finds_its_first_pair_and_travels_as_its_pairs() -> None:
    record = Record((("a", 1), ("b", (2, 3)), ("a", 4)))
    assert (record.a, record["b"], record.get("c"), "c" in record) == (1, (2, 3), None, False)
    assert list(record) == ["a", "b", "a"]
    assert repr(record) == "Record(pairs=(('a', 1), ('b', (2, 3)), ('a', 4)))"
    for twin in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record)):
        assert (twin, hash(twin), twin.a) == (record, hash(record), 1)
    with pytest.raises(AttributeError):
        record.c  # noqa: B018
    with pytest.raises(KeyError):
        record["c"]


@given(st.text(alphabet="abđ.. \n\t\u00a0/\\\"'()[]<>:,|-_%2Ễ\u0301\u2003", max_size=60) | PASTED)
@example("ten-anh-dai.jpg\n../ten-khac.pdf")
@example("a.b.c-d.e f.g\u00a0h.i\n.j k.l%20m.n (o.p)")
def test_names_of_files_are_the_same_piece_by_piece(words: str) -> None:
    name = vars(sys.modules["site_builder.content.leftovers"])["_NAME"]
    assert names_in(words) == [nfc(one).casefold() for one in name.findall(unquote(words))]
