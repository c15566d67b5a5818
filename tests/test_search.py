"""The search index, and the script that reads it: everything is found, marks first, and little changes."""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder import search
from site_builder.model import SearchDoc
from site_builder.search.postings import ALPHABET, encode, sieve, tokens, weigh
from site_builder.text import fold, words
from tests import tools

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "themes" / "tinh" / "js-search"
CASES = ROOT / "tests" / "cases" / "search"
LABELS = {
    "news": "Tin bài",
    "notice": "Thông báo",
    "document": "Văn bản",
    "page": "Trang",
    "unit": "Đơn vị",
    "official": "Cán bộ",
    "service": "Hướng dẫn",
}


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def as_doc(item: dict[str, str]) -> SearchDoc:
    kind = item.get("kind", "news")
    return SearchDoc(
        url=f"/{item['id']}.html",
        title=item["title"],
        summary=item["summary"],
        kind=kind,
        kind_label=LABELS[kind],
        section=LABELS[kind],
        published=item.get("date", ""),
        extra=item.get("extra", ""),
        prose=item["id"] if "body" in item else "",
        part=item.get("date", "")[:4],
    )


ITEMS = toml("items.toml")["items"]
DOCS = tuple(as_doc(item) for item in ITEMS)
TEXTS = {item["id"]: item["body"] for item in ITEMS if "body" in item}


def run_js(scripts: Sequence[str], expression: str) -> Any:
    """Run the page's own scripts in Node, or in Chromium where there is no Node, and return a value."""
    program = "\n".join(scripts)
    if node := shutil.which("node"):
        done = subprocess.run(
            [node, "-"],
            input=f"{program}\nconsole.log(JSON.stringify({expression}));",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(content=program)
        value = json.loads(page.evaluate(f"JSON.stringify({expression})"))
        browser.close()
        return value


def engine() -> str:
    return (SCRIPTS / "10-find.js").read_text(encoding="utf-8")


FIND = """queries.map((one) => {
  const query = CongXa.search.query(one.q, !!one.typing);
  CongXa.search.shards.forEach((shard) => query.run(shard));
  const best = query.best();
  return {main: best.main.map((doc) => doc.url), near: best.near.map((doc) => doc.url)};
})"""


def ask(queries: Sequence[dict[str, Any]], docs: tuple[SearchDoc, ...], texts: dict[str, str]) -> Any:
    """Ask *queries* of the index of *docs*, through the page's own script."""
    files = [file.text for file in search.index(docs, texts)]
    scripts = [engine(), *files, f"const queries = {json.dumps(queries)};"]
    return run_js(scripts, FIND)


# --- the files ----------------------------------------------------------------------------------------------------


def test_shards_are_pages_then_parts_from_the_newest() -> None:
    names = ["2025", "2026-10", "trang", "2026", "2025-2", "2026-9", "2026-2"]
    docs = (replace(DOCS[0], url=f"/{name}.html", part=name.replace("trang", "")) for name in names)
    assert [shard.name for shard in search.plan(tuple(docs))] == [
        "trang",
        "2026-10",
        "2026-9",
        "2026-2",
        "2026",
        "2025-2",
        "2025",
    ]
    assert sum(len(shard.docs) for shard in search.plan(DOCS)) == len(DOCS)


def test_the_index_does_not_depend_on_the_order_of_the_items() -> None:
    files = search.index(DOCS, TEXTS)
    for seed in range(5):
        assert search.index(tuple(random.Random(seed).sample(DOCS, len(DOCS))), TEXTS) == files


def test_a_new_item_changes_the_listing_and_one_shard() -> None:
    before = {file.url: file.text for file in search.index(DOCS, TEXTS)}
    new = replace(DOCS[0], url="/moi.html", title="Bài mới", published="2026-11-23", part="2026")
    after = {file.url: file.text for file in search.index((*DOCS, new), TEXTS)}
    changed = [url for url, text in after.items() if before.get(url) != text]
    assert len(changed) == 2
    assert search.LISTING in changed


def test_an_edit_of_a_text_gives_its_shard_another_address() -> None:
    """The key of a prose follows from its source, so a page that was cached before never meets an old shard."""
    edited = (replace(DOCS[0], prose="khac"), *DOCS[1:])
    assert {shard.url for shard in search.plan(DOCS)} != {shard.url for shard in search.plan(edited)}


def test_only_the_texts_of_a_shard_are_asked_for() -> None:
    shard = next(one for one in search.plan(DOCS) if one.name == "2025")
    texts = {doc.prose: TEXTS[doc.prose] for doc in shard.docs if doc.prose}
    assert search.fill(shard, texts) in search.index(DOCS, TEXTS)


def test_an_empty_portal_has_an_index_too() -> None:
    (only,) = search.index((), {})
    assert only.url == search.LISTING


def test_files_are_calls_that_old_browsers_read() -> None:
    odd = replace(DOCS[0], title="“</script>” và \u2028 dòng \\ mới", prose="")
    for file in search.index((odd,), {}):
        assert re.fullmatch(r"CongXa\.search\.(list|add)\(.*\);\n", file.text)
        assert "\u2028" not in file.text


def test_postings_are_read_back_as_written() -> None:
    written = [(0, 3), (1, 0), (9, 2), (500, 1), (40_000, 3)]
    assert set(encode(number << 2 | weight for number, weight in written)) <= set(ALPHABET)
    docs = tuple(
        replace(DOCS[0], url=f"/{n:05}.html", title=f"tin {n}", summary="", extra="", prose="")
        for n in range(700)
    )
    (found,) = ask([{"q": "tin 699"}], docs, {})
    assert found["main"] == ["/00699.html"]


def test_a_sieve_knows_every_pair_and_few_others() -> None:
    text = [word for word, _ in tokens(" ".join(TEXTS.values()))]
    written = sieve({*itertools.pairwise(text)})
    script = [engine(), f"const data = {json.dumps([written, text])};"]
    assert written == sieve([*dict.fromkeys(itertools.pairwise(text))])
    assert sieve(()) == ""
    unseen = sorted({*itertools.product(sorted(set(text))[:60], repeat=2)} - {*itertools.pairwise(text)})
    pairs = [*itertools.pairwise(text), *unseen]
    script.append(f"const pairs = {json.dumps(pairs)};")
    answers = run_js(script, "pairs.map((pair) => CongXa.search.sifted(data[0], pair[0], pair[1]))")
    known = len(text) - 1
    assert all(answers[:known])
    assert sum(answers[known:]) < 0.01 * len(unseen)


def test_the_sieve_leaves_out_what_title_and_summary_have() -> None:
    doc = replace(DOCS[0], title="Hộ tịch của xã", summary="Giờ làm việc", extra="", prose="")
    assert weigh(doc, "hộ tịch của xã")[1] == weigh(doc, "Giờ làm việc")[1] == ""
    assert weigh(doc, "hộ tịch của xã ta")[1] == sieve([("xa", "ta")])


# --- the script ---------------------------------------------------------------------------------------------------


def test_the_script_folds_exactly_as_the_index_does() -> None:
    vectors = json.loads((ROOT / "tests" / "vectors" / "folding.json").read_text(encoding="utf-8"))
    texts = json.dumps([vector["text"] for vector in vectors])
    fields = "{fold: s.fold(text), tone_key: s.toneKey(text), words: s.words(text)}"
    answers = run_js([engine()], f"((s) => {texts}.map((text) => ({fields})))(CongXa.search)")
    wrong = [
        (vector["text"], key, answer[key], vector[key])
        for vector, answer in zip(vectors, answers, strict=True)
        for key in ("fold", "tone_key", "words")
        if answer[key] != vector[key]
    ]
    assert wrong == []


def test_every_word_of_every_item_is_found_by_its_fold() -> None:
    every = [
        {"q": fold(word), "url": doc.url}
        for doc in DOCS
        for word in sorted({*words(f"{doc.title} {doc.summary} {doc.extra} {TEXTS.get(doc.prose, '')}")})
    ]
    answers = ask(every, DOCS, TEXTS)
    lost = [
        one
        for one, found in zip(every, answers, strict=True)
        if one["url"] not in found["main"] + found["near"]
    ]
    assert lost == []


QUERIES = toml("queries.toml")["queries"]


@cache
def answers() -> list[dict[str, list[str]]]:
    return ask(QUERIES, DOCS, TEXTS)  # type: ignore[no-any-return]


@pytest.mark.parametrize("number", range(len(QUERIES)), ids=[query["q"] for query in QUERIES])
def test_people_find_what_they_look_for(number: int) -> None:
    query, found = QUERIES[number], answers()[number]
    main = [url[1:-5] for url in found["main"]]
    shown = main + [url[1:-5] for url in found["near"]]
    if query.get("none"):
        assert shown == []
    if first := query.get("first"):
        assert shown[:1] == [first]
    top = query.get("top", [])
    assert {*top} <= {*shown[: len(top) + query.get("slack", 0)]}
    assert {*query.get("has", [])} <= {*shown}
    assert {*query.get("not", [])}.isdisjoint(main)
    assert {*query.get("absent", [])}.isdisjoint(shown)
    places = [shown.index(name) if name in shown else len(shown) for name in query.get("above", [])]
    assert places == sorted(places)


def test_what_no_longer_holds_is_marked_by_the_day_it_is_read() -> None:
    docs = (
        replace(DOCS[0], until="2000-01-01T00:00:00+07:00"),
        replace(DOCS[1], until="2999-01-01"),
        DOCS[2],
    )
    scripts = [engine(), *(file.text for file in search.index(docs, TEXTS))]
    over = (
        "CongXa.search.shards.map((one) => one.docs).flat().filter((doc) => doc.over).map((doc) => doc.url)"
    )
    assert run_js(scripts, over) == [DOCS[0].url]


LIT = {
    ("dat dai", "Đại biểu đặt bàn dài, hỏi về đất đai"): ["đất đai"],
    ("dat dai", "Đất ở thôn"): [],
    ("khai sinh", "Khai giảng, sinh viên, khai sinh, hộ tịch, chủ tịch hộ"): ["khai sinh", "hộ tịch"],
    ("dat", "Đặt đất, dắt trâu"): ["Đặt", "đất", "dắt"],
    ("đất", "Đặt đất, dắt trâu"): ["đất"],
    ("lich tiep cong dan thang 11", "Lịch tiếp công dân trong tháng 11, công việc"): [
        "Lịch tiếp công dân",
        "tháng 11",
    ],
    ("BHYT", "Thẻ BHYT, bảo hiểm y tế, trạm y tế"): ["BHYT", "bảo hiểm y tế"],
    ("12/2026", "Quyết định số 12/2026/QĐ-UBND, ngày 12"): ["12/2026"],
    ("kĩ năng", "Kỹ năng số"): ["Kỹ năng"],
}


def test_runs_of_words_are_lit_and_no_stray_one() -> None:
    scripts = [engine(), search.index((), {})[0].text, f"const asked = {json.dumps([*LIT])};"]
    lit = "asked.map((one) => CongXa.search.query(one[0]).lit(one[1]).map((run) => one[1].slice(run[0], run[1])))"
    assert run_js(scripts, lit) == [*LIT.values()]


def test_no_form_stands_twice_in_the_lists_of_words() -> None:
    for rows in (search.ABBREVIATIONS, search.SYNONYMS):
        assert len({*rows}) == len(rows)
        assert all(len({fold(form) for form in row}) == len(row) for row in rows)


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 60
    assert len(DOCS) >= 40


# --- the page -----------------------------------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tìm kiếm</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self'">
<main><form role="search" action="tim-kiem.html"><input name="q" aria-label="Từ khoá"><button>Tìm</button></form>
<div id="portal-search" data-index="search/"></div></main>
<script src="10-find.js" defer></script><script src="20-page.js" defer></script></html>"""
HOSTILE = "<img src=x onerror=document.title='hong'>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as player:
        started = player.chromium.launch(
            executable_path=tools.chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield started
        started.close()


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """Lay out a portal that is nothing but its search page, in a folder whose name has marks and a space."""
    folder = tmp_path / "Cổng xã"
    (folder / "search").mkdir(parents=True)
    (folder / "tim-kiem.html").write_text(PAGE, encoding="utf-8")
    for script in SCRIPTS.iterdir():
        shutil.copy(script, folder)
    hostile = replace(DOCS[0], url="/xau.html", title=HOSTILE, summary=f"{HOSTILE} xau", prose="")
    for file in search.index((*DOCS, hostile), TEXTS):
        (folder / file.url[1:]).write_text(file.text, encoding="utf-8")
    return folder


@pytest.fixture
def page(browser: Browser, portal: Path) -> Iterator[Page]:
    opened = browser.new_page()
    opened.faults = []  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))  # type: ignore[attr-defined]
    yield opened
    assert opened.faults == []  # type: ignore[attr-defined]
    opened.close()


def open_page(page: Page, portal: Path, query: str = "") -> None:
    page.goto(f"{(portal / 'tim-kiem.html').as_uri()}{'?q=' + quote(query) if query else ''}")


def settled(page: Page, start: str) -> None:
    """Wait until the status begins with *start* and nothing is being loaded."""
    page.wait_for_function(
        "(start) => { const text = document.querySelector('[role=status]').textContent;"
        " return text.startsWith(start) && !text.includes('đang tìm'); }",
        arg=start,
    )


@pytest.mark.browser
def test_the_page_answers_from_a_usb_stick(page: Page, portal: Path) -> None:
    open_page(page, portal, "dat dai")
    settled(page, "3 kết quả cho “dat dai”")
    first = page.locator(".portal-search__item").first
    assert first.locator("a").get_attribute("href") == "dat-dai.html"
    assert first.locator("time").inner_text() == "02/11/2026"
    assert first.locator(".portal-search__kind").inner_text() == "Tin bài"
    assert first.locator("h2 mark").all_inner_texts() == ["đất đai"]


@pytest.mark.browser
def test_typing_searches_and_the_address_keeps_the_query(page: Page, portal: Path) -> None:
    open_page(page, portal)
    page.locator("input").press_sequentially("tiêm chủ")
    settled(page, "1 kết quả cho “tiêm chủ”")
    page.locator("input").press("Enter")
    settled(page, "1 kết quả cho “tiêm chủ”")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "tiem-chung.html"


@pytest.mark.browser
def test_results_are_filtered_by_kind_and_year(page: Page, portal: Path) -> None:
    open_page(page, portal, "xã")
    settled(page, "")
    page.get_by_role("button", name="Văn bản").click()
    assert set(page.locator(".portal-search__kind").all_inner_texts()) == {"Văn bản"}
    assert page.evaluate("document.activeElement.textContent").startswith("Văn bản")
    page.get_by_role("button", name="Tất cả").click()
    page.get_by_label("Năm").select_option("2025")
    dates = page.locator(".portal-search__item time").all_inner_texts()
    assert dates
    assert {date[-4:] for date in dates} == {"2025"}


@pytest.mark.browser
def test_more_results_come_on_demand_and_take_the_focus(page: Page, portal: Path) -> None:
    open_page(page, portal, "xã")
    settled(page, "")
    assert page.locator(".portal-search__item").count() == 20
    page.get_by_role("button", name="Xem thêm kết quả").click()
    assert page.locator(".portal-search__item").count() > 20
    href = page.locator(".portal-search__item a").nth(20).get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == href


@pytest.mark.browser
def test_what_clerks_write_never_becomes_markup(page: Page, portal: Path) -> None:
    open_page(page, portal, "onerror")
    settled(page, "1 kết quả")
    assert page.locator(".portal-search__title").inner_text() == HOSTILE
    assert page.locator("#portal-search img").count() == 0
    assert page.title() == "Tìm kiếm"


@pytest.mark.browser
def test_a_query_is_text_too(page: Page, portal: Path) -> None:
    open_page(page, portal, f"{HOSTILE} %")
    settled(page, f"1 kết quả cho “{HOSTILE} %”")
    assert page.locator("#portal-search img").count() == 0


@pytest.mark.browser
def test_a_shard_that_is_missing_is_told_and_can_be_tried_again(page: Page, portal: Path) -> None:
    shard = next((portal / "search").glob("2025-*.js"))
    content = shard.read_bytes()
    shard.unlink()
    open_page(page, portal, "lễ hội")
    page.get_by_text("Chưa tải được một phần dữ liệu tìm kiếm (2025)").wait_for()
    assert page.locator(".portal-search__item").count() >= 1
    shard.write_bytes(content)
    page.get_by_role("button", name="Thử lại").click()
    page.locator("a[href='le-hoi-cu.html']").wait_for()
    assert page.get_by_text("Chưa tải được").count() == 0


@pytest.mark.browser
def test_a_portal_without_its_index_says_so(page: Page, portal: Path) -> None:
    shutil.rmtree(portal / "search")
    open_page(page, portal, "lễ hội")
    page.get_by_text("Chưa tải được dữ liệu tìm kiếm").wait_for()
