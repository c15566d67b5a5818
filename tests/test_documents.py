"""Documents: what is in force on which day, and links that hold from both sides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder import text
from site_builder.assemble.chains import SHOWN
from site_builder.assemble.desk import Item
from site_builder.assemble.documents import Register
from site_builder.model import Entry, ItemView, ListingView, Record
from site_builder.pipeline import Loaded
from tests.mini import document, errors, load, notes, page

A, B, C = "1/QĐ-UBND", "2/QĐ-UBND", "3/QĐ-UBND"


def derived(loaded: Loaded, name: str) -> Record:
    body = page(loaded, f"/van-ban/2026/{name}.html").body
    assert isinstance(body, ItemView)
    return body.derived


def on(folder: Path, day: str, files: dict[str, str]) -> Loaded:
    loaded = load(
        folder, {f"van-ban/{name}.md": content for name, content in files.items()}, now=text.parse_moment(day)
    )
    assert errors(loaded) == []
    return loaded


@pytest.mark.parametrize("written", [f"{A}, {B}", f"{A};{B}", f"\n  - {A}, {B},", f"\n  - {A}\n  - {B}"])
def test_several_numbers_may_stand_on_one_line(tmp_path: Path, written: str) -> None:
    files = {
        "a": document(A, **{"Bị thay thế bởi": C}),
        "b": document(B, **{"Bị thay thế bởi": C}),
        "c": document(C, **{"Thay thế": written}),
    }
    loaded = on(tmp_path, "2026-03-02", files)
    assert [derived(loaded, name)["status_key"] for name in "abc"] == ["expired", "expired", "in-force"]


@pytest.mark.parametrize(
    ("keys", "day", "key"),
    [
        ({}, "2026-03-01T00:00", "in-force"),
        ({"Có hiệu lực": "10/03/2026"}, "2026-03-09T23:59:59", "pending"),
        ({"Có hiệu lực": "10/03/2026"}, "2026-03-10T00:00", "in-force"),
        ({"Có hiệu lực": "10/03/2026"}, "2026-03-09T17:00Z", "in-force"),
        ({"Hết hiệu lực": "20/03/2026"}, "2026-03-19T23:59:59", "in-force"),
        ({"Hết hiệu lực": "20/03/2026"}, "2026-03-20T00:00", "expired"),
        ({"Có hiệu lực": "10/03/2026", "Hết hiệu lực": "20/03/2026"}, "2026-03-05", "pending"),
    ],
)
def test_the_status_changes_at_midnight_of_vietnam(
    tmp_path: Path, keys: dict[str, str], day: str, key: str
) -> None:
    loaded = on(tmp_path, day, {"a": document(A, **keys)})
    assert derived(loaded, "a").status_key == key
    body = page(loaded, "/van-ban/index.html").body
    assert isinstance(body, ListingView)
    assert body.items[0].facts.status_key == key


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("Quyết định", "Còn hiệu lực"),
        ("Kế hoạch", "Còn hiệu lực"),
        ("Báo cáo", ""),
        ("Tờ trình", ""),
        ("Công văn", ""),
        ("Thông báo", ""),
        ("Giấy mời", ""),
    ],
)
def test_papers_that_bind_nobody_have_no_validity(tmp_path: Path, kind: str, words: str) -> None:
    loaded = on(tmp_path, "2026-03-01", {"a": document(A, **{"Loại văn bản": kind})})
    assert derived(loaded, "a").status == words
    body = page(loaded, "/van-ban/index.html").body
    assert isinstance(body, ListingView)
    assert body.items[0].facts.status == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-03-31", "Có hiệu lực từ 01/04/2026"),
        ("2026-04-09", "Còn hiệu lực"),
        ("2026-04-10", "Còn hiệu lực, đã được sửa đổi"),
        ("2026-05-01", "Hết hiệu lực"),
    ],
)
def test_the_words_of_validity(tmp_path: Path, day: str, words: str) -> None:
    files = {
        "a": document(
            A, "01/03/2026", Có_hiệu_lực="01/04/2026", Hết_hiệu_lực="01/05/2026", Được_sửa_đổi_bởi=B
        ),
        "b": document(B, "02/03/2026", Có_hiệu_lực="10/04/2026", Sửa_đổi_bổ_sung=A),
    }
    assert derived(on(tmp_path, day, files), "a").status == words


@pytest.mark.parametrize(("day", "start"), [("2026-03-31", date(2026, 4, 1)), ("2026-04-01", None)])
def test_the_browser_is_told_the_first_day_only_while_it_is_ahead(
    tmp_path: Path, day: str, start: date | None
) -> None:
    loaded = on(tmp_path, day, {"a": document(A, "01/03/2026", Có_hiệu_lực="01/04/2026")})
    assert derived(loaded, "a").status_from == start


@pytest.mark.parametrize(("day", "key"), [("2026-04-09", "in-force"), ("2026-04-10", "expired")])
def test_a_document_ends_on_the_day_its_heir_begins(tmp_path: Path, day: str, key: str) -> None:
    heir = document(B, "01/04/2026", Có_hiệu_lực="10/04/2026", Thay_thế=A)
    loaded = on(tmp_path, day, {"a": document(A, Bị_thay_thế_bởi=B), "b": heir})
    assert derived(loaded, "a").status_key == key


def test_an_heir_that_is_not_on_the_portal_has_ended_it_and_is_a_note(tmp_path: Path) -> None:
    loaded = on(tmp_path, "2026-04-01", {"a": document(A, Bị_thay_thế_bởi=B)})
    assert derived(loaded, "a").status_key == "expired"
    assert len(notes(loaded, "content.document-unknown")) == 1


@pytest.mark.parametrize("hidden", [{"Nháp": "có"}, {"Giờ lên trang": "01/12/2026"}])
def test_an_heir_that_is_only_written_ends_nothing(tmp_path: Path, hidden: dict[str, str]) -> None:
    loaded = on(
        tmp_path,
        "2026-05-01",
        {"a": document(A, Bị_thay_thế_bởi=B), "b": document(B, "01/04/2026", Thay_thế=A, **hidden)},
    )
    assert derived(loaded, "a").status_key == "in-force"
    assert notes(loaded, "content.document-unknown") == []


@pytest.mark.parametrize(
    ("there", "back"), [("Thay thế", "Bị thay thế bởi"), ("Sửa đổi, bổ sung", "Được sửa đổi bởi")]
)
def test_a_link_that_the_other_side_does_not_return_is_an_error(
    tmp_path: Path, there: str, back: str
) -> None:
    one, two = document(A, **{back: B}), document(B, "01/04/2026", **{there: A})
    both = {"van-ban/a.md": one, "van-ban/b.md": two}
    assert errors(load(tmp_path, both)) == []
    assert errors(load(tmp_path, both | {"van-ban/a.md": document(A)})) == [
        ("content.document-link", "van-ban/b.md", 8)
    ]
    loaded = load(tmp_path, both | {"van-ban/b.md": document(B, "01/04/2026")})
    assert errors(loaded) == [("content.document-link", "van-ban/a.md", 8)]
    assert f"van-ban/b.md, thêm: {there}: {A}" in next(one.hint for one in loaded.findings if one.is_error)


def test_a_number_is_the_same_however_it_is_typed(tmp_path: Path) -> None:
    loaded = on(
        tmp_path,
        "2026-05-01",
        {"a": document(A, Bị_thay_thế_bởi="2/qd-ubnd"), "b": document(B, "01/04/2026", Thay_thế="1/QD-UBND")},
    )
    assert derived(loaded, "a").status_key == "expired"


def test_a_document_does_not_replace_itself(tmp_path: Path) -> None:
    assert errors(load(tmp_path, {"van-ban/a.md": document(A, Thay_thế=A)})) == [
        ("content.document-self", "van-ban/a.md", 8)
    ]


def test_a_number_stands_in_one_file(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"van-ban/a.md": document(A), "van-ban/b.md": document(A.lower())})
    assert errors(loaded) == [("content.document-twice", "van-ban/b.md", 2)]


def test_the_chain_is_the_same_from_every_link_and_marks_the_one_in_view(tmp_path: Path) -> None:
    files = {
        "a": document(A, "01/01/2026", Bị_thay_thế_bởi=B),
        "b": document(B, "01/02/2026", Thay_thế=A, Bị_thay_thế_bởi=C),
        "c": document(C, "01/03/2026", Thay_thế=B),
    }
    loaded = on(tmp_path, "2026-04-01", files)
    chains = [derived(loaded, name).chain for name in "abc"]
    assert [[step.number for step in chain] for chain in chains] == [[A, B, C]] * 3
    assert [[step.current for step in chain].index(True) for chain in chains] == [0, 1, 2]
    assert [step.status_key for step in chains[0]] == ["expired", "expired", "in-force"]


def test_a_document_names_what_replaces_or_amends_it_and_from_what_day(tmp_path: Path) -> None:
    files = {
        "a": document(A, Bị_thay_thế_bởi=B, Được_sửa_đổi_bởi=C),
        "b": document(B, "01/04/2026", Có_hiệu_lực="10/04/2026", Thay_thế=A),
        "c": document(C, "02/04/2026", Sửa_đổi_bổ_sung=A),
    }
    loaded = on(tmp_path, "2026-04-05", files)
    heirs = [(one.relation, one.link.url, f"{one.begins:%d/%m}") for one in derived(loaded, "a").successors]
    assert heirs == [
        ("Được thay thế bằng", "/van-ban/2026/b.html", "10/04"),
        ("Được sửa đổi, bổ sung bởi", "/van-ban/2026/c.html", "02/04"),
    ]
    assert derived(loaded, "b").successors == ()


def test_a_document_alone_has_no_chain(tmp_path: Path) -> None:
    assert derived(on(tmp_path, "2026-04-01", {"a": document(A)}), "a").chain == ()


def test_documents_that_replace_each_other_in_a_circle_do_not_hang(tmp_path: Path) -> None:
    files = {
        "van-ban/a.md": document(A, Thay_thế=B, Bị_thay_thế_bởi=B),
        "van-ban/b.md": document(B, Thay_thế=A, Bị_thay_thế_bởi=A),
    }
    loaded = load(tmp_path, files)
    assert [step.number for step in derived(loaded, "a").chain] == [A, B]


def test_amendments_are_drawn_even_to_what_is_not_here(tmp_path: Path) -> None:
    loaded = on(
        tmp_path,
        "2026-04-01",
        {"a": document(A, **{"Sửa đổi, bổ sung": f"[{C}]", "Văn bản liên quan": "9/KH-UBND"})},
    )
    steps = derived(loaded, "a").amendments
    assert [(step.number, step.url, step.status_key) for step in steps] == [(C, "", "unknown")]
    assert [(one.title, one.url) for one in derived(loaded, "a").related] == [("Văn bản số 9/KH-UBND", "")]


@settings(max_examples=15)
@given(links=st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=8))
def test_any_net_of_replacements_ends_in_findings_or_chains(
    tmp_path_factory: pytest.TempPathFactory, links: list[tuple[int, int]]
) -> None:
    files = {}
    for number in range(1, 6):
        down = ", ".join(f"{two}/QĐ-UBND" for one, two in links if one == number)
        up = ", ".join(f"{one}/QĐ-UBND" for one, two in links if two == number)
        files[f"van-ban/{number}.md"] = document(
            f"{number}/QĐ-UBND", Thay_thế=f"[{down}]", Bị_thay_thế_bởi=f"[{up}]"
        )
    loaded = load(tmp_path_factory.mktemp("net"), files)
    rules = {rule for rule, _, _ in errors(loaded)}
    assert rules <= {"content.document-self"}
    assert ("content.document-self" in rules) is any(one == two for one, two in links)


def test_numbers_begin_anew_each_year_and_for_each_issuer(tmp_path: Path) -> None:
    loaded = on(
        tmp_path,
        "2026-11-23",
        {
            "nam-truoc": document(A, "05/02/2025", Bị_thay_thế_bởi=f"{A} ngày 05/02/2026"),
            "nam-nay": document(A, "05/02/2026", Thay_thế=f"{A} (2025)"),
            "noi-khac": document(A, "05/02/2026", **{"Cơ quan ban hành": "UBND xã Khác"}),
        },
    )
    chain = derived(loaded, "nam-nay").chain
    assert [(step.issued.year, step.status_key) for step in chain] == [(2025, "expired"), (2026, "in-force")]
    assert derived(loaded, "noi-khac").chain == ()


def long_chain(length: int) -> dict[str, str]:
    files = {}
    for n in range(length):
        keys = {"Thay thế": f"{n - 1}/QĐ-UBND"} if n else {}
        keys |= {"Bị thay thế bởi": f"{n + 1}/QĐ-UBND"} if n + 1 < length else {}
        day = date(2020, 1, 1) + timedelta(days=n)
        files[f"van-ban/v{n}.md"] = document(f"{n}/QĐ-UBND", text.format_date(day), **keys)
    return files


def steps_at(loaded: Loaded, number: int) -> tuple[list[str], int, int]:
    year = (date(2020, 1, 1) + timedelta(days=number)).year
    body = page(loaded, f"/van-ban/{year}/v{number}.html").body
    assert isinstance(body, ItemView)
    own = body.derived
    return [step.number.partition("/")[0] for step in own.chain], own.chain_before, own.chain_after


def test_a_page_shows_the_part_of_a_long_chain_around_itself(tmp_path: Path) -> None:
    loaded = load(tmp_path, long_chain(100))
    assert errors(loaded) == []
    for number, first in ((0, 0), (5, 0), (10, 0), (11, 1), (50, 40), (89, 79), (99, 79)):
        steps = [str(one) for one in range(first, first + SHOWN)]
        assert steps_at(loaded, number) == (steps, first, 100 - SHOWN - first)


def test_a_chain_that_fits_is_shown_whole(tmp_path: Path) -> None:
    loaded = load(tmp_path, long_chain(SHOWN))
    assert steps_at(loaded, 0) == ([str(one) for one in range(SHOWN)], 0, 0)


def test_a_chain_costs_each_of_its_documents_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0
    find = Register.find

    def counted(self: Register, reference: str, near: Entry) -> Item | None:
        nonlocal calls
        calls += 1
        return find(self, reference, near)

    monkeypatch.setattr(Register, "find", counted)
    counts = []
    for length in (100, 200):
        calls = 0
        load(tmp_path / str(length), long_chain(length))
        counts.append(calls)
    assert counts[1] < 2.5 * counts[0]


def test_a_document_that_replaces_many_is_looked_up_once_for_each(tmp_path: Path) -> None:
    many = [f"{n}/QĐ-UBND" for n in range(2, 402)]
    files = {f"van-ban/v{n}.md": document(one, Bị_thay_thế_bởi=A) for n, one in enumerate(many)}
    loaded = load(
        tmp_path, files | {"van-ban/a.md": document(A, "01/05/2026", Thay_thế=f"[{', '.join(many)}]")}
    )
    assert errors(loaded) == []
    assert derived(loaded, "a").chain_before == len(many) + 1 - SHOWN
