"""Themes: the chain, what a portal may ask for, the templates' promises, the pattern book."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jinja2
import jinja2.meta
import pytest
from jinja2 import nodes
from jinja2.sandbox import SecurityError
from selectolax.lexbor import LexborHTMLParser

from site_builder import text
from site_builder.errors import Finding, WorldError
from site_builder.markup import render as render_markdown
from site_builder.markup.weave import THEME_IDS
from site_builder.model import Link, Picture, PictureFormat, Record, Teaser, Variant
from site_builder.theme import MARK, Theme, components, contrast, environment, load_theme, show
from site_builder.theme.chain import read_chain, theme_names
from site_builder.theme.contrast import contrast_pairs

THEMES = Path(__file__).resolve().parent.parent / "themes"
EMPTY = Record()
PUBLIC = {"page", "frame", "theme", "prose"}
GLOBALS = {"namespace", "range", "qr", "once"}


def load(
    name: str = "xa", *, own: Path | None = None, folder: Path = THEMES, **asked: Any
) -> tuple[Theme, tuple[Finding, ...]]:
    options = Record(tuple(asked.get("options", {}).items()))
    tokens = Record(tuple(asked.get("tokens", {}).items()))
    return load_theme(name, search=(folder,), own=own, options=options, tokens=tokens, where="site.toml")


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def tiny(folder: Path, name: str, meta: str = "", **files: str) -> Path:
    write(folder / name / "theme.toml", f'name = "{name}"\ntitle = "T"\nversion = "1"\n{meta}')
    for path, content in files.items():
        write(folder / name / path.replace("__", "/").replace("_html", ".html"), content)
    return folder


XA = load()[0]
ENV = environment(XA)
TEMPLATES = ENV.list_templates()


def source(name: str) -> str:
    assert ENV.loader is not None
    return ENV.loader.get_source(ENV, name)[0]


# --- the chain ------------------------------------------------------------------------------------------------


def test_a_commune_theme_stands_on_the_provinces():
    assert [link.name for link in XA.chain] == ["xa", "tinh"]
    assert XA.look.options["palette"] == "muc-xanh"


def test_a_nearer_file_takes_the_place_of_its_namesake_and_may_still_reach_it(tmp_path: Path):
    tiny(tmp_path, "cha", layout__x_html="cha", pages__a_html="trang")
    tiny(tmp_path, "con", 'extends = "cha"', layout__x_html='con+{% include "@cha/layout/x.html" %}')
    env = environment(load("con", folder=tmp_path)[0])
    assert env.get_template("layout/x.html").render() == "con+cha"
    assert env.get_template("pages/a.html").render() == "trang"


def test_a_portals_own_folder_stands_in_front(tmp_path: Path):
    write(tmp_path / "theme/css/10-pages.css", ".mine{color:red}")
    write(tmp_path / "theme/pages/404.html", "của xã")
    theme, findings = load(own=tmp_path / "theme")
    style = next(asset.data for asset in theme.assets if asset.url == theme.look.style)
    assert not findings
    assert theme.look.name == "xa"
    assert b".mine{color:red}" in style
    assert b".portal-hotline" not in style
    assert environment(theme).get_template("pages/404.html").render() == "của xã"
    assert theme.digest != XA.digest


def test_themes_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path):
    tiny(tmp_path, "a", 'extends = "b"')
    tiny(tmp_path, "b", 'extends = "a"')
    with pytest.raises(WorldError, match="vòng: a → b → a"):
        load("a", folder=tmp_path)


@pytest.mark.parametrize("name", ["khong-co", "../tinh", "own", "", "Tinh"])
def test_a_theme_that_is_not_there_or_badly_named_is_refused(name: str):
    with pytest.raises(WorldError):
        load(name)


@pytest.mark.parametrize("requires", ['{ min = "9.0" }', '{ max = "0.1" }'])
def test_a_theme_for_another_version_of_the_program_is_refused(tmp_path: Path, requires: str):
    with pytest.raises(WorldError, match="cần chương trình phiên bản"):
        load("a", folder=tiny(tmp_path, "a", f"requires = {requires}"))


def test_a_broken_theme_toml_is_told_with_its_cause(tmp_path: Path):
    write(tmp_path / "a/theme.toml", "name = ")
    with pytest.raises(WorldError, match="Không đọc được giao diện"):
        load("a", folder=tmp_path)


def test_a_theme_with_a_file_that_cannot_be_used_is_refused(tmp_path: Path):
    write(tmp_path / "bi-mat.html", "mật")
    tiny(tmp_path, "a")
    (tmp_path / "a/pages").mkdir()
    (tmp_path / "a/pages/x.html").symlink_to(tmp_path / "bi-mat.html")
    with pytest.raises(WorldError, match=r"themes/a/pages/x\.html"):
        load("a", folder=tmp_path)
    write(tiny(tmp_path, "b") / "b/assets/x.php", "<?php")
    with pytest.raises(WorldError, match=r"x\.php"):
        load("b", folder=tmp_path)


OWN_FAULTS = [
    ("assets/shell.php", b"<?php", "theme.asset-type", 0, "png"),
    ("assets/x.html", b"<script>", "theme.asset-type", 0, "js"),
    ("assets/khong-duoi", b"x", "theme.asset-type", 0, "png"),
    ("assets/\u1ea2nh: \u0111\u1eb9p?.PNG", b"x", "theme.asset-name", 0, "“assets/anh-dep.png”"),
    ("assets/\U0001f642/a.png", b"x", "theme.asset-name", 0, "“assets/tep/a.png”"),
    ("assets/" + "a" * 120 + ".png", b"x", "theme.asset-name", 0, "Đổi tên"),
    ("assets/a.svg", b"<svg><script>1</script></svg>", "theme.svg", 0, "SVG thuần"),
    ("assets/a.svg", b'<svg onload="x()"/>', "theme.svg", 0, "SVG thuần"),
    ("css/a.css", "p{}".encode("utf-16"), "theme.encoding", 1, "UTF-8"),
    ("pages/404.html", b"\n\n\xff", "theme.encoding", 3, "UTF-8"),
    ("css/a.css", b'p{}\nb{background:url("assets/x.png")}', "theme.asset-missing", 2, "theme/assets"),
]


@pytest.mark.parametrize(
    ("name", "data", "rule", "line", "told"), OWN_FAULTS, ids=lambda value: str(value)[:20]
)
def test_a_file_of_a_portals_own_that_cannot_be_used_is_a_finding_and_is_left_out(
    tmp_path: Path, name: str, data: bytes, rule: str, line: int, told: str
):
    file = tmp_path / "theme" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    theme, findings = load(own=tmp_path / "theme")
    assert [(one.rule, one.where.path, one.where.line, one.is_error) for one in findings] == [
        (rule, f"theme/{name}", line, True)
    ]
    assert told in findings[0].hint
    assert [asset.url for asset in theme.assets] == [asset.url for asset in XA.assets]


@pytest.mark.parametrize("target", ["bi-mat", "bi-mat/a.png", "khong-co", "theme/assets"])
def test_a_link_in_a_portals_own_theme_that_leads_out_is_a_finding(tmp_path: Path, target: str):
    write(tmp_path / "bi-mat/a.png", "mật")
    write(tmp_path / "theme/assets/a.png", "của xã")
    (tmp_path / "theme/assets/b.png").symlink_to(tmp_path / target)
    theme, findings = load(own=tmp_path / "theme")
    assert [(one.rule, one.where.path) for one in findings] == [("theme.link", "theme/assets/b.png")]
    assert not [asset for asset in theme.assets if asset.data == "mật".encode()]


def test_a_link_that_stays_in_the_portals_own_theme_is_a_file_like_others(tmp_path: Path):
    write(tmp_path / "theme/assets/a.png", "của xã")
    (tmp_path / "theme/assets/b.png").symlink_to("a.png")
    theme, findings = load(own=tmp_path / "theme")
    assert not findings
    assert "assets/b.png" in theme.look.names


def test_an_own_theme_that_lies_elsewhere_is_a_finding(tmp_path: Path):
    write(tmp_path / "bi-mat/assets/a.png", "mật")
    (tmp_path / "cong").mkdir()
    (tmp_path / "cong/theme").symlink_to(tmp_path / "bi-mat")
    theme, findings = load(own=tmp_path / "cong/theme")
    assert [(one.rule, one.where.path) for one in findings] == [("theme.link", "theme")]
    assert theme.digest == XA.digest


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_an_own_theme_is_a_finding_and_is_not_waited_for(tmp_path: Path):
    (tmp_path / "theme/css").mkdir(parents=True)
    os.mkfifo(tmp_path / "theme/css/a.css")
    assert [one.rule for one in load(own=tmp_path / "theme")[1]] == ["theme.unreadable"]


def test_what_an_own_theme_may_hold_is_taken(tmp_path: Path):
    write(tmp_path / "theme/css/a.css", "\ufeff.mine{background:url(assets/sub/a-1.PNG)}\r\n")
    for name in ("assets/sub/a-1.PNG", "assets/Thumbs.db", "assets/.DS_Store", "README.md", ".git/x.php"):
        write(tmp_path / "theme" / name, "x")
    theme, findings = load(own=tmp_path / "theme")
    assert not findings
    assert set(theme.look.names) - set(XA.look.names) == {"assets/sub/a-1.PNG"}
    style = next(asset.data.decode() for asset in theme.assets if asset.url == theme.look.style)
    assert "\ufeff" not in style


def test_an_own_file_that_cannot_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path / "theme/css/a.css", "p{}")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.css":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [one.rule for one in load(own=tmp_path / "theme")[1]] == ["theme.unreadable"]


def test_a_template_is_drawn_only_from_what_the_digest_knows(tmp_path: Path):
    tiny(tmp_path, "a", pages__x_html="{% include 'layout/.part.html' %}", layout__y_html="CŨ")
    write(tmp_path / "a/layout/.part.html", "ẩn")
    env = environment(load("a", folder=tmp_path)[0])
    with pytest.raises(jinja2.TemplateNotFound):
        env.get_template("pages/x.html").render()
    write(tmp_path / "a/layout/y.html", "MỚI")
    assert env.get_template("layout/y.html").render() == "CŨ"


def test_the_digest_knows_files_options_and_tokens(tmp_path: Path):
    shutil.copytree(THEMES, tmp_path / "themes")
    copied = tmp_path / "themes"
    assert load(folder=copied)[0].digest == XA.digest
    assert load(tokens={"size-gap": "2rem"})[0].digest != XA.digest
    assert load(options={"ornament": False})[0].digest != XA.digest
    write(copied / "tinh/pages/404.html", "khác")
    assert load(folder=copied)[0].digest != XA.digest


# --- options and tokens ---------------------------------------------------------------------------------------


def test_options_and_tokens_of_a_portal_are_in_force():
    theme, findings = load(
        options={"ornament": False, "palette": "xanh-lua"}, tokens={"colour-accent": "#8c1016"}
    )
    style = next(asset.data.decode() for asset in theme.assets if asset.url == theme.look.style)
    assert not findings
    assert theme.look.options["ornament"] is False
    assert "--portal-colour-ink:#1c5130" in style
    assert "--portal-colour-accent:#8c1016" in style


@pytest.mark.parametrize(
    ("asked", "rule", "key", "told"),
    [
        ({"options": {"palete": "x"}}, "theme.option", "theme_options.palete", "palette"),
        ({"options": {"palette": "tím"}}, "theme.option-value", "theme_options.palette", "muc-xanh"),
        ({"options": {"ornament": "có"}}, "theme.option-value", "theme_options.ornament", "true hoặc false"),
        ({"options": {"superior": 5}}, "theme.option-value", "theme_options.superior", "nháy kép"),
        ({"tokens": {"colour-inc": "#000000"}}, "theme.token", "tokens.colour-inc", "colour-ink"),
        ({"tokens": {"colour-ink": "xanh"}}, "theme.token-value", "tokens.colour-ink", "#rrggbb"),
        ({"tokens": {"size-gap": "1px;}body{"}}, "theme.token-value", "tokens.size-gap", "1.5rem"),
        ({"tokens": {"size-gap": 'url("x")'}}, "theme.token-value", "tokens.size-gap", "1.5rem"),
        *(
            ({"tokens": {"size-gap": broken}}, "theme.token-value", "tokens.size-gap", "1.5rem")
            for broken in (
                "1px /*",
                "*/ 1px",
                '"a',
                'a" b "c" d',
                "calc(1px",
                "1px)",
                ")(",
                '"(" (',
                'image-set("//xa.example/a.png")',
                "calc(url(a))",
                " ",
                "",
            )
        ),
        ({"tokens": {"colour-text": "#999999"}}, "theme.contrast", "tokens.colour-text", "đậm hơn"),
    ],
)
def test_a_wrong_wish_is_a_finding_and_the_default_is_used(
    asked: dict[str, Any], rule: str, key: str, told: str
):
    theme, findings = load(**asked)
    assert {(one.rule, one.where.path, one.where.key) for one in findings} == {(rule, "site.toml", key)}
    assert all(told in one.hint and one.is_error for one in findings)
    assert theme.look.tokens == XA.look.tokens
    assert theme.look.options == XA.look.options


@pytest.mark.parametrize(
    "value",
    ["2rem", "calc((1px + 2px) * 2)", '"Be Vietnam Pro", serif', 'clamp(1rem, 2vw, 3rem) "("', "1px/2px"],
)
def test_a_token_that_ends_where_it_should_is_in_force(value: str):
    theme, findings = load(tokens={"size-gap": value})
    assert not findings
    assert theme.look.tokens["size-gap"] == value


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("name", ["tinh", "xa"])
@pytest.mark.parametrize("palette", ["muc-xanh", "xanh-lua", "do-gach"])
def test_every_pair_of_colours_can_be_read(name: str, palette: str):
    theme, findings = load(name, options={"palette": palette})
    pairs = contrast_pairs(read_chain(name, (THEMES,)))
    assert not findings
    assert len(pairs) > 30
    for pair in pairs:
        assert contrast(theme.look.tokens[pair.text], theme.look.tokens[pair.on]) >= pair.least >= 3


# --- templates ------------------------------------------------------------------------------------------------


def reached(name: str) -> set[str]:
    """Return the names that a template reads beyond its own: what a parent imports is not its own."""
    tree = ENV.parse(source(name))
    own = {target for node in tree.find_all(nodes.FromImport) for target in map(_alias, node.names)}
    own |= {node.target.name for node in tree.find_all(nodes.Assign) if isinstance(node.target, nodes.Name)}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    if name.removeprefix("@tinh/").startswith("pages/") and "layout/item.html" in source(name):
        own.add("item")
    return set(jinja2.meta.find_undeclared_variables(tree)) - own


def _alias(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else name[1]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_reads_nothing_but_page_frame_theme_and_prose(name: str):
    assert reached(name) <= PUBLIC | GLOBALS


@pytest.mark.parametrize("name", [name for name in TEMPLATES if "components/" in name])
def test_a_component_knows_only_its_parameters(name: str):
    assert reached(name) <= GLOBALS
    assert "with context" not in source(name)


def test_the_promise_of_the_variables_is_really_watched():
    tree = ENV.parse("{{ now }}")
    assert jinja2.meta.find_undeclared_variables(tree) == {"now"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_carries_a_style_a_handler_or_a_script_of_its_own(name: str):
    html = source(name)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html, re.IGNORECASE)
    for tag in re.findall(r"<script[^>]*>", html):
        assert " src=" in tag or 'type="application/ld+json"' in tag


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_every_address_of_the_portal_goes_through_link(name: str):
    for value in re.findall(
        r'(?:href|src|action|srcset|data-index)="([^"]*\{\{[^"]*(?:"[^"]*"[^"]*)*?\}\})"', source(name)
    ):
        fine = ("|link", "|srcset", "|phone", "mailto:", "page.head.canonical", "share.", "one.anchor")
        assert any(part in value for part in fine), value


def test_the_sandbox_holds():
    with pytest.raises(SecurityError):
        ENV.from_string("{{ ''.__class__.__mro__ }}").render()
    with pytest.raises(jinja2.UndefinedError):
        ENV.from_string("{{ lipsum }}").render()
    with pytest.raises(jinja2.TemplateError):
        ENV.from_string("{{ [1]|random }}").render()
    with pytest.raises(SecurityError):
        ENV.from_string("{% set _ = x.append(1) %}").render(x=[])
    assert ENV.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        ("{{ x|link }}", "/tin-tuc/index.html", MARK + "/tin-tuc/index.html"),
        ("{{ x|link }}", "https://chinhphu.vn", "https://chinhphu.vn"),
        ("{{ x|link }}", "//elsewhere.example", "//elsewhere.example"),
        ("{{ x|srcset }}", (Variant(url="/a.jpg", width=480), Variant(url="/b.jpg", width=960)), f"{MARK}/a.jpg 480w, {MARK}/b.jpg 960w"),
        ("{{ x|day }}", date(2026, 3, 12), "12/03/2026"),
        ("{{ x|day }}", datetime(2026, 3, 12, 8, 30, tzinfo=text.VN), "08:30, 12/03/2026"),
        ("{{ x|date }}", datetime(2026, 3, 12, 8, 30, tzinfo=text.VN), "12/03/2026"),
        ("{{ x|weekday }}", date(2026, 3, 12), "Thứ Năm, 12/03/2026"),
        ("{{ x|period(x) }}", date(2026, 3, 12), "Thứ Năm 12/03/2026"),
        ("{{ x|iso }}", date(2026, 3, 12), "2026-03-12"),
        ("{{ x|iso }}", datetime(2026, 3, 12, 1, 30, tzinfo=UTC), "2026-03-12T08:30:00+07:00"),
        ("{{ x|number }}", 14236, "14.236"),
        ("{{ x|size }}", 1258291, "1,2 MB"),
        ("{{ x|paragraphs }}", "Một <b>\n\nHai", "<p>Một &lt;b&gt;</p>\n<p>Hai</p>"),
        ("{{ x|paragraphs }}", "Gọi 0200 000 0101.", '<p>Gọi <a href="tel:02000000101">0200 000 0101</a>.</p>'),
        ("{{ x|phone }}", "0200 000 0101", "tel:02000000101"),
        ("{{ x|phone }}", "+84 200", "tel:+84200"),
    ],
)  # fmt: skip
def test_filters_show_what_people_read(template: str, value: object, shown: str):
    assert ENV.from_string(template).render(x=value) == shown


def test_the_way_to_a_page_ends_with_the_page_itself_which_is_no_link():
    crumbs = "{% from 'components/crumbs/macro.html' import crumbs %}{{ crumbs(x) }}"
    html = ENV.from_string(crumbs).render(
        x=(Link(title="Trang chủ", url="/index.html"), Link(title="Dài " * 20, url="/a.html"))
    )
    assert html.count("<a ") == 1
    assert re.search(
        r'<span aria-current="page">(Dài ){5,9}Dài…</span>|<span aria-current="page">[^<]{20,40}…</span>',
        html,
    )


def announced(begin: date | None, end: date | None, *, lapsed: bool = False) -> Teaser:
    facts = Record((("urgent", True), ("valid_from", begin), ("valid_to", end), ("audience", "Thôn Cầu Ván")))
    return Teaser(
        kind="notice", kind_label="Thông báo", url="/a.html", title="Cắt điện", summary="", picture=None,
        section=Link(title="Thông báo", url="/thong-bao/index.html"), published=date(2026, 11, 20), facts=facts,
        lapsed=lapsed,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "leaf", "words"),
    [
        (date(2026, 11, 28), date(2026, 11, 28), "Thứ Bảy 28/11/2026", "Thôn Cầu Ván"),
        (date(2026, 12, 1), date(2026, 12, 3), "Từ thứ Ba 01/12/2026", "Từ ngày 01/12/2026 đến hết ngày 03/12/2026 Thôn"),
        (date(2026, 11, 20), date(2026, 12, 4), "", "Đăng ngày 20/11/2026 Đến hết ngày 04/12/2026 Thôn"),
        (None, None, "", "Đăng ngày 20/11/2026 Thôn Cầu Ván"),
    ],
)  # fmt: skip
def test_a_notice_shows_when_it_happens_and_its_day_of_posting_only_by_name(
    begin: date | None, end: date | None, leaf: str, words: str
):
    macro = "{% from 'components/notice-item/macro.html' import notice_item %}{{ notice_item(x) }}"
    tree = LexborHTMLParser(ENV.from_string(macro).render(x=announced(begin, end)))
    shown = tree.css_first(".portal-leaf")
    assert (
        shown.text(strip=True, separator=" ").replace(" / ", "/").replace("  ", " ") if shown else ""
    ) == leaf
    assert tree.css_first(".portal-notice-item__span").text(strip=True, separator=" ").startswith(words)


def test_what_is_over_stands_apart_in_a_list_and_is_urgent_no_more():
    macro = "{% from 'components/items/macro.html' import items %}{{ items(x, 'Thông báo') }}"
    live, over = announced(None, None), announced(None, date(2026, 11, 21), lapsed=True)
    tree = LexborHTMLParser(ENV.from_string(macro).render(x=(over, live)))
    assert [one.text() for one in tree.css("h2")] == ["Đang áp dụng", "Đã hết hạn"]
    assert [len(one.css(".portal-notice-item__urgent")) for one in tree.css("article")] == [1, 0]
    tree = LexborHTMLParser(ENV.from_string(macro).render(x=(live,)))
    assert not tree.css(".portal-items__head")


@pytest.mark.parametrize(("width", "leads"), [(960, False), (1600, True)])
def test_a_wide_picture_leads_to_its_largest_variant(width: int, leads: bool):
    variants = (Variant(url="/s.avif", width=480), Variant(url="/l.avif", width=width))
    image = Picture(
        alt="Bản đồ",
        caption="",
        credit="",
        src="/m.jpg",
        width=960,
        height=640,
        formats=(PictureFormat(mime="image/avif", variants=variants),),
    )
    html = ENV.from_string("{% from 'components/figure/macro.html' import figure %}{{ figure(x) }}").render(
        x=image
    )
    assert (f'href="{MARK}/l.avif">Xem ảnh lớn' in html) is leads


def test_a_qr_code_is_one_inline_drawing_without_style():
    svg = ENV.from_string('{{ qr("https://luavang.example/") }}').render()
    assert svg.startswith("<svg")
    assert "style" not in svg
    assert svg == ENV.from_string('{{ qr("https://luavang.example/") }}').render()


# --- assets ---------------------------------------------------------------------------------------------------


def test_assets_carry_the_digest_of_their_content():
    by_url = {asset.url: asset.data for asset in XA.assets}
    assert re.fullmatch(r"/assets/site-[0-9a-f]{10}\.css", XA.look.style)
    assert XA.look.asset("assets/favicon.svg") in by_url
    assert XA.look.asset("assets/hat-lua.svg").rpartition("/")[2].encode() in by_url[XA.look.style]
    with pytest.raises(WorldError):
        XA.look.asset("assets/khong-co.svg")


def test_a_style_that_names_a_missing_asset_is_refused(tmp_path: Path):
    write(tmp_path / "a/css/a.css", 'p{background:url("assets/x.svg")}')
    with pytest.raises(WorldError, match=r"assets/x\.svg"):
        load("a", folder=tiny(tmp_path, "a"))


def test_style_and_script_stay_small_and_ask_nobody_else():
    by_url = {asset.url: asset.data.decode() for asset in XA.assets if asset.url.endswith((".css", ".js"))}
    assert (
        len(by_url[XA.look.style].encode()) <= 42 * 1024
    )  # with 30 KB of article and the script: under 80 of 100
    assert len(by_url[XA.look.script].encode()) <= 10 * 1024
    for content in by_url.values():
        assert not re.search(r"https?://|@import|eval\(|innerHTML\s*=", content)


def test_colours_and_sizes_come_from_tokens():
    known = set(XA.look.tokens)
    style = next(asset.data.decode() for asset in XA.assets if asset.url == XA.look.style)
    used = set(re.findall(r"var\(--portal-([\w-]+)\)", style))
    assert used - known <= {"edge", "line", "rule", "gilt"}
    for link in (THEMES / "tinh", THEMES / "xa"):
        for path in [*link.glob("css/*.css"), *link.glob("components/*/style.css")]:
            if path.name not in {"80-modes.css", "90-print.css"}:
                assert not re.search(r"#[0-9a-fA-F]{3,6}\b", path.read_text(encoding="utf-8")), path


# --- the pattern book -----------------------------------------------------------------------------------------


BOOK = components(XA)


def test_every_component_is_in_the_pattern_book():
    folders = {path.parent.name for path in THEMES.glob("*/components/*/macro.html")}
    assert {component.name for component in BOOK} == folders
    assert all(component.examples for component in BOOK)


@pytest.mark.parametrize("component", BOOK, ids=lambda component: component.name)
def test_a_component_declares_the_macros_own_parameters(component: Any):
    macro = getattr(ENV.get_template(f"components/{component.name}/macro.html").module, component.macro)
    assert tuple(macro.arguments) == tuple(parameter.name for parameter in component.parameters)


@pytest.mark.parametrize("component", BOOK, ids=lambda component: component.name)
def test_the_examples_can_be_drawn(component: Any):
    for example in component.examples:
        html = str(show(ENV, component, example))
        assert html.strip() or component.name == "letterhead"
        assert "None" not in html
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_a_typing_slip_in_an_example_or_a_call_fails(tmp_path: Path):
    write(tmp_path / "a/components/x/macro.html", "{% macro x(link) %}{{ link.title }}{% endmacro %}")
    good = 'title="X"\ndoc="d"\n[[parameters]]\nname="link"\ntype="Link"\ndoc="d"\n[[examples]]\ntitle="e"\n[examples.args]\n'
    write(tmp_path / "a/components/x/component.toml", good + 'link = { titel = "A", url = "/" }')
    theme = load("a", folder=tiny(tmp_path, "a"))[0]
    with pytest.raises(WorldError, match=r"Link\.titel"):
        components(theme)
    with pytest.raises(TypeError):
        environment(theme).from_string('{% from "components/x/macro.html" import x %}{{ x(lnk=1) }}').render()


def test_a_heading_never_takes_an_id_of_the_theme() -> None:
    named = set()
    for file in (Path(__file__).resolve().parent.parent / "themes").rglob("*.html"):
        named |= set(re.findall(r'\bid="([a-z0-9-]+)"', file.read_text(encoding="utf-8")))
    assert {name for name in named if not name.startswith("portal-") and not name.endswith("-")} <= THEME_IDS
    html = render_markdown("## Nội dung\n\n## Tìm\n\n## Liên quan\n", path="a.md").prose.html
    assert not THEME_IDS & set(re.findall(r'\bid="([^"]*)"', html))


def test_a_folder_of_themes_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(self: Path, pattern: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "glob", refuse)
    with pytest.raises(WorldError, match="Không xem được thư mục giao diện"):
        theme_names((tmp_path,))
