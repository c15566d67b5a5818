"""What citizens ask the sample portal for, through the page's own script and the built index."""

from __future__ import annotations

import json
import re

import pytest

from tests.site.portal import Portal
from tests.test_search import FIND, engine, run_js

pytestmark = pytest.mark.slow

BUSINESS = "/dich-vu-cong/index.html#"
NOISE = re.compile(r"khai-giang|rac-thai|tet-binh-ngo|ho-suoi-reo")
ASKED = {
    "khai sinh": BUSINESS + "dang-ky-khai-sinh$",
    "giay khai sinh": BUSINESS + "dang-ky-khai-sinh$",
    "làm giấy khai sinh ở đâu": BUSINESS + "dang-ky-khai-sinh$",
    "ho ngheo": BUSINESS + "xac-nhan-ho-ngheo",
    "hộ nghèo": BUSINESS + "xac-nhan-ho-ngheo",
    "sổ đỏ": BUSINESS + "dat-dai",
    "so do": BUSINESS + "dat-dai",
    "dat dai": BUSINESS + "dat-dai",
    "kết hôn": BUSINESS + "dang-ky-ket-hon$",
    "thu tuc ket hon": BUSINESS + "dang-ky-ket-hon$",
    "lam the can cuoc": BUSINESS + "lam-doi-the-can-cuoc$",
    "cong chung": BUSINESS + "chung-thuc",
    "hộ khẩu": BUSINESS + "dang-ky-cu-tru",
    "CCCD": BUSINESS + "lam-doi-the-can-cuoc$",
    "BHYT": BUSINESS + "the-bao-hiem-y-te$",
    "15/QĐ-UBND": "/van-ban/.*15",
    "lua xuan": "#tran-thi-lua-xuan",
    "tran thi lua xuan": "#tran-thi-lua-xuan",
}


@pytest.fixture(scope="module")
def found(portal: Portal) -> dict[str, dict[str, list[str]]]:
    """Return the results of all that is asked."""
    listing = portal.text("search/index.js")
    names = json.loads(listing[listing.index("(") + 1 : listing.rindex(")")])["shards"]
    queries = [{"q": asked} for asked in ASKED] + [{"q": "bằng lái"}]
    files = [listing, *(portal.text(f"search/{name}") for _, name, _ in names)]
    answers = run_js([engine(), *files, f"const queries = {json.dumps(queries)};"], FIND)
    return {query["q"]: answer for query, answer in zip(queries, answers, strict=True)}


@pytest.mark.parametrize("asked", ASKED)
def test_the_first_result_is_what_citizens_mean(found: dict[str, dict[str, list[str]]], asked: str) -> None:
    assert re.search(ASKED[asked], found[asked]["main"][0])


def test_a_guide_takes_no_other_result_away(found: dict[str, dict[str, list[str]]]) -> None:
    assert any("can-cuoc-luu-dong" in url for url in found["lam the can cuoc"]["main"])


@pytest.mark.parametrize("asked", ["khai sinh", "ho ngheo", "hộ nghèo", "sổ đỏ"])
def test_near_results_are_few_and_near(found: dict[str, dict[str, list[str]]], asked: str) -> None:
    shown = found[asked]["main"] + found[asked]["near"]
    assert len(shown) < 5
    assert not [url for url in shown if NOISE.search(url)]


def test_what_is_not_there_gives_no_list(found: dict[str, dict[str, list[str]]]) -> None:
    assert found["bằng lái"] == {"main": [], "near": []}
