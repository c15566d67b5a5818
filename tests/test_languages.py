"""Language codes: those that a screen reader can speak by, and the nearest to what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.model import ItemView
from site_builder.text import language, nearest_language
from tests.conftest import news
from tests.mini import load, page


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("vi", "vi"), ("EN", "en"), ("en-us", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("tyz", "tyz"), ("hmn", "hmn"), ("km", "km"), ("en-GB-oxendict", "en-GB-oxendict"),
        ("", ""), ("vn", ""), ("tay", ""), ("english", ""), ("en_US", ""), ("en-", ""), ("e", ""), ("en us", ""),
        ("vi\" onload=", ""), ("ví", ""),
    ],
)  # fmt: skip
def test_a_code_is_known_in_any_letters(written: str, code: str) -> None:
    assert language(written) == code


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tay", "tyz (tiếng Tày)"), ("Tiếng Mông", "hmn (tiếng Mông)"), ("tiếng anh", "en (tiếng Anh)"), ("en_US", "en-US (tiếng Anh)"),
        ("E de", "rad (tiếng Ê Đê)"), ("kmn", "km (tiếng Khmer)"), ("xx", ""), ("???", ""),
    ],
)  # fmt: skip
def test_what_was_meant_is_found_by_name_or_code(written: str, meant: str) -> None:
    assert nearest_language(written) == meant


def test_a_page_says_its_language_in_the_usual_letters(tmp_path: Path) -> None:
    shown = page(load(tmp_path, {"tin-tuc/a.md": news("A", **{"Ngôn ngữ": "EN-us"})}), "/tin-tuc/2026/a.html")
    assert isinstance(shown.body, ItemView)
    assert shown.head.lang == "en-US"


@pytest.mark.parametrize(("written", "hint"), [("tay", "tyz (tiếng Tày)"), ("xx", "Viết mã của ngôn ngữ")])
def test_another_code_is_an_error_that_helps(tmp_path: Path, written: str, hint: str) -> None:
    loaded = load(tmp_path, {"tin-tuc/a.md": news("A", **{"Ngôn ngữ": written})})
    found = [one for one in loaded.findings if one.is_error]
    assert [(one.rule, one.where.line) for one in found] == [("content.value", 4)]
    assert hint in found[0].hint
