from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import markup
from site_builder.errors import Severity
from site_builder.markup import INLINE, LINK, PICTURE, Rendered, fill, limits, locate, render
from site_builder.markup.addresses import imitates_gov_vn, scheme_of
from site_builder.markup.allow import clean, reclean
from site_builder.markup.hidden import HIDING_CLASSES, declarations, inspect
from site_builder.model import ImageField, Prose
from tests.conftest import ROOT

CASES = Path(__file__).parent / "cases" / "markup"
VECTORS = (CASES / "xss.txt").read_text(encoding="utf-8").split("\n----\n")
HIDDEN = (CASES / "hidden.txt").read_text(encoding="utf-8").strip().split("\n")
SHOWN = (CASES / "shown.txt").read_text(encoding="utf-8").strip().split("\n")
MARKS = {LINK: "⟦{}⟧", PICTURE: "⟦hình {}⟧", INLINE: "⟦ảnh {}⟧"}


def rules(body: str) -> list[tuple[str, int]]:
    return [(one.rule, one.where.line) for one in render(body, path="x.md").findings]


def html_of(body: str) -> str:
    return render(body, path="x.md").prose.html


# --- cases: input and expected output in one file -----------------------------------------------------------------


def readable(woven: str) -> str:
    for mark, form in MARKS.items():
        woven = re.sub(f"{mark}(\\d+){mark}", lambda found, form=form: form.format(found[1]), woven)
    return woven


def sections(rendered: Rendered) -> str:
    """Write a result as a case holds it: what is empty is left out."""
    prose = rendered.prose
    parts = {
        "html": readable(prose.html).strip(),
        "links": "\n".join(prose.links),
        "pictures": "\n".join(
            " | ".join((one.file, one.alt, one.caption, one.credit)) for one in prose.pictures
        ),
        "headings": "\n".join(f"{one.level} #{one.anchor} {one.text}" for one in prose.headings),
        "findings": "\n".join(f"{one.severity} {one.rule} {one.where.line}" for one in rendered.findings),
    }
    return "".join(f"=== {name}\n{part}\n" for name, part in parts.items() if part)


def parse_case(text: str) -> tuple[str, str]:
    body, mark, expected = text.partition("\n=== ")
    return body, f"=== {expected}" if mark else ""


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_a_case_gives_what_its_file_says(case: Path) -> None:
    body, expected = parse_case(case.read_text(encoding="utf-8"))
    assert sections(render(body, path="x.md")) == expected


# --- safety -------------------------------------------------------------------------------------------------------


class Witness(HTMLParser):
    """Reads finished HTML as a stranger would and lists what must not be there."""

    FORBIDDEN = frozenset({
        "script", "style", "iframe", "frame", "object", "embed", "form", "input", "button",
        "textarea", "select", "svg", "math", "link", "meta", "base", "marquee", "blink",
        "audio", "video", "source", "applet", "template", "noscript", "body", "html", "head",
        "title", "frameset", "img", "isindex",
    })  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.FORBIDDEN:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith(("on", "xmlns", "form")) or name in {
                "style",
                "src",
                "srcset",
                "srcdoc",
                "action",
            }:
                self.faults.append(f"{tag} {name}={value}")
            if name == "href" and scheme_of(value or "") not in {"", "http", "https", "mailto", "tel"}:
                self.faults.append(f"{tag} {name}={value}")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}>")


def faults(page: str) -> list[str]:
    witness = Witness()
    witness.feed(page)
    witness.close()
    return witness.faults


def filled(prose: Prose) -> str:
    """Fill the holes with the very addresses that the clerk wrote: the worst that the site could do."""
    none = [""] * len(prose.pictures)
    return fill(prose, prose.links, none.__getitem__, none.__getitem__)


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) >= 80
    assert len(set(VECTORS)) == len(VECTORS)


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_a_vector_is_harmless_as_a_block_inside_text_and_in_every_container(vector: str) -> None:
    indented = vector.replace("\n", "\n    ")
    for body in (
        vector,
        f"Chữ {vector} chữ",
        f"- {indented}",
        f"> {vector}",
        f"| a |\n| - |\n| {vector} |",
        f"/// luu-y | {vector}\n{vector}\n///",
        f"x[^1]\n\n[^1]: {vector}",
        f"## {vector}",
        f"<div>\n{vector}\n</div>",
    ):
        prose = render(body, path="x.md").prose
        assert faults(filled(prose)) == []
        assert reclean(prose.html) == prose.html


def test_the_witness_sees_what_it_is_asked_for() -> None:
    bad = '<p onclick="x"><a href="java&#10;script:x">y</a><script>z</script><!-- c --><b style="x">'
    assert len(faults(bad)) == 5


@pytest.mark.parametrize("line", HIDDEN)
def test_a_hidden_link_is_an_error(line: str) -> None:
    found = [
        one for one in render(f"Chữ.\n\n{line}\n", path="x.md").findings if one.rule == "markup.hidden-link"
    ]
    assert found
    assert {one.severity for one in found} == {Severity.ERROR}
    assert {one.where.line for one in found} == {3}


@pytest.mark.parametrize("line", SHOWN)
def test_an_honest_link_is_not_taken_for_a_hidden_one(line: str) -> None:
    assert "markup.hidden-link" not in dict(rules(f"Chữ.\n\n{line}\n"))


def test_a_hidden_link_is_seen_through_the_difference_between_parsers() -> None:
    assert inspect('<!--><a href="https://x.example" style="display:none">x</a><!-- -->').hidden


def test_a_style_is_read_as_a_browser_reads_it() -> None:
    assert declarations(r"DIS/**/PLAY: NONE !important; \63olor : red") == {"display": "none", "color": "red"}


def test_blanks_inside_a_scheme_are_not_believed() -> None:
    rendered = render(
        "[x](java    script:a) ![Cây đa](java    script:b) <img src='vb  script:c' alt='d'>", path="x.md"
    )
    assert rendered.prose.links == rendered.prose.pictures == ()
    assert rendered.prose.text == "x Cây đa d"
    assert {one.rule for one in rendered.findings} == {"markup.scheme"}


def test_no_empty_class_is_left_where_none_was_allowed() -> None:
    assert html_of('<p class="la">x</p>') == "<p>x</p>"


def test_a_heading_does_not_take_an_id_of_the_theme() -> None:
    assert render("## Nội dung\n\nx {#lien-quan}", path="x.md").prose.headings[0].anchor == "noi-dung-2"


def test_marks_of_holes_cannot_be_forged() -> None:
    body = (
        f"a {LINK}0{LINK} {PICTURE}0{PICTURE} &#xe001;0&#57345; [x](&#xe001;0&#xe001;) ![a &#xe002;](x.jpg)"
    )
    prose = render(body, path="x.md").prose
    assert prose.html.count(LINK) == 2
    assert prose.html.count(INLINE) == 2
    assert PICTURE not in prose.html
    assert not set("\ue001\ue002\ue003") & set("".join((prose.text, *prose.links, prose.pictures[0].alt)))


# --- properties ---------------------------------------------------------------------------------------------------

_WORDS = """[ ] ( ) ![ [[ ]] < > </ <a <b> </b> <div> </div> <p <table><tr><td> <pre> <!-- --> <![CDATA[ & &# &lt; ; " ' = # ##
#### * ** _ ` ``` ~~~ | - -- :-- 1. + {.lead} {#x} {: } /// luu-y [^1] [^1]: \\ \\[ x á xã https://a.example a.jpg href= src= style=
display:none javascript: <img <h1> <h4> <svg> <math> <style> <script> </p> <br> id="portal-x" <li> <a><a> <caption> <select> <td>
<th> &#xe001; &#2; &#xd800; klzzwxh:0000 wzxhzdk:0 amp [a](b) ![a](b) *x* **y** |a|b| |-|-| - 1 # --- === : <p> </pre> </table>"""
_PIECES = st.sampled_from(
    [*_WORDS.split(), "\x00", "\x02", "\x03", "\ud800", "\ue001", "\u200b", "\u2028", "\x85"]
) | st.sampled_from(["\n", "\n\n", "    ", "\t", " ", "\r", "  \n", "\n///\n", "\n> ", "\n- ", "\n: "])  # fmt: skip
_TEXTS = st.lists(_PIECES | st.text(max_size=3), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_no_text_raises_and_what_comes_out_is_safe_stable_and_balanced(body: str) -> None:
    prose = render(body, path="x.md").prose
    assert reclean(prose.html) == prose.html
    assert faults(filled(prose)) == []
    for mark, many in ((LINK, len(prose.links)), (PICTURE + INLINE, len(prose.pictures))):
        holes = re.findall(f"([{mark}])(\\d+)([{mark}])", prose.html)
        assert sorted(int(number) for _, number, _ in holes) == list(range(many))
        assert all(start == end for start, _, end in holes)
        assert sum(map(prose.html.count, mark)) == 2 * many
    anchors = re.findall(r'<[^>]* id="([^"]*)"', prose.html)
    assert not [one for one in anchors if one.startswith("portal-")]
    assert {one.anchor for one in prose.headings} <= set(anchors)


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_rendering_is_a_function_of_the_text(body: str) -> None:
    first = render(body, path="x.md")
    render("[[khác]] [^1]\n\n[^1]: x\n\n# h", path="y.md")
    assert render(body, path="x.md") == first


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_lines_of_findings_lie_inside_the_text(body: str) -> None:
    for one in render(body, path="x.md", first_line=10).findings:
        assert 10 <= one.where.line <= 10 + body.count("\n")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["h1", "h2", "h3", "h4", "h5", "h6"]), max_size=12))
def test_headings_begin_at_two_and_never_skip(tags: list[str]) -> None:
    prose = render("\n\n".join(f"<{tag}>Mục</{tag}>" for tag in tags), path="x.md").prose
    levels = [one.level for one in prose.headings]
    assert all(after <= before + 1 for before, after in zip([1, *levels], levels, strict=False))
    assert len({one.anchor for one in prose.headings}) == len(tags)


# --- holes --------------------------------------------------------------------------------------------------------


def test_filling_escapes_addresses_and_puts_pictures_in() -> None:
    prose = render("[a](b.md) và ![Cầu treo](c.jpg)\n\n![Chợ quê](d.jpg)", path="x.md").prose
    page = fill(prose, ['/x?a="1"&b'], "<figure>{}</figure>".format, "<img {}>".format)
    assert page == '<p><a href="/x?a=&quot;1&quot;&amp;b">a</a> và <img 0></p>\n<figure>1</figure>'


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    prose = render("[**một** chữ](a.md), [hai](b.md)", path="x.md").prose
    assert fill(prose, ["", "/b"], str, str) == '<p><strong>một</strong> chữ, <a href="/b">hai</a></p>'


def test_raw_tags_get_holes_like_markdown() -> None:
    body = '<a href="a.md?x=1&amp;y">chữ</a> <img src="b.jpg" alt="Cây đa" title="Chú thích">'
    prose = render(body, path="x.md").prose
    assert prose.links == ("a.md?x=1&y",)
    assert prose.pictures == (ImageField(file="b.jpg", alt="Cây đa", caption="Chú thích"),)


def test_links_never_nest() -> None:
    body = '<div><a href="a.md">x<table><tr><td><a href="b.md">y</a></td></tr></table>z</a></div>'
    tags = re.findall(r"</?a\b", html_of(body))
    assert tags == ["<a", "</a"] * (len(tags) // 2)


# --- lines --------------------------------------------------------------------------------------------------------


def test_locate_finds_a_target_before_mere_words() -> None:
    body = "xem a.md trước\n\n```\n[x](a.md)\n```\n\n[x](a.md)\n"
    assert locate(body, "a.md", 10) == 16


@pytest.mark.parametrize(
    ("body", "reference", "line"),
    [
        ("a\n[x](b.md)", "b.md", 2),
        ("a\n\n[[Tiêu đề\ndài]]", "[[Tiêu đề dài]]", 3),
        ('a\n<a href="x?a=1&amp;b=2">y</a>', "x?a=1&b=2", 2),
        ("[x][1]\n\n[1]: https://x.example", "https://x.example", 3),
        ("a\n<https://x.example>", "https://x.example", 2),
        ("a", "không có", 1),
        ("a", "", 1),
    ],
)
def test_locate_knows_the_ways_to_write_a_reference(body: str, reference: str, line: int) -> None:
    assert locate(body, reference, 1) == line


def test_each_use_of_one_address_has_its_own_line() -> None:
    body = "[tại đây](a.md)\n\n[Kế hoạch](a.md)\n\n[tại đây](a.md)"
    assert rules(body) == [("markup.link-text", 1), ("markup.link-text", 5)]


def test_lines_count_from_the_first_line_of_the_body() -> None:
    found = render("Chữ.\n\n[x](javascript:a)\n", path="tin.md", first_line=12).findings
    assert [str(one.where) for one in found] == ["tin.md:14"]


# --- costs: each of these took from seconds to hours, or all memory ------------------------------------------------


SLOW = {
    "[": ("[" * 4_000, "markup.too-many-brackets"),
    "![": ("![" * 4_000, "markup.too-many-brackets"),
    "[^": ("[^\n" * 20_000, "markup.too-many-brackets"),
    "[[": ("[[" * 4_000, "markup.too-many-brackets"),
    "[a](": ("[a](b" * 3_900, "markup.too-complex"),
    "lists on one line": ("1. " * 1_000, "markup.too-deep"),
    "deep list": ("\n".join("    " * depth + "- x" for depth in range(40)), "markup.too-deep"),
    "quotes": (">" * 5_000 + " x", "markup.too-deep"),
    "callouts": ("\n\n".join(["/" * (90 - at) + " luu-y" for at in range(40)] + ["/" * (51 + at) for at in range(40)]), "markup.too-deep"),
    "unclosed callouts": ("/// luu-y\n\n" * 2_000, "markup.too-complex"),
    "emphasis": ("*a*\n" * 20_000, "markup.too-complex"),
    "backticks": ("`a\n" * 20_000, "markup.too-complex"),
    "unclosed fences": ("```x\n" * 20_000, "markup.too-complex"),
    "entities": ("&a;\n" * 20_000, "markup.too-complex"),
    "ampersands": ("&\n" * 160_000, "markup.too-complex"),
    "wide table": ("|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "|\n" * 20_000, "markup.too-complex"),
    "ticks in a table": ("a|b\n-|-\n" + ("`a" * 9_000 + "|x\n") * 20, "markup.too-complex"),
    "definitions": ("a\n" + ": b\n" * 20_000, "markup.too-complex"),
    "headings": ("# a\n" * 20_000, "markup.too-complex"),
    "one footnote": ("[^1] " * 10_000 + "\n\n[^1]: x", "markup.too-long"),
    "footnotes": ("[^1] " * 1_000 + "\n\n[^1]: x", ""),
    "blank lines": ("\n" * 900_000, "markup.too-complex"),
    "short blocks": ("a\n\n" * 30_000, "markup.too-complex"),
    "tags": ("<b></b>\n" * 20_000, "markup.too-complex"),
    "open tags": ("<div>" * 1_000, "markup.too-deep"),
    "closings": ("</p>\n" * 30_000, "markup.too-complex"),
    "attributes": ("## x " + "{a=" * 6_000, ""),
    "blanks": ("## x" + " " * 19_000 + "{", ""),
    "long line": ("x" * 20_001, "markup.too-long"),
    "long text": ("x y\n" * 260_000, "markup.too-long"),
    "bytes": ("ế\n" * 260_000, "markup.too-long"),
    "nested emphasis": ("*a **b " * 700, ""),
    "closed nested emphasis": ("*a **b " * 60 + "c** d* " * 60, "markup.too-deep"),
    "telephone numbers": (f"gọi 113 & 0912 345 678 {'x' * 60}\n" * 10_000, ""),
    "nested links": ("[" * 150 + "x" + "](a)" * 150, ""),
}  # fmt: skip


@pytest.fixture
def small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twelfth of the real one: the same growth is seen in a twelfth of the time."""
    monkeypatch.setattr(limits, "BUDGET", limits.BUDGET // 12)


@pytest.mark.usefixtures("small_budget")
@pytest.mark.parametrize("name", SLOW)
def test_a_text_that_would_hang_the_parser_is_refused_or_harmless(name: str) -> None:
    body, rule = SLOW[name]
    errors = {one.rule for one in render(body, path="x.md").findings if one.is_error}
    assert errors == ({rule} if rule else set())


@pytest.mark.usefixtures("small_budget")
def test_a_refusal_names_the_line() -> None:
    assert rules("Đoạn.\n\n" + "[" * 4_000) == [("markup.too-many-brackets", 3)]
    assert rules("Đoạn.\n\n- x\n\n" + "1. " * 1_000) == [("markup.too-deep", 5)]
    assert rules("Đoạn.\n\n" + "x" * 20_001) == [("markup.too-long", 3)]
    assert rules("Đoạn.\n\nHai.\n" + "`a\n" * 20_000) == [("markup.too-complex", 3)]


def nested(count: int) -> list[str]:
    quotes = "\n".join(">" * depth + " x" for depth in range(1, count))
    return [
        "[" * count + "x" + "](a)" * count,
        "*a **b " * count + "c** d* " * count,
        "*_" * count + "x" + "_*" * count,
        "<b>" * count + "x" + "</b>" * count,
        "<div>" * count + "x" + "</div>" * count,
        "- " * count + "x",
        "\n".join("    " * depth + "1. x" for depth in range(count)),
        quotes,
        "> - " * count + "x",
        ": ".join(["a\n"] * count),
        "[^1]\n\n" + "[^1]: " * count,
    ]


def at_depth(frames: int, body: str) -> Rendered:
    return at_depth(frames - 1, body) if frames else render(body, path="x.md")


@pytest.mark.parametrize("count", [3, 18, 19, 21, 30, 60, 90, 150, 250, 400])
def test_the_answer_does_not_depend_on_how_deep_the_caller_stands(count: int) -> None:
    for body in nested(count):
        assert at_depth(300, body) == render(body, path="x.md")


def test_an_honest_long_report_passes() -> None:
    table = "| Thôn | Số hộ | Ghi chú |\n| --- | --: | --- |\n" + "".join(
        f"| Thôn {number} | {number} | [Kế hoạch {number}](ke-hoach-{number}.md) |\n" for number in range(200)
    )
    chapter = (
        "## Kết quả\n\nĐoạn văn *đầy đủ* với **số liệu** và chú thích[^1].\n\n- một\n- hai\n    - ba\n\n"
    )
    body = (chapter + table + "\n") * 10 + "\n[^1]: Nguồn: báo cáo năm.\n"
    rendered = render(body, path="x.md")
    assert rendered.findings == ()
    assert len(body) > 80_000
    assert len(rendered.prose.links) == 2_000


@pytest.mark.usefixtures("small_budget")
def test_a_text_after_a_refused_one_is_read_as_ever() -> None:
    before = html_of("# a\n\n- b")
    for name in ("[", "emphasis", "lists on one line", "unclosed callouts"):
        render(f"# x\n\n> - y\n\n{SLOW[name][0]}", path="x.md")
    assert html_of("# a\n\n- b") == before


def test_one_rule_fills_no_screen() -> None:
    found = render("![](a.jpg)\n\n" * 100, path="x.md").findings
    assert len(found) == 31
    assert found[-1].message == "Còn 70 chỗ nữa mắc cùng lỗi này."


# --- words --------------------------------------------------------------------------------------------------------


def test_the_text_has_no_marks_of_footnotes_and_holes() -> None:
    body = "Xã[^1] có\nđường ![Cầu treo](a.jpg) đẹp.\n\n- một\n- hai\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Nguồn."
    prose = render(body, path="x.md").prose
    assert prose.text == "Xã có đường đẹp.\nmột\nhai\na b\n1 2\nNguồn."
    assert prose.lead == "Xã có đường đẹp."


def test_a_text_that_looks_like_a_template_is_text() -> None:
    body = "## {% if x %}\n\n{{ config }} {%- y -%} {# z #}\n\n| {{ a }} | b {% c %} |\n|---|---|\n| 1 | 2 |"
    page = html_of(body)
    for piece in ("{% if x %}", "{{ config }} {%- y -%} {# z #}", "{{ a }}", "b {% c %}"):
        assert piece in html.unescape(page)


def test_typographic_quotes_and_dashes_stay() -> None:
    assert html_of("“Một” – 'hai' -- \"ba\" ...") == "<p>“Một” – 'hai' -- \"ba\" ...</p>"


def test_a_heading_with_a_barred_d_gives_an_anchor_with_d() -> None:
    assert render("## Đường Đức Trạch", path="x.md").prose.headings[0].anchor == "duong-duc-trach"


@pytest.mark.parametrize(
    ("address", "imitates"),
    [
        ("https://dichvucong.gov.vn/x", False),
        ("https://gov.vn", False),
        ("https://a.gov.vn:443/", False),
        ("https://example.com/?u=gov.vn.com", False),
        ("tep-gov-vn.pdf", False),
        ("https://govnews.vn", False),
        ("https://[hỏng", False),
        ("https://a.gov-vn.com", True),
        ("https://a.gov.vn.xyz/", True),
        ("//gov.vn.com", True),
        ("http:\\\\gov.vn.com", True),
        ("http:/gov.vn.com", True),
        ("https://govvn.com", True),
        ("https://g0v.vn", True),
        ("https://dichvucong.gоv.vn", True),  # a Cyrillic o
        ("https://dichvucong.xn--gv-fmc.vn/", True),
        ("https://dichvucong.gov.vn@evil.example", True),
        ("https://DICHVUCONG.GOV-VN.NET", True),
        ("https://mau-gov.com/", True),
        ("https://mau_gov.com.vn/", True),
        ("https://gov.com/", True),
        ("https://mau.gov.com/", True),
        ("https://mau.gov.com.vn/", True),
        ("https://gov.mau.example/", True),
        ("https://usa.gov/", False),
        ("https://www.gov.uk/", False),
        ("https://moh.gov.sg/", False),
        ("https://www2.gov.bc.ca/", False),
        ("https://www.gov.scot/", False),
        ("https://laws.e-gov.go.jp/", False),
        ("https://gov-online.go.jp/", False),
        ("https://data-gov.service.gov.uk/", False),
    ],
)
def test_hosts_that_imitate_gov_vn_are_known(address: str, imitates: bool) -> None:
    assert imitates_gov_vn(address) is imitates


@pytest.mark.parametrize(
    ("alt", "caption", "fine"),
    [
        ("Bà con gặt lúa", "Gặt lúa vụ Đông Xuân", True),
        ("", "x", False),
        (" . ", "x", False),
        ("gat-lua.jpg", "", False),
        ("Gặt lúa", "", False),
        ("Cánh đồng vàng", "Cánh đồng vàng.", False),
    ],
)
def test_a_picture_needs_a_description_of_its_own(alt: str, caption: str, fine: bool) -> None:
    found = dict(rules(f'Chữ ![{alt}](/media/gat-lua.jpg "{caption}") chữ'))
    assert ("markup.alt" not in found) is fine


@pytest.mark.parametrize(
    "words", ["tại đây", "Xem tại đây", "ở đây", "Click here", "https://x.example/a", "Xem thêm »"]
)
def test_empty_words_of_a_link_are_noted(words: str) -> None:
    assert rules(f"[{words}](https://x.example/a)") == [("markup.link-text", 1)]


def test_prevention_articles_are_only_noted() -> None:
    found = render("Công an xã tuyên truyền phòng, chống\nđánh bạc, lô đề.", path="x.md").findings
    assert [(one.rule, one.severity, one.where.line) for one in found] == [
        ("markup.gambling-words", Severity.NOTE, 2)
    ]
    assert rules("Ngân hàng đề nghị; casio; tái xỉu; nấm và cá độc") == []


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Gồm:\n- a\n- b", "<p>Gồm:</p><ul><li>a</li><li>b</li></ul>"),
        ("**Gồm:**\n1. a\n2. b", "<p><strong>Gồm:</strong></p><ol><li>a</li><li>b</li></ol>"),
        ("năm\n2026. x\n2027. y", "<p>năm2026. x2027. y</p>"),
        ("Mức:\n- 5 độ", "<p>Mức:- 5 độ</p>"),
        ("- a\nnối\n- b\n- c", "<ul><li>anối</li><li>b</li><li>c</li></ul>"),
        ("```\nx\n- a\n- b\n```", "<pre><code>x- a- b</code></pre>"),
    ],
)
def test_a_list_needs_no_blank_line_after_its_text(body: str, html: str) -> None:
    assert html_of(body).replace("\n", "") == html


def test_a_number_stays_with_its_unit_but_not_in_code() -> None:
    assert html_of('Cao **12** m, `5 m`, [4 km](https://a.example/ "5 m")').count("\N{NO-BREAK SPACE}") == 1
    assert render("rộng 5 m", path="x.md").prose.text == "rộng 5 m"


def test_many_links_out_are_noted_at_the_first_that_is_too_many() -> None:
    body = "\n\n".join(f"[Trang số {number}](https://x{number}.example)" for number in range(22))
    assert rules(body) == [("markup.many-links", 41)]


def test_a_faulty_heading_is_named_by_its_own_line() -> None:
    found = render("## A\n\n### B\n\n## A\n\n#### B", path="x.md").findings
    assert [(one.rule, one.where.line) for one in found] == [("markup.heading", 7)]
    assert "các dòng cần xem: 7." in found[0].message


@pytest.mark.parametrize("between", [" ", "\n", "\u00a0", "\u3000", "&emsp;", "<br>"])
def test_the_words_of_a_long_paragraph_are_counted_whatever_parts_them(between: str) -> None:
    assert rules(between.join(["chữ"] * 121)) == [("markup.long-paragraph", 1)]
    assert rules(between.join(["chữ"] * 120)) == []


def test_a_stumble_of_the_library_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(self: object, source: str) -> str:
        raise IndexError(source)

    monkeypatch.setattr("markdown.Markdown.convert", stumble)
    assert rules("a\n\n*b_*") == [("markup.unreadable", 3)]


def test_findings_tell_what_to_do_in_vietnamese() -> None:
    everything = "\n\n".join(
        (*VECTORS, *HIDDEN, "# a", "#### b", "[tại đây](x)", "![](a.jpg)", "/// la\nx\n///")
    )
    for one in render(everything, path="x.md").findings:
        assert one.rule.startswith("markup.")
        assert re.search("[ăâđêôơưàáảãạ]", one.message)
        assert one.hint.endswith((".", ").", "…"))


def test_the_parts_are_exported() -> None:
    assert set(markup.__all__) >= {
        "MARKUP_VERSION",
        "Rendered",
        "fill",
        "locate",
        "render",
        "LINK",
        "PICTURE",
        "INLINE",
    }
    assert clean("<p>x") == "<p>x</p>"


def test_the_classes_by_which_the_themes_hide_are_known() -> None:
    rule = re.compile(r"^\.([\w-]+(?:, \.[\w-]+)*) \{[^}]*(?:display: none|clip-path: inset)", re.MULTILINE)
    sheets = "".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "themes").rglob("*.css")))
    names = {name.lstrip(".") for found in rule.findall(sheets) for name in found.split(", ")}
    assert "portal-hidden" in names
    assert names <= HIDING_CLASSES


# --- telephone numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("Trạm Y tế xã: 0200 000 0180.", ["02000000180"]),
        ("Gọi 0912.345.678 hoặc (024) 3825 1234", ["0912345678", "02438251234"]),
        ("Số +84 912 345 678.", ["+84912345678"]),
        ("Gọi 0912345678.", ["0912345678"]),
        ("Cháy thì **gọi 114** trước.", ["114"]),
        ("Gọi 113, 114 hoặc **115** khi khẩn cấp.", ["113", "114", "115"]),
        ("Tổng đài 1900 1234.", ["19001234"]),
        ("| Nơi | Số |\n|---|---|\n| Công an | 0200 000 0190 |", ["02000000190"]),
        ("Hỏi [0200 000 0180](tel:02000000180)", []),
        ("## Gọi 0200 000 0180", []),
        ("`0200 000 0180`", []),
        ("Quyết định số 114/QĐ-UBND, số 0200.000.018/QĐ", []),
        ("Gọi 115 thanh niên nhập ngũ; số 113 và 114.", []),
        ("Mã 0912345678", []),
        ("Số tài khoản 0200 000 0180, fax 0200 000 0102", []),
        ("Năm 1900 2000 người, 0,123 456 789 và 10.200 000 0180", []),
        ("0200 000 0180 0123", []),
        ("Tài khoản của Uỷ ban Mặt trận Tổ quốc xã mở tại Kho bạc Nhà nước: 0341 234 5678", []),
        ("Tài khoản của Uỷ ban Mặt trận Tổ quốc xã mở tại Kho bạc Nhà nước TP. Cao Bằng: 0912 345 678", []),
        ("Tài khoản đã mở tại Kho bạc. Gọi 0912 345 678", ["0912345678"]),
        ("Hồ sơ nộp tại bộ phận một cửa, 0912 345 678; số hồ sơ 0912 345 679", ["0912345678"]),
        ("Mở tài khoản định danh: liên hệ Công an xã 0912 345 678", ["0912345678"]),
        ("Mã hồ sơ 012 345 6789, hồ sơ: 0912 345 678", []),
        ("Số BHXH 0912 345 678", []),
        ("Thửa đất số 0912 345 678, tờ bản đồ 0912 345 679", []),
        ("từ 0912 345 678 đến 0912 345 999 đồng", []),
        ("Hỗ trợ 0912 345 678 đ mỗi hộ; gọi 0912 345 678 đồng chí An", ["0912345678"]),
        ("Bến Sông Mã: 0212 345 6789, bà Mã Thị Na: 0912 345 678", ["02123456789", "0912345678"]),
        ("Điện thoại 0112 345 678, 0612 345 678, 0912 345 6789, 0212 345 678", []),
        ("| Số tài khoản | 0912 345 678 |\n|---|---|\n| Công an | 0912 345 679 |", ["0912345679"]),
        ("Trạm Y tế: 0200\u00a0000\u00a00180", ["02000000180"]),
    ],
)
def test_numbers_to_dial_become_links_and_others_do_not(written: str, dialled: list[str]) -> None:
    woven = render(written, path="x.md").prose
    assert re.findall(r'<a href="tel:([^"]+)">', woven.html) == dialled
    assert "tel:" not in woven.text


@pytest.mark.parametrize(
    ("columns", "cell", "wide"),
    [(4, "ngắn", False), (4, "thửa đất " * 8, True), (3, "thửa đất " * 8, False), (5, "ngắn", True)],
)
def test_a_table_is_wide_by_its_columns_or_its_long_cells(columns: int, cell: str, wide: bool) -> None:
    rows = ["|".join("abcde"[:columns]), "|".join(["---"] * columns), "|".join([cell] * columns)]
    assert ("portal-table--wide" in render("\n".join(rows), path="x.md").prose.html) == wide
