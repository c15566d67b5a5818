"""`site.toml`: every slip is a finding at its line, and what is sound arrives typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import text
from site_builder.config import SiteConfig, read_config
from site_builder.content.kinds import KINDS
from site_builder.errors import Finding
from site_builder.scaffold import toml
from tests.conftest import SITE


def read(folder: Path, content: str | bytes) -> tuple[SiteConfig | None, tuple[Finding, ...]]:
    file = folder / "site.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_config(file, tuple(KINDS))


def sound(folder: Path, content: str) -> SiteConfig:
    config, findings = read(folder, content)
    assert config is not None, findings
    return config


def slips(folder: Path, content: str | bytes) -> list[tuple[str, int]]:
    config, findings = read(folder, content)
    assert config is None
    return [(one.rule, one.where.line) for one in findings if one.is_error]


def test_a_theme_that_is_not_there_is_a_finding_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text(SITE.replace('theme = "xa"', 'theme = "xx"'), encoding="utf-8")
    config, findings = read_config(file, tuple(KINDS), ("tinh", "xa"))
    assert config is None
    assert [(one.rule, one.where.line) for one in findings] == [("config.theme", 6)]
    assert "tinh, xa" in findings[0].hint
    file.write_text(SITE, encoding="utf-8")
    assert read_config(file, tuple(KINDS), ("tinh", "xa"))[1] == ()


def test_what_is_sound_arrives_typed(tmp_path: Path) -> None:
    config = sound(
        tmp_path, 'in_force_from = "01/07/2025"\ncommune_group = 2\ncopyright_from = 2025\n' + SITE
    )
    assert config.full_name == "xã Thử"
    assert config.in_force_from == date(2025, 7, 1)
    assert (config.commune_group, config.copyright_from, config.trial) == (2, "2025", False)
    assert [one.folder for one in config.sections] == [
        "tin-tuc",
        "thong-bao",
        "van-ban",
        "gioi-thieu",
        "co-cau",
    ]


def test_a_portal_is_on_trial_until_it_says_otherwise(tmp_path: Path) -> None:
    assert sound(tmp_path, SITE.replace('stage = "chính thức"\n', "")).trial


def test_text_is_composed_and_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    config, _ = read(tmp_path, b"\xef\xbb\xbf" + SITE.replace("Thử", "Thu\u031b\u0309").encode())
    assert config is not None
    assert config.name == "Thử"


def test_the_base_url_always_ends_with_a_slash(tmp_path: Path) -> None:
    assert (
        sound(tmp_path, SITE.replace("thu.example/", "thu.example/cong")).base_url
        == "https://thu.example/cong/"
    )


@pytest.mark.parametrize(
    "url",
    ["thu.example", "ftp://thu.example/", "https://thu.example/?a", "https://thu.example/#a", "https://",
     "https://thu.example/a b/", "https://thu.example/a;b/", "https://thu.example/{x}/", "https://thu.example/../a/",
     "https://thu.example/a//b/", 'https://thu.example/\\"x/', "https://ai:mat-khau@thu.example/", "https://a'b/"],
)  # fmt: skip
def test_an_address_that_no_server_can_have_is_refused(tmp_path: Path, url: str) -> None:
    assert slips(tmp_path, SITE.replace("https://thu.example/", url)) == [("config.base-url", 4)]


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    _, findings = read(tmp_path, 'nmae = "Thử"\n' + SITE)
    assert [(one.rule, one.where.line) for one in findings] == [("config.unknown-key", 1)]
    assert "“name”" in findings[0].hint


@pytest.mark.parametrize("key", ["name", "province", "base_url"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    line = next(line for line in SITE.split("\n") if line.startswith(f"{key} ="))
    _, findings = read(tmp_path, SITE.replace(line + "\n", "", 1))
    assert [(one.rule, one.where.key) for one in findings] == [("config.missing-key", key)]


def test_every_slip_is_told_at_once_and_at_its_own_line(tmp_path: Path) -> None:
    content = (
        SITE.replace('kind = "xã"', 'kind = "thị trấn"')
        .replace('stage = "chính thức"', 'stage = "xong"')
        .replace('kind = "page"', 'kind = "trang"')
    )
    assert slips(tmp_path, content) == [("config.value", 2), ("config.value", 5), ("config.value", 30)]


@pytest.mark.parametrize(
    ("line", "rule"),
    [("demo = 1", "config.value"), ("commune_group = 4", "config.value"), ("commune_group = true", "config.value"),
     ('in_force_from = "31/02/2025"', "config.value"), ("tagline = [1]", "config.value"), ("sections = 3", "config.toml"),
     ("code = 0x" + "f" * 5000, "config.value"), ("tagline = [[0x" + "f" * 5000 + "]]", "config.value"),
     ("theme_options = { a = 0x" + "f" * 5000 + " }", "config.value"), ("code = " + "9" * 5000, "config.toml"),
     ("emblem = 'a.png'", "config.value"), ('emblem = { alt = "a" }', "config.missing-key"), ("tokens = 3", "config.value")],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_a_finding(tmp_path: Path, line: str, rule: str) -> None:
    assert slips(tmp_path, line + "\n" + SITE)[0][0] == rule


@pytest.mark.parametrize(
    "folder",
    [
        "tin-tuc\\n",
        "a" * 256,
        "lpt1",
        "Tin Tức",
        "tin tuc",
        "media",
        "tep",
        "assets",
        "con",
        "nul",
        "com1",
        "../a",
        "-a",
        "a_b",
    ],
)
def test_a_folder_that_some_system_or_the_portal_itself_needs_is_refused(tmp_path: Path, folder: str) -> None:
    assert slips(tmp_path, SITE.replace('"tin-tuc"', f'"{folder}"')) == [("config.folder", 13)]


def test_a_folder_is_declared_once(tmp_path: Path) -> None:
    assert slips(tmp_path, SITE.replace('"thong-bao"', '"tin-tuc"')) == [("config.folder", 18)]


@pytest.mark.parametrize(
    "pattern",
    [
        "/{section}/{slug}.html",
        "/{year}/{slug}.html",
        "/bai/{section}-{year}/{slug}.html",
        "/{kind}-{slug}.html",
        "/tin/{slug}/index.html",
    ],
)
def test_a_permalink_may_use_the_known_names(tmp_path: Path, pattern: str) -> None:
    content = SITE.replace('kind = "news"', f'kind = "news"\npermalink = "{pattern}"')
    assert sound(tmp_path, content).sections[0].permalink == pattern


@pytest.mark.parametrize(
    "pattern",
    ["{slug}.html", "/{slug}", "/{slug}/", "/{slug}/trang.html", "/{slug}/index/index.html", "/{section}.html", "/../{slug}.html", "/{month}/{slug}.html", "/a b/{slug}.html",
     "/{slug}.php", "//{slug}.html", "/A/{slug}.html", "/{slug}.html\\n", "/./{slug}.html", "/con/{slug}.html",
     "/a/nul/{slug}.html", "/com1{year}/{slug}.html", "/{section}/prn/{slug}.html", f"/{'a' * 140}{{slug}}.html"],
)  # fmt: skip
def test_a_permalink_that_makes_no_address_is_refused(tmp_path: Path, pattern: str) -> None:
    content = SITE.replace('kind = "news"', f'kind = "news"\npermalink = "{pattern}"')
    assert slips(tmp_path, content) == [("config.permalink", 16)]


@pytest.mark.parametrize("parent", ["la", "tin-tuc"])
def test_a_parent_is_a_section_without_a_parent(tmp_path: Path, parent: str) -> None:
    content = SITE.replace('kind = "news"', 'kind = "news"\nparent = "thong-bao"')
    content = content.replace('kind = "document"', f'kind = "document"\nparent = "{parent}"')
    assert [rule for rule, _ in slips(tmp_path, content)] == ["config.parent"]


def test_a_menu_entry_needs_its_title_and_its_target(tmp_path: Path) -> None:
    content = SITE + '\n[[menu]]\ntitle = "A"\n\n[[menu]]\nto = "home"\n'
    assert slips(tmp_path, content) == [("config.missing-key", 37), ("config.missing-key", 40)]


def test_a_link_without_https_is_a_note(tmp_path: Path) -> None:
    config, findings = read(tmp_path, SITE + '\n[[links]]\ntitle = "A"\nurl = "http://a.vn"\n')
    assert config is not None
    assert [(one.rule, one.where.line, one.is_error) for one in findings] == [("config.link", 39, False)]


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [(b"\xff\xfea\x00", "config.encoding", 1), ('a = "1"\nname = Thử\n', "config.toml", 2), ("a = 1\na = 2\n", "config.toml", 2),
     ("a = " + "[" * 100_000, "config.toml", 1), ("\x00", "config.toml", 1)],
    ids=["utf-16", "unquoted", "twice", "deep", "nul"],
)  # fmt: skip
def test_what_cannot_be_read_is_one_finding(
    tmp_path: Path, content: str | bytes, rule: str, line: int
) -> None:
    assert slips(tmp_path, content) == [(rule, line)]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    config, findings = read_config(tmp_path / "site.toml", tuple(KINDS))
    assert config is None
    assert [one.rule for one in findings] == ["config.unreadable"]


@given(value=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40))
def test_any_words_can_be_written_as_toml_and_read_back(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    folder = tmp_path_factory.mktemp("toml")
    config, findings = read(folder, SITE.replace('"xa"', f'"xa"\ntagline = {toml(value)}'))
    assert config is not None, findings
    assert config.tagline == text.clean(value).text


@given(junk=st.text(max_size=200))
def test_no_text_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, junk: str) -> None:
    content = junk.encode("utf-8", "surrogatepass")
    config, findings = read(tmp_path_factory.mktemp("junk"), content)
    assert config is not None or findings


@pytest.mark.parametrize(
    ("lines", "line", "hint"),
    [('a = 1\nb = [1, 2\n\n', 2, "ngoặc ["), ('a = """x\n\ny\n', 3, "thiếu một dấu nháy"), ("name = “Thử”\n", 1, "nháy cong"),
     ('a = 1\nname = "Thử\n', 2, "thiếu một dấu nháy"), ('a = "1"\nb = 2\na = "3"\n', 3, "đã được viết"),
     ('tên đơn vị = "Thử"\n', 1, "tiếng Anh"), ('đt = "1"\n', 1, "tiếng Anh"), ('name: "Thử"\n', 1, "dấu ="),
     ("name = Thử\n", 1, "nháy kép"), ('name = "Xã "Thử" ta"\n', 1, "“ ”"), ("phone = 0200 000\n", 1, "nháy kép"),
     ("[[menu]\ntitle = 1\n", 1, "ngoặc ["), ('file = "C:\\anh\\a.png"\n', 1, "viết dấu /")],
)  # fmt: skip
def test_each_slip_of_toml_has_its_own_remedy(tmp_path: Path, lines: str, line: int, hint: str) -> None:
    _, findings = read(tmp_path, lines)
    assert [(one.rule, one.where.line) for one in findings] == [("config.toml", line)]
    assert hint in findings[0].hint


@pytest.mark.parametrize(
    "content", [SITE.encode("utf-16"), SITE.encode("utf-16-be"), SITE.encode("cp1258", "ignore")]
)
def test_another_encoding_is_told_with_what_to_press(tmp_path: Path, content: bytes) -> None:
    _, findings = read(tmp_path, content)
    assert "Notepad" in findings[0].hint or findings[0].rule == "config.toml"


def test_a_key_of_the_portal_below_a_table_is_told_where_to_go(tmp_path: Path) -> None:
    content = SITE.replace('address = "Thôn Một"', 'address = "Thôn Một"\ncontent_head = { name = "A" }')
    _, findings = read(tmp_path, content)
    assert [(one.rule, one.where.line) for one in findings] == [("config.unknown-key", 11)]
    assert "trước dòng [[offices]]" in findings[0].hint


@pytest.mark.parametrize("stage", ["Chính thức", "CHÍNH THỨC", "chinh thuc", " chính thức "])
def test_a_choice_may_be_written_in_any_case(tmp_path: Path, stage: str) -> None:
    assert not sound(tmp_path, SITE.replace("chính thức", stage)).trial


def test_what_nobody_sees_is_taken_out_and_told(tmp_path: Path) -> None:
    content = SITE.replace('"Thử"', '"Th\\u0001ử\\u200b"').replace('"Tin tức"', '"\u202eTin tức"')
    config, findings = read(tmp_path, content + '\n[theme_options]\nlogo = "a\\u0008"\n')
    assert config is not None, findings
    assert (config.name, config.sections[0].title, config.theme_options.logo) == ("Thử", "Tin tức", "a")
    told = [(one.rule, one.where.line, one.is_error) for one in findings]
    assert sorted(told) == [("config.cleaned", line, False) for line in (1, 14, 37)]


@pytest.mark.parametrize(
    "line",
    [
        'phone = "không có"',
        'email = "abc"',
        'fax = "-"',
        'email = "a@b"',
        'email = "a@b.vn, c@d.vn"',
        'phone = "12"',
    ],
)
def test_an_office_can_be_called_and_written_to(tmp_path: Path, line: str) -> None:
    content = SITE.replace('address = "Thôn Một"', f'address = "Thôn Một"\n{line}')
    assert slips(tmp_path, content) == [("config.contact", 11)]


@pytest.mark.parametrize(
    "line", ['phone = ""', 'phone = "0200 000 0101"', 'phone = "(0200) 000-0101"', 'email = "a@b.vn"']
)
def test_what_can_be_called_and_written_to_is_sound(tmp_path: Path, line: str) -> None:
    sound(tmp_path, SITE.replace('address = "Thôn Một"', f'address = "Thôn Một"\n{line}'))


def test_a_hotline_is_a_number(tmp_path: Path) -> None:
    assert slips(tmp_path, 'hotline = "gọi xã"\n' + SITE) == [("config.contact", 1)]
    sound(tmp_path, 'hotline = "113"\n' + SITE)
