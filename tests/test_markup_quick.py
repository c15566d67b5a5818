"""The short way of plain texts: what it takes, it renders as the reference does, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import markup
from site_builder.markup import Rendered, render
from site_builder.markup.allow import clean
from site_builder.markup.limits import MAX_LINE
from site_builder.markup.quick import quick
from site_builder.pipeline import Plan, build_portal
from tests import tools
from tests.conftest import NOW, ROOT, tree


def reference(body: str) -> Rendered:
    return render(body, path="x.md", fast=False)


def is_same(body: str) -> bool:
    """Tell whether *body* is not plain, or is rendered as the reference does."""
    short = quick(body)
    return short is None or (clean(short) == short and render(body, path="x.md") == reference(body))


# --- forms ----------------------------------------------------------------------------------------------------------

PLAIN = (
    "Một dòng.",
    "\n\nHai dòng,\nmột đoạn: “trích”, \"nháy\", 'đơn'; 50% A - B + c = d # e @ f $ g!\n",
    "## Đề mục\n\nĐoạn.\n\n### Đề mục nhỏ 2\nĐoạn ngay dưới.",
    "# Một\n\n###### Sáu",
    "**Đậm**, *nghiêng*: **Điều 1.** *“a”* a*b*c (**d**)*e*",
    "[chữ](/a/b.md) [chữ](https://a.vn/x_y?z=1#k) [a](b_c.pdf) [m](mailto:a@b.vn) [t](tel:0912345678)",
    '![ảnh](/a.jpg) chữ ![ảnh](https://a.vn/a.jpg "Chú thích, có dấu")',
    "**[đậm](a)** *xem [b](c) nữa* **![d](e)** Chào![a](b)",
    '![Cảnh](/a.jpg "Cảnh vật")\n*Ảnh: Văn An*',
    "- một\n- *hai*\n- [ba](c)",
    "- một\n\n- hai\n- ba\n\n- bốn\n\nđoạn\n\n- năm",
    "1. một\n2. hai\n2. ba",
    "3. ba\n4. bốn\n\n5. năm\n\n- chấm\n\n1. lại một",
    "Hồ sơ gồm:\n- một\n- hai\n\n1. a\n2. b",
    "Hồ sơ gồm:\nhai phần\n1. một\n2. hai\n\n3. ba",
    "Hồ sơ gồm:\n10. mười\n11. mười một",
    "> Trích một\n> hai dòng\n\n> và một đoạn nữa\n\n- mục",
    "| Một | Hai |\n|---|---|\n| **a** | - |\n| [x](y) | ![z](t) |",
    "|a|b|c|\n| :-- | :-: | --: |\n| 1 |  | 3   |\n|| + | 4. |",
    "Một.\n\n\n\nHai.\n\n\n- a\n\n\n\n- b",
)
"""What the short way takes."""

NOT_PLAIN = (
    "a  \nb", "a \nb", "a ", " a", "a\n b", "a\tb", "a\r\nb", "a\u00a0b", "a\u200bb", "\ue001", "a\u2028b", "a\ufffdb",
    "<b>a</b>", "a < b", "a > b", "R&D", "&copy;", "a\\*b", "`a`", "```\na\n```", "a {.lead}", "## a {#b}", "a~b", "2^3",
    "*a", "a*", "* a*", "*a *", "**a", "***a***", "*a**b*", "**a***b*", "**a*b**", "**a *b* c**", "*a\nb*", "_a_", "a_b", "2 * 3",
    "[a]", "[[Tên bài]]", "[a][b]", "[a]: b", "[^1]", "[a]()", "[](a)", "![](a)", "[a](b c)", "[a](<b>)", "[a](b(c))",
    "[a](javascript:b)", "[a](data:b)", "[a](C:b)", "[a](https://a)", "[a](https://1.2.3.4)", "[a](https://xn--a.vn)",
    "[a](b 'c')", '[a](b "c")', "[a [b](c)](d)", "[*a*](b)", "![*a*](b)", '![a](b "")', '![n]( " ")', '![a](b " c")',
    "* a\n* b", "+ a", "-a", "-  a", "- - a", "- # a", "- > a", "- 1. a", "- | a", "- [ ] a", "- a\n  b", "- a\nb", "1) a\n- b",
    "2026. Năm", "1.", "1. 2. a", "1. a\n- b", "a\n- b", "a\n- b\n1. c", "a\n2. b\n3. c", "… a:\n- b\n- c", "1234. a\n1235. b",
    "• a\n• b", "– a\n– b", "a\n• b\n• c", "a\n---", "a\n===", "---", "* * *", ": a", "a\n: b", "/// luu-y\na\n///", "/ a", "= a",
    "##", "##a", "####### a", "## a #", "## a\n## b", "a\n## b", "#  a", ">a", "> ", "> a\nb", "> # a", "> - a", ">> a", "> > a",
    "| a |", "| a | b |", "| a | b |\n|---|---|", "| a |\n|---|\n| b |", "| a | b |\n|---|\n| c | d |", "a | b\n---|---\nc | d",
    "| a | b |\n|---|---|\n| c |", "| a | b |\n|---|---|\n| c | d | e |", "| a | b |\n|---|---|\nc | d", "| a\\|b | c |\n|---|---|\n| d | e |",
    "| `a|b` | c |\n|---|---|\n| d | e |", "a\n| b | c |\n|---|---|\n| d | e |", "٣. a", "",
)  # fmt: skip
"""What it leaves to the reference, be it equal or not: the list keeps the grammar from growing by chance."""


@pytest.mark.parametrize("body", PLAIN)
def test_a_plain_form_is_taken_and_is_the_same(body: str) -> None:
    assert quick(body) is not None
    assert is_same(body)


@pytest.mark.parametrize("body", NOT_PLAIN)
def test_what_is_not_plain_is_the_reference_s_wherever_it_stands(body: str) -> None:
    assert quick(body) is None or not body
    for around in (
        "Chữ.\n\n{}\n\nChữ.",
        "- {}\n- b",
        "## {}",
        "**{}**",
        "[{}](x)",
        "| {} | b |\n|---|---|\n| c | {} |",
    ):
        assert is_same(around.replace("{}", body))


# --- whole texts ----------------------------------------------------------------------------------------------------

OFFICES = ["Ủy ban nhân dân xã", "Hội Nông dân xã", "Trạm Y tế xã", "Tổ công nghệ số cộng đồng"]
DEEDS = ["tổ chức hội nghị triển khai", "rà soát, bổ sung", "sơ kết 6 tháng thực hiện", "nghiệm thu"]
MATTERS = ["công tác cải cách hành chính", "lễ hội đầu xuân", "12 ha lúa mùa", "phong trào “Xã sạch”"]


def sentence(chance: random.Random) -> str:
    return f"{chance.choice(OFFICES)} {chance.choice(DEEDS)} {chance.choice(MATTERS)} trong tháng {chance.randint(1, 12)}."


def paragraph(chance: random.Random) -> str:
    strong = f"**{chance.choice(OFFICES)}** cho biết: *{sentence(chance).rstrip('.')}*."
    return (
        f"{sentence(chance)} {strong} Xem [tin liên quan](/tin-tuc/tin-{chance.randint(1, 99)}.md) đã đăng."
    )


def article(number: int) -> str:
    """Return an article as communes write them, with all that the corpus of the benchmarks has."""
    chance = random.Random(number)
    blocks = [paragraph(chance), "## Kết quả", paragraph(chance), "## Nhiệm vụ", sentence(chance)]
    blocks.append("\n".join(f"- {sentence(chance)}" for _ in range(chance.randint(2, 4))))
    blocks.append(f'![Cảnh {sentence(chance)}](/media/anh.jpg "{chance.choice(MATTERS)}")\n*Ảnh: Lý A Tủa*')
    blocks.append(f"> {sentence(chance)}")
    if number % 5 == 0:
        rows = "\n".join(f"| {chance.choice(MATTERS)} | {chance.randint(1, 99)} | 5 % |" for _ in range(4))
        blocks += ["### Số liệu", f"| Nội dung | Kế hoạch | Thực hiện |\n|---|---|---|\n{rows}"]
    if number % 2:
        blocks.append("\n".join(f"{item}. {sentence(chance)}" for item in range(1, 4)))
    blocks.append(
        "Xin truy cập [Cổng dịch vụ công](https://dichvucong.example.vn/ho-so/7), gọi 0200 000 0101."
    )
    return "\n\n".join(blocks) + "\n"


def test_articles_as_communes_write_them_are_plain_and_the_same() -> None:
    for body in map(article, range(40)):
        assert quick(body) is not None
        assert render(body, path="x.md") == reference(body)


def bodies() -> Iterator[str]:
    """Give the text of every file of the sample and of the test portals, without its front matter."""
    for folder in (ROOT / "content", Path(__file__).parent / "portals", Path(__file__).parent / "cases"):
        for file in sorted(folder.rglob("*.md")):
            yield file.read_text(encoding="utf-8", errors="replace").rpartition("\n---\n")[2]


def test_the_portals_in_this_repository_are_the_same() -> None:
    every = list(bodies())
    assert all(is_same(body) for body in every)
    assert sum(quick(body) is not None for body in every) > 90


def test_the_examples_of_commonmark_are_the_same() -> None:
    examples = tools.commonmark().read_text(encoding="utf-8").split("`" * 32 + " example\n")[1:]
    assert len(examples) > 600
    for example in examples:
        body = example.partition("\n.\n")[0].replace("→", "\t")
        assert is_same(body)
        assert is_same(body.strip() + "\n\nChữ.")


MARKS = "\n|\n|\n\n|\n\n|\n\n| |  |\t|*|**|***|_|__|[|]|(|)|](|![|!|#|## |-|- |+ |* |1. |2. |3) |> |>|:|/// |~~~|`|\\|&|&amp;|<|<b>|{|}|=|---|===|[^1]|]: |\"|'|.|,"
PARTS = (
    *MARKS.split("|"), "|", "|", " | ", "\n|---|---|\n", "| a | b |", "a", "b", "xã", "1", "12", "“", "”", "(", "…", "•", "–", "/a.jpg", "x.md",
    "https://a.vn/", "mailto:", "javascript:", "**a**", "*b*", "[c](d)", '![e](f "g")', "\n- h", "\n1. i", "\n> k", "\n\n## l", "\r", "\u00a0",
)  # fmt: skip
anything = st.lists(st.sampled_from(PARTS), max_size=14).map("".join)
blocks = st.lists(st.sampled_from(PLAIN + NOT_PLAIN), min_size=1, max_size=5)
documents = st.tuples(blocks, st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", " "])).map(
    lambda of: of[1].join(of[0])
)


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Return a plain text with a few parts put in and characters taken out where chance has it."""
    body = "\n\n".join(draw(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3)))
    for part in draw(st.lists(st.sampled_from(PARTS), max_size=3)):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + part + body[at + draw(st.integers(0, 1)) :]
    return body


@settings(max_examples=600)
@given(anything | documents | slips())
def test_any_text_is_the_same(body: str) -> None:
    assert is_same(body)


@pytest.mark.long
@settings(max_examples=20_000)
@given(anything | documents | slips())
def test_very_many_texts_are_the_same(body: str) -> None:
    assert is_same(body)


# --- bounds ---------------------------------------------------------------------------------------------------------

SWARMS = ("*a*,", "*a* ", "**a**b", "[a](b)", "![a](b)", "*[a](b)* ", "# a\n\n", "- a\n", "- a\n\n", "1. a\n", "a\n", "a\n\n", "> a\n", "> a\n\n", "# a\nb\n\n", "a:\n- b\n- c\n\n", "*a*\n", "- *a*\n", "- [a](b)\n\n", "(", "a! ")  # fmt: skip


@pytest.mark.parametrize("swarm", [*SWARMS, "| a | b |\n|---|---|\n" + "| *a* | [b](c) |\n" * 1000])
def test_what_is_taken_never_costs_the_reference_more_than_it_may(swarm: str) -> None:
    body = (swarm * (MAX_LINE // len(swarm))).strip()
    assert quick(body) is not None
    assert quick(body + "\n\n" + body) is None
    assert render(body, path="x.md") == reference(body)


@pytest.mark.slow
def test_the_built_sample_is_the_same_without_the_short_way(
    sample: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(root=project, out=project / "public", now=NOW, workers=1)
    assert build_portal(sample, plan).pages > 100
    before = tree(plan.out)
    for cache in plan.cache(sample).glob("*.sqlite*"):
        cache.unlink()
    asked: list[str] = []
    monkeypatch.setattr(markup, "quick", asked.append)
    build_portal(sample, plan)
    assert len(asked) > 100
    assert tree(plan.out) == before
