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


@pytest.mark.parametrize(
    ("block", "rule", "line", "hint"),
    [
        ("a: 1\nTóm tắt:Sáng 22/11\nb: 2", "content.yaml", 3, "Tóm tắt: Sáng 22/11"),
        ("Tóm tắt:Sáng 22/11", "content.yaml", 2, "Tóm tắt: Sáng 22/11"),
        ('a: 1\nTiêu đề: "Họp\nTóm tắt: "Sáng"\nb: 2', "content.yaml-quote", 3, 'Tiêu đề: "Họp"'),
        ("a: 1\nb: 'Họp\nc: 2", "content.yaml-quote", 3, "b: 'Họp'"),
        ("a: 1\nTiêu đề： Họp tổ\nb: 2", "content.yaml", 3, "Tiêu đề: Họp tổ"),
        ("Tiêu đề：Họp tổ", "content.yaml", 2, "Tiêu đề: Họp tổ"),
        ("a: 1\n#Chuyên đề:\n  - Nông thôn mới\nb: 2", "content.yaml", 4, "“Chuyên đề:”"),
        ("a: 1\n## Ảnh:\n  Tệp: a.jpg\nb: 2", "content.yaml", 4, "“Ảnh:”"),
        (
            'Tiêu đề: "Lá lành" đùm lá rách\nb: 2',
            "content.yaml-quote",
            2,
            "Tiêu đề: '\"Lá lành\" đùm lá rách'",
        ),
        ("a: 1\nTiêu đề: [Khẩn] Họp\nb: 2", "content.yaml-quote", 3, 'Tiêu đề: "[Khẩn] Họp"'),
        ('Tóm tắt: >\n  a:b "c\nTiêu đề: Họp: tổ', "content.yaml-colon", 4, 'Tiêu đề: "Họp: tổ"'),
        ("Tiêu đề: Họp tổ #3 và #4", "content.yaml-hash", 2, 'Tiêu đề: "Họp tổ #3 và #4"'),
        ("Tiêu đề: #3 họp", "content.yaml-hash", 2, 'Tiêu đề: "#3 họp"'),
        ("a:\n  - Tổ #3", "content.yaml-hash", 3, '"Tổ #3"'),
        ("a:\n  Tệp: a #3.jpg", "content.yaml-hash", 3, 'Tệp: "a #3.jpg"'),
    ],
)
def test_a_slip_is_told_at_its_own_line_with_the_line_as_it_should_be(
    block: str, rule: str, line: int, hint: str
) -> None:
    _, findings = read_front_matter(f"---\n{block}\n---\n", "a.md")
    assert [(one.rule, one.where.line) for one in findings] == [(rule, line)]
    assert hint in findings[0].hint


@pytest.mark.parametrize(
    "block",
    [
        "Nháp: có    # xoá dòng này khi bài đã xong",
        "# lời dặn #3\na: 1",
        'a: "Họp tổ #3"',
        "a: Họp tổ#3",
        "a: # dòng con ở dưới\n  - một",
        "a: |\n  tổ #3",
        "a: 'Họp' # ghi chú",
    ],
)
def test_a_hash_that_cuts_nothing_is_no_slip(block: str) -> None:
    assert rules(f"---\n{block}\n---\n") == []


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
        ('---\na: "chưa đóng\n---\n', "content.yaml-quote", 2),
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
