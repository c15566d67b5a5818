"""What strangers slip in beside the body: false hosts and the words of gambling, in front matter and in `site.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.config import read_config
from site_builder.errors import Severity, Where
from site_builder.markup import suspects
from site_builder.markup.suspects import GAMBLING, gambling_words
from tests.conftest import SITE, news
from tests.mini import load

ERROR, NOTE = Severity.ERROR, Severity.NOTE
HERE = Where(path="x.md", line=3)


def found(words: str, *, address: bool = False) -> list[tuple[Severity, str]]:
    return [(one.severity, one.rule) for one in suspects(words, HERE, address=address)]


def in_site(folder: Path, files: dict[str, str]) -> list[tuple[str, str, int]]:
    rules = ("markup.lookalike", "markup.gambling")
    findings = load(folder, files).findings
    return [(one.rule, one.where.path, one.where.line) for one in findings if one.rule.startswith(rules)]


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Xã họp bàn vụ đông tại xa.mau.gov.vn.", []),
        ("Trang usa.gov và e-gov.go.jp; tệp so-lieu.gov.pdf.zip", [(NOTE, "markup.lookalike-words")]),
        ("Cảnh báo trang dichvucong-gov.vn", [(NOTE, "markup.lookalike-words")]),
        ("Thư về ubnd@mau.gov-vn.net", [(NOTE, "markup.lookalike-words")]),
        ("Tài Xỉu và nhà cái go88", [(NOTE, "markup.gambling-words")]),
        ("Ngân hàng đề nghị; casio; tái xỉu", []),
    ],
)
def test_words_are_noted(words: str, rules: list[tuple[Severity, str]]) -> None:
    assert found(words) == rules


def test_every_word_of_gambling_stands_under_a_piece_of_it_and_is_found() -> None:
    for piece, some in GAMBLING.items():
        for word in some:
            assert piece in word
            assert word in gambling_words(f"Chơi {word.upper()}!")


@pytest.mark.parametrize(
    ("address", "rules"),
    [
        ("https://mau.gov.vn/", []),
        ("gioi-thieu", []),
        ("ubnd@mau.gov.vn", []),
        ("ubnd@mau-gov.vn", [(ERROR, "markup.lookalike")]),
        ("https://mau.gov.com/", [(ERROR, "markup.lookalike")]),
        ("https://go88.example/", [(NOTE, "markup.gambling-words")]),
    ],
)
def test_an_address_that_people_would_follow_is_an_error(
    address: str, rules: list[tuple[Severity, str]]
) -> None:
    assert found(address, address=True) == rules


def test_a_long_word_costs_no_more_than_its_length() -> None:
    assert found("a." * 100_000 + "-" * 100_000) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"Tóm tắt": "Chơi tài xỉu"},
        {"Chuyên đề": "[Tin, tài xỉu]"},
        {"Ảnh": "{Tệp: a.jpg, Mô tả: Sòng bạc}"},
        {"Ảnh": "{Tệp: a.jpg, Mô tả: Chợ, Chú thích: Sòng bạc}"},
        {"Ảnh": "{Tệp: a.jpg, Mô tả: Chợ, Nguồn ảnh: go88}"},
        {"Tệp đính kèm": "[{Tệp: a.pdf, Tên: Tải go88}]"},
        {"Đính chính": "[{Ngày: 01/11/2026, Nội dung: Xem go88}]"},
    ],
)
def test_every_key_that_people_read_is_looked_at(tmp_path: Path, keys: dict[str, str]) -> None:
    assert in_site(tmp_path, {"tin-tuc/a.md": news("A", **keys)}) == [
        ("markup.gambling-words", "tin-tuc/a.md", 4)
    ]


def test_titles_and_contacts_are_looked_at(tmp_path: Path) -> None:
    office = "---\nTên: Phòng Một\nThư công vụ: mot@mau.gov.com\n---\n"
    files = {"tin-tuc/a.md": news("Nhà cái"), "co-cau/p.md": office}
    assert in_site(tmp_path, files) == [
        ("markup.lookalike", "co-cau/p.md", 3),
        ("markup.gambling-words", "tin-tuc/a.md", 2),
    ]


@pytest.mark.parametrize(
    "table",
    ['[[links]]\ntitle = "Tỉnh"\nurl = "https://mau-gov.com/"', '[[menu]]\ntitle = "Tỉnh"\nto = "https://mau-gov.com/"',
     '[[offices]]\nname = "Trạm"\naddress = "Thôn Hai"\nemail = "x@mau-gov.com"'],
)  # fmt: skip
def test_site_toml_is_looked_at(tmp_path: Path, table: str) -> None:
    file = tmp_path / "site.toml"
    file.write_text(f"{SITE}\n{table}\n", encoding="utf-8")
    lines = f"{SITE}\n{table}\n".split("\n")
    line = next(at for at, one in enumerate(lines, 1) if "mau-gov" in one)
    _, findings = read_config(file, ("news", "notice", "document", "page", "unit"))
    assert [(one.rule, one.where.line) for one in findings] == [("markup.lookalike", line)]


def test_words_of_site_toml_are_looked_at(tmp_path: Path) -> None:
    site = SITE.replace('stage = "chính thức"', 'tagline = "Nổ hũ mỗi ngày"')
    assert in_site(tmp_path, {"site.toml": site, "tin-tuc/a.md": news("A")}) == [
        ("markup.gambling-words", "site.toml", 5)
    ]
