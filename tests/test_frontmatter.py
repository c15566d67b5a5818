"""Front matter: strings only, exact lines, and a remedy for what clerks really write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.frontmatter import FrontMatter, Scalar, read_front_matter


def read(text: str) -> FrontMatter:
    front, findings = read_front_matter(text, "a.md")
    assert front is not None, findings
    return front


def rules(text: str) -> list[tuple[str, int]]:
    _, findings = read_front_matter(text, "a.md")
    return [(finding.rule, finding.where.line) for finding in findings]


def values(front: FrontMatter) -> dict[str, str]:
    return {pair.key: pair.value.text for pair in front.table.pairs if isinstance(pair.value, Scalar)}


@pytest.mark.parametrize("value", ["08", "no", "8:30", "0123", "2025-02-30", "1e3", "~", "null", "12/3/2026"])
def test_a_value_stays_the_string_that_was_written(value: str) -> None:
    assert values(read(f"---\na: {value}\n---\n")) == {"a": value}


def test_lines_are_those_of_the_file() -> None:
    front = read("---\nmột: 1\n\n# lời dặn\nhai: 2\n---\n\nThân bài\n")
    assert [(pair.key, pair.line) for pair in front.table.pairs] == [("một", 2), ("hai", 5)]
    assert front.body_line == 7
    assert front.body == "\nThân bài\n"


def test_an_unquoted_colon_gets_the_quoted_form() -> None:
    _, findings = read_front_matter("---\nTiêu đề: Thông báo: cắt điện\n---\n", "a.md")
    assert [(one.rule, one.where.line) for one in findings] == [("content.yaml-colon", 2)]
    assert 'Tiêu đề: "Thông báo: cắt điện"' in findings[0].hint


def test_a_double_key_names_both_lines() -> None:
    assert rules("---\na: 1\nb: 2\na: 3\n---\n") == [("content.duplicate-key", 4)]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("không có gì", "content.front-matter", 1),
        ("---\na: 1\n", "content.front-matter", 1),
        ("---\na: &x 1\nb: *x\n---\n", "content.yaml-alias", 2),
        ("---\na: *x\n---\n", "content.yaml-alias", 2),
        ("---\n- một\n---\n", "content.yaml", 2),
        ('---\na: "chưa đóng\n---\n', "content.yaml", 2),
        ("---\na:\n\t- b\n---\n", "content.yaml", 3),
        ("---\na: " + "[" * 3000 + "\n---\n", "content.front-matter", 1),
        ("---\na: " + "x" * 200_000 + "\n---\n", "content.front-matter", 1),
    ],
)
def test_what_cannot_be_read_is_a_finding_at_its_line(text: str, rule: str, line: int) -> None:
    assert rules(text) == [(rule, line)]


def test_an_alias_bomb_does_not_explode() -> None:
    bomb = (
        "---\na: &a [x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)},*{chr(97 + i)}]\n" for i in range(20))
        + "---\n"
    )
    assert rules(bomb) == [("content.yaml-alias", 2)]


@pytest.mark.parametrize("depth", [30, 500, 1900])
def test_deep_nesting_is_refused_without_a_crash(depth: int) -> None:
    assert rules("---\na: " + "[" * depth + "]" * depth + "\n---\n") == [("content.front-matter", 1)]


def test_empty_front_matter_is_no_keys() -> None:
    assert read("---\n---\nchữ").table.pairs == ()


@given(st.text(max_size=300))
def test_any_text_gives_findings_or_a_table(text: str) -> None:
    front, findings = read_front_matter("---\n" + text + "\n---\nthân", "a.md")
    assert front is not None or findings
