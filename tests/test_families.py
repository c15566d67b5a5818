"""Who stands below whom: circles and endless descents are findings, however many there are, and cost little."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from site_builder.assemble.descent import MAX_DEPTH, straighten
from site_builder.model import ItemView
from tests.mini import entry, errors, load, page


def chain(length: int) -> dict[str, str]:
    return {str(number): str(number - 1) if number else "" for number in range(length)}


def pages(count: int, **keys: str) -> dict[str, str]:
    return {
        f"gioi-thieu/t{n}.md": entry(
            Tiêu_đề=f"Trang {n}", **({"Trang_cha": f"t{n - 1}"} if n else {}), **keys
        )
        for n in range(count)
    }


@given(
    st.dictionaries(st.sampled_from("abcdefghijklmnopq"), st.sampled_from("abcdefghijklmnopq"), max_size=17)
)
def test_any_net_becomes_a_forest_that_is_not_too_deep(net: dict[str, str]) -> None:
    net = {key: up if up in net else "" for key, up in net.items()}
    descent = straighten(net)
    for key in net:
        steps, up = 0, key
        while up:
            steps, up = steps + 1, descent.parents[up]
        assert steps <= MAX_DEPTH
    kept = {key for key in net if descent.parents[key] == net[key]}
    assert kept.isdisjoint(descent.circles)
    assert all(_comes_back(key, net) for key in descent.circles)
    assert descent.circles or descent.too_deep or kept == set(net)


def _comes_back(start: str, net: dict[str, str]) -> bool:
    key = net[start]
    for _ in net:
        if key == start:
            return True
        key = net.get(key, "")
    return False


def test_what_hangs_on_a_circle_is_no_circle() -> None:
    assert straighten({"a": "b", "b": "a", "c": "a"}).circles == {"a", "b"}


def test_a_descent_of_a_hundred_thousand_is_cut_once() -> None:
    assert straighten(chain(MAX_DEPTH)).too_deep == frozenset()
    assert straighten(chain(100_000)).too_deep == {str(MAX_DEPTH)}


def test_pages_nest_as_deep_as_allowed_and_no_deeper(tmp_path: Path) -> None:
    assert errors(load(tmp_path / "a", pages(MAX_DEPTH))) == []
    loaded = load(tmp_path / "b", pages(300))
    assert errors(loaded) == [("content.too-deep", f"gioi-thieu/t{MAX_DEPTH}.md", 3)]


def test_pages_that_are_parents_of_each_other_are_still_shown(tmp_path: Path) -> None:
    one, two = entry(Tiêu_đề="Một", Trang_cha="hai"), entry(Tiêu_đề="Hai", Trang_cha="mot")
    loaded = load(tmp_path, {"gioi-thieu/mot.md": one, "gioi-thieu/hai.md": two})
    assert errors(loaded) == [("content.circle", f"gioi-thieu/{name}.md", 3) for name in ("hai", "mot")]
    assert page(loaded, "/gioi-thieu/mot.html").crumbs[-1].title == "Một"


def test_a_page_knows_those_above_below_and_beside_it(tmp_path: Path) -> None:
    files = {
        "gioi-thieu/index.md": entry(Tiêu_đề="Giới thiệu"),
        "gioi-thieu/a.md": entry(Tiêu_đề="A", Thứ_tự="2"),
        "gioi-thieu/b.md": entry(Tiêu_đề="B", Thứ_tự="1"),
        "gioi-thieu/c.md": entry(Tiêu_đề="C", Trang_cha="A"),
        "gioi-thieu/d.md": entry(Tiêu_đề="D", Trang_cha="a.md"),
        "gioi-thieu/e.md": entry(Tiêu_đề="E", Trang_cha="D", Ngày_gỡ="01/01/2026"),
    }
    loaded = load(tmp_path, files)
    assert errors(loaded) == []
    seen = {}
    for name in ("index", "a", "d", "e"):
        shown = page(loaded, f"/gioi-thieu/{name}.html")
        assert isinstance(shown.body, ItemView)
        below, beside = (
            [link.title for link in links] for links in (shown.body.children, shown.body.siblings)
        )
        seen[name] = ([link.title for link in shown.crumbs[2:]], below, beside)
    assert seen == {
        "index": ([], ["B", "A"], []),
        "a": (["A"], ["C", "D"], ["B", "A"]),
        "d": (["A", "D"], [], ["C", "D"]),
        "e": (["A", "D", "E"], [], []),
    }
