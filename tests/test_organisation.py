"""The organisation: units in a tree, people in office today, and nobody lost when something is amiss."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder import text
from site_builder.assemble.descent import MAX_DEPTH
from site_builder.model import HomeView, ItemView, OrganisationView, UnitNode
from site_builder.pipeline import Loaded
from tests.conftest import NOW, SITE
from tests.mini import entry, errors, load, notes, page, urls


def unit(name: str, **keys: str) -> str:
    return entry(Tên=name, **keys)


def official(name: str, unit: str = "", **keys: str) -> str:
    return entry(Loại="Cán bộ", Họ_tên=name, Chức_vụ="Chuyên viên", Đơn_vị=unit, **keys)


def organisation(loaded: Loaded) -> OrganisationView:
    body = page(loaded, "/co-cau/index.html").body
    assert isinstance(body, OrganisationView)
    return body


def shape(nodes: tuple[UnitNode, ...]) -> list[object]:
    return [(node.name, shape(node.children)) if node.children else node.name for node in nodes]


def people(loaded: Loaded) -> list[str]:
    return [person.name for person in organisation(loaded).people]


def test_units_grow_into_a_tree_by_order_then_name(tmp_path: Path) -> None:
    files = {
        "ub": unit("Uỷ ban", Thứ_tự="1"),
        "d": unit("Địa chính", Trực_thuộc="ub"),
        "a": unit("Ấp", Trực_thuộc="Uỷ ban"),
        "hd": unit("Hội đồng"),
    }
    loaded = load(tmp_path, {f"co-cau/{name}.md": content for name, content in files.items()})
    assert shape(organisation(loaded).tree) == [("Uỷ ban", ["Ấp", "Địa chính"]), "Hội đồng"]
    body = page(loaded, "/co-cau/d.html").body
    assert isinstance(body, ItemView)
    assert (body.derived.superior.title, body.derived.node.name) == ("Uỷ ban", "Địa chính")


def test_units_of_one_file_name_in_two_folders_are_two_units(tmp_path: Path) -> None:
    files = {
        "co-cau/a/vp.md": unit("Văn phòng A", Đường_dẫn="vp-a"),
        "co-cau/b/vp.md": unit("Văn phòng B", Đường_dẫn="vp-b"),
    }
    loaded = load(
        tmp_path, files | {"co-cau/x.md": official("X", "vp-a"), "co-cau/y.md": official("Y", "vp-b")}
    )
    assert errors(loaded) == []
    assert [(node.name, [one.name for one in node.officials]) for node in organisation(loaded).tree] == [
        ("Văn phòng A", ["X"]),
        ("Văn phòng B", ["Y"]),
    ]


@pytest.mark.parametrize("written", ["van-phong", "van-phong.md", "Văn phòng", "VAN PHONG"])
def test_a_unit_is_named_by_its_file_or_its_name(tmp_path: Path, written: str) -> None:
    loaded = load(tmp_path, {"co-cau/van-phong.md": unit("Văn phòng"), "co-cau/a.md": official("A", written)})
    assert [one.name for one in organisation(loaded).tree[0].officials] == ["A"]


def test_an_unknown_unit_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"co-cau/vp.md": unit("Văn phòng"), "co-cau/a.md": official("A", "Văn phòn")})
    assert errors(loaded) == [("content.unit", "co-cau/a.md", 5)]
    assert "Văn phòng" in next(one.hint for one in loaded.findings if one.is_error)


def test_units_in_a_circle_are_told_and_still_shown(tmp_path: Path) -> None:
    parents = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "e"}
    loaded = load(
        tmp_path, {f"co-cau/{name}.md": unit(name.upper(), Trực_thuộc=up) for name, up in parents.items()}
    )
    assert errors(loaded) == [("content.circle", f"co-cau/{name}.md", 3) for name in "abce"]
    assert {f"/co-cau/{name}.html" for name in "abcde"} <= urls(loaded)


@pytest.mark.parametrize(
    ("keys", "clock", "shown"),
    [
        ({"Từ ngày": "10/11/2026"}, "2026-11-09T23:59:59", False),
        ({"Từ ngày": "10/11/2026"}, "2026-11-10T00:00", True),
        ({"Đến ngày": "10/11/2026"}, "2026-11-10T23:59:59", True),
        ({"Đến ngày": "10/11/2026"}, "2026-11-11T00:00", False),
        ({"Đến ngày": "10/11/2026"}, "2026-11-10T17:00Z", False),
        ({"Nháp": "có"}, "2026-11-10", False),
        ({"Rút bài": "nhầm"}, "2026-11-10", False),
        ({"Ngày gỡ": "09/11/2026"}, "2026-11-10", False),
        ({"Giờ lên trang": "11/11/2026"}, "2026-11-10", False),
    ],
)
def test_an_official_is_shown_while_in_office(
    tmp_path: Path, keys: dict[str, str], clock: str, shown: bool
) -> None:
    files = {"co-cau/vp.md": unit("Văn phòng"), "co-cau/a.md": official("A", "vp", **keys)}
    loaded = load(tmp_path, files, now=text.parse_moment(clock))
    assert (people(loaded) == ["A"], errors(loaded)) == (shown, [])


def test_the_preview_shows_a_draft_of_an_official(tmp_path: Path) -> None:
    files = {"co-cau/vp.md": unit("Văn phòng"), "co-cau/a.md": official("A", "vp", Nháp="có")}
    assert people(load(tmp_path, files, preview=True)) == ["A"]


def test_people_of_one_unit_stand_by_order_then_by_given_name(tmp_path: Path) -> None:
    names = ["Nguyễn Văn Bình", "Trần Thị Ánh", "Lê Đức", "Phạm Cường"]
    files = {f"co-cau/{number}.md": official(name, "vp") for number, name in enumerate(names)}
    loaded = load(
        tmp_path,
        files | {"co-cau/vp.md": unit("Văn phòng"), "co-cau/z.md": official("Vũ Xuân", "vp", Thứ_tự="1")},
    )
    assert people(loaded) == ["Vũ Xuân", "Trần Thị Ánh", "Nguyễn Văn Bình", "Phạm Cường", "Lê Đức"]


def test_an_official_without_a_unit_is_told_and_not_lost(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"co-cau/vp.md": unit("Văn phòng"), "co-cau/a.md": official("A")})
    assert people(loaded) == ["A"]
    assert len(notes(loaded, "content.no-unit")) == 1


@pytest.mark.parametrize("key", ["Đầu mối", "Người phát ngôn"])
def test_those_to_contact_stand_on_the_home_page(tmp_path: Path, key: str) -> None:
    loaded = load(
        tmp_path,
        {
            "co-cau/vp.md": unit("Văn phòng", Chức_năng="Tiếp dân; giúp việc.", Điện_thoại="0200 000 0103"),
            "co-cau/a.md": official("A", "vp", **{key: "có"}),
            "co-cau/b.md": official("B", "khac"),
            "co-cau/khac.md": unit("Khác", Điện_thoại="0200 000 0104"),
        },
    )
    body = page(loaded, "/index.html").body
    assert isinstance(body, HomeView)
    assert [(one.subject, one.unit.title, one.phone) for one in body.contacts] == [
        ("Tiếp dân", "Văn phòng", "0200 000 0103")
    ]
    assert body.directory
    assert body.directory.url == "/co-cau/index.html#danh-ba"


def test_six_units_at_most_stand_on_the_home_page_those_that_do_the_work_first(tmp_path: Path) -> None:
    files = {"co-cau/tren.md": unit("Trên", Thứ_tự="1")}
    for number in range(7):
        files[f"co-cau/u{number}.md"] = unit(f"U{number}", Trực_thuộc="tren", Thứ_tự=str(number))
    for name in ("tren", *(f"u{number}" for number in range(7))):
        files[f"co-cau/cb-{name}.md"] = official(name, name, Đầu_mối="có", Điện_thoại="0200 000 0101")
    body = page(load(tmp_path, files), "/index.html").body
    assert isinstance(body, HomeView)
    assert [one.unit.title for one in body.contacts] == [f"U{number}" for number in range(6)]


def test_whoever_is_to_be_contacted_and_cannot_be_is_told(tmp_path: Path) -> None:
    files = {
        "co-cau/vp.md": unit("Văn phòng", Điện_thoại="0200 000 0101"),
        "co-cau/mt.md": unit("Mặt trận"),
        "co-cau/a.md": official("A", "vp", Đầu_mối="có"),
        "co-cau/b.md": official("B", "mt", Đầu_mối="có"),
        "co-cau/c.md": official("C", "mt", Đầu_mối="có", Thư_công_vụ="c@xa.vn"),
    }
    loaded = load(tmp_path, files)
    assert notes(loaded, "content.no-way") == ["B là đầu mối nhưng chưa có điện thoại hay thư công vụ."]


def test_a_withdrawn_unit_leaves_the_tree_and_keeps_its_notice(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"co-cau/a.md": unit("A"), "co-cau/b.md": unit("B", Rút_bài="đã giải thể")})
    assert shape(organisation(loaded).tree) == ["A"]
    assert page(loaded, "/co-cau/b.html").template == "pages/withdrawn.html"


def test_an_official_has_no_page_and_is_found_by_search(tmp_path: Path) -> None:
    loaded = load(tmp_path, {"co-cau/vp.md": unit("Văn phòng"), "co-cau/a.md": official("Nguyễn A", "vp")})
    assert "/co-cau/a.html" not in urls(loaded)
    assert [doc.url for doc in loaded.site.search if doc.title == "Nguyễn A"] == ["/co-cau/vp.html#a"]


@pytest.mark.parametrize(("key", "value"), [("Thư công vụ", "không có"), ("Điện thoại", "gọi cô Lan")])
def test_a_contact_that_cannot_be_one_is_an_error(tmp_path: Path, key: str, value: str) -> None:
    assert errors(load(tmp_path, {"co-cau/a.md": unit("A", **{key: value})})) == [
        ("content.contact", "co-cau/a.md", 3)
    ]


def test_a_portal_without_units_has_a_plain_section(tmp_path: Path) -> None:
    assert (
        page(load(tmp_path, {"site.toml": SITE}, now=NOW), "/co-cau/index.html").template
        == "pages/section.html"
    )


def test_units_nest_as_deep_as_allowed_and_no_deeper(tmp_path: Path) -> None:
    files = {
        f"co-cau/u{n}.md": unit(f"Đơn vị {n}", **({"Trực_thuộc": f"u{n - 1}"} if n else {}))
        for n in range(1_200)
    }
    kept = dict(list(files.items())[:MAX_DEPTH])
    assert errors(load(tmp_path / "a", kept)) == []
    assert errors(load(tmp_path / "b", files)) == [("content.too-deep", f"co-cau/u{MAX_DEPTH}.md", 3)]
