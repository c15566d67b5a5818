"""What citizens ask the sample portal for, through the page's own script and the built index."""

from __future__ import annotations

import json
import re

import pytest

from tests.site.portal import Portal
from tests.test_search import FIND, engine, run_js

BUSINESS = "/dich-vu-cong/index.html"
POLICE = "/co-cau/cong-an-xa.html"
NOISE = re.compile(r"khai-giang|rac-thai|tet-binh-ngo|ho-suoi-reo")
ASKED = {
    "khai sinh": BUSINESS,
    "ho ngheo": BUSINESS,
    "hộ nghèo": BUSINESS,
    "sổ đỏ": BUSINESS,
    "kết hôn": BUSINESS,
    "lua xuan": "#tran-thi-lua-xuan",
    "tran thi lua xuan": "#tran-thi-lua-xuan",
    "hộ khẩu": POLICE,
    "CCCD": "can-cuoc-luu-dong",
    "dat dai": "dat-dai|tiep-xuc-cu-tri",
    "BHYT": "/co-cau/tram-y-te.html",
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


@pytest.mark.parametrize("asked", ["khai sinh", "ho ngheo", "hộ nghèo", "sổ đỏ"])
def test_near_results_are_few_and_near(found: dict[str, dict[str, list[str]]], asked: str) -> None:
    shown = found[asked]["main"] + found[asked]["near"]
    assert len(shown) < 5
    assert not [url for url in shown if NOISE.search(url)]


def test_what_is_not_there_gives_no_list(found: dict[str, dict[str, list[str]]]) -> None:
    assert found["bằng lái"] == {"main": [], "near": []}
